"""Makers of records: each takes what a test is about and fills in the rest.

``page`` and ``mention`` for what pages say, ``work`` and ``full_work`` for what OpenAlex says,
``match`` and ``judged`` for verdicts; ``store_graph`` saves works with a paper matched to each, and
``note_analysis`` vouches for measures that a test makes up.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

from enrich.records import (
    Authorship,
    Candidate,
    Conflict,
    Evidence,
    Institution,
    JudgedCandidate,
    Location,
    Match,
    Page,
    PaperRecord,
    Reason,
    Source,
    Status,
    Topic,
    Work,
    YearlyCitations,
)
from warehouse.graph.relations import Relation
from warehouse.graph.selection import CITATIONS, Selection
from warehouse.matches import save_matches
from warehouse.pages import save_page
from warehouse.works import save_works

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb


TABLES_OF_WORKS = (
    "works",
    "locations",
    "sources",
    "authorships",
    "authors",
    "authorship_institutions",
    "institutions",
    "work_topics",
    "topics",
    "work_references",
    "yearly_citations",
)


def page(page_id: str = "page-1", name: str = "daily.txt") -> Page:
    return Page(page_id, name, "feed", 1000)


def mention(paper_id: str, position: int = 1, page_id: str = "page-1", **stated: Any) -> PaperRecord:
    facts = {"title_key": f"key of {paper_id}", "title": f"Title of {paper_id}", "line": 3 * position, **stated}
    return PaperRecord(page_id=page_id, position=position, paper_id=paper_id, **facts)


def location(source_name: str, source_type: str = "journal", position: int = 1, is_published: bool = True) -> Location:
    source = Source(f"S-{source_name}", source_name, type=source_type)
    return Location(position, source, source_name, is_published=is_published)


def work(work_id: str, *, authors: Iterable[str | None] = (), references: Sequence[str] = (), **facts: Any) -> Work:
    """A work by ``authors`` (ids; their names are made up), citing ``references``; its JSON tells works apart."""
    given: dict[str, Any] = {
        "title": f"Work {work_id}",
        "doi": None,
        "arxiv_id": None,
        "type": "article",
        "language": "en",
        "publication_year": 2020,
        "publication_date": None,
        "cited_by_count": 0,
        "abstract": None,
        "is_retracted": False,
        "is_paratext": False,
        "is_authors_truncated": False,
        "has_references": bool(references),
        "authorships": tuple(
            Authorship(position, author_id, f"Given Name{author_id or 'less'}")
            for position, author_id in enumerate(authors, 1)
        ),
        "locations": (),
        "topics": (),
        "references": tuple(references),
        "yearly_citations": (),
        "updated_date": None,
        **facts,
    }
    return Work(work_id=work_id, json=openalex_json(work_id, given), **given)


def openalex_json(work_id: str, given: dict[str, Any]) -> str:
    """The work as OpenAlex's JSON has it, so far as it is compared with what is stored; all else as it was given."""
    said = {
        **given,
        "id": f"https://openalex.org/{work_id}",
        "referenced_works": given["references"],
        "authorships": [
            {
                "author": {"id": one.author_id, "display_name": one.author_name},
                "institutions": [
                    {"id": place.institution_id, "country_code": place.country_code} for place in one.institutions
                ],
            }
            for one in given["authorships"]
        ],
        "locations": [
            {"source": one.source and {"id": one.source.source_id}, "landing_page_url": one.landing_page_url}
            for one in given["locations"]
        ],
        "topics": [{"id": one.topic_id} for one in given["topics"]],
        "counts_by_year": given["yearly_citations"],
        "abstract_inverted_index": given["abstract"] and {given["abstract"]: [0]},
    }
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode()


