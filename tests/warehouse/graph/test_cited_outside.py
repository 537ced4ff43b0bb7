"""Cited works outside the corpus: those that enough papers cite, in the views, and in every file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import igraph  # type: ignore[import-untyped]
import networkx as nx
import pytest

from enrich.errors import WarehouseError
from tests.readers.graphology import read_with_graphology
from tests.warehouse.makers import location, selected, store_graph, work
from warehouse.drawing.visual_attributes import DARK
from warehouse.export.files import write_export
from warehouse.export.formats import FORMATS
from warehouse.export.registry import Appearance
from warehouse.graph.resolve import resolve
from warehouse.works import save_works

if TYPE_CHECKING:
    from pathlib import Path

CLASSIC = "<b>A classic</b> & \"its\" '=1+1'"
GRAPHS = [name for name, chosen in FORMATS.items() if chosen.is_graph]


@pytest.fixture(scope="module")
def citing(shared_con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Three papers and a fourth alone; all three cite W9, which is stored, two cite W8, which is not, one cites W7."""
    store_graph(
        shared_con,
        [
            work("W1", references=["W7", "W8", "W9"], publication_year=2021),
            work("W2", references=["W1", "W8", "W9"], publication_year=2022),
            work("W3", references=["W9"], publication_year=2023),
            work("W4", publication_year=2024),
        ],
    )
    classic = work(
        "W9",
        title=CLASSIC,
        publication_year=1990,
        authors=["A1", "A2"],
        cited_by_count=77,
        locations=(location("Annals"),),
        abstract="What everybody knows.",
    )
    save_works(shared_con, [classic])
    return shared_con


def gexf(con: duckdb.DuckDBPyConnection, out: Path, **filters: Any) -> nx.Graph[str]:
    write_export(con, out, "gexf", selected(**filters))
    return nx.read_gexf(out)


def outside(graph: nx.Graph[str]) -> list[str]:
    return sorted(node for node in graph if not graph.nodes[node]["is_in_corpus"])


def inside(graph: nx.Graph[str]) -> list[str]:
    return sorted(node for node in graph if graph.nodes[node]["is_in_corpus"])


# -------------------------------------------------------------------------- which works


@pytest.mark.parametrize(("least", "found"), [(2, ["W8", "W9"]), (3, ["W9"]), (4, [])])
def test_works_that_enough_papers_cite_join_the_graph(
    citing: duckdb.DuckDBPyConnection, tmp_path: Path, least: int, found: list[str]
) -> None:
    graph = gexf(citing, tmp_path / "x.gexf", include_cited=least)
    assert outside(graph) == found
    assert inside(graph) == ["W1", "W2", "W3", "W4"]
    lists = {"W8": ["W1", "W2"], "W9": ["W1", "W2", "W3"]}
    assert sorted(graph.edges) == sorted([("W2", "W1"), *((one, other) for other in found for one in lists[other])])


