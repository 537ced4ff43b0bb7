"""Saved HTML of a Daily Papers page.

The page carries its own data as JSON (an element ``data-target="DailyPapers"``
with ``data-props``), in the API's shape; that is read where it is there, and
the cards that people see (``<article>``) elsewhere.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import orjson
from selectolax.lexbor import LexborHTMLParser

from enrich.errors import PageError
from enrich.identifiers import read_arxiv_id
from enrich.pages.json_records import find_papers, read_entry
from enrich.pages.mentions import Diagnostic, Mention, Mentions
from enrich.pages.reader import Read, Reader
from enrich.pages.strangers import is_xml
from enrich.pages.values import read_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from selectolax.lexbor import LexborNode

    from enrich.pages.text import Text

_START = re.compile(r"<[!?a-zA-Z]")
_AUTHOR_COUNT = re.compile(r"(\d{1,9})\s+authors?\b")


def _fits(_name: str, head: Sequence[str]) -> bool:
    return _START.match(head[0]) is not None and not is_xml(head)


def _open(text: Text, _today: date) -> Read:
    """Read the page whole; raises PageError when it has neither data of its own nor cards."""
    tree = LexborHTMLParser(text.read())
    entries = [entry for node in tree.css('[data-target="DailyPapers"]') for entry in _own_data(node)]
    articles = [] if entries else [node for node in tree.css("article") if node.css_first("h3 a, h3")]
    if not entries and not articles:
        raise PageError(f"{text.name}: HTML without papers; save a Daily Papers page, where each paper is an <article>")
    return partial(_read, entries, articles)


def _read(entries: list[Any], articles: list[LexborNode]) -> Mentions:
    """Yield a mention for each object or card; lines are 0, diagnostics give its number from 1."""
    for number, entry in enumerate(entries, start=1):
        yield from read_entry(entry, 0, f"paper {number}")
    for number, article in enumerate(articles, start=1):
        yield from _read_article(article, f"card {number}")


def _own_data(node: LexborNode) -> list[Any]:
    try:
        return find_papers(orjson.loads(node.attributes.get("data-props") or "null"))
    except orjson.JSONDecodeError:
        return []  # the cards say the same


def _read_article(article: LexborNode, place: str) -> Mentions:
    heading = article.css_first("h3")
    title = _text(heading)
    if not title:
        yield Diagnostic(0, f"{place} has no title; not read")
        return
    link = article.css_first("h3 a[href]")
    time = article.css_first("time[datetime]")
    authors = _AUTHOR_COUNT.search(_text(article))
    yield Mention(
        0,
        title,
        abstract=_text(article.css_first("p")) or None,
        author_count=int(authors.group(1)) if authors else None,
        posted_date=read_date(time.attributes["datetime"]) if time else None,
        arxiv_id=read_arxiv_id(link.attributes["href"]) if link else None,
    )


def _text(node: LexborNode | None) -> str:
    return " ".join(node.text(separator=" ").split()) if node else ""


HTML = Reader("html", "saved Daily Papers HTML with an <article> a paper", _fits, _open, (".html", ".htm"))
