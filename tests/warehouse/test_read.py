"""Reading: due papers, missing works, nodes and edges in a fixed order, and any SQL."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from enrich.errors import WarehouseError
from enrich.records import Status
from tests.warehouse.makers import match, mention, page, store_graph, work
from warehouse import read
from warehouse.read import (
    EDGE_COLUMNS,
    Node,
    Relation,
    Summary,
    read_due_paper_ids,
    read_due_papers,
    read_edges,
    read_missing_work_ids,
    read_nodes,
    read_papers,
    read_summary,
    run_query,
)
from warehouse.save import save_matches, save_override, save_page, save_works

if TYPE_CHECKING:
    import duckdb


def due(con: duckdb.DuckDBPyConnection, source: str) -> list[str]:
    due = [paper.paper_id for paper in read_due_papers(con, source)]
    assert read_due_paper_ids(con, source) == due
    return due


def test_read_papers__some(con: duckdb.DuckDBPyConnection) -> None:
    save_page(con, page(), [mention(f"p{number}", number) for number in range(1, 6)])
    assert [paper.paper_id for paper in read_papers(con, ["p4", "p2", "p9", "p4"])] == ["p2", "p4"]
    assert read_papers(con, []) == []
    assert len(read_papers(con)) == 5


def test_read_due_papers__unjudged_or_missed_by_another_source(con: duckdb.DuckDBPyConnection) -> None:
    save_page(con, page(), [mention(f"p{number}", number) for number in range(1, 7)])
    assert due(con, "api") == ["p1", "p2", "p3", "p4", "p5", "p6"]
    save_matches(con, [match("p1", "W1"), match("p2"), match("p3", status=Status.AMBIGUOUS)], "snapshot")
    save_override(con, "p4", None)
    assert due(con, "snapshot") == ["p5", "p6"]
    assert due(con, "api") == ["p2", "p3", "p5", "p6"]
    save_override(con, "p3", "W3")
    assert due(con, "api") == ["p2", "p5", "p6"]


def test_read_missing_work_ids__works_versions_and_decisions(con: duckdb.DuckDBPyConnection) -> None:
    save_page(con, page(), [mention("p1", 1), mention("p2", 2)])
    save_matches(con, [match("p1", "W1", ["W2", "W3"]), match("p2", "W5")], "api")
    save_override(con, "p2", "W4")
    save_works(con, [work("W2")])
    assert read_missing_work_ids(con) == ["W1", "W3", "W4"]


def test_read_summary__counts_everything(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(
        con,
        [work("W1", authors=["A1"], references=["W2"]), work("W2", authors=["A1", "A2"]), work("W3")],
        versions={"W2": ["W3"]},
    )
    extra = [mention("p8", 1, "page-2"), mention("p9", 2, "page-2"), mention("p7", 3, "page-2")]
    save_page(con, page("page-2"), [*extra, mention("p7", 4, "page-2")])
    save_matches(con, [match("p8"), match("p9", status=Status.AMBIGUOUS)], "api")
    assert read_summary(con) == Summary(
        pages=2,
        mentions=6,
        papers=5,
        matched=2,
        ambiguous=1,
        unmatched=1,
        undecided=1,
        works=3,
        authors=2,
        nodes=2,
        citation_edges=1,
        shared_author_edges=1,
    )


def test_node__has_the_columns_of_graph_nodes(con: duckdb.DuckDBPyConnection) -> None:
    columns = con.execute("select column_name from (describe graph_nodes)").fetchall()
    assert [name for (name,) in columns] == list(Node._fields)


@pytest.mark.parametrize("relation", list(Relation))
def test_edge_columns__are_those_of_the_view(con: duckdb.DuckDBPyConnection, relation: Relation) -> None:
    columns = con.execute(f"select column_name from (describe {read.EDGE_VIEWS[relation]})").fetchall()
    assert tuple(name for (name,) in columns) == EDGE_COLUMNS[relation]


def test_nodes_and_edges__come_in_order_over_many_batches(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "ROWS_PER_BATCH", 2)
    store_graph(con, [work(f"W{number}", authors=["A1"], references=["W1", "W2"]) for number in (3, 1, 5, 2, 4)])
    nodes, edges = read_nodes(con), read_edges(con, "shares_author")
    assert [next(nodes).work_id, next(edges)[:2]] == ["W1", ("W1", "W2")]
    assert con.execute("select 1").fetchall() == [(1,)]
    assert [node.work_id for node in nodes] == ["W2", "W3", "W4", "W5"]
    assert [(left, right) for left, right, *_ in edges] == [
        (f"W{left}", f"W{right}") for left in range(1, 6) for right in range(left + 1, 6)
    ][1:]
    assert list(read_edges(con, "cites"))[:3] == [("W1", "W2"), ("W2", "W1"), ("W3", "W1")]


def test_read_edges__unknown_relation(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="no relation 'friends'; the relations are cites, shares_author"):
        read_edges(con, "friends")


def test_run_query__names_types_and_rows(con: duckdb.DuckDBPyConnection) -> None:
    names, types, rows = run_query(con, "select 1 as one, ['a'] as many, date '2026-01-02' as day")
    assert (names, types) == (("one", "many", "day"), ("INTEGER", "VARCHAR[]", "DATE"))
    assert [str(row[2]) for row in rows] == ["2026-01-02"]


def test_run_query__ctrl_c_ends_it(con: duckdb.DuckDBPyConnection) -> None:
    for_ever = "select sum(a.range * b.range) from range(10_000_000) as a, range(10_000_000) as b"
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        for _ in range(3):
            threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGINT]).start()
            with pytest.raises(KeyboardInterrupt):
                run_query(con, for_ever)
    finally:
        signal.signal(signal.SIGINT, usual)
    assert list(run_query(con, "select 1")[2]) == [(1,)]


def test_run_query__is_read_as_it_is_asked_for(con: duckdb.DuckDBPyConnection) -> None:
    _, _, rows = run_query(con, "select * from range(1_000_000_000)")
    assert next(rows) == (0,)


@pytest.mark.parametrize("sql", ["selekt 1", "select * from nowhere", "select 'x'::integer"])
def test_run_query__mistakes_are_told_in_the_database_s_words(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    with pytest.raises(WarehouseError, match="Error"):
        list(run_query(con, sql)[2])
