"""Runs are noted from start to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from enrich.errors import WarehouseError
from tests.warehouse.stored import rows
from warehouse.runs import finish_run, start_run

if TYPE_CHECKING:
    import duckdb


def test_runs__are_noted_from_start_to_end(con: duckdb.DuckDBPyConnection) -> None:
    first = start_run(con, "resolve", "api", {"budget": 0.5})
    second = start_run(con, "resolve")
    finish_run(con, first, "done", paper_count=5, request_count=3, credit_count=30, cost_usd=0.003)
    assert (first, second) == (1, 2)
    assert rows(con, "select * exclude (started_at, finished_at), finished_at >= started_at from runs order by 1") == [
        (1, "resolve", "api", "done", 5, 3, 30, 0.003, '{"budget":0.5}', True),
        (2, "resolve", None, "running", None, None, None, None, "{}", None),
    ]


def test_finish_run__never_started(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(WarehouseError, match="no run 7"):
        finish_run(con, 7, "done")
