"""What is still to be fetched, what is known to be gone, and how citation counts change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from enrich.errors import WarehouseError
from tests.warehouse.makers import store_graph, work
from warehouse.fetches import (
    read_changes,
    read_due_citations,
    read_due_references,
    read_stale_works,
    save_answer,
    save_citing,
)

if TYPE_CHECKING:
    import duckdb

JANUARY, FEBRUARY = date(2026, 1, 10), date(2026, 2, 10)


def test_references_that_are_not_stored_are_due_the_most_cited_first(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(con, [work("W1", references=["W2", "W5", "W6"]), work("W2", references=["W6", "W7"])])
    assert read_due_references(con, max_per_work=10) == ["W6", "W5", "W7"]


def test_no_more_than_the_maximum_is_due_for_each_citing_node(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(con, [work("W1", references=["W5", "W6"]), work("W2", references=["W6", "W7"])])
    assert read_due_references(con, max_per_work=1) == ["W6"]


def test_what_a_source_does_not_have_is_not_asked_for_again(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(con, [work("W1", references=["W5", "W6"])])
    save_answer(con, ["W5", "W6"], [work("W5")], JANUARY)
    assert read_due_references(con, max_per_work=10) == []
    assert con.execute("select work_id, is_found from fetches order by all").fetchall() == [("W5", True), ("W6", False)]


def test_what_a_slice_lacks_is_asked_for_elsewhere(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(con, [work("W1", references=["W5", "W6"]), work("W2", references=["W6", "W7"])])
    save_answer(con, ["W5", "W6"], [], JANUARY, "snapshot:slice.jsonl")
    assert read_due_references(con, 10, "snapshot:slice.jsonl") == ["W7"]
    assert read_due_references(con, 10, "snapshot:fuller.jsonl") == ["W6", "W5", "W7"]
    assert read_due_references(con, 10) == ["W6", "W5", "W7"]
    save_answer(con, ["W5", "W6"], [work("W5")], FEBRUARY)
    assert read_due_references(con, 10, "snapshot:fuller.jsonl") == ["W7"]


def test_what_a_slice_lacks_says_nothing_new_of_what_came_from_elsewhere(con: duckdb.DuckDBPyConnection) -> None:
    save_answer(con, ["W5", "W6"], [work("W5")], JANUARY)
    save_answer(con, ["W5", "W6"], [], FEBRUARY, "snapshot:slice.jsonl")
    assert con.execute("select work_id, is_found, source from fetches order by work_id").fetchall() == [
        ("W5", True, "api"),
        ("W6", False, "api"),
    ]
    assert con.execute("from gone_works").fetchall() == [("W6",)]


def test_who_cites_a_work_is_asked_of_each_source(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(con, [work("W1", cited_by_count=3)])
    save_citing(con, ["W1"], [], JANUARY, "snapshot:slice.jsonl")
    assert read_due_citations(con, "snapshot:slice.jsonl") == {}
    assert read_due_citations(con, "snapshot:fuller.jsonl") == read_due_citations(con) == {"W1": 3}


def test_the_same_answer_twice_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(con, [work("W1", references=["W5"])])
    save_answer(con, ["W5"], [work("W5", cited_by_count=7)], JANUARY)
    rows = [con.execute(f"from {table} order by all").fetchall() for table in ("fetches", "citation_counts", "works")]
    save_answer(con, ["W5"], [work("W5", cited_by_count=7)], JANUARY)
    again = [con.execute(f"from {table} order by all").fetchall() for table in ("fetches", "citation_counts", "works")]
    assert again == rows


@pytest.mark.parametrize("table", ["fetches", "citation_counts", "citing_fetches"])
def test_an_answer_is_stored_whole_or_not_at_all(con: duckdb.DuckDBPyConnection, table: str) -> None:
    con.execute(f"alter table {table} add column unforeseen integer")
    con.execute(f"update {table} set unforeseen = 1")
    con.execute(f"alter table {table} alter column unforeseen set not null")
    with pytest.raises(WarehouseError, match="nothing of it was kept"):
        save_citing(con, ["W1"], [work("W5")], JANUARY)
    assert [con.execute(f"select count(*) from {name}").fetchall() for name in ("works", "fetches")] == [[(0,)], [(0,)]]


def test_counts_that_change_are_kept_by_date_and_reported(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(con, [])
    save_answer(con, ["W5", "W6"], [work("W5", cited_by_count=7), work("W6", cited_by_count=1)], JANUARY)
    assert read_changes(con, JANUARY) == []
    save_answer(con, ["W5", "W6"], [work("W5", cited_by_count=9), work("W6", cited_by_count=1)], FEBRUARY)
    assert read_changes(con, FEBRUARY) == [("W5", "Work W5", 7, 9)]
    history = con.execute("from citation_counts where work_id = 'W5' order by counted_date").fetchall()
    assert history == [("W5", JANUARY, 7), ("W5", FEBRUARY, 9)]


def test_works_are_stale_by_the_day_they_were_fetched(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(con, [work("W1")])
    assert read_stale_works(con, JANUARY) == ["W1"]
    save_answer(con, ["W1"], [work("W1")], JANUARY)
    assert read_stale_works(con, JANUARY) == []
    assert read_stale_works(con, FEBRUARY) == ["W1"]
