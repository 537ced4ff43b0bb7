"""A plain list of identifiers, one a line: DOIs, arXiv ids and OpenAlex ids, bare, with a prefix, or as addresses."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from enrich.identifiers import read_identifiers
from enrich.pages.mentions import Diagnostic, Mention, Mentions
from enrich.pages.reader import Read, Reader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from enrich.pages.text import Text

# A DOI may hold these signs, but neither begins with them nor has a blank inside.
_COMMENT = re.compile(r"(?:^|\s)(?:#|%|//).*")
_MARKER = re.compile(r"(?:[-*+•]|\d+[.)]|\(\d+\)|\[\d+\])\s+")


def _fits(_name: str, head: Sequence[str]) -> bool:
    """Tell whether half of the lines, comments aside, are identifiers: nothing else looks like that."""
    lines = list(filter(None, map(_bare, head)))
    return bool(lines) and 2 * sum(read_identifiers(line) is not None for line in lines) >= len(lines)


def _open(text: Text, _today: date) -> Read:
    return partial(_read, text)


def _read(text: Text) -> Mentions:
    """Yield a mention without title a line, in constant memory."""
    for number, line in enumerate(text.lines(), start=1):
        bare = _bare(line)
        if found := read_identifiers(bare):
            yield Mention(number, "", **found._asdict())
        elif bare:
            yield Diagnostic(
                number, f"neither a DOI nor an arXiv id nor an OpenAlex id of a work; not read: {bare[:60]!r}"
            )


def _bare(line: str) -> str:
    """Return the line without comment, bullet or numbering."""
    return _MARKER.sub("", _COMMENT.sub("", line.strip()), count=1)


IDENTIFIERS = Reader("identifiers", "a DOI, arXiv id or OpenAlex id a line", _fits, _open)
