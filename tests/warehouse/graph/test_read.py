"""The graph's nodes and edges in a fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.warehouse.makers import store_graph, work
from warehouse.graph.columns import Node, NodeMeasures
from warehouse.graph.read import read_edges, read_rows
from warehouse.graph.relations import Relation
from warehouse.graph.selection import Subgraph

if TYPE_CHECKING:
    import duckdb


@pytest.mark.parametrize(("record", "view"), [(Node, "graph_nodes"), (NodeMeasures, "work_measures")])
def test_records__have_the_columns_of_their_view(
    con: duckdb.DuckDBPyConnection, record: type[Node | NodeMeasures], view: str
) -> None:
    columns = con.execute(f"select column_name from (describe {view})").fetchall()
    assert [name for (name,) in columns] == list(record._fields)


@pytest.mark.parametrize("relation", list(Relation))
def test_relations__name_the_columns_of_their_view(con: duckdb.DuckDBPyConnection, relation: Relation) -> None:
    columns = con.execute(f"select column_name from (describe {relation.view})").fetchall()
    assert tuple(name for (name,) in columns) == (*relation.ends, *relation.values)


def test_nodes_and_edges__come_in_order_and_leave_the_connection_free(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(con, [work(f"W{number}", authors=["A1"], references=["W1", "W2"]) for number in (3, 1, 5, 2, 4)])
    works = read_rows(con, Subgraph((Relation.CITES,))).works()
    edges = read_edges(con, Relation.SHARES_AUTHOR)
    assert [next(works).work_id, next(edges)[:2]] == ["W1", ("W1", "W2")]
    assert con.execute("select 1").fetchall() == [(1,)]
    assert [node.work_id for node in works] == ["W2", "W3", "W4", "W5"]
    assert [(left, right) for left, right, *_ in edges] == [
        (f"W{left}", f"W{right}") for left in range(1, 6) for right in range(left + 1, 6)
    ][1:]
    assert list(read_edges(con, Relation.CITES))[:3] == [("W1", "W2"), ("W2", "W1"), ("W3", "W1")]


def test_relation__unknown() -> None:
    with pytest.raises(ValueError, match="no relation 'friends'; the relations are cites, shares_author"):
        Relation("friends")
