"""JSON and JSON Lines: titles, objects with a title, and what the Daily Papers API answers."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import orjson

from enrich.errors import PageError
from enrich.pages.fields import canonical, read_mention
from enrich.pages.mentions import Diagnostic, Mention, Mentions
from enrich.pages.reader import Read, Reader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from enrich.pages.text import Text

_START = re.compile(r"\{\s*(?:[\"}]|$)|\[\s*(?:[\[{\"\]]|$)")
_DAILY_PAPER = re.compile(r'"paper"\s*:\s*\{')
_EXPECTED = 'expected a list of titles or of objects with a "title", or an object that holds such a list'
_TITLE_LISTS = ("titles", "papers", "items", "results", "data")


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
    """Read the file whole; raises PageError when it is no JSON, or nothing in it has a title."""
    try:
        value = orjson.loads(text.read())
    except orjson.JSONDecodeError as error:
        raise PageError(f"{text.name}: not JSON ({error}); save the file again, or under its true suffix") from None
    entries = find_papers(value)
    if not entries:
        raise PageError(f"{text.name}: nothing here has a title; {_EXPECTED}")
    return partial(_read, entries)


def _open_lines(text: Text, _today: date) -> Read:
    """Look at the first line; raises PageError unless it is JSON, as every line of JSON Lines is."""
    try:
        orjson.loads(text.head()[0])
    except orjson.JSONDecodeError as error:
        raise PageError(
            f"{text.name}: the first line is not JSON ({error}); JSON Lines holds one object a line"
        ) from None
    return partial(_read_lines, text)


def find_papers(value: Any) -> list[Any]:
    """Return the list of papers in a JSON value: itself, the lists it holds, or the one paper it is.

    Empty when nothing in it has a title. A list of bare texts inside an object
    counts under a telling name only ("titles", "papers", …): it might be tags.
    """
    if isinstance(value, list):
        return value if any(isinstance(entry, str) or _has_title(entry) for entry in value) else []
    if not isinstance(value, dict):
        return []
    if _has_title(value):
        return [value]
    lists = {name: entries for name, entries in value.items() if isinstance(entries, list)}
    of_objects = [entry for entries in lists.values() if any(map(_has_title, entries)) for entry in entries]
    of_texts = (lists.get(name, []) for name in _TITLE_LISTS)
    return of_objects or next((entries for entries in of_texts if find_papers(entries)), [])


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


def read_entry(entry: Any, line: int, place: str) -> Mentions:
    """Yield the mention that a title or an object stands for."""
    if isinstance(entry, str) and entry.strip():
        yield Mention(line, entry)
    elif isinstance(entry, dict):
        yield from read_mention(canonical(_flattened(entry)), line, place)
    else:
        yield Diagnostic(line, f"{place} is neither a title nor an object; not read")


def _has_title(value: Any) -> bool:
    return isinstance(value, dict) and "title" in canonical(_flattened(value))


def _flattened(entry: dict[str, Any]) -> dict[str, Any]:
    """Return a Daily Papers object without its nesting: what it says of the paper goes before the rest."""
    paper = entry.get("paper")
    if not isinstance(paper, dict):
        return entry
    inner = {name: value for name, value in paper.items() if value is not None}
    return {**entry, "paper": None, **inner, "arxiv_id": inner.get("id")}


# Files of either kind often carry the other's suffix.
JSON_LINES = Reader(
    "json-lines", 'one object with a "title" a line', _fits_lines, _open_lines, (".jsonl", ".ndjson", ".json")
)
DAILY_PAPERS = Reader(
    "daily-papers-json",
    'the Daily Papers API: [{"paper": {"id": …, "title": …}}]',
    _fits_daily_papers,
    _open,
    (".json",),
)
JSON = Reader("json", 'a list of titles or of objects with a "title"', _fits, _open, (".json",))