def test_it_is_the_papers_selected_that_count(citing: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    graph = gexf(citing, tmp_path / "x.gexf", condition="year >= 2022", include_cited=2)
    assert (sorted(graph), sorted(graph.edges)) == (["W2", "W3", "W4", "W9"], [("W2", "W9"), ("W3", "W9")])


def test_the_largest_component_is_found_with_cited_works(citing: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert sorted(gexf(citing, tmp_path / "x.gexf", component="largest")) == ["W1", "W2"]
    graph = gexf(citing, tmp_path / "x.gexf", component="largest", include_cited=2)
    assert sorted(graph) == ["W1", "W2", "W3", "W8", "W9"]
    assert outside(graph) == ["W8", "W9"]


def test_of_too_many_the_most_cited_join(citing: duckdb.DuckDBPyConnection) -> None:
    subgraph = resolve(citing, selected(include_cited=2), max_cited=1)
    assert subgraph.ids == ["W1", "W2", "W3", "W4", "W9"]


def test_without_cited_works_nothing_is_said_of_the_corpus(citing: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    graph = gexf(citing, tmp_path / "x.gexf")
    assert not any("is_in_corpus" in values for _, values in graph.nodes(data=True))


def test_other_relations_stay_as_they_are_beside_it(citing: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    written = write_export(citing, tmp_path / "x.csv", "csv-edges", selected("shares_author", "cites", include_cited=2))
    alone = write_export(citing, tmp_path / "y.csv", "csv-edges", selected("shares_author", "cites"))
    assert (written.edge_count, alone.edge_count) == (6, 1)


def test_what_cannot_be_is_refused(citing: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="if at least two papers cite them; 1 is too few"):
        selected(include_cited=1)
    with pytest.raises(WarehouseError, match="name the relation cites as well"):
        selected("bibliographic_coupling", include_cited=2)
    with pytest.raises(WarehouseError, match="a bibtex file holds the papers alone"):
        write_export(citing, tmp_path / "x", "bibtex", selected(include_cited=2))


def test_versions_of_a_cited_work_are_one(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(con, [work("W1", references=["W8", "W9"]), work("W2", references=["W9"])])
    con.execute("insert into work_versions values ('W9', 'W8')")
    assert con.execute("from outside_citation_edges order by all").fetchall() == [("W1", "W8"), ("W2", "W8")]


# ------------------------------------------------------------------------------- files


def test_a_stored_work_says_what_is_known_of_it_and_another_its_id_and_count(
    citing: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    nodes = gexf(citing, tmp_path / "x.gexf", include_cited=2).nodes
    known = {name: nodes["W9"][name] for name in ("title", "venue", "year", "authors", "author_count", "paper_count")}
    assert known == {
        "title": CLASSIC,
        "venue": "Annals",
        "year": 1990,
        "authors": "Given NameA1; Given NameA2",
        "author_count": 2,
        "paper_count": 0,
    }
    assert (nodes["W9"]["label"], nodes["W9"]["local_citation_count"]) == (f"NameA1 1990 {CLASSIC}", 3)
    assert {**nodes["W8"], "viz": None} == {
        "label": "W8",
        "local_citation_count": 2,
        "paper_count": 0,
        "is_in_corpus": False,
        "viz": None,
    }


def test_it_has_a_colour_of_its_own(citing: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write_export(citing, tmp_path / "x.gexf", "gexf", selected(include_cited=2), Appearance(visual_attributes=True))
    drawn = nx.read_gexf(tmp_path / "x.gexf").nodes(data="viz")
    dark = {node for node, viz in drawn if [viz["color"][band] for band in "rgb"] == [*bytes.fromhex(DARK[1:])]}
    assert dark == {"W8", "W9"}


def test_graphology_and_igraph_read_it(citing: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write_export(citing, tmp_path / "x.gexf", "gexf", selected(include_cited=2))
    read = read_with_graphology(tmp_path / "x.gexf")
    assert {node: values["is_in_corpus"] for node, values in read["nodes"].items()}["W9"] is False
    assert read["size"] == 6
    write_export(citing, tmp_path / "x.graphml", "graphml", selected(include_cited=2))
    graph = igraph.Graph.Read_GraphML(str(tmp_path / "x.graphml"))
    assert sorted(graph.vs["is_in_corpus"]) == [False] * 2 + [True] * 4
    assert CLASSIC in graph.vs["title"]


@pytest.mark.parametrize("name", GRAPHS)
def test_every_format_holds_it_and_the_second_run_changes_no_byte(
    citing: duckdb.DuckDBPyConnection, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "x"
    written = write_export(citing, out, name, selected(include_cited=2))
    assert (written.node_count or 6, written.edge_count or 6) == (6, 6)
    content = out.read_bytes()
    assert write_export(citing, out, name, selected(include_cited=2)) == written
    assert out.read_bytes() == content
