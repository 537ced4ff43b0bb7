"""Graphs whose nodes are not works alone: who worked with whom, what works are about, where they appeared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import igraph  # type: ignore[import-untyped]
import networkx as nx
import pytest

from enrich.errors import WarehouseError
from enrich.records import Location, Topic
from tests.readers.graphology import read_with_graphology
from tests.warehouse.makers import location, selected, store_graph, work
from warehouse.database import open_warehouse
from warehouse.drawing.visual_attributes import COLOURS, DARK
from warehouse.export.files import write_export
from warehouse.export.formats import FORMATS
from warehouse.export.registry import Appearance
from warehouse.graph.metrics import analyse_graphs
from warehouse.graph.networkx_graphs import read_graph

if TYPE_CHECKING:
    from pathlib import Path

TREES = Topic("T1", "Trees", 0.4, "Plants", "Biology", "Life")
GRAPHS = Topic("T2", "Graphs", 0.9, "Discrete mathematics", "Mathematics", "Formal sciences")
HOSTILE_VENUE = '<Proceedings> & "more"\x07'
TWO_KINDS = ["has_topic", "appears_in"]
GRAPH_FORMATS = [name for name, chosen in FORMATS.items() if chosen.is_graph]


def store_three(con: duckdb.DuckDBPyConnection) -> None:
    """Three works by four people, on two topics, two of them in a journal and one in what is only a name."""
    nameless = Location(1, None, HOSTILE_VENUE)
    store_graph(
        con,
        [
            work("W1", authors=["A1", "A2", "A3"], topics=(TREES, GRAPHS), locations=(location("Annals"),)),
            work("W2", authors=["A1", "A2"], topics=(GRAPHS,), locations=(location("Annals"),), references=["W1"]),
            work("W3", authors=["A4"], publication_year=2023, locations=(nameless,), references=["W1", "W2"]),
        ],
    )


@pytest.fixture(scope="module")
def stored(shared_con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    store_three(shared_con)
    return shared_con


def gexf(con: duckdb.DuckDBPyConnection, out: Path, *relations: str, **filters: Any) -> nx.Graph[str]:
    write_export(con, out, "gexf", selected(*relations, **filters))
    return nx.read_gexf(out)


def weights(graph: nx.Graph[str], name: str) -> dict[frozenset[str], float]:
    return {frozenset(edge): graph.edges[edge][name] for edge in graph.edges}


# ----------------------------------------------------------------------------- people


def test_people_are_joined_by_full_and_by_fractional_counts(stored: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    graph = gexf(stored, tmp_path / "x.gexf", "collaborates")
    assert not graph.is_directed()
    assert sorted(graph) == ["A1", "A2", "A3", "A4"]
    pairs = [frozenset(pair) for pair in (("A1", "A2"), ("A1", "A3"), ("A2", "A3"))]
    assert weights(graph, "weight") == dict(zip(pairs, (2, 1, 1), strict=True))
    # of three authors each pair gets a half, of two the whole
    assert weights(graph, "fractional_weight") == dict(zip(pairs, (1.5, 0.5, 0.5), strict=True))


def test_people_carry_what_their_works_add_up_to(stored: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    person = gexf(stored, tmp_path / "x.gexf", "collaborates").nodes["A1"]
    assert person["label"] == "Given NameA1"
    assert (person["node_count"], person["local_citation_count"], person["local_h_index"]) == (2, 3, 1)
    assert person["fractional_node_count"] == pytest.approx(1 / 3 + 1 / 2)


def test_people_are_chosen_by_their_own_columns(stored: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    graph = gexf(stored, tmp_path / "x.gexf", "collaborates", condition="node_count >= 2")
    assert (sorted(graph), graph.number_of_edges()) == (["A1", "A2"], 1)
    assert gexf(stored, tmp_path / "x.gexf", "collaborates", min_weight=2).number_of_edges() == 1
    assert sorted(gexf(stored, tmp_path / "x.gexf", "collaborates", component="largest")) == ["A1", "A2", "A3"]
    with pytest.raises(WarehouseError, match="one SQL expression on the columns of author_profiles"):
        write_export(stored, tmp_path / "x", "gexf", selected("collaborates", condition="title = 'x'"))


def test_people_have_visual_attributes_and_years_without_an_analysis(
    stored: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write_export(stored, tmp_path / "x.gexf", "gexf", selected("collaborates"), Appearance(timeline=True))
    graph = nx.read_gexf(tmp_path / "x.gexf")
    shown = {node: graph.nodes[node]["viz"] for node in graph}
    assert [shown["A1"]["color"][band] for band in "rgb"] == [*bytes.fromhex(COLOURS[0][1:])]
    assert shown["A1"]["size"] > shown["A3"]["size"]
    assert graph.nodes["A4"]["start"] == 2023


# ---------------------------------------------------------------- topics and venues


def test_works_are_joined_to_their_topics_by_score(stored: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    graph = gexf(stored, tmp_path / "x.gexf", "has_topic")
    assert {node: graph.nodes[node]["kind"] for node in graph} == {
        "W1": "work", "W2": "work", "W3": "work", "T1": "topic", "T2": "topic",
    }  # fmt: skip
    assert weights(graph, "weight") == {
        frozenset(("W1", "T1")): 0.4,
        frozenset(("W1", "T2")): 0.9,
        frozenset(("W2", "T2")): 0.9,
    }
    assert (graph.nodes["T2"]["label"], graph.nodes["T2"]["field"]) == ("Graphs", "Mathematics")
    assert graph.nodes["T2"]["node_count"] == 2
    assert graph.nodes["W1"]["title"] == "Title of p-W1"


def test_works_are_joined_to_their_venues_known_by_id_or_only_by_name(
    stored: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    graph = gexf(stored, tmp_path / "x.gexf", "appears_in")
    venues = {node: values["label"] for node, values in graph.nodes(data=True) if values["kind"] == "venue"}
    ((known, annals), (named, hostile)) = sorted(venues.items())
    assert (known, annals) == ("S-Annals", "Annals")
    assert (named[0], hostile) == ("V", HOSTILE_VENUE.replace("\x07", "\ufffd"))
    assert {frozenset(edge) for edge in graph.edges} == {
        frozenset(edge) for edge in (("W1", known), ("W2", known), ("W3", named))
    }
    assert (graph.nodes[known]["node_count"], graph.nodes[known]["local_citation_count"]) == (2, 3)


def test_chosen_works_bring_their_topics_and_no_others(stored: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    graph = gexf(stored, tmp_path / "x.gexf", "has_topic", condition="work_id = 'W2'")
    assert (sorted(graph), list(map(frozenset, graph.edges))) == (["T2", "W2"], [frozenset(("T2", "W2"))])


def test_relations_of_all_kinds_fit_in_one_file(stored: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    out = tmp_path / "x.gexf"
    relations = ["cites", "has_topic", "appears_in", "collaborates"]
    written = write_export(stored, out, "gexf", selected(*relations, include_cited=2))
    read = read_with_graphology(out)
    assert (read["order"], read["size"]) == (written.node_count, written.edge_count) == (3 + 4 + 2 + 2, 3 + 3 + 3 + 3)
    assert (read["directed_size"], read["undirected_size"]) == (3, 9)
    assert {values["kind"] for values in read["nodes"].values()} == {"work", "person", "topic", "venue"}


def test_what_works_have_is_dark_beside_them(stored: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    analyse_graphs(stored)
    drawn = gexf(stored, tmp_path / "x.gexf", "has_topic").nodes(data="viz")
    dark = {node for node, viz in drawn if [viz["color"][band] for band in "rgb"] == [*bytes.fromhex(DARK[1:])]}
    assert dark == {"T1", "T2"}


@pytest.mark.parametrize("relation", ["collaborates", *TWO_KINDS])
@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_every_format_holds_every_kind(
    stored: duckdb.DuckDBPyConnection, tmp_path: Path, name: str, relation: str
) -> None:
    out = tmp_path / "x"
    written = write_export(stored, out, name, selected(relation))
    nodes, edges = {"collaborates": (4, 3), "has_topic": (5, 3), "appears_in": (5, 3)}[relation]
    assert (written.node_count or nodes, written.edge_count or edges) == (nodes, edges)
    content = out.read_bytes()
    assert write_export(stored, out, name, selected(relation)) == written
    assert out.read_bytes() == content


def test_igraph_reads_people(stored: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write_export(stored, tmp_path / "x.graphml", "graphml", selected("collaborates"))
    graph = igraph.Graph.Read_GraphML(str(tmp_path / "x.graphml"))
    assert sorted(graph.vs["node_count"]) == [1, 1, 2, 2]
    assert sorted(graph.es["fractional_weight"]) == [0.5, 0.5, 1.5]


# --------------------------------------------------------------------------- elsewhere


def test_notebooks_get_these_graphs_too(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "citegraph.duckdb"
    store_three(con)
    con.close()
    people = read_graph(path, "collaborates")
    assert people.edges["A1", "A2"] == {"weight": 2, "fractional_weight": 1.5}
    assert people.nodes["A4"]["first_year"] == 2023
    topics = read_graph(path, "has_topic")
    assert nx.is_bipartite(topics)
    assert sorted(topics["T2"]) == ["W1", "W2"]


def test_an_analysis_is_of_works(stored: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="collaborates does not join works; what can be analysed is cites"):
        analyse_graphs(stored, relations=["cites", "collaborates"])


def test_an_empty_warehouse_has_none_of_them(empty_warehouse: Path) -> None:
    with open_warehouse(empty_warehouse, read_only=True):
        pass
    assert [len(read_graph(empty_warehouse, name)) for name in ("collaborates", *TWO_KINDS)] == [0, 0, 0]
