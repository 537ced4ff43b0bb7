"""Graph files and their picture, made from a warehouse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx

from tests.warehouse.makers import match, mention, page, store_graph, work
from warehouse.export import write_graph_files
from warehouse.plot import MOST_NODES, write_picture
from warehouse.read import Node, read_nodes
from warehouse.save import save_matches, save_page, save_works

if TYPE_CHECKING:
    import duckdb

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('x')</script> & \"quotes\" \u202eright to left \U0001f600 \x07"


def node(number: int, year: int | None = 2020, cited: int = 0) -> Node:
    return Node(
        work_id=f"W{number:04}",
        label=f"Author{number} {year} Title {number}",
        title=f"Title {number}",
        doi=None,
        venue=None,
        year=year,
        type="article",
        authors=None,
        author_count=1,
        cited_by_count=0,
        reference_count=0,
        local_citation_count=cited,
        local_reference_count=0,
        version_count=1,
        paper_count=1,
        topic=None,
        field=None,
        is_retracted=False,
    )


def test_four_files_are_written_and_say_what_they_hold(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_graph(con, [work("W1", authors=["A1"], references=["W2"]), work("W2", authors=["A1"]), work("W3")])
    written = {file.path.name: (file.node_count, file.edge_count) for file in write_graph_files(con, tmp_path / "out")}
    assert written == {
        "citegraph.gexf": (3, 2),
        "citations.gexf": (3, 1),
        "shared_authors.gexf": (3, 1),
        "citegraph.svg": (2, 2),
    }


def test_writing_twice_gives_the_same_bytes(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_graph(con, [work(f"W{n}", authors=["A1", f"A{n}"], references=[f"W{n - 1}"]) for n in range(2, 40)])
    first = {file.path.name: file.path.read_bytes() for file in write_graph_files(con, tmp_path)}
    second = {file.path.name: file.path.read_bytes() for file in write_graph_files(con, tmp_path)}
    assert first == second


def test_an_empty_warehouse_gives_empty_files(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert [file.node_count for file in write_graph_files(con, tmp_path)] == [0, 0, 0, 0]
    assert len(nx.read_gexf(tmp_path / "citations.gexf")) == 0
    ET.parse(tmp_path / "citegraph.svg")


def test_a_node_carries_the_columns_of_the_view_as_typed_attributes(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    store_graph(con, [work("W1", doi="10.1/x", cited_by_count=2**31, authors=["A1"])])
    write_graph_files(con, tmp_path)
    attributes = nx.read_gexf(tmp_path / "citations.gexf").nodes["W1"]
    (stored,) = read_nodes(con)
    assert attributes["title"] == stored.title
    assert attributes["doi"] == "10.1/x"
    assert attributes["year"] == 2020
    assert attributes["cited_by_count"] == 2**31
    assert attributes["is_retracted"] is False


def test_a_hostile_title_survives_as_text_in_both_kinds_of_file(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    save_works(con, [work("W1", references=["W2"], title=HOSTILE), work("W2", title=HOSTILE)])
    save_page(con, page(), [mention("p1", 1, title=HOSTILE), mention("p2", 2, title=HOSTILE)])
    save_matches(con, [match("p1", "W1"), match("p2", "W2")], "api")
    write_graph_files(con, tmp_path)
    assert nx.read_gexf(tmp_path / "citations.gexf").nodes["W1"]["title"] == HOSTILE.replace("\x07", "\ufffd")
    picture = ET.parse(tmp_path / "citegraph.svg")
    assert picture.findall(f".//{SVG}script") == []
    assert any(HOSTILE[:8] in (title.text or "") for title in picture.iter(f"{SVG}title"))


def test_the_picture_leaves_out_what_has_no_edge_or_no_year_and_says_so(tmp_path: Path) -> None:
    nodes = [node(1), node(2, 2021), node(3), node(4, None)]
    picture = write_picture(tmp_path / "x.svg", nodes, [("W0002", "W0001"), ("W0004", "W0001")], [])
    assert (picture.node_count, picture.edge_count) == (2, 1)
    assert "2 of 4 works" in (tmp_path / "x.svg").read_text()


def test_the_picture_shows_the_best_connected_of_too_many(tmp_path: Path) -> None:
    nodes = [node(number, 2000 + number % 20) for number in range(MOST_NODES + 50)]
    star = [(nodes[0].work_id, other.work_id) for other in nodes[1:]]
    picture = write_picture(tmp_path / "x.svg", nodes, star, [])
    assert picture.node_count == MOST_NODES
    drawn = ET.parse(tmp_path / "x.svg").findall(f".//{SVG}circle")
    assert len(drawn) == MOST_NODES


def test_circles_grow_with_citations_and_years_go_from_left_to_right(tmp_path: Path) -> None:
    nodes = [node(1, 2001, cited=9), node(2, 2010), node(3, 2020)]
    write_picture(tmp_path / "x.svg", nodes, [("W0002", "W0001"), ("W0003", "W0001")], [])
    circles = {
        (circle.findtext(f"{SVG}title") or "").split(" (")[0]: circle
        for circle in ET.parse(tmp_path / "x.svg").iter(f"{SVG}circle")
    }
    first, second, third = (circles[f"Title {number}"] for number in (1, 2, 3))
    assert float(first.get("r", 0)) > float(second.get("r", 0))
    assert float(first.get("cx", 0)) < float(second.get("cx", 0)) < float(third.get("cx", 0))
