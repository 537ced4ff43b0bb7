"""What people decide counts before every verdict; versions of one paper are one node, or one each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from enrich.errors import WarehouseError
from enrich.records import Status
from tests.warehouse.makers import match, mention, page, store_graph, work
from tests.warehouse.stored import rows
from warehouse.decisions import are_versions_apart, keep_versions, save_override
from warehouse.matches import save_matches
from warehouse.pages import save_page

if TYPE_CHECKING:
    import duckdb


@pytest.fixture
def papers(con: duckdb.DuckDBPyConnection) -> None:
    save_page(con, page(), [mention(f"p{number}", number) for number in range(1, 6)])


@pytest.mark.usefixtures("papers")
def test_save_override__counts_before_every_later_verdict(con: duckdb.DuckDBPyConnection) -> None:
    save_matches(con, [match("p1", status=Status.AMBIGUOUS, score=0.5), match("p2", "W2", ["W3"])], "api")
    save_override(con, "p1", "W1", "I wrote it")
    save_override(con, "p2", None)
    save_matches(con, [match("p1", "W8", ["W9"]), match("p2", "W2", ["W3"])], "snapshot")
    assert rows(con, "select paper_id, status, reason, work_id, version_ids, is_by_hand from verdicts order by 1") == [
        ("p1", "matched", "accepted_by_hand", "W1", [], True),
        ("p2", "unmatched", "rejected_by_hand", None, [], True),
    ]
    assert rows(con, "from work_versions") == []


@pytest.mark.usefixtures("papers")
def test_save_override__another_version_brings_the_others(con: duckdb.DuckDBPyConnection) -> None:
    save_matches(con, [match("p1", "W1", ["W2", "W3"])], "api")
    save_override(con, "p1", "W2")
    assert rows(con, "select work_id, version_ids from verdicts") == [("W2", ["W1", "W3"])]
    assert rows(con, "from work_versions order by all") == [("W1", "W2"), ("W3", "W2")]


@pytest.mark.usefixtures("papers")
def test_save_override__before_any_verdict_and_decided_anew(con: duckdb.DuckDBPyConnection) -> None:
    save_override(con, "p1", "W1", "first thought")
    save_override(con, "p1", "W2", "second thought")
    assert rows(con, "select work_id, reason from overrides") == [("W2", "second thought")]
    assert rows(con, "select status, work_id from verdicts") == [("matched", "W2")]


def test_save_override__unknown_paper(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(WarehouseError, match="no paper p9"):
        save_override(con, "p9", "W1")


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
