"""NetworkX graphs of what the warehouse holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest

from enrich.errors import WarehouseError
from tests.warehouse.makers import selected, store_graph, work
from warehouse.database import open_warehouse
from warehouse.graph.attributes import Attribute, AttributeType
from warehouse.graph.metrics import analyse_graphs
from warehouse.graph.networkx_graphs import make_graph, read_graph
from warehouse.graph.relations import Relation
from warehouse.graph.rows import GraphRows

if TYPE_CHECKING:
    from pathlib import Path

WORKS = [
    work("W1", authors=["A1", "A2"], references=["W2"], doi="10.1/1"),
    work("W2", authors=["A1"], references=["W3", "W8", "W9"]),
    work("W3", authors=["A1", "A2"], references=["W8", "W9"]),
    work("W4"),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One warehouse for all tests: they only read it."""
    path = tmp_path_factory.mktemp("graph") / "citegraph.duckdb"
    with open_warehouse(path) as con:
        store_graph(con, WORKS)
    return path


def test_citations_point_from_citing_to_cited(path: Path) -> None:
    graph = read_graph(path)
    assert isinstance(graph, nx.DiGraph)
    assert list(graph) == ["W1", "W2", "W3", "W4"]
    assert list(graph.edges(data=True)) == [("W1", "W2", {}), ("W2", "W3", {})]


def test_shared_authors_carry_both_weights(path: Path) -> None:
    graph = read_graph(path, "shares_author")
    assert not graph.is_directed()
    assert list(graph.edges(data=True)) == [
        ("W1", "W2", {"weight": 1, "fractional_weight": 0.5}),
        ("W1", "W3", {"weight": 2, "fractional_weight": 1.5}),
        ("W2", "W3", {"weight": 1, "fractional_weight": 0.5}),
    ]
    assert "W4" in graph


def test_an_edge_to_what_is_no_node_makes_none(path: Path) -> None:
    rows = GraphRows([("W1", None, None), ("W2", None, 2020)], [], [Attribute("year", AttributeType.INTEGER)])
    graph = make_graph(Relation.BIBLIOGRAPHIC_COUPLING, rows, [("W1", "W2", 3), ("W2", "W9", 5)])
    assert list(graph.edges(data=True)) == [("W1", "W2", {"weight": 3})]
    assert {node: graph.nodes[node] for node in graph} == {"W1": {}, "W2": {"year": 2020}}


def test_nodes__carry_what_is_known_of_them(path: Path) -> None:
    graph = read_graph(path)
    known = graph.nodes["W1"]
    assert (known["label"], known["doi"], known["author_count"]) == ("NameA1 2020 Title of p-W1", "10.1/1", 2)
    assert "doi" not in graph.nodes["W2"]
    assert not {"work_id", "id"} & set(known)


def test_read_graph__leaves_the_file_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    assert read_graph(path, "shares_author").number_of_edges() == 3
    assert path.read_bytes() == before


def test_works_carry_the_measures_of_the_relation(tmp_path: Path, path: Path) -> None:
    copy = tmp_path / "citegraph.duckdb"
    copy.write_bytes(path.read_bytes())
    with open_warehouse(copy) as con:
        analyse_graphs(con)
    ranks = read_graph(copy).nodes(data="pagerank")
    assert max(ranks, key=lambda node: node[1])[0] == "W3"
    assert "degree" in read_graph(copy, "bibliographic_coupling").nodes["W2"]


def test_a_selection_of_the_graph(path: Path) -> None:
    some = read_graph(path, selected(condition="author_count > 0"))
    assert (list(some), list(some.edges)) == (["W1", "W2", "W3"], [("W1", "W2"), ("W2", "W3")])
    wider = read_graph(path, selected(condition="work_id <> 'W1'", include_cited=2))
    assert list(wider.edges) == [("W2", "W3"), ("W2", "W8"), ("W2", "W9"), ("W3", "W8"), ("W3", "W9")]
    assert wider.nodes["W8"]["is_in_corpus"] is False
    connected = read_graph(path, selected("shares_author", min_weight=2, component="largest"))
    assert list(connected.edges(data="weight")) == [("W1", "W3", 2)]


def test_a_graph_holds_one_relation(path: Path) -> None:
    with pytest.raises(WarehouseError, match="a graph holds one relation, not 2"):
        read_graph(path, selected("cites", "shares_author"))


@pytest.mark.parametrize(
    ("relation", "edges"),
    [
        ("cites", [("W1", "W2"), ("W2", "W3")]),
        ("shares_author", [("W1", "W2"), ("W1", "W3"), ("W2", "W3")]),
        ("co_citation", []),
        ("bibliographic_coupling", [("W2", "W3")]),
    ],
)
def test_read_graph__every_relation(path: Path, relation: str, edges: list[tuple[str, str]]) -> None:
    graph = read_graph(str(path), relation)
    assert list(graph.edges()) == edges
    assert graph.is_directed() is (relation == "cites")
    assert len(graph) == 4


def test_read_graph__unknown_relation(path: Path) -> None:
    with pytest.raises(
        ValueError,
        match="no relation 'likes'; the relations are cites, shares_author, co_citation, bibliographic_coupling",
    ):
        read_graph(path, "likes")


def test_read_graph__no_file(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="there is no warehouse"):
        read_graph(tmp_path / "none.duckdb")
