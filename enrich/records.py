"""The vocabulary: what pages say, what OpenAlex says, and the verdict that joins them.

Frozen records without behaviour. Identifiers are short (``W2741809807``,
``A5023888391``) and DOIs lower case and bare (``10.1145/3458754``); a value
nobody stated is None, never an empty string; sequences are tuples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

# ---------------------------------------------------------------- what pages say


class Layout(StrEnum):
    """The layouts that ``enrich.pages`` can read."""

    FEED = "feed"
    LISTING = "listing"
    HTML = "html"
    DAILY_PAPERS_JSON = "daily-papers-json"
    TITLES = "titles"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSON_LINES = "json-lines"
    BIBTEX = "bibtex"
    RIS = "ris"


@dataclass(frozen=True, slots=True)
class Page:
    """One file handed in. ``page_id`` is a hash of its bytes: the same page under another name is the same page."""

    page_id: str
    name: str
    layout: Layout
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


# ------------------------------------------------------------ what OpenAlex says


@dataclass(frozen=True, slots=True)
class Institution:
    institution_id: str
    display_name: str | None = None
    ror: str | None = None
    country_code: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Authorship:
    """One name on the author list. ``author_id`` is None where OpenAlex knows the name but not the person."""

    position: int
    author_id: str | None
    author_name: str | None
    orcid: str | None = None
    is_corresponding: bool = False
    institutions: tuple[Institution, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Journal, conference, repository or book series that a work appeared in."""

    source_id: str
    display_name: str | None = None
    issn_l: str | None = None
    type: str | None = None
    host_organization: str | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """One place where a work can be found. ``source_name`` falls back to the name as printed (``raw_source_name``)."""

    position: int
    source: Source | None
    source_name: str | None
    landing_page_url: str | None = None
    pdf_url: str | None = None
    version: str | None = None
    license: str | None = None
    is_oa: bool = False
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    topic_id: str
    display_name: str | None
    score: float | None
    subfield: str | None
    field: str | None
    domain: str | None


@dataclass(frozen=True, slots=True)
class YearlyCitations:
    year: int
    cited_by_count: int


@dataclass(frozen=True, slots=True)
class Work:
    """One OpenAlex work, whole. ``json`` is OpenAlex's own object, compact and with sorted keys.

    ``locations`` begins with the primary one. ``has_references`` tells "no
    reference data" (False) from a list; ``is_authors_truncated`` marks works
    whose author list OpenAlex cut at 100 names.
    """

    work_id: str
    title: str | None
    doi: str | None
    arxiv_id: str | None
    type: str | None
    language: str | None
    publication_year: int | None
    publication_date: date | None
    cited_by_count: int
    abstract: str | None
    is_retracted: bool
    is_paratext: bool
    is_authors_truncated: bool
    has_references: bool
    authorships: tuple[Authorship, ...]
    locations: tuple[Location, ...]
    topics: tuple[Topic, ...]
    references: tuple[str, ...]
    yearly_citations: tuple[YearlyCitations, ...]
    updated_date: str | None
    json: str


# ------------------------------------------------------------------- the verdict


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work that may be the paper: just what deciding needs. ``found_by`` names the step that brought it."""

    work_id: str
    title: str | None
    found_by: str
    doi: str | None = None
    arxiv_id: str | None = None
    type: str | None = None
    source_name: str | None = None
    is_published: bool = False
    publication_year: int | None = None
    publication_date: date | None = None
    first_cited_year: int | None = None
    author_ids: tuple[str, ...] = ()
    author_names: tuple[str, ...] = ()
    author_count: int | None = None
    abstract: str | None = None
    reference_count: int | None = None
    cited_by_count: int = 0
    is_retracted: bool = False


class Status(StrEnum):
    """What is known of a paper: found, found too often, or not found."""

    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"
    UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts about one candidate beside its paper; None where one side is silent.

    Similarities are shares from 0 to 1; ``days_after_posting`` is the
    candidate's publication date minus the paper's posting date.
    ``abstract_containment`` compares wording, ``abstract_similarity`` what the
    words are about; ``shared_author_share`` is a share of the shorter author list. That
    ``is_same_venue`` is False means only that the two names are not
    recognisably one venue's.
    """

    is_same_title: bool
    title_similarity: float
    word_similarity: float
    is_same_numbers: bool | None
    is_same_markers: bool
    is_same_identifier: bool | None
    abstract_containment: float | None
    author_count_difference: int | None
    shared_author_share: float | None
    days_after_posting: int | None
    years_after_posting: int | None
    is_corrupt: bool
    abstract_similarity: float | None
    shared_author_count: int | None
    is_same_venue: bool | None


@dataclass(frozen=True, slots=True)
class JudgedCandidate:
    """A candidate with its evidence; ``rank`` 1 is the one most like the paper."""

    rank: int
    candidate: Candidate
    evidence: Evidence
    conflict: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """The verdict on one paper.

    ``work_id`` is the canonical work of a matched paper, ``version_ids`` its
    other versions; both are empty otherwise. ``score`` is the trust in the
    verdict's best candidate from 0 to 1.
    """

    paper_id: str
    status: Status
    reason: str
    score: float
    work_id: str | None
    version_ids: tuple[str, ...]
    candidates: tuple[JudgedCandidate, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """All that a source could say about one paper.

    ``error`` is None when every step was answered or what came back settles the paper. Otherwise the paper was not
    fully asked: it must stay undecided unless what did come back settles it.
    """

    paper: Paper
    candidates: tuple[Candidate, ...]
    error: str | None = None


# The source that asks OpenAlex over HTTP; any other is the path of a snapshot.
API = "api"


class CandidateSource(Protocol):
    """A way to know works: the OpenAlex API or a snapshot on disk."""

    name: str

    def find(self, papers: Iterable[Paper]) -> Iterator[Finding]:
        """Yield exactly one finding for each paper, in any order."""
        ...

    def fetch_works(self, work_ids: Iterable[str]) -> Iterator[Work]:
        """Yield the works that exist among ``work_ids``, whole, each once, in any order."""
        ...

    def fetch_citing(
        self, cited_by_counts: Mapping[str, int], max_per_work: int
    ) -> Iterator[tuple[list[str], list[Work]]]:
        """Yield some of the work ids with the works that cite them, until each id was yielded once.

        ``cited_by_counts`` tells what to expect. Of a work that more than
        ``max_per_work`` cite, the most cited of these come.
        """
        ...
