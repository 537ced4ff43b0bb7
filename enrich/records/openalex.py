"""What OpenAlex says: works with their authors, places, topics and references."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Institution:
    """One institution.

    Attributes:
        institution_id: OpenAlex id, short (I…).
        display_name: Its name.
        ror: Its id in the Research Organization Registry.
        country_code: ISO 3166-1 code of its country.
        type: education, company, facility, ….
    """

    institution_id: str
    display_name: str | None = None
    ror: str | None = None
    country_code: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Authorship:
    """One name on the author list.

    Attributes:
        position: Place on the author list.
        author_id: The person; null where OpenAlex knows the name only.
        author_name: The name.
        orcid: ORCID of the person.
        is_corresponding: Is this the corresponding author?
        institutions: The institutions named with the name.
        countries: ISO 3166-1 codes of the institutions' countries, or, where they have none, of the affiliation's.
    """

    position: int
    author_id: str | None
    author_name: str | None
    orcid: str | None = None
    is_corresponding: bool = False
    institutions: tuple[Institution, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Journal, conference, repository or book series that a work appeared in.

    Attributes:
        source_id: OpenAlex id, short (S…).
        display_name: Its name.
        issn_l: Linking ISSN.
        type: journal, conference, repository, ….
        host_organization: Name of the publisher or host.
    """

    source_id: str
    display_name: str | None = None
    issn_l: str | None = None
    type: str | None = None
    host_organization: str | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """One place where a work can be found.

    Attributes:
        position: Orders the places of the work; the first is OpenAlex's primary location.
        source: The source, where OpenAlex knows it.
        source_name: Name of the source, or the name as printed.
        landing_page_url: The web page.
        pdf_url: The PDF.
        version: submittedVersion, acceptedVersion or publishedVersion.
        license: The licence OpenAlex found there.
        is_oa: Is it free to read there?
        is_published: Is it the published version?
    """

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
    """One topic of a work, with the branches it belongs to.

    Attributes:
        topic_id: OpenAlex id, short (T…).
        display_name: Its name.
        score: How well it fits the work, as OpenAlex scores it.
        subfield: The subfield it belongs to.
        field: The field above the subfield.
        domain: The domain above the field.
    """

    topic_id: str
    display_name: str | None
    score: float | None
    subfield: str | None
    field: str | None
    domain: str | None


@dataclass(frozen=True, slots=True)
class YearlyCitations:
    """One year in which a work was cited.

    Attributes:
        year: The year.
        cited_by_count: OpenAlex's number of citing works of that year.
    """

    year: int
    cited_by_count: int


@dataclass(frozen=True, slots=True)
class Work:
    """One OpenAlex work, whole.

    Attributes:
        work_id: OpenAlex id, short (W…).
        title: Title as OpenAlex has it.
        doi: DOI, lower case and bare; two works can share one.
        arxiv_id: arXiv id, without version.
        type: OpenAlex's type: article, preprint, book-chapter, ….
        language: ISO 639-1 code of the language.
        publication_year: Year of publication as OpenAlex gives it.
        publication_date: Date of publication as OpenAlex gives it.
        cited_by_count: OpenAlex's own number of citing works, as given.
        abstract: The abstract, put together from OpenAlex's inverted index.
        is_retracted: Has the work been retracted?
        is_paratext: Is it a cover, an index or the like?
        is_authors_truncated: Did OpenAlex cut the author list at 100 names?
        has_references: Does OpenAlex have reference data? False is not the same as citing nothing.
        authorships: The author list, in order.
        locations: Where it can be found, the primary location first.
        topics: Its topics, the main one first.
        references: The ids of the works it cites.
        yearly_citations: How often it was cited in which year, in order.
        updated_date: When OpenAlex last changed the work.
        json: OpenAlex's own object, whole, compact and with sorted keys: a new column later needs no new
            request.
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