def full_work(work_id: str = "W1", **facts: Any) -> Work:
    person = Authorship(
        1, "A1", "Ada B", "0000-0001", True, (Institution("I1", "Uni", "ror1", "DE", "education"),), ("DE",)
    )
    journal = Source("S1", "Journal of Graphs", "1234-5678", "journal", "P1")
    given: dict[str, Any] = {
        "title": "On graphs",
        "doi": "10.1/w1",
        "arxiv_id": "2001.00001",
        "language": "en",
        "publication_date": date(2020, 5, 6),
        "cited_by_count": 9,
        "abstract": "Words.",
        "has_references": True,
        "authorships": (person, Authorship(2, None, "Someone Unknown")),
        "locations": (
            Location(
                0, journal, "Journal of Graphs", "https://x", "https://x.pdf", "publishedVersion", "cc-by", True, True
            ),
            Location(1, None, "a shelf"),
        ),
        "topics": (Topic("T1", "Graphs", 0.9, "Discrete", "Mathematics", "Physical"),),
        "references": ("W7", "W8"),
        "yearly_citations": (YearlyCitations(2021, 4), YearlyCitations(2022, 5)),
        "updated_date": "2026-01-01",
    }
    return work(work_id, **{**given, **facts})


def judged(
    work_id: str, rank: int = 1, title_similarity: float = 0.9, conflict: Conflict | None = None
) -> JudgedCandidate:
    evidence = Evidence(
        is_same_title=False,
        title_similarity=title_similarity,
        word_similarity=0.8,
        is_same_numbers=True,
        is_same_markers=True,
        is_same_identifier=None,
        abstract_containment=0.7,
        author_count_difference=1,
        shared_author_share=0.5,
        days_after_posting=-3,
        years_after_posting=0,
        is_corrupt=False,
        abstract_similarity=0.8,
        shared_author_count=1,
        is_same_venue=None,
    )
    candidate = Candidate(
        work_id, f"Work {work_id}", "exact_titles", doi=f"10.1/{work_id.lower()}", author_names=("A B", "C D")
    )
    return JudgedCandidate(rank, candidate, evidence, conflict)


REASONS = {
    Status.MATCHED: Reason.SAME_TITLE,
    Status.AMBIGUOUS: Reason.SEVERAL_WORKS,
    Status.UNMATCHED: Reason.NO_SUCH_WORK,
}


def match(
    paper_id: str,
    work_id: str | None = None,
    versions: Sequence[str] = (),
    *,
    status: Status | None = None,
    score: float = 1.0,
    candidates: Sequence[JudgedCandidate] = (),
) -> Match:
    """A verdict: matched if a work is named, unmatched otherwise, unless told."""
    found = status or (Status.MATCHED if work_id else Status.UNMATCHED)
    return Match(paper_id, found, REASONS[found], score, work_id, tuple(versions), tuple(candidates))


def selected(*relations: str, **filters: Any) -> Selection:
    """A selection of these relations, or of citations, with the filters that are named."""
    return Selection(tuple(map(Relation, relations)) or CITATIONS.relations, **filters)


def store_graph(
    con: duckdb.DuckDBPyConnection, works: Sequence[Work], versions: dict[str, Sequence[str]] | None = None
) -> None:
    """Save the works, and match one paper (``p-WORK``) with each of them that is not another's version."""
    versions = versions or {}
    others = {other for ids in versions.values() for other in ids}
    canonical = [one.work_id for one in works if one.work_id not in others]
    save_works(con, works)
    save_page(con, page(), [mention(f"p-{work_id}", position) for position, work_id in enumerate(canonical, 1)])
    save_matches(con, [match(f"p-{work_id}", work_id, versions.get(work_id, ())) for work_id in canonical], "api")


def note_analysis(con: duckdb.DuckDBPyConnection, graph: str) -> None:
    """Note that the measures which a test has put in are those of the graph as it is."""
    con.execute(
        "insert or replace into analyses select $graph, 0, (select checksum(fact) from graph_facts),"
        " (select checksum(fact) from measure_facts where graph = $graph), null",
        {"graph": graph},
    )
