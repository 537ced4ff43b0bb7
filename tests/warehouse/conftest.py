"""``con`` is an empty warehouse of the test's own, a copy of one that is made once, as making one takes 0.2 s.

``shared_con`` is one that the tests of a file share: a fixture of theirs stores what they read, and no test writes.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from warehouse.database import open_warehouse

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("warehouse") / "empty.duckdb"
    with open_warehouse(path):
        pass
    return path


@pytest.fixture
def con(empty_warehouse: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(shutil.copy(empty_warehouse, tmp_path / "citegraph.duckdb")) as con:
        yield con


@pytest.fixture(scope="module")
def shared_con(empty_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(shutil.copy(empty_warehouse, tmp_path_factory.mktemp("shared") / "citegraph.duckdb")) as con:
        yield con
