"""The page's own logic under Node.js: the tests stand in ``page/``, one file for each module of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.node_tests import run_node_tests

TESTS = sorted(Path(__file__).parent.glob("page/*.test.mjs"))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name.removesuffix(".test.mjs"))
def test_each_unit_of_the_page_does_what_its_tests_say(path: Path) -> None:
    run_node_tests(path)
