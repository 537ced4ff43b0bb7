"""Saving: whole, in bulk, and a second time without effect."""

from __future__ import annotations

import shutil
from dataclasses import fields, replace
from datetime import date
from hashlib import md5
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from enrich.errors import PageError, WarehouseError
from enrich.records import (
    Authorship,
    Evidence,
    Institution,
    Location,
    Paper,
    PaperRecord,
    Source,
    Status,
    Topic,
    Work,
    YearlyCitations,
)
from tests.warehouse.makers import judged, match, mention, page, work
from warehouse import save
from warehouse.checks import run_check
from warehouse.database import open_warehouse
from warehouse.migrations import MIGRATIONS, apply_migrations
from warehouse.read import read_papers
from warehouse.save import (
    PageSaved,
    WorksSaved,
    finish_run,
    save_matches,
    save_override,
    save_page,
    save_works,
    start_run,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return con.execute(query).fetchall()


def content(con: duckdb.DuckDBPyConnection, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
    return {table: rows(con, f"from {table} order by all") for table in tables}


# ------------------------------------------------------------------------ pages


def test_save_page__stores_page_mentions_and_papers(con: duckdb.DuckDBPyConnection) -> None:
    stated: dict[str, Any] = {
        "abstract": "We study graphs.",
        "author_count": 2,
        "authors": ("Ada B", "Cem D"),
        "posted_date": date(2026, 3, 4),
        "year": 2026,
        "doi": "10.1/x",
        "arxiv_id": "2603.00001",
    }
    saved = save_page(con, page(), [mention("p1", 1, comment_count=7, **stated), mention("p2", 2)])
    assert saved == PageSaved("page-1", True, mention_count=2, new_paper_count=2)
    assert rows(con, "from pages") == [("page-1", "daily.txt", "feed", 1000, 2)]
    assert rows(con, "from mentions order by position") == [
        ("page-1", 1, 3, "p1", "Title of p1", 2, date(2026, 3, 4), 7),
        ("page-1", 2, 6, "p2", "Title of p2", None, None, None),
    ]
    assert read_papers(con) == [
        Paper("p1", "key of p1", "Title of p1", **stated),
        Paper("p2", "key of p2", "Title of p2"),
    ]


def test_save_page__first_value_stated_wins(con: duckdb.DuckDBPyConnection) -> None:
    save_page(
        con,
        page(),
        [
            mention("p1", 1, title="First"),
            mention("p1", 2, title="Second", year=2020, authors=("A",)),
            mention("p1", 3, year=2021, doi="10.1/third", authors=("B", "C")),
        ],
    )
    (paper,) = read_papers(con)
    assert (paper.title, paper.year, paper.doi, paper.authors) == ("First", 2020, "10.1/third", ("A",))

    saved = save_page(
        con,
        page("page-2"),
        [mention("p1", 1, "page-2", title="Later", year=1999, abstract="New.", authors=("Z",))],
    )
    assert saved == PageSaved("page-2", True, 1, new_paper_count=0, completed_paper_count=1)
    (paper,) = read_papers(con)
    assert (paper.title, paper.year, paper.abstract, paper.authors) == ("First", 2020, "New.", ("A",))


def test_save_page__first_value_wins_over_chunks(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save, "MENTIONS_PER_CHUNK", 2)
    mentions = [mention(f"p{position % 3}", position, year=2000 + position) for position in range(1, 8)]
    saved = save_page(con, page(), mentions)
    assert (saved.mention_count, saved.new_paper_count, saved.completed_paper_count) == (7, 3, 0)
    assert [paper.year for paper in read_papers(con)] == [2003, 2001, 2002]


def test_save_page__stored_page_is_left_as_it_is_and_not_read_again(con: duckdb.DuckDBPyConnection) -> None:
    save_page(con, page(), [mention("p1")])
    before = content(con, "pages", "mentions", "papers")

    unread = iter([mention("p9")])
    assert save_page(con, page(name="copy.txt"), unread) == PageSaved("page-1", False, mention_count=1)
    assert next(unread).paper_id == "p9"
    assert content(con, "pages", "mentions", "papers") == before


def test_save_page__same_mentions_on_another_page_change_no_paper(con: duckdb.DuckDBPyConnection) -> None:
    save_page(con, page(), [mention("p1", year=2020)])
    before = content(con, "papers")
    saved = save_page(con, page("page-2"), [mention("p1", page_id="page-2", year=2020)])
    assert (saved.new_paper_count, saved.completed_paper_count) == (0, 0)
    assert content(con, "papers") == before


def test_save_page__page_without_papers(con: duckdb.DuckDBPyConnection) -> None:
    assert save_page(con, page(), []).mention_count == 0
    assert rows(con, "select mention_count from pages") == [(0,)]


def test_save_page__page_that_breaks_off_leaves_nothing(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save, "MENTIONS_PER_CHUNK", 1)

    def broken() -> Iterator[PaperRecord]:
        yield mention("p1")
        raise PageError("line 4 is not text")

    with pytest.raises(PageError, match="line 4"):
        save_page(con, page(), broken())
    assert content(con, "pages", "mentions", "papers") == {"pages": [], "mentions": [], "papers": []}
    assert save_page(con, page(), [mention("p1")]).new_paper_count == 1


@pytest.mark.parametrize("title", ['"quoted"', "it's", "a\x00b", "𝒢raph ∀ 图", "back\\slash", "two\nlines", "{}[]:,"])
def test_save_page__any_text(con: duckdb.DuckDBPyConnection, title: str) -> None:
    save_page(con, page(), [mention("p1", title=title)])
    assert read_papers(con)[0].title == title


def test_save_page__text_that_is_not_unicode_is_refused(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(WarehouseError, match="cannot store this record"):
        save_page(con, page(), [mention("p1", title="half a \ud800 pair")])


# ------------------------------------------------------------------------ works


def full_work(work_id: str = "W1", **facts: Any) -> Work:
    person = Authorship(1, "A1", "Ada B", "0000-0001", True, (Institution("I1", "Uni", "ror1", "DE", "education"),))
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


def test_save_works__every_table(con: duckdb.DuckDBPyConnection) -> None:
    one = full_work()
    assert save_works(con, [one]) == WorksSaved(1, 0, 0)
    stored = content(con, *TABLES_OF_WORKS)
    assert stored == {
        "works": [
            (
                *("W1", "On graphs", "10.1/w1", "2001.00001", "article", "en", 2020, date(2020, 5, 6), 9, "Words."),
                *(False, False, False, True, "2026-01-01", one.json, md5(one.json.encode()).hexdigest()),
            )
        ],
        "locations": [
            ("W1", 0, "S1", "Journal of Graphs", "https://x", "https://x.pdf", "publishedVersion", "cc-by", True, True),
            ("W1", 1, None, "a shelf", None, None, None, None, False, False),
        ],
        "sources": [("S1", "Journal of Graphs", "1234-5678", "journal", "P1")],
        "authorships": [("W1", 1, "A1", "Ada B", True), ("W1", 2, None, "Someone Unknown", False)],
        "authors": [("A1", "Ada B", "0000-0001")],
        "authorship_institutions": [("W1", 1, "I1")],
        "institutions": [("I1", "Uni", "ror1", "DE", "education")],
        "work_topics": [("W1", "T1", 0.9)],
        "topics": [("T1", "Graphs", "Discrete", "Mathematics", "Physical")],
        "work_references": [("W1", "W7"), ("W1", "W8")],
        "yearly_citations": [("W1", 2021, 4), ("W1", 2022, 5)],
    }


def test_save_works__bare_work(con: duckdb.DuckDBPyConnection) -> None:
    save_works(con, [work("W1", title=None, type=None, publication_year=None)])
    assert rows(con, "select work_id, title, publication_year, has_references from works") == [
        ("W1", None, None, False)
    ]


def test_save_works__twice_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    works = [full_work(), full_work("W2")]
    save_works(con, works)
    before = content(con, *TABLES_OF_WORKS)
    assert save_works(con, works) == WorksSaved(0, 0, 2)
    assert content(con, *TABLES_OF_WORKS) == before


def test_save_works__changed_work_leaves_nothing_old_over(con: duckdb.DuckDBPyConnection) -> None:
    save_works(con, [full_work(), full_work("W2")])
    untouched = {
        table: rows(con, f"from {table} where work_id = 'W2'") for table in ("works", "authorships", "locations")
    }
    changed = work("W1", authors=["A2"], references=["W8", "W9"])
    assert save_works(con, [changed, full_work("W2")]) == WorksSaved(0, 1, 1)
    assert rows(con, "select title, doi, json::varchar from works where work_id = 'W1'") == [
        ("Work W1", None, changed.json)
    ]
    assert rows(con, "from authorships where work_id = 'W1'") == [("W1", 1, "A2", "Given NameA2", False)]
    assert rows(con, "select cited_work_id from work_references where citing_work_id = 'W1' order by 1") == [
        ("W8",),
        ("W9",),
    ]
    for table in ("locations", "authorship_institutions", "work_topics", "yearly_citations"):
        assert rows(con, f"from {table} where work_id = 'W1'") == [], table
    assert {table: rows(con, f"from {table} where work_id = 'W2'") for table in untouched} == untouched


def test_save_works__silence_keeps_what_was_said_of_a_person(con: duckdb.DuckDBPyConnection) -> None:
    save_works(con, [full_work()])
    save_works(con, [work("W2", authorships=(Authorship(1, "A1", "Ada Beta"),))])
    assert rows(con, "from authors") == [("A1", "Ada Beta", "0000-0001")]


def test_save_works__repetitions_inside_a_work_count_once(con: duckdb.DuckDBPyConnection) -> None:
    twice = (Institution("I1"), Institution("I1"))
    save_works(
        con,
        [
            work(
                "W1",
                references=["W2", "W2"],
                authorships=(Authorship(1, "A1", "Ada", institutions=twice),),
                topics=(Topic("T1", "x", 0.1, None, None, None), Topic("T1", "x", 0.2, None, None, None)),
            )
        ],
    )
    assert rows(
        con, "select (from work_references select count(*)), (from authorship_institutions select count(*))"
    ) == [(1, 1)]
    assert rows(con, "select score from work_topics") == [(0.2,)]


def test_save_works__last_of_several_with_one_id_counts(con: duckdb.DuckDBPyConnection) -> None:
    assert save_works(con, [work("W1", title="old"), work("W1", title="new")]) == WorksSaved(1, 0, 0)
    assert rows(con, "select title from works") == [("new",)]


def test_save_works__in_chunks(con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save, "JSON_PER_CHUNK", 3 * len(work("W1", authors=["A1"], references=["W0"]).json))
    works = (work(f"W{number}", authors=["A1"], references=["W0"]) for number in range(1, 11))
    assert save_works(con, works) == WorksSaved(10, 0, 0)
    assert rows(con, "select count(*) from work_references") == [(10,)]
    assert rows(con, "select count(*) from authors") == [(1,)]
    assert run_check(con, "repeated_rows").row_count == 0


def test_save_works__chunk_that_fails_is_left_out_whole_and_those_before_it_stay(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save, "JSON_PER_CHUNK", 2 * len(full_work("W1").json))
    save_works(con, [full_work("W3")])
    unstorable = replace(full_work("W5"), title="half \ud800 a pair")
    later = [full_work("W3", title="changed"), work("W4", authors=["A4"])]
    with pytest.raises(WarehouseError, match="cannot store this record"):
        save_works(con, [full_work("W1"), full_work("W2"), *later, unstorable])
    assert rows(con, "select work_id, title from works order by all") == [
        ("W1", "On graphs"),
        ("W2", "On graphs"),
        ("W3", "On graphs"),
    ]
    assert rows(con, "select author_id from authors") == [("A1",)]
    assert save_works(con, later) == WorksSaved(1, 1, 0)


def test_save_works__what_was_said_before_counts_where_a_later_work_is_silent(con: duckdb.DuckDBPyConnection) -> None:
    save_works(
        con,
        [
            work("W1", locations=(Location(1, Source("S1", "Graphs", "1111-2222", "journal"), "Graphs"),)),
            work("W2", topics=(Topic("T1", "Graphs", 0.5, "Discrete", None, "Physical"),)),
        ],
    )
    save_works(
        con,
        [
            work("W3", locations=(Location(1, Source("S1", None, type="conference"), None),)),
            work("W4", topics=(Topic("T1", "Graph theory", 0.1, None, "Mathematics", None),)),
        ],
    )
    assert rows(con, "from sources") == [("S1", "Graphs", "1111-2222", "conference", None)]
    assert rows(con, "from topics") == [("T1", "Graph theory", "Discrete", "Mathematics", "Physical")]


def open_older(folder: Path, before: str) -> duckdb.DuckDBPyConnection:
    """A file that went through the migrations before that one, and through no other."""
    older = folder / "migrations"
    older.mkdir()
    for path in sorted(MIGRATIONS.glob("*.sql")):
        if path.stem < before:
            shutil.copy(path, older)
    con = duckdb.connect(str(folder / "older.duckdb"))
    apply_migrations(con, older)
    return con


def test_older_files__keep_every_row_where_a_key_is_dropped(tmp_path: Path) -> None:
    with open_older(tmp_path, "0005") as con:
        save_works(con, [full_work(), full_work("W2", title=None)])
        stored = content(con, *TABLES_OF_WORKS)
    with open_warehouse(tmp_path / "older.duckdb") as con:
        assert content(con, *TABLES_OF_WORKS) == stored
        assert save_works(con, [full_work(), full_work("W2", title=None)]) == WorksSaved(0, 0, 2)
        assert rows(con, "select 1 from duckdb_columns() where not internal and comment is null") == []


def test_older_files__keep_facts_and_measures_under_their_new_names(tmp_path: Path) -> None:
    with open_older(tmp_path, "0006") as con:
        con.execute(
            "insert into candidates (paper_id, work_id, rank, found_by, author_names, objection, abstract_likeness)"
            " values ('p1', 'W1', 1, 'title', [], 'other_time', 0.5)"
        )
        con.execute("create view doubtful_matches as from candidates")
        for graph in ("cites", "co_cited", "couples"):
            con.execute("insert into node_metrics values (?, 'W1', 'degree', 1, '{}', null)", [graph])
            con.execute("insert into communities values (?, 1, 'one', [], [], 1, '{}', 0)", [graph])
    with open_warehouse(tmp_path / "older.duckdb") as con:
        assert rows(con, "select conflict, abstract_similarity from candidates") == [("other_time", 0.5)]
        graphs = [("bibliographic_coupling",), ("cites",), ("co_citation",)]
        assert rows(con, "select graph from node_metrics order by graph") == graphs
        assert rows(con, "select graph from communities order by graph") == graphs


# ---------------------------------------------------------------------- matches


@pytest.fixture
def papers(con: duckdb.DuckDBPyConnection) -> None:
    save_page(con, page(), [mention(f"p{number}", number) for number in range(1, 6)])


def test_save_matches__verdict_candidates_and_versions(con: duckdb.DuckDBPyConnection) -> None:
    one = match("p1", "W1", ["W2"], candidates=[judged("W1", 1), judged("W2", 2, conflict="other_title")])
    assert save_matches(con, [one], "api") == 1
    assert rows(con, "from matches") == [("p1", "matched", "because_matched", 1.0, "W1", ["W2"], "api", 2)]
    evidence = (False, 0.9, 0.8, True, True, None, 0.7, 1, 0.5, -3, 0, False, 0.8, 1, None)
    assert rows(con, "select * exclude (author_names) from candidates order by rank") == [
        ("p1", "W1", 1, "exact_titles", "Work W1", "10.1/W1", None, None, None, None, *evidence),
        ("p1", "W2", 2, "exact_titles", "Work W2", "10.1/W2", None, None, None, "other_title", *evidence),
    ]
    assert rows(con, "from work_versions") == [("W2", "W1")]


def test_save_matches__keeps_every_field_of_the_evidence(con: duckdb.DuckDBPyConnection) -> None:
    columns = [name for (name,) in rows(con, "select column_name from (describe candidates)")]
    assert {field.name for field in fields(Evidence)} <= set(columns)


def test_save_matches__twice_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    verdicts = [match("p1", "W1", ["W2"], candidates=[judged("W1")]), match("p2")]
    assert save_matches(con, verdicts, "api") == 2
    before = content(con, "matches", "candidates", "work_versions")
    assert save_matches(con, verdicts, "api") == 0
    assert content(con, "matches", "candidates", "work_versions") == before


@pytest.mark.parametrize(
    "candidates",
    [[], [judged("W1", title_similarity=0.5)], [judged("W1"), judged("W3", 2)], [judged("W3")]],
    ids=["lost", "other evidence", "gained", "another"],
)
def test_save_matches__other_candidates_replace_the_old(con: duckdb.DuckDBPyConnection, candidates: list[Any]) -> None:
    save_matches(con, [match("p1", candidates=[judged("W1")]), match("p2", candidates=[judged("W1")])], "api")
    assert save_matches(con, [match("p1", candidates=candidates)], "api") == 1
    stored = rows(con, "select work_id, title_similarity from candidates where paper_id = 'p1' order by rank")
    assert stored == [(one.candidate.work_id, one.evidence.title_similarity) for one in candidates]
    assert rows(con, "select candidate_count from matches where paper_id = 'p1'") == [(len(candidates),)]
    assert rows(con, "select count(*) from candidates where paper_id = 'p2'") == [(1,)]


def test_save_matches__new_verdict_drops_the_old_versions(con: duckdb.DuckDBPyConnection) -> None:
    save_matches(con, [match("p1", "W1", ["W2", "W3"]), match("p2", "W5", ["W6"])], "api")
    save_matches(con, [match("p1", "W2", ["W1"])], "api")
    assert rows(con, "from work_versions order by all") == [("W1", "W2"), ("W6", "W5")]
    save_matches(con, [match("p1")], "snapshot")
    assert rows(con, "from work_versions") == [("W6", "W5")]


@pytest.mark.parametrize("order", [1, -1], ids=["forwards", "backwards"])
def test_save_matches__papers_that_share_works_share_the_surest_canonical_one(
    con: duckdb.DuckDBPyConnection, order: int
) -> None:
    verdicts = [
        match("p1", "W3", ["W4"], score=0.9),
        match("p2", "W5", ["W4", "W6"], score=0.95),
        match("p3", "W6", score=0.8),
        match("p4", "W9"),
    ]
    for verdict in verdicts[::order]:
        save_matches(con, [verdict], "api")
    assert rows(con, "from work_versions order by all") == [("W3", "W5"), ("W4", "W5"), ("W6", "W5")]
    assert rows(con, "select distinct canonical_work_id from node_works order by 1") == [("W5",), ("W9",)]


def test_save_matches__two_papers_that_name_each_other_as_versions(con: duckdb.DuckDBPyConnection) -> None:
    save_matches(con, [match("p1", "W2", ["W1"]), match("p2", "W1", ["W2"])], "api")
    assert rows(con, "from work_versions") == [("W2", "W1")]


def test_save_matches__last_verdict_on_a_paper_counts(con: duckdb.DuckDBPyConnection) -> None:
    assert save_matches(con, [match("p1", "W1"), match("p1", "W2")], "api") == 1
    assert rows(con, "select work_id from matches") == [("W2",)]


# -------------------------------------------------------------- decisions by hand


@pytest.mark.usefixtures("papers")
def test_save_override__counts_before_every_later_verdict(con: duckdb.DuckDBPyConnection) -> None:
    save_matches(con, [match("p1", status=Status.AMBIGUOUS, score=0.5), match("p2", "W2", ["W3"])], "api")
    save_override(con, "p1", "W1", "I wrote it")
    save_override(con, "p2", None)
    save_matches(con, [match("p1", "W8", ["W9"]), match("p2", "W2", ["W3"])], "snapshot")
    assert rows(con, "select paper_id, status, reason, work_id, version_ids, is_by_hand from verdicts order by 1") == [
        ("p1", "matched", "accepted_by_hand", "W1", [], True),
        ("p2", "unmatched", "rejected_by_hand", None, [], True),
    ]
    assert rows(con, "from work_versions") == []


@pytest.mark.usefixtures("papers")
def test_save_override__another_version_brings_its_family(con: duckdb.DuckDBPyConnection) -> None:
    save_matches(con, [match("p1", "W1", ["W2", "W3"])], "api")
    save_override(con, "p1", "W2")
    assert rows(con, "select work_id, version_ids from verdicts") == [("W2", ["W1", "W3"])]
    assert rows(con, "from work_versions order by all") == [("W1", "W2"), ("W3", "W2")]


@pytest.mark.usefixtures("papers")
def test_save_override__before_any_verdict_and_decided_anew(con: duckdb.DuckDBPyConnection) -> None:
    save_override(con, "p1", "W1", "first thought")
    save_override(con, "p1", "W2", "second thought")
    assert rows(con, "select work_id, reason from overrides") == [("W2", "second thought")]
    assert rows(con, "select status, work_id from verdicts") == [("matched", "W2")]


def test_save_override__unknown_paper(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(WarehouseError, match="no paper p9"):
        save_override(con, "p9", "W1")


# ------------------------------------------------------------------------- runs


def test_runs__are_noted_from_start_to_end(con: duckdb.DuckDBPyConnection) -> None:
    first = start_run(con, "resolve", "api", {"budget": 0.5})
    second = start_run(con, "resolve")
    finish_run(con, first, "done", paper_count=5, request_count=3, credit_count=30, cost_usd=0.003)
    assert (first, second) == (1, 2)
    assert rows(con, "select * exclude (started_at, finished_at), finished_at >= started_at from runs order by 1") == [
        (1, "resolve", "api", "done", 5, 3, 30, 0.003, '{"budget":0.5}', True),
        (2, "resolve", None, "running", None, None, None, None, "{}", None),
    ]


def test_finish_run__never_started(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(WarehouseError, match="no run 7"):
        finish_run(con, 7, "done")
