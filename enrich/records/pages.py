"""What pages say: the papers they mention, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Page:
    """One file handed in. ``page_id`` is a hash of its bytes: the same page under another name is the same page.

    ``layout`` is one that ``enrich.pages`` reads, by its name there: ``feed``, ``csv``, …
    """

    page_id: str
    name: str
    layout: str
    byte_count: int


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """One mention: a paper at one place on one page, as the page puts it.

    ``position`` counts the page's mentions from 1, ``line`` is where the title
    stands (1-based; 0 where the format has no lines). ``paper_id`` and
    ``title_key`` come from ``enrich.text.titles``: mentions of one paper share them.
    ``comment_count`` is the number some listings print behind the date.
    """

    page_id: str
    position: int
    line: int
    paper_id: str
    title_key: str
    title: str
    abstract: str | None = None
    author_count: int | None = None
    authors: tuple[str, ...] = ()
    posted_date: date | None = None
    year: int | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    comment_count: int | None = None
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class PageWarning:
    """Lines of a page that belong to no record and to no known furniture, or that had to be guessed at."""

    page: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, merged over all its mentions: the first value that any page states wins."""

    paper_id: str
    title_key: str
    title: str
    abstract: str | None = None
    author_count: int | None = None
    authors: tuple[str, ...] = ()
    posted_date: date | None = None
    year: int | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    venue: str | None = None
