"""Everything is counted once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.records import Status
from tests.warehouse.makers import match, mention, page, store_graph, work
from warehouse.matches import save_matches
from warehouse.pages import save_page
from warehouse.summary import Summary, read_summary

if TYPE_CHECKING:
    import duckdb


def test_read_summary__counts_everything(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(
        con,
        [work("W1", authors=["A1"], references=["W2"]), work("W2", authors=["A1", "A2"]), work("W3")],
        versions={"W2": ["W3"]},
    )
    extra = [mention("p8", 1, "page-2"), mention("p9", 2, "page-2"), mention("p7", 3, "page-2")]
    save_page(con, page("page-2"), [*extra, mention("p7", 4, "page-2")])
    save_matches(con, [match("p8"), match("p9", status=Status.AMBIGUOUS)], "api")
    assert read_summary(con) == Summary(
        pages=2,
        mentions=6,
        papers=5,
        matched=2,
        ambiguous=1,
        unmatched=1,
        undecided=1,
        works=3,
        authors=2,
        nodes=2,
        citation_edges=1,
        shared_author_edges=1,
    )
