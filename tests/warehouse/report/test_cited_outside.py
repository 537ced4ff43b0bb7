"""Cited works outside the corpus on the page: marked, searched, opened, and hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.warehouse.makers import store_graph, work
from tests.warehouse.report.pages import search, text, texts
from warehouse.export.drawn_graph import DRAWN
from warehouse.report import write_report
from warehouse.works import save_works

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from tests.readers.chromium import Browser

CLASSIC = "<b>A classic</b> & \"its\" '=1+1'"


@pytest.fixture
def citing(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Three papers and a fourth alone; all three cite W9, which is stored, two cite W8, which is not, one cites W7."""
    papers = [
        work("W1", references=["W7", "W8", "W9"]),
        work("W2", references=["W1", "W8", "W9"]),
        work("W3", references=["W9"]),
        work("W4"),
    ]
    store_graph(con, papers)
    save_works(con, [work("W9", title=CLASSIC, abstract="What everybody knows.")])
    return con


def test_the_page_marks_it_searches_it_and_can_hide_it(
    citing: duckdb.DuckDBPyConnection, browser: Browser, tmp_path: Path
) -> None:
    written = write_report(citing, tmp_path / "report.html", replace(DRAWN, include_cited=2))
    assert (written.node_count, written.edge_count) == (6, 6)
    browser.open(written.path)
    browser.settle()
    assert text(browser, "#shown").startswith("4 of 4 papers, 2 of 2 works on no page, 6 of 6 links")
    search(browser, "classic")
    browser.press("Enter")
    assert text(browser, "#details h3") == CLASSIC
    for words in ("It is on none of the pages.", "What everybody knows.", "It is cited by (3)"):
        assert words in text(browser, "#details")
    listed = texts(browser, "#papers td:first-child")
    assert sorted(listed) == ["Title of p-W1", "Title of p-W2", "Title of p-W3", "Title of p-W4"]
    browser.run("document.getElementById('outside').click()")
    assert text(browser, "#shown").startswith("4 of 4 papers, 0 of 2 works on no page, 1 of 6 links")
    browser.run("[...document.querySelectorAll('#missing td button')].find((b) => b.textContent === 'W8').click()")
    browser.settle()
    assert text(browser, "#details h3") == "Work W8"
    assert text(browser, "#shown").startswith("4 of 4 papers, 2 of 2 works on no page")  # a hidden one is shown again
    assert browser.errors == []


def test_a_page_without_it_does_not_offer_it(
    citing: duckdb.DuckDBPyConnection, browser: Browser, tmp_path: Path
) -> None:
    browser.open(write_report(citing, tmp_path / "report.html").path)
    browser.settle()
    assert browser.run("document.getElementById('outside-choice').hidden")
    assert text(browser, "#shown").startswith("4 of 4 papers, 1 of 1 links")
    assert browser.errors == []
