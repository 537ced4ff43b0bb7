"""Which papers there are, and which a source is to be asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.records import Status
from tests.warehouse.makers import match, mention, page
from warehouse.decisions import save_override
from warehouse.matches import save_matches
from warehouse.pages import save_page
from warehouse.papers import read_due_paper_ids, read_due_papers, read_papers

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
