"""BibTeX, as reference managers and publishers export it."""

from __future__ import annotations

import logging
import re
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.middlewares.names import split_multiple_persons_names
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    Field,
    ImplicitComment,
    ParsingFailedBlock,
)

from enrich.errors import PageError
from enrich.pages.fields import canonical, read_mention
from enrich.pages.mentions import Diagnostic, Mentions
from enrich.pages.reader import Read, Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from enrich.pages.text import Text

# What it has to say about a file is told as diagnostics.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

# Decorators of Python and rules of CSS look alike, but have no key and comma.
_KINDS = (
    r"article|book|booklet|conference|in(?:book|collection|proceedings)|manual|misc|online|proceedings|techreport"
    r"|\w*thesis|unpublished|string|comment|preamble"
)
_ENTRY = re.compile(rf"@(?:(?:{_KINDS})\s*[{{(]|[a-z]+\s*\{{[^\s,{{}}=\"]*\s*,)", re.IGNORECASE)
_DECODER = LatexDecodingMiddleware()
_LATEX = re.compile(r"\\|``|''")
_BARE_PERCENT = re.compile(r"(?<!\\)%")
_ESCAPED = re.compile(r"\\([_%&#{}])")
_BRACES_AND_TIES = str.maketrans({"{": None, "}": None, "~": " "})


def _fits(_name: str, head: Sequence[str]) -> bool:
    return any(map(_ENTRY.match, head))


def _open(text: Text, _today: date) -> Read:
    """Read the file whole; raises PageError when it does not hold a single entry."""
    library = parse_string(text.read())
    if not library.entries and not library.failed_blocks:
        raise PageError(f"{text.name}: no BibTeX entry found; each begins like @article{{key,")
    return partial(_read, library)


def _read(library: Library) -> Mentions:
    """Yield a mention an entry; broken blocks and text between entries become diagnostics."""
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        match block:
            case Entry():
                yield from _read_entry(block, line)
            case DuplicateBlockKeyBlock(ignore_error_block=Entry() as entry):
                yield Diagnostic(line, f"the citation key {entry.key!r} is used twice; both entries are read")
                yield from _read_entry(entry, line)
            case DuplicateFieldKeyBlock(ignore_error_block=Entry() as entry):
                names = ", ".join(sorted(block.duplicate_keys))
                yield Diagnostic(line, f"fields given twice: {names}; the first one counts")
                yield from _read_entry(entry, line)
            case ParsingFailedBlock():
                beginning = _beginning(block.raw or "")
                yield Diagnostic(line, f"broken, not read; look for a missing brace or comma: {beginning}")
            case ImplicitComment() if not _is_comment(block.comment):
                yield Diagnostic(line, f"text outside of any entry, not read: {_beginning(block.comment)}")


def _read_entry(entry: Entry, line: int) -> Mentions:
    # Of fields given twice the first one counts.
    raw = {field.key.lower(): str(field.value) for field in reversed(entry.fields)}
    if raw.get("archiveprefix", "arxiv").lower() != "arxiv":
        raw.pop("eprint", None)
    values = canonical(raw)
    values |= {name: read(values[name]) for name, read in _READ.items() if name in values}
    yield from read_mention(values, line, f"entry {entry.key!r}")


def _read_names(value: object) -> object:
    """Return the names that "and" parts; one text where somebody has parted them by commas."""
    names = split_multiple_persons_names(str(value))
    is_by_rule = all(name.count(",") < 2 or name.startswith("{") for name in names)
    return [_read_latex(name) for name in names] if is_by_rule else _read_latex(value)


def _read_verbatim(value: object) -> str:
    """Return an identifier without what keeps LaTeX from acting on it: a backslash, or percent signs."""
    return unquote(_ESCAPED.sub(r"\1", str(value)))


def _read_latex(text: object) -> str:
    r"""Return a field as plain text: ``{B}ERT`` is BERT, ``{\"u}`` is ü; mathematics stays as it is."""
    value = str(text)
    if _LATEX.search(value):
        # In a .bib file a percent sign is a percent sign, in LaTeX it would swallow the rest of the line.
        entry = Entry("misc", "", [Field("value", _BARE_PERCENT.sub(r"\\%", value))])
        decoded = _DECODER.transform_entry(entry, Library())
        if isinstance(decoded, Entry):
            return str(decoded.fields[0].value)
    return value.translate(_BRACES_AND_TIES)


_READ: dict[str, Callable[[object], object]] = {
    **dict.fromkeys(("title", "abstract", "venue"), _read_latex),
    **dict.fromkeys(("doi", "arxiv_id"), _read_verbatim),
    "authors": _read_names,
}


def _is_comment(text: str) -> bool:
    return all(line.strip().startswith("%") for line in text.splitlines() if line.strip())


def _beginning(text: str) -> str:
    return repr(" ".join(text.split())[:60])


BIBTEX = Reader("bibtex", "@article{…} entries", _fits, _open, (".bib",))
