"""What the page shows, as the warehouse's views say it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from tests.warehouse.report.pages import CITATIONS, NODES, store_communities, store_example
from warehouse.export.drawn_graph import DRAWN
from warehouse.export.files import write_export
from warehouse.graph.columns import Node, Size, marked
from warehouse.graph.relations import BETWEEN_WORKS
from warehouse.report.data import read_page_data

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb


def test_the_data_is_what_the_views_say(con: duckdb.DuckDBPyConnection) -> None:
    store_example(con)
    store_communities(con)
    data = read_page_data(con)
    assert data["nodes"]["work_id"] == ["W1", "W2", "W3", "W4", "W5", "W6"]
    pairs = {(data["nodes"]["work_id"][a], data["nodes"]["work_id"][b]) for a, b in ends(data, "cites")}
    assert pairs == set(con.execute("select citing_work_id, cited_work_id from citation_edges").fetchall())
    assert [(row["work_id"], row["citing_node_count"]) for row in data["missing_classics"]] == [("W90", 2)]
    assert data["groups"][0]["labels"] == ["1 <u>first</u>", "2 second"]
    assert data["groups"][0]["of"] == [0, 0, 0, 1, 1, None]
    assert {measure["name"] for measure in data["measures"]} >= {"local_citation_count", "pagerank"}
    assert data["nodes"]["reference_status"].count("no data") == 2
    assert all(row["reason"] in data["sentences"] for row in data["match_report"])


def test_the_papers_stand_where_they_stand_in_gexf(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_example(con)
    store_communities(con)
    nodes = read_page_data(con)["nodes"]
    write_export(con, tmp_path / "x.gexf", "gexf", DRAWN)
    places = {
        found.get("id"): (float(place.get("x", 0)), float(place.get("y", 0)))
        for found in ElementTree.parse(tmp_path / "x.gexf").iter("{http://gexf.net/1.3}node")
        for place in found.iter("{http://gexf.net/1.3/viz}position")
    }
    assert places == dict(zip(nodes["work_id"], zip(nodes["x"], nodes["y"], strict=True), strict=True))


def test_what_a_browser_cannot_draw_is_left_out_and_counted(con: duckdb.DuckDBPyConnection) -> None:
    store_example(con)
    data = read_page_data(con, max_nodes=3, max_edges=2)
    assert data["nodes"]["work_id"] == ["W1", "W2", "W3"]
    assert len(ends(data, "cites")) == 2
    assert (data["totals"]["nodes"], data["totals"]["cites"]) == (NODES, CITATIONS)


def test_a_selection_chooses_the_nodes_and_the_edges_between_them(con: duckdb.DuckDBPyConnection) -> None:
    store_example(con)
    data = read_page_data(con, replace(DRAWN, condition="year <= 2020"))
    assert data["nodes"]["work_id"] == ["W1", "W2", "W3"]
    assert sorted(ends(data, "cites")) == [(1, 0), (2, 0), (2, 1)]
    assert (data["totals"]["nodes"], data["totals"]["cites"]) == (3, 3)
    assert data["summary"]["papers"] == NODES + 1


def test_the_choices_are_the_marked_columns_in_their_order(con: duckdb.DuckDBPyConnection) -> None:
    store_example(con)
    store_communities(con)
    data = read_page_data(con)
    names = [measure["name"] for measure in data["measures"] if measure["relation"] is None]
    assert names == [name for name in marked(Node, Size) if name in names]
    assert [group["name"] for group in data["groups"]] == ["community"]
    assert [relation["name"] for relation in data["relations"]] == list(BETWEEN_WORKS)
    assert data["selection"]["relations"] == DRAWN.relations


def ends(data: dict[str, Any], relation: str) -> list[tuple[int, int]]:
    edges = data["edges"][relation]
    return list(zip(edges["left"], edges["right"], strict=True))
