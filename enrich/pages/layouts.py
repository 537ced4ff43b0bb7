"""Which layout is this? By the file's suffix where that says it all, by its first lines elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from enrich.pages import cards, ris, tables, title_list
from enrich.records import Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

_BY_SUFFIX = {
    ".csv": Layout.CSV,
    ".tsv": Layout.TSV,
    ".tab": Layout.TSV,
    ".json": Layout.JSON,
    ".jsonl": Layout.JSON_LINES,
    ".ndjson": Layout.JSON_LINES,
    ".bib": Layout.BIBTEX,
    ".ris": Layout.RIS,
    ".html": Layout.HTML,
    ".htm": Layout.HTML,
}

SUFFIXES = frozenset(_BY_SUFFIX) | {".txt", ".text"}

DESCRIPTIONS = {
    Layout.FEED: "a title line and an abstract line in turn",
    Layout.LISTING: 'Daily Papers cards: title, abstract, "• 5 authors", "·", "Jun 20, 2024"',
    Layout.HTML: "saved Daily Papers HTML with an <article> a paper",
    Layout.DAILY_PAPERS_JSON: 'the Daily Papers API: [{"paper": {"id": …, "title": …}}]',
    Layout.TITLES: "one title a line and nothing else",
    Layout.CSV: "a header row with a title column",
    Layout.TSV: "the same, separated by tabs",
    Layout.JSON: 'a list of titles or of objects with a "title"',
    Layout.JSON_LINES: 'one object with a "title" a line',
    Layout.BIBTEX: "@article{…} entries",
    Layout.RIS: 'records from "TY  - " to "ER  - "',
}

_BIBTEX_ENTRY = re.compile(r"@[A-Za-z]+\s*[{(]")
_JSON_START = re.compile(r"\{\s*(?:[\"}]|$)|\[\s*(?:[\[{\"\]]|$)")
_HTML_START = re.compile(r"<[!?a-zA-Z]")


def describe_layouts() -> str:
    """Return one line that tells each layout and what it looks like."""
    return "; ".join(f"{layout} ({description})" for layout, description in DESCRIPTIONS.items())


def guess_layout(name: str, head: Sequence[str]) -> Layout | None:
    """Return the layout of a file with this name and these first stripped lines; None when none fits.

    A suffix that names a format is believed; any other text is recognised by
    its first lines. JSON and JSON Lines are told apart by content, as files
    of either often carry the other's suffix.
    """
    if not head:
        return None
    layout = _BY_SUFFIX.get(Path(name).suffix.lower()) or _guess_from(head)
    if layout is Layout.JSON and _is_json_lines(head):
        return Layout.JSON_LINES
    return layout


def _guess_from(head: Sequence[str]) -> Layout | None:
    if _HTML_START.match(head[0]):
        return Layout.HTML
    if _JSON_START.match(head[0]):
        return Layout.JSON
    if any(_BIBTEX_ENTRY.match(line) for line in head):
        return Layout.BIBTEX
    if any(ris.starts_record(line) for line in head):
        return Layout.RIS
    return cards.recognise(head) or tables.recognise(head) or (Layout.TITLES if title_list.recognise(head) else None)


def _is_json_lines(head: Sequence[str]) -> bool:
    """Tell whether each of the first two lines is a JSON object of its own."""
    try:
        return len(head) > 1 and all(isinstance(orjson.loads(line), dict) for line in head[:2])
    except orjson.JSONDecodeError:
        return False
