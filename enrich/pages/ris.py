"""RIS, as reference managers export it: records from ``TY  -`` to ``ER  -``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import rispy

from enrich.errors import PageError
from enrich.pages.fields import ADDRESSES, listed, read_mention
from enrich.pages.mentions import Diagnostic, Mentions
from enrich.pages.reader import Read, Reader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from enrich.pages.text import Text

_START, _END = "TY  -", "ER  -"
_TITLES = ("title", "primary_title")
_ABSTRACTS = ("abstract", "notes_abstract")
_AUTHORS = ("authors", "first_authors")
_VENUES = ("journal_name", "secondary_title", "alternate_title3", "alternate_title1", "alternate_title2")
_DATES = ("year", "publication_year", "date")
_ADDRESSES = ("urls", "file_attachments1", "file_attachments2", "accession_number", "id")


def _fits(_name: str, head: Sequence[str]) -> bool:
    return any(map(_starts_record, head))


def _open(text: Text, _today: date) -> Read:
    """Go through the text once; raises PageError unless some line begins a record."""
    if not any(map(_starts_record, text.lines())):
        raise PageError(f'{text.name}: no RIS record found; each begins with a line "TY  - "')
    return partial(_read, text)


def _starts_record(line: str) -> bool:
    return line.startswith(_START)


def _read(text: Text) -> Mentions:
    """Yield a mention a record, in constant memory; a record may end at the next one's start instead of ``ER``."""
    record: list[str] = []
    record_line = 0
    for number, line in enumerate(text.lines(), start=1):
        if _starts_record(line):
            yield from _read_record(record, record_line)
            record, record_line = [line], number
        elif line.startswith(_END):
            yield from _read_record(record, record_line)
            record = []
        elif record:
            record.append(line)
        elif line.strip():
            yield Diagnostic(number, f"outside of any record; not read: {line.strip()[:60]!r}")
    yield from _read_record(record, record_line)


def _read_record(lines: list[str], line: int) -> Mentions:
    if not lines:
        return
    # rispy drops a record that has no end.
    entry = rispy.loads("".join(line.rstrip("\n") + "\n" for line in lines) + f"{_END} \n")[0]
    yield from read_mention(_values(entry), line, "the record")


def _values(entry: dict[str, Any]) -> dict[str, object]:
    addresses = [address for name in _ADDRESSES for address in listed(entry.get(name))]
    found = {
        "title": _first(entry, _TITLES),
        "abstract": _first(entry, _ABSTRACTS),
        "doi": entry.get("doi"),
        "year": _first(entry, _DATES),
        "authors": _first(entry, _AUTHORS),
        "venue": _first(entry, _VENUES),
        "arxiv_id": next((address for address in addresses if "arxiv" in str(address).lower()), None),
        ADDRESSES: addresses,
    }
    return {field: value for field, value in found.items() if value}


def _first(entry: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((entry[name] for name in names if entry.get(name)), None)


RIS = Reader("ris", 'records from "TY  - " to "ER  - "', _fits, _open, (".ris",))
