"""JSON and JSON Lines: titles, objects with a title, and what the Daily Papers API answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from enrich.errors import PageError
from enrich.pages.fields import canonical, read_mention
from enrich.pages.mentions import Item, Mention, Remark
from enrich.records import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from enrich.pages.text import Text

_EXPECTED = 'expected a list of titles or of objects with a "title", or an object that holds such a list'
_TITLE_LISTS = ("titles", "papers", "items", "results", "data")


def load(text: Text) -> tuple[Layout, list[Any]]:
    """Return the papers of a JSON file, unread, and whether the Daily Papers API has written them.

    Raises PageError when it is no JSON, or nothing in it has a title.
    """
    try:
        value = orjson.loads(text.read())
    except orjson.JSONDecodeError as error:
        raise PageError(f"{text.name}: not JSON ({error}); save the file again, or under its true suffix") from None
    entries = find_papers(value)
    if not entries:
        raise PageError(f"{text.name}: nothing here has a title; {_EXPECTED}")
    is_daily = any(isinstance(entry, dict) and isinstance(entry.get("paper"), dict) for entry in entries)
    return (Layout.DAILY_PAPERS_JSON if is_daily else Layout.JSON), entries


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


def read(entries: list[Any]) -> Iterator[Item]:
    """Yield a mention for each entry; lines are 0, remarks give the entry's number from 1."""
    for number, entry in enumerate(entries, start=1):
        yield from read_entry(entry, 0, f"entry {number}")


def check_lines(name: str, first_line: str) -> None:
    """Raise PageError unless the first line is JSON, as every line of JSON Lines is."""
    try:
        orjson.loads(first_line)
    except orjson.JSONDecodeError as error:
        raise PageError(f"{name}: the first line is not JSON ({error}); JSON Lines holds one object a line") from None


def read_lines(text: Text) -> Iterator[Item]:
    """Yield a mention a line, in constant memory."""
    for number, line in enumerate(text.lines(), start=1):
        if not line.strip():
            continue
        try:
            entry = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            yield Remark(number, f"not JSON ({error}); not read")
            continue
        yield from read_entry(entry, number, "the object")


def read_entry(entry: Any, line: int, place: str) -> Iterator[Item]:
    """Yield the mention that a title or an object stands for."""
    if isinstance(entry, str) and entry.strip():
        yield Mention(line, entry)
    elif isinstance(entry, dict):
        yield from read_mention(canonical(_flattened(entry)), line, place)
    else:
        yield Remark(line, f"{place} is neither a title nor an object; not read")


def _has_title(value: Any) -> bool:
    return isinstance(value, dict) and "title" in canonical(_flattened(value))


def _flattened(entry: dict[str, Any]) -> dict[str, Any]:
    """Return a Daily Papers object without its nesting: what it says of the paper goes before the rest."""
    paper = entry.get("paper")
    if not isinstance(paper, dict):
        return entry
    inner = {name: value for name, value in paper.items() if value is not None}
    return {**entry, "paper": None, **inner, "arxiv_id": inner.get("id")}
