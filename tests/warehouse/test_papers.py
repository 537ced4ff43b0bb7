"""Which papers there are, and which a source is to be asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from enrich.errors import WarehouseError
from enrich.records import Status
from tests.warehouse.makers import match, mention, page, work
from tests.warehouse.stored import rows
from warehouse.decisions import save_override
from warehouse.matches import save_matches
from warehouse.pages import save_page
from warehouse.papers import find_paper, read_due_paper_ids, read_due_papers, read_papers
from warehouse.works import save_works

if TYPE_CHECKING:
    import duckdb


def due(con: duckdb.DuckDBPyConnection, source: str) -> list[str]:
    due = [paper.paper_id for paper in read_due_papers(con, source)]
    assert read_due_paper_ids(con, source) == due
    return due


def test_read_papers__some(con: duckdb.DuckDBPyConnection) -> None:
    save_page(con, page(), [mention(f"p{number}", number) for number in range(1, 6)])
    assert [paper.paper_id for paper in read_papers(con, ["p4", "p2", "p9", "p4"])] == ["p2", "p4"]
    assert read_papers(con, []) == []
    assert len(read_papers(con)) == 5


def test_read_due_papers__unjudged_or_missed_by_another_source(con: duckdb.DuckDBPyConnection) -> None:
    save_page(con, page(), [mention(f"p{number}", number) for number in range(1, 7)])
    assert due(con, "api") == ["p1", "p2", "p3", "p4", "p5", "p6"]
    save_matches(con, [match("p1", "W1"), match("p2"), match("p3", status=Status.AMBIGUOUS)], "snapshot")
    save_override(con, "p4", None)
    assert due(con, "snapshot") == ["p5", "p6"]
    assert due(con, "api") == ["p2", "p3", "p5", "p6"]
    save_override(con, "p3", "W3")
    assert due(con, "api") == ["p2", "p5", "p6"]


def test_find_paper__by_each_of_its_identifiers(con: duckdb.DuckDBPyConnection) -> None:
    stated = {"doi": "10.5555/abc", "arxiv_id": "2401.00001", "openalex_id": "W7"}
    save_page(con, page(), [mention("p1", 1, title_key="arxiv:2401.00001", title="", **stated), mention("p2", 2)])
    for words in ("p1", "arxiv:2401.00001", *stated.values()):
        assert find_paper(con, words, "some key") == "p1"
    with pytest.raises(WarehouseError, match=r"nearest titles are:\n.*Title of p2\n.*arxiv:2401\.00001"):
        find_paper(con, "nothing", "keyofp2")


def test_a_paper_without_title_goes_by_its_identifier_and_its_node_by_the_title_of_its_work(
    con: duckdb.DuckDBPyConnection,
) -> None:
    untitled = {"title": "", "title_key": "doi:10.5555/abc", "doi": "10.5555/abc"}
    save_page(con, page(), [mention("p1", 1, **untitled)])
    assert rows(con, "select title from unresolved_papers") == [("doi:10.5555/abc",)]
    save_matches(con, [match("p1", "W1")], "snapshot")
    assert rows(con, "select title from graph_nodes") == [("doi:10.5555/abc",)]
    save_works(con, [work("W1", title="As OpenAlex Has It")])
    assert rows(con, "select title from resolved_papers") == [("doi:10.5555/abc",)]
    assert rows(con, "select title from graph_nodes") == [("As OpenAlex Has It",)]
    save_page(con, page("page-2"), [mention("p2", 1, "page-2", title="As Printed")])
    save_matches(con, [match("p2", "W1", score=0.1)], "snapshot")
    assert rows(con, "select title from graph_nodes") == [("As Printed",)]
