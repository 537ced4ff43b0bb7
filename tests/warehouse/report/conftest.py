"""``browser`` is one for all tests of a worker, ``report`` the example as a page, ``opened`` the browser with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.readers.chromium import Browser, open_browser
from tests.warehouse.report.pages import store_communities, store_example
from warehouse.database import open_warehouse
from warehouse.report import write_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's page, with communities."""
    folder = tmp_path_factory.mktemp("report")
    with open_warehouse(folder / "citegraph.duckdb") as con:
        store_example(con)
        store_communities(con)
        return write_report(con, folder / "report.html").path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def opened(browser: Browser, report: Path) -> Iterator[Browser]:
    """The page, opened; whatever a test does with it, no error may come of it."""
    browser.open(report)
    browser.settle()
    yield browser
    assert browser.errors == []
