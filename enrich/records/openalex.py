"""What OpenAlex says: works with their authors, places, topics and references."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
