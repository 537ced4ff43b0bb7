"""The graph files and the picture that every run leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx

from tests.warehouse.export.conftest import store_communities, store_five
from tests.warehouse.makers import match, mention, page, store_graph, work
from warehouse.export.drawn_graph import read_drawn_graph
from warehouse.export.run_files import write_graph_files
from warehouse.matches import save_matches
from warehouse.pages import save_page
from warehouse.report.data import read_page_data
from warehouse.works import save_works

if TYPE_CHECKING:
    import duckdb

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('x')</script> & \"quotes\" \u202eright to left \U0001f600 \x07"


def test_four_files_are_written_and_say_what_they_hold(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_graph(con, [work("W1", authors=["A1"], references=["W2"]), work("W2", authors=["A1"]), work("W3")])
    written = {file.path.name: (file.node_count, file.edge_count) for file in write_graph_files(con, tmp_path / "out")}
    assert written == {
        "citegraph.gexf": (3, 2),
        "citations.gexf": (3, 1),
        "shared_authors.gexf": (3, 1),
        "citegraph.svg": (2, 2),
    }


def test_a_node_has_one_place_and_size_in_all_files_and_on_the_page(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    store_five(con)
    store_communities(con, "cites", [["W1", "W2"], ["W3", "W4"]])
    store_communities(con, "shares_author", [["W2", "W3", "W1"], ["W4"]])
    drawn = read_drawn_graph(con)
    write_graph_files(con, tmp_path, drawn)
    both = drawn_in(tmp_path / "citegraph.gexf")
    for name in ("citations.gexf", "shared_authors.gexf"):
        alone = drawn_in(tmp_path / name)
        assert {node: (x, y, size) for node, (x, y, size, _) in alone.items()} == {
            node: (x, y, size) for node, (x, y, size, _) in both.items()
        }
    # each file is coloured by its own communities
    assert drawn_in(tmp_path / "citations.gexf") == both
    assert len({colour for *_, colour in drawn_in(tmp_path / "shared_authors.gexf").values()}) == 3
    nodes = read_page_data(con, drawn=drawn)["nodes"]
    places = zip(nodes["work_id"], nodes["x"], nodes["y"], strict=True)
    assert {node: (x, y) for node, x, y in places} == {node: (x, y) for node, (x, y, *_) in both.items()}


def drawn_in(path: Path) -> dict[str, tuple[float, float, float, str]]:
    """Position, size and colour of each node in a GEXF file."""
    viz = "{http://gexf.net/1.3/viz}"
    found = {}
    for node in ET.parse(path).iter("{http://gexf.net/1.3}node"):
        position, colour, size = (node.find(f"{viz}{name}") for name in ("position", "color", "size"))
        assert position is not None
        assert colour is not None
        assert size is not None
        place = float(position.get("x", "")), float(position.get("y", ""))
        found[node.get("id", "")] = (*place, float(size.get("value", "")), str(sorted(colour.items())))
    return found


def test_writing_twice_gives_the_same_bytes(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_graph(con, [work(f"W{n}", authors=["A1", f"A{n}"], references=[f"W{n - 1}"]) for n in range(2, 40)])
    first = {file.path.name: file.path.read_bytes() for file in write_graph_files(con, tmp_path)}
    second = {file.path.name: file.path.read_bytes() for file in write_graph_files(con, tmp_path)}
    assert first == second


def test_an_empty_warehouse_gives_empty_files(empty: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert [file.node_count for file in write_graph_files(empty, tmp_path)] == [0, 0, 0, 0]
    assert len(nx.read_gexf(tmp_path / "citations.gexf")) == 0
    ET.parse(tmp_path / "citegraph.svg")


def test_a_node_carries_the_columns_of_the_view_as_typed_attributes(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    store_graph(con, [work("W1", doi="10.1/x", cited_by_count=2**31, authors=["A1"])])
    write_graph_files(con, tmp_path)
    attributes = nx.read_gexf(tmp_path / "citations.gexf").nodes["W1"]
    ((title,),) = con.execute("select title from graph_nodes").fetchall()
    assert attributes["title"] == title
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
