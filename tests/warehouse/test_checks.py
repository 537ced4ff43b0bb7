"""Each check finds its fault, and nothing in a sound warehouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.warehouse.makers import judged, match, mention, page, store_graph, work
from tests.warehouse.test_corruptions import CORRUPTIONS
from warehouse.checks import ROWS_SHOWN, Check, run_check, run_checks
from warehouse.database import open_warehouse
from warehouse.matches import save_matches
from warehouse.pages import save_page
from warehouse.sql_files import SQL_FOLDER
from warehouse.works import save_works

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb


@pytest.fixture(scope="module")
def stored() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(":memory:") as con:
        store_graph(
            con,
            [
                work("W1", authors=["A1"], references=["W2"], doi="10.1/1"),
                work("W2", authors=["A1"]),
                work("W3", authors=["A1"]),
            ],
            versions={"W2": ["W3"]},
        )
        note_fetches(con)
        yield con


@pytest.fixture
def sound(stored: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A sound warehouse, two nodes and one with two versions; what a test does to it is undone after."""
    stored.begin()
    yield stored
    stored.rollback()


def note_fetches(con: duckdb.DuckDBPyConnection) -> None:
    """Note the works that a test has put in as asked for, with their citations."""
    con.execute("insert or ignore into fetches select work_id, current_date, true, 'api' from works")
    con.execute("insert or ignore into citation_counts select work_id, current_date, cited_by_count from works")


def found(con: duckdb.DuckDBPyConnection) -> dict[str, Check]:
    return {check.name: check for check in run_checks(con) if check.row_count}


def test_checks__find_nothing_in_a_sound_warehouse(sound: duckdb.DuckDBPyConnection) -> None:
    assert found(sound) == {}


def test_checks__find_nothing_in_an_empty_warehouse(con: duckdb.DuckDBPyConnection) -> None:
    checks = run_checks(con)
    assert [check for check in checks if check.row_count] == []
    assert len(checks) == len(list((SQL_FOLDER / "checks").glob("*.sql")))
    assert all(check.description.startswith("One row is ") for check in checks)


FAULTS = {
    "candidate_counts": "update matches set candidate_count = 3 where paper_id = 'p-W1'",
    "matched_without_work": "update matches set work_id = null where paper_id = 'p-W1'",
    "mention_counts": "update pages set mention_count = 9",
    "missing_works": "delete from works where work_id = 'W1'",
    "orphaned_institutions": "insert into authorship_institutions values ('W1', 8, 'I1')",
    "orphaned_mentions": "insert into mentions values ('page-9', 1, 1, 'p-W1', 'x', null, null, null)",
    "repeated_metrics": "insert into node_metrics select 'cites', 'W1', 'pagerank', 1, '{}', null from range(2)",
    "repeated_rows": "insert into authorships from authorships where work_id = 'W1'",
    "rows_without_name": "delete from authors",
    "rows_without_work": "insert into yearly_citations values ('W77', 2020, 1)",
    "self_versions": "insert into work_versions values ('W1', 'W1')",
    "stray_versions": "insert into work_versions values ('W50', 'W1')",
    "unnoted_works": "delete from fetches where work_id = 'W1'",
    "unflagged_references": "update works set has_references = false",
    "unknown_status": "update matches set status = 'perhaps' where paper_id = 'p-W1'",
    "unmentioned_papers": "insert into papers (paper_id, title_key, title, authors) values ('p9', 'k', 't', [])",
    "verdicts_without_paper": "insert into overrides values ('p9', 'W1', null, current_date)",
    "version_chains": "insert into work_versions values ('W2', 'W1')",
    "work_without_match": "update matches set status = 'unmatched' where paper_id = 'p-W1'",
    "stranded_edges": "delete from papers where paper_id = 'p-W1'",
}


@pytest.mark.parametrize("name", FAULTS)
def test_check__finds_its_fault(sound: duckdb.DuckDBPyConnection, name: str) -> None:
    assert run_check(sound, name).row_count == 0
    sound.execute(FAULTS[name])
    fault = run_check(sound, name)
    assert fault.severity == "error"
    assert fault.row_count == len(fault.rows) >= 1
    assert all(len(row) == len(fault.columns) for row in fault.rows)


def test_empty_texts__a_paper_known_by_its_identifier_needs_no_title(con: duckdb.DuckDBPyConnection) -> None:
    save_page(con, page(), [mention("p1", title="", title_key="doi:10.1/1"), mention("p2", 2, title="")])
    assert run_check(con, "empty_texts").rows == (("mentions", "p2"), ("papers", "p2"))


def test_notes__what_a_user_should_know(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(con, [work("W1", doi="10.1/1")])
    save_page(con, page("page-2"), [mention(f"p{number}", number, "page-2") for number in range(1, 4)])
    save_works(
        con,
        [
            work("W5", doi="10.1/1", is_retracted=True),
            work("W6", references=["W7"], publication_year=2001),
            work("W7", publication_year=2004),
        ],
    )
    save_matches(
        con,
        [match("p1", "W5", ["W8"]), match("p2", "W1"), match("p3", "W6", candidates=[judged("W6")])],
        "api",
    )
    save_page(con, page("page-3"), [mention("p4", 1, "page-3")])
    save_matches(con, [match("p4", "W7")], "api")
    note_fetches(con)
    notes = found(con)
    assert {name: check.rows for name, check in notes.items()} == {
        "citations_back_in_time": (("W6", "W7", 2001, 2004),),
        "duplicate_dois": (("10.1/1", ["W1", "W5"]),),
        "missing_versions": (("W8", "W5"),),
        "papers_on_one_node": (("W1", ["Title of p-W1", "Title of p2"]),),
        "retracted_works": (("W5", "Title of p1"),),
    }
    assert {check.severity for check in notes.values()} == {"note"}


def test_every_check_is_tested(sound: duckdb.DuckDBPyConnection) -> None:
    errors = {check.name for check in run_checks(sound) if check.severity == "error"}
    assert errors == set(FAULTS) | {name for name, _ in CORRUPTIONS.values()}


def test_check__shows_the_first_rows_and_counts_all(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("insert into overrides select 'q' || i, null, null, current_date from range(250) numbers (i)")
    fault = run_check(con, "verdicts_without_paper")
    assert (fault.row_count, len(fault.rows)) == (250, ROWS_SHOWN)
