"""Runs are noted: when each began and ended, how, and what it used."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson

from enrich.errors import WarehouseError
from warehouse.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb


def start_run(
    con: duckdb.DuckDBPyConnection, command: str, source: str | None = None, parameters: Mapping[str, Any] | None = None
) -> int:
    """Note that a run has begun, with status ``running``, and return its id."""
    with transaction(con):
        ((run_id,),) = con.execute("select coalesce(max(run_id), 0) + 1 from runs").fetchall()
        con.execute(
            "insert into runs (run_id, command, source, started_at, status, parameters)"
            " values (?, ?, ?, ?, 'running', ?)",
            [run_id, command, source, _now(), orjson.dumps(dict(parameters or {}), default=str).decode()],
        )
    return int(run_id)


def finish_run(
    con: duckdb.DuckDBPyConnection,
    run_id: int,
    status: str,
    *,
    paper_count: int | None = None,
    request_count: int | None = None,
    credit_count: int | None = None,
    cost_usd: float | None = None,
) -> None:
    """Note how a run ended and what it used. Raises WarehouseError if it was never started."""
    with transaction(con):
        updated = con.execute(
            "update runs set finished_at = ?, status = ?, paper_count = ?, request_count = ?, credit_count = ?,"
            " cost_usd = ? where run_id = ? returning run_id",
            [_now(), status, paper_count, request_count, credit_count, cost_usd, run_id],
        ).fetchall()
        if not updated:
            raise WarehouseError(f"there is no run {run_id}; start_run begins one")


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
