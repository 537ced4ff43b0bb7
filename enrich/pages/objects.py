"""JSON and JSON Lines: titles, identifiers, and objects with a title or an identifier (``json_records``)."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import orjson

from enrich.errors import PageError
from enrich.identifiers import read_identifiers
from enrich.pages.json_records import find_papers, read_entry
from enrich.pages.line_heuristics import has_words, reads_as_title
from enrich.pages.mentions import Diagnostic, Mentions
from enrich.pages.reader import Read, Reader
from enrich.pages.strangers import READABLE_EXPORTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from enrich.pages.text import Text

_START = re.compile(r"\{\s*(?:[\"}]|$)|\[\s*(?:[\[{\"\]]|$)")
_DAILY_PAPER = re.compile(r'"paper"\s*:\s*\{')
# So few single words may all be titles.
_FEW = 4
_EXPECTED = (
    'expected a list of titles, of identifiers, or of objects with a "title" or a "doi", or an object that holds '
    f"such a list. {READABLE_EXPORTS}"
)


def _fits(_name: str, head: Sequence[str]) -> bool:
    return _START.match(head[0]) is not None


def _fits_daily_papers(_name: str, head: Sequence[str]) -> bool:
    return _START.match(head[0]) is not None and _DAILY_PAPER.search(" ".join(head)) is not None


def _fits_lines(_name: str, head: Sequence[str]) -> bool:
    """Tell whether each of the first two lines is a JSON object of its own."""
    try:
        return len(head) > 1 and all(isinstance(orjson.loads(line), dict) for line in head[:2])
    except orjson.JSONDecodeError:
        return False


def _open(text: Text, _today: date) -> Read:
    """Read the file whole; raises PageError when it is no JSON, or nothing in it has a title or identifier."""
    try:
        value = orjson.loads(text.read())
    except orjson.JSONDecodeError as error:
        raise PageError(f"{text.name}: not JSON ({error}); save the file again, or under its true suffix") from None
    entries = find_papers(value)
    if not entries or not _are_titles([entry for entry in entries if isinstance(entry, str)]):
        raise PageError(f"{text.name}: nothing here has a title or an identifier; {_EXPECTED}")
    return partial(_read, entries)


def _are_titles(texts: Sequence[str]) -> bool:
    """Tell whether nine in ten of the texts that are no identifiers can be titles, and half of many have two words."""
    titles = [text for text in texts if not read_identifiers(text)]
    wordy = sum(has_words(title, 2) for title in titles)
    return 10 * sum(map(reads_as_title, titles)) >= 9 * len(titles) and (len(titles) < _FEW or 2 * wordy >= len(titles))


def _open_lines(text: Text, _today: date) -> Read:
    """Look at the first line; raises PageError unless it is JSON, as every line of JSON Lines is."""
    try:
        orjson.loads(text.head()[0])
    except orjson.JSONDecodeError as error:
        raise PageError(
            f"{text.name}: the first line is not JSON ({error}); JSON Lines holds one object a line"
        ) from None
    return partial(_read_lines, text)


def _read(entries: list[Any]) -> Mentions:
    """Yield a mention for each entry; lines are 0, diagnostics give the entry's number from 1."""
    for number, entry in enumerate(entries, start=1):
        yield from read_entry(entry, 0, f"entry {number}")


def _read_lines(text: Text) -> Mentions:
    """Yield a mention a line, in constant memory."""
    for number, line in enumerate(text.lines(), start=1):
        if not line.strip():
            continue
        try:
            entry = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            yield Diagnostic(number, f"not JSON ({error}); not read")
            continue
        yield from read_entry(entry, number, "the object")


# Files of either kind often carry the other's suffix.
JSON_LINES = Reader(
    "json-lines",
    'one object with a "title" or an identifier a line',
    _fits_lines,
    _open_lines,
    (".jsonl", ".ndjson", ".json"),
)
DAILY_PAPERS = Reader(
    "daily-papers-json",
    'the Daily Papers API: [{"paper": {"id": …, "title": …}}]',
    _fits_daily_papers,
    _open,
    (".json",),
)
JSON = Reader("json", 'a list of titles or of objects with a "title" or an identifier', _fits, _open, (".json",))
