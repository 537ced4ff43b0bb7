"""Pictures as SVG and PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from enrich.errors import WarehouseError
from warehouse.drawing.historiograph import MAX_NODES, write_historiograph
from warehouse.export.pictures import PICTURES, draw
from warehouse.graph.columns import Node

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

SVG = "{http://www.w3.org/2000/svg}"


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


def test_the_picture_leaves_out_what_has_no_edge_or_no_year_and_says_so(tmp_path: Path) -> None:
    nodes = [node(1), node(2, 2021), node(3), node(4, None)]
    picture = write_historiograph(tmp_path / "x.svg", nodes, [("W0002", "W0001"), ("W0004", "W0001")], [])
    assert (picture.node_count, picture.edge_count) == (2, 1)
    assert "2 of 4 works" in (tmp_path / "x.svg").read_text()


def test_the_picture_shows_the_best_connected_of_too_many(tmp_path: Path) -> None:
    nodes = [node(number, 2000 + number % 20) for number in range(MAX_NODES + 50)]
    star = [(nodes[0].work_id, other.work_id) for other in nodes[1:]]
    picture = write_historiograph(tmp_path / "x.svg", nodes, star, [])
    assert picture.node_count == MAX_NODES
    drawn = ET.parse(tmp_path / "x.svg").findall(f".//{SVG}circle")
    assert len(drawn) == MAX_NODES


def test_circles_grow_with_citations_and_years_go_from_left_to_right(tmp_path: Path) -> None:
    nodes = [node(1, 2001, cited=9), node(2, 2010), node(3, 2020)]
    write_historiograph(tmp_path / "x.svg", nodes, [("W0002", "W0001"), ("W0003", "W0001")], [])
    circles = {
        (circle.findtext(f"{SVG}title") or "").split(" (")[0]: circle
        for circle in ET.parse(tmp_path / "x.svg").iter(f"{SVG}circle")
    }
    first, second, third = (circles[f"Title {number}"] for number in (1, 2, 3))
    assert float(first.get("r", 0)) > float(second.get("r", 0))
    assert float(first.get("cx", 0)) < float(second.get("cx", 0)) < float(third.get("cx", 0))


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_is_drawn_and_the_second_run_changes_no_byte(
    grouped: duckdb.DuckDBPyConnection, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "new" / "picture.svg"
    first = draw(grouped, name, out)
    content = out.read_bytes()
    assert draw(grouped, name, out) == first
    assert out.read_bytes() == content
    assert first.node_count == {"graph": 4, "years": 4, "venues": 1, "communities": 4}[name]
    ET.parse(out)
    assert draw(grouped, name, tmp_path / "picture.PNG").byte_count > 1000
    assert (tmp_path / "picture.PNG").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("name", PICTURES)
def test_an_empty_warehouse_has_pictures_that_say_so(
    empty: duckdb.DuckDBPyConnection, tmp_path: Path, name: str
) -> None:
    assert draw(empty, name, tmp_path / "x.svg").node_count == 0
    ET.parse(tmp_path / "x.svg")


def test_other_pictures_are_refused(empty: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no picture 'pie'; the pictures are graph, years"):
        draw(empty, "pie", tmp_path / "x.svg")
    with pytest.raises(WarehouseError, match=r"let it end in \.svg or \.png"):
        draw(empty, "years", tmp_path / "x.jpg")
