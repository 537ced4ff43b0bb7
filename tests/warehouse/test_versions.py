"""Versions of one paper: one node of the graph, or one each where people keep them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.warehouse.makers import match, store_graph, work
from warehouse.decisions import are_versions_apart, keep_versions
from warehouse.save import save_matches

if TYPE_CHECKING:
    import duckdb

EDGES = "select citing_work_id, cited_work_id from citation_edges order by all"
NODES = "select work_id, version_count, paper_count, local_citation_count from graph_nodes order by all"


@pytest.fixture
def cited_in_two_versions(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """W1 is published, W2 its preprint; W3 cites both, W4 the preprint."""
    works = [work("W1"), work("W2"), work("W3", references=["W1", "W2"]), work("W4", references=["W2"])]
    store_graph(con, works, {"W1": ["W2"]})
    return con


def test_versions_are_one_node_and_each_citation_counts_once(cited_in_two_versions: duckdb.DuckDBPyConnection) -> None:
    con = cited_in_two_versions
    assert not are_versions_apart(con)
    assert con.execute(EDGES).fetchall() == [("W3", "W1"), ("W4", "W1")]
    assert con.execute(NODES).fetchall() == [("W1", 2, 1, 2), ("W3", 1, 1, 0), ("W4", 1, 1, 0)]


def test_versions_kept_apart_are_a_node_each_with_its_own_citations(
    cited_in_two_versions: duckdb.DuckDBPyConnection,
) -> None:
    con = cited_in_two_versions
    keep_versions(con, apart=True)
    assert are_versions_apart(con)
    assert con.execute(EDGES).fetchall() == [("W3", "W1"), ("W3", "W2"), ("W4", "W2")]
    assert con.execute(NODES).fetchall() == [("W1", 1, 1, 1), ("W2", 1, 1, 2), ("W3", 1, 1, 0), ("W4", 1, 1, 0)]


def test_the_choice_survives_later_verdicts_and_can_be_taken_back(
    cited_in_two_versions: duckdb.DuckDBPyConnection,
) -> None:
    con = cited_in_two_versions
    keep_versions(con, apart=True)
    save_matches(con, [match("p-W1", "W1", ["W2"], score=0.5)], "api")
    assert len(con.execute(NODES).fetchall()) == 4
    keep_versions(con, apart=False)
    keep_versions(con, apart=False)
    assert con.execute(EDGES).fetchall() == [("W3", "W1"), ("W4", "W1")]
