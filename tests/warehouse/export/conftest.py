"""Warehouses that many tests read and none changes: an empty one, and five works without and with communities."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.warehouse.makers import location, note_analysis, store_graph, work
from warehouse.database import open_warehouse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import duckdb


@pytest.fixture(scope="session")
def empty(empty_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty warehouse."""
    with open_warehouse(empty_warehouse, read_only=True) as con:
        yield con


@pytest.fixture(scope="session")
def five(empty_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """W1 to W4 cite in a chain and share authors, W5 is alone; W1 and W2 cite each other. Nothing is analysed."""
    path = shutil.copy(empty_warehouse, tmp_path_factory.mktemp("five") / "citegraph.duckdb")
    with open_warehouse(path) as con:
        store_five(con)
        yield con


@pytest.fixture(scope="session")
def grouped(empty_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The five works; their citations make two communities, W1 with W2 and W3 with W4."""
    path = shutil.copy(empty_warehouse, tmp_path_factory.mktemp("grouped") / "citegraph.duckdb")
    with open_warehouse(path) as con:
        store_five(con)
        store_communities(con, "cites", [["W1", "W2"], ["W3", "W4"]])
        yield con


def store_five(con: duckdb.DuckDBPyConnection) -> None:
    """W1 to W4 cite in a chain and share authors, W5 is alone; W1 and W2 cite each other."""
    store_graph(
        con,
        [
            work("W1", publication_year=2020, references=["W2"], authors=["A1", "A2"]),
            work("W2", publication_year=2021, references=["W1", "W3"], authors=["A1", "A2"]),
            work("W3", publication_year=2022, references=["W4"], authors=["A2"]),
            work("W4", publication_year=2023, locations=(location("Nature"),)),
            work("W5", publication_year=None),
        ],
    )


def store_communities(con: duckdb.DuckDBPyConnection, graph: str, groups: Iterable[Iterable[str]]) -> None:
    for number, group in enumerate(groups, 1):
        members = list(group)
        con.execute(
            "insert into communities by name"
            " select ? as graph, ? as community, ? as label, [] as words, [] as topics, ? as node_count,"
            " '{}' as parameters",
            [graph, number, f"group {number}", len(members)],
        )
        for rank, work_id in enumerate(members, 1):
            rows = [
                (graph, work_id, "community", number, "{}", 1),
                (graph, work_id, "pagerank", 0.1 * rank, "{}", None),
            ]
            con.executemany("insert into node_metrics values (?, ?, ?, ?, ?, ?)", rows)
    note_analysis(con, graph)
