"""The page as a browser loads it: it asks for nothing, runs nothing of the data, and shows the same however packed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.records import Reason
from tests.warehouse.report.pages import (
    CITATIONS,
    NODES,
    SHARED,
    TITLES,
    UNMATCHED,
    choose,
    search,
    store_communities,
    store_example,
    text,
    texts,
)
from warehouse.report import write_report

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from tests.readers.chromium import Browser


def test_the_page_is_drawn_without_an_error_and_asks_for_no_other_file(opened: Browser, report: Path) -> None:
    assert opened.run("Number(document.documentElement.dataset.drawn) > 0")
    assert opened.requests == [report.as_uri()]
    assert text(opened, "#shown").startswith(f"{NODES} of {NODES} papers, {CITATIONS + SHARED} of {CITATIONS + SHARED}")


def test_a_request_is_refused_even_if_a_script_makes_one(browser: Browser, report: Path) -> None:
    browser.open(report)
    refused = browser.run("fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')")
    assert refused == "refused"
    assert any("Content Security Policy" in error for error in browser.errors)


def test_hostile_titles_are_shown_as_they_are(opened: Browser) -> None:
    listed = texts(opened, "#papers td:first-child")
    assert set(listed) == set(TITLES.values())
    assert opened.run("window.hurt") is None
    assert opened.run("document.querySelectorAll('script').length") == 2
    assert opened.run("document.querySelectorAll('main :is(img, b, i, u, script, style)').length") == 0
    assert UNMATCHED in texts(opened, "#matches td")


def test_a_reason_is_explained_where_the_pointer_rests(opened: Browser) -> None:
    assert opened.run("document.querySelector('#matches td [title]').title") == Reason.SAME_TITLE.sentence


def test_a_doi_cannot_lead_elsewhere(opened: Browser) -> None:
    search(opened, "survey")
    opened.press("Enter")
    address = opened.run("[...document.querySelectorAll('#details a')].map((link) => link.href)")
    assert address == ["https://doi.org/10.1/W2%3F%3Cx%3E%23y", "https://openalex.org/W2"]


def test_an_empty_warehouse_makes_a_page_too(con: duckdb.DuckDBPyConnection, browser: Browser, tmp_path: Path) -> None:
    browser.open(write_report(con, tmp_path / "report.html").path)
    browser.settle()
    assert text(browser, "#shown").startswith("0 of 0 papers")
    assert browser.errors == []


def test_much_data_is_packed_and_the_page_is_the_same(
    browser: Browser, report: Path, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    store_example(con)
    store_communities(con)
    packed = write_report(con, tmp_path / "packed.html", max_plain=100).path
    assert "A Survey of Graphs" not in packed.read_text(encoding="utf-8")
    shown = []
    for path in (report, packed):
        browser.open(path)
        browser.settle()
        shown.append((text(browser, "#shown"), texts(browser, "main td"), texts(browser, "#legend li")))
        assert browser.errors == []
    assert shown[0] == shown[1]
    assert packed.read_bytes() == write_report(con, tmp_path / "again.html", max_plain=100).path.read_bytes()


def test_without_webgl_the_lists_are_still_there(browser: Browser, report: Path) -> None:
    browser.open(report, first="HTMLCanvasElement.prototype.getContext = () => null")
    browser.settle()
    assert "cannot draw the graph" in text(browser, "#canvas")
    browser.run("document.querySelector('#papers td button').click()")
    assert text(browser, "#details h3") == TITLES["W1"]
    choose(browser, "relation", "cites")
    assert f"{CITATIONS} of {CITATIONS} links" in text(browser, "#shown")
    assert browser.errors == []
