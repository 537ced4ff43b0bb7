"""What the page shows, as the warehouse's views say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from tests.warehouse.makers import selected
from tests.warehouse.report.pages import CITATIONS, NODES, store_communities, store_example
from warehouse.export.files import write_export
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
    write_export(con, tmp_path / "x.gexf", "gexf", selected("cites", "shares_author"))
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


def ends(data: dict[str, Any], relation: str) -> list[tuple[int, int]]:
    edges = data["edges"][relation]
    return list(zip(edges["left"], edges["right"], strict=True))
