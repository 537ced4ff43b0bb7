"""OpenAlex JSON to records: the one place that knows the keys of its objects.

The work object has changed over the years and any key can be null or absent
(a quarter of works have no DOI, a fifth no source, some neither title nor
authors), so every look-up here expects nothing. Two views of one object:
``read_candidate`` takes what deciding needs from the few fields of
``CANDIDATE_FIELDS``, ``read_work`` takes everything the warehouse keeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from enrich.identifiers import read_arxiv_address, read_doi, read_openalex_id, read_work_id
from enrich.json_values import (
    Json,
    as_date,
    as_integer,
    as_list,
    as_object,
    as_plain_text,
    as_text,
    display_name,
    objects_in,
    parsed,
)
from enrich.locations import choose_venue, read_locations
from enrich.records import (
    Authorship,
    Candidate,
    Institution,
    Location,
    Topic,
    Work,
    YearlyCitations,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

CANDIDATE_FIELDS = (
    "id",
    "doi",
    "display_name",
    "type",
    "publication_year",
    "publication_date",
    "primary_location",
    "locations",
    "authorships",
    "is_authors_truncated",
    "abstract_inverted_index",
    "cited_by_count",
    "counts_by_year",
    "referenced_works_count",
    "is_retracted",
)

# No work: the record ("Deleted Work") that stands in lists of references for all that were deleted.
DELETED_WORK = "W4285719527"

# Not persons: authors OpenAlex could not tell, and profiles it has deleted.
NULL_AUTHORS = frozenset({"A9999999999", "A5317838346"})


def read_candidate(work: Json, found_by: str) -> Candidate | None:
    """Return the work as a candidate, or None when the object carries no work id."""
    work_id = _work_id(work.get("id"))
    if work_id is None:
        return None
    authorships = list(objects_in(work.get("authorships")))
    locations = read_locations(work)
    return Candidate(
        work_id=work_id,
        title=_title(work),
        found_by=found_by,
        doi=read_doi(work.get("doi")),
        arxiv_id=_arxiv_id(work, locations),
        type=as_text(work.get("type")),
        source_name=choose_venue(locations),
        is_published=any(location.is_published for location in locations),
        publication_year=as_integer(work.get("publication_year")),
        publication_date=as_date(work.get("publication_date")),
        first_cited_year=_first_cited_year(work),
        author_ids=tuple(filter(None, map(_author_id, authorships))),
        author_names=tuple(filter(None, map(_author_name, authorships))),
        author_count=None if work.get("is_authors_truncated") or not authorships else len(authorships),
        abstract=_abstract(work),
        reference_count=as_integer(work.get("referenced_works_count")),
        cited_by_count=as_integer(work.get("cited_by_count")) or 0,
        is_retracted=work.get("is_retracted") is True,
    )


def read_work(work: Json) -> Work | None:
    """Return the whole work, or None when the object carries no work id."""
    work_id = _work_id(work.get("id"))
    if work_id is None:
        return None
    locations = read_locations(work)
    references = _references(work, work_id)
    return Work(
        work_id=work_id,
        title=_title(work),
        doi=read_doi(work.get("doi")),
        arxiv_id=_arxiv_id(work, locations),
        type=as_text(work.get("type")),
        language=as_text(work.get("language")),
        publication_year=as_integer(work.get("publication_year")),
        publication_date=as_date(work.get("publication_date")),
        cited_by_count=as_integer(work.get("cited_by_count")) or 0,
        abstract=_abstract(work),
        is_retracted=work.get("is_retracted") is True,
        is_paratext=work.get("is_paratext") is True,
        is_authors_truncated=work.get("is_authors_truncated") is True,
        has_references=bool(references),
        authorships=tuple(_authorships(work)),
        locations=tuple(locations),
        topics=tuple(_topics(work)),
        references=references,
        yearly_citations=tuple(sorted(_yearly(work), key=lambda counts: counts.year)),
        updated_date=as_text(work.get("updated_date")),
        json=orjson.dumps(work, option=orjson.OPT_SORT_KEYS).decode(),
    )


def read_abstract(inverted_index: object) -> str | None:
    """Return the text that an ``abstract_inverted_index`` ({word: [positions]}) stands for, or None.

    Older records have it one level deeper: ``{"IndexLength": 2, "InvertedIndex": {…}}``.
    """
    # In the Parquet snapshot the index is JSON in a text column.
    index = parsed(inverted_index) if isinstance(inverted_index, str) else inverted_index
    placed = [
        (position, word)
        for word, positions in _positions_by_word(index).items()
        for position in as_list(positions)
        if isinstance(position, int)
    ]
    placed.sort()
    return " ".join(word for _, word in placed) or None


def _positions_by_word(index: object) -> Json:
    words = as_object(index)
    return as_object(words.get("InvertedIndex")) or words


def _work_id(value: object) -> str | None:
    found = read_work_id(value)
    return None if found == DELETED_WORK else found


def _references(work: Json, work_id: str) -> tuple[str, ...]:
    """Return the ids of the works it cites, each once, in order; OpenAlex also lists works that cite themselves."""
    cited = filter(None, map(_work_id, as_list(work.get("referenced_works"))))
    return tuple(reference for reference in dict.fromkeys(cited) if reference != work_id)


def _title(work: Json) -> str | None:
    return as_plain_text(work.get("display_name")) or as_plain_text(work.get("title"))


def _abstract(work: Json) -> str | None:
    return read_abstract(work.get("abstract_inverted_index"))


def _arxiv_id(work: Json, locations: list[Location]) -> str | None:
    pages = (location.landing_page_url for location in locations)
    files = (location.pdf_url for location in locations)
    addresses = (work.get("doi"), *pages, *files)
    return next(filter(None, map(read_arxiv_address, addresses)), None)


def _authorships(work: Json) -> Iterator[Authorship]:
    for position, entry in enumerate(objects_in(work.get("authorships")), start=1):
        institutions = tuple(_institutions(entry))
        yield Authorship(
            position=position,
            author_id=_author_id(entry),
            author_name=_author_name(entry),
            orcid=_bare_orcid(as_object(entry.get("author")).get("orcid")),
            is_corresponding=entry.get("is_corresponding") is True,
            institutions=institutions,
            countries=_countries(entry, institutions),
        )


def _author_id(authorship: Json) -> str | None:
    found = read_openalex_id(as_object(authorship.get("author")).get("id"))
    return None if found in NULL_AUTHORS else found


def _author_name(authorship: Json) -> str | None:
    return display_name(authorship.get("author")) or as_text(authorship.get("raw_author_name"))


def _bare_orcid(value: object) -> str | None:
    return value.rsplit("/", 1)[-1] or None if isinstance(value, str) else None


def _institutions(authorship: Json) -> Iterator[Institution]:
    institution_ids = set()
    for entry in objects_in(authorship.get("institutions")):
        institution_id = read_openalex_id(entry.get("id"))
        if institution_id is None or institution_id in institution_ids:
            continue
        institution_ids.add(institution_id)
        yield Institution(
            institution_id=institution_id,
            display_name=as_text(entry.get("display_name")),
            ror=as_text(entry.get("ror")),
            country_code=as_text(entry.get("country_code")),
            type=as_text(entry.get("type")),
        )


def _countries(authorship: Json, institutions: tuple[Institution, ...]) -> tuple[str, ...]:
    """Return the countries of the institutions, or, where they have none, those that OpenAlex read beside the name."""
    known = [institution.country_code for institution in institutions if institution.country_code]
    named = filter(None, map(as_text, as_list(authorship.get("countries"))))
    return tuple(sorted(set(known or named)))


def _topics(work: Json) -> Iterator[Topic]:
    for entry in objects_in(work.get("topics")):
        topic_id = read_openalex_id(entry.get("id"))
        if topic_id is None:
            continue
        score = entry.get("score")
        yield Topic(
            topic_id=topic_id,
            display_name=as_text(entry.get("display_name")),
            score=float(score) if isinstance(score, int | float) else None,
            subfield=display_name(entry.get("subfield")),
            field=display_name(entry.get("field")),
            domain=display_name(entry.get("domain")),
        )


def _first_cited_year(work: Json) -> int | None:
    return min((counts.year for counts in _yearly(work) if counts.cited_by_count), default=None)


def _yearly(work: Json) -> Iterator[YearlyCitations]:
    for entry in objects_in(work.get("counts_by_year")):
        year, count = as_integer(entry.get("year")), as_integer(entry.get("cited_by_count"))
        if year is not None and count is not None:
            yield YearlyCitations(year, count)
