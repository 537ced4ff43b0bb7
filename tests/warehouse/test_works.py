"""Works are saved in bulk with all that hangs on them, and a second time without effect."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import md5
from typing import TYPE_CHECKING

import pytest

from enrich.errors import WarehouseError
from enrich.records import Authorship, Institution, Location, Source, Topic
from tests.warehouse.makers import TABLES_OF_WORKS, full_work, match, mention, page, work
from tests.warehouse.stored import content, rows
from warehouse.checks import run_check
from warehouse.decisions import save_override
from warehouse.matches import save_matches
from warehouse.pages import save_page
from warehouse.works import WorksSaved, read_missing_work_ids, save_works

if TYPE_CHECKING:
    import duckdb


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
        "authorships": [("W1", 1, "A1", "Ada B", True, ["DE"]), ("W1", 2, None, "Someone Unknown", False, [])],
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
    assert rows(con, "from authorships where work_id = 'W1'") == [("W1", 1, "A2", "Given NameA2", False, [])]
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


def test_save_works__in_chunks(con: duckdb.DuckDBPyConnection) -> None:
    three = 3 * len(work("W1", authors=["A1"], references=["W0"]).json)
    works = (work(f"W{number}", authors=["A1"], references=["W0"]) for number in range(1, 11))
    assert save_works(con, works, json_per_chunk=three) == WorksSaved(10, 0, 0)
    assert rows(con, "select count(*) from work_references") == [(10,)]
    assert rows(con, "select count(*) from authors") == [(1,)]
    assert run_check(con, "repeated_rows").row_count == 0


def test_save_works__the_last_of_several_with_one_id_counts_in_chunks_as_well(con: duckdb.DuckDBPyConnection) -> None:
    save_works(con, [full_work("W1")])
    save_works(con, [full_work("W1", title=title) for title in ("old", "newer", "new")], json_per_chunk=1)
    assert rows(con, "select title from works") == [("new",)]
    assert run_check(con, "repeated_rows").row_count == 0


def test_save_works__where_one_fails_none_is_kept(con: duckdb.DuckDBPyConnection) -> None:
    two = 2 * len(full_work("W1").json)
    save_works(con, [full_work("W3")])
    unstorable = replace(full_work("W5"), title="half \ud800 a pair")
    later = [full_work("W3", title="changed"), work("W4", authors=["A4"])]
    with pytest.raises(WarehouseError, match="cannot store this record"):
        save_works(con, [full_work("W1"), full_work("W2"), *later, unstorable], json_per_chunk=two)
    assert rows(con, "select work_id, title from works order by all") == [
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


def test_read_missing_work_ids__works_versions_and_decisions(con: duckdb.DuckDBPyConnection) -> None:
    save_page(con, page(), [mention("p1", 1), mention("p2", 2)])
    save_matches(con, [match("p1", "W1", ["W2", "W3"]), match("p2", "W5")], "api")
    save_override(con, "p2", "W4")
    save_works(con, [work("W2")])
    assert read_missing_work_ids(con) == ["W1", "W3", "W4"]
