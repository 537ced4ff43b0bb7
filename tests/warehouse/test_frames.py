"""Notebook use: DataFrames and graphs in three lines."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from enrich.errors import WarehouseError
from tests.warehouse.makers import store_graph, work
from warehouse import read_frame, read_graph
from warehouse.database import open_warehouse
from warehouse.graph.metrics import analyse_graphs


@pytest.fixture
def path(empty_warehouse: Path, tmp_path: Path) -> Path:
    """A warehouse of three works, two of which share an author and one citation, measured."""
    file = tmp_path / "citegraph.duckdb"
    file.write_bytes(empty_warehouse.read_bytes())
    with open_warehouse(file) as con:
        store_graph(con, [work("W1", authors=["A1"], references=["W2"]), work("W2", authors=["A1"]), work("W3")])
        analyse_graphs(con)
    return file


def test_graph_papers_and_measures_come_in_three_lines(path: Path) -> None:
    citations = read_graph(path)
    papers = read_frame(path, "resolved_papers")
    measures = read_frame(path, "select work_id, pagerank from node_measures where graph = 'cites'")
    assert isinstance(citations, nx.DiGraph)
    assert list(citations.edges) == [("W1", "W2")]
    assert isinstance(papers, pd.DataFrame)
    assert set(papers.work_id) == {"W1", "W2", "W3"}
    joined = papers.merge(measures, on="work_id")
    assert joined.sort_values("pagerank").work_id.iloc[-1] == "W2"


def test_a_named_question_is_answered_as_a_frame(path: Path) -> None:
    frame = read_frame(path, "most_cited_here")
    assert list(frame.local_citations) == [1, 0, 0]


def test_what_cannot_be_read_is_told(path: Path) -> None:
    with pytest.raises(WarehouseError, match="no_such_view"):
        read_frame(path, "no_such_view")
    with pytest.raises(WarehouseError, match="nowhere"):
        read_frame(path.with_name("nowhere.duckdb"), "papers")
    with pytest.raises(WarehouseError, match="pandas"):
        read_frame(path, "papers", library="no_such_library")  # type: ignore[arg-type]


def test_a_frame_cannot_change_the_warehouse(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(WarehouseError):
        read_frame(path, "delete from papers")
    assert path.read_bytes() == before


def test_the_package_offers_only_what_it_says() -> None:
    import warehouse

    with pytest.raises(AttributeError, match="read_everything"):
        _ = warehouse.read_everything
