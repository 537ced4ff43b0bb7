"""What pages say: the papers they mention, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Page:
    """One file handed in.

    Attributes:
        page_id: Hash of the page's bytes: the same page under another name is the same page.
        name: Name of the file when it was first handed in.
        layout: The layout it was read as.
        byte_count: Its size in bytes.
    """

    page_id: str
    name: str
    layout: str
    byte_count: int


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """One mention: a paper at one place on one page, as the page puts it.

    Attributes:
        page_id: The page.
        position: Counts the mentions of the page from 1.
        line: Line of the title, from 1; 0 where the format has no lines.
        paper_id: The paper mentioned: mentions of one paper share this and title_key.
        title_key: The letters and digits of the title, the same in all its typographic variants; without title, the
            identifier that stands for it: ``doi:…``, ``arxiv:…`` or ``openalex:…``.
        title: The title as printed here; empty where only an identifier is.
        abstract: The abstract as printed here.
        author_count: Number of authors as printed here.
        authors: Names of the authors as printed here, in order; "et al." behind those of a list that is cut.
        posted_date: Date as printed here.
        year: Year of publication as printed here.
        doi: DOI printed here, lower case and bare.
        arxiv_id: arXiv id printed here, without version.
        comment_count: The number some listings print behind the date.
        venue: Journal, conference or book as printed here.
        openalex_id: OpenAlex id of a work printed here, short (W…).
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
    openalex_id: str | None = None

    @property
    def name(self) -> str:
        """What to call it: its title, or else the identifier that stands for it."""
        return self.title or self.title_key


@dataclass(frozen=True, slots=True)
class PageWarning:
    """Lines of a page that belong to no record and to no known furniture, or that had to be guessed at."""

    page: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, merged over all its mentions: the first value that any page states wins.

    Attributes:
        paper_id: Leading hex digits of a hash of title_key: every run makes the same id.
        title_key: The letters and digits of the title, the same in all its typographic variants; without title, the
            identifier that stands for it: ``doi:…``, ``arxiv:…`` or ``openalex:…``.
        title: The title as first printed; empty where only an identifier is.
        abstract: The abstract as first printed.
        author_count: Number of authors the page gives.
        authors: Names of the authors in order, "et al." behind those of a list that is cut; empty where no page names
            them.
        posted_date: Date the page prints beside the paper.
        year: Year of publication that the page gives.
        doi: DOI on the page, lower case and bare.
        arxiv_id: arXiv id on the page, without version.
        venue: Journal, conference or book that the page names.
        openalex_id: OpenAlex id of a work on the page, short (W…).
    """

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
    openalex_id: str | None = None
