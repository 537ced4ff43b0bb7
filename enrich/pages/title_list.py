"""A plain list of titles, one a line."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from enrich.identifiers import read_identifiers
from enrich.pages.line_heuristics import LONGEST_TITLE, has_words, reads_as_title
from enrich.pages.mentions import Diagnostic, Mention, Mentions
from enrich.pages.reader import Read, Reader
from enrich.pages.strangers import describe_stranger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from enrich.pages.text import Text

_MARKERS = tuple(re.compile(rf"{marker}\s+") for marker in (r"[-*+•·‣▪◦–—]", r"\d+[.)]", r"\(\d+\)", r"\[\d+\]"))


def _fits(_name: str, head: Sequence[str]) -> bool:
    """Tell whether a text is a list of titles rather than prose.

    Numbering and identifiers aside, nine in ten of the lines must read as titles
    (``line_heuristics.reads_as_title``) and at least half must have three words or more.
    """
    if describe_stranger(head):
        return False
    marker = _common_marker(head)
    titles = [title for line in head if not read_identifiers(title := _without(marker, line))]
    likely = sum(map(reads_as_title, titles))
    wordy = sum(has_words(title, 3) for title in titles)
    return 10 * likely >= 9 * len(titles) and 2 * wordy >= len(titles)


def _open(text: Text, _today: date) -> Read:
    return partial(_read, text)


def _read(text: Text) -> Mentions:
    """Yield a mention a line; the page is gone through twice, first for numbering that every line shares.

    A line unlike a title is read with a diagnostic; one that can be none only
    yields a diagnostic. An identifier among the titles is one.
    """
    marker = _common_marker(stripped for line in text.lines() if (stripped := line.strip()))
    for number, line in enumerate(text.lines(), start=1):
        if title := _without(marker, line.strip()):
            yield from _read_line(title, number)


def _read_line(title: str, number: int) -> Mentions:
    if found := read_identifiers(title):
        yield Mention(number, "", **found._asdict())
        return
    if len(title) > LONGEST_TITLE:
        yield Diagnostic(number, f"{len(title)} characters are too many for a title; not read")
        return
    if "://" in title or not any(map(str.isalpha, title)):
        yield Diagnostic(number, f"an address or a number is no title; not read: {title!r}")
        return
    if not reads_as_title(title):
        yield Diagnostic(number, f"unlike a title, but read as one: {title!r}")
    yield Mention(number, title)


def _common_marker(lines: Iterable[str]) -> re.Pattern[str] | None:
    """Return the bullet or numbering that every line begins with, or None; reads on only while one is left."""
    left = list(_MARKERS)
    for line in lines:
        left = [marker for marker in left if marker.match(line)]
        if not left:
            return None
    return left[0]


def _without(marker: re.Pattern[str] | None, line: str) -> str:
    return marker.sub("", line, count=1) if marker else line


TITLES = Reader("titles", "one title a line and nothing else", _fits, _open)
