"""The graph's nodes and edges in a fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.warehouse.makers import store_graph, work
from warehouse.read import EDGE_COLUMNS, EDGE_VIEWS, Node, Relation, read_edges, read_nodes

if TYPE_CHECKING:
    import duckdb


def test_node__has_the_columns_of_graph_nodes(con: duckdb.DuckDBPyConnection) -> None:
    columns = con.execute("select column_name from (describe graph_nodes)").fetchall()
    assert [name for (name,) in columns] == list(Node._fields)


@pytest.mark.parametrize("relation", list(Relation))
def test_edge_columns__are_those_of_the_view(con: duckdb.DuckDBPyConnection, relation: Relation) -> None:
    columns = con.execute(f"select column_name from (describe {EDGE_VIEWS[relation]})").fetchall()
    assert tuple(name for (name,) in columns) == EDGE_COLUMNS[relation]


def test_nodes_and_edges__come_in_order_and_leave_the_connection_free(con: duckdb.DuckDBPyConnection) -> None:
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
