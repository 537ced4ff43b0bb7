"""Runs are noted: when each began and ended, how, and what it used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from enrich.errors import WarehouseError
from warehouse.sql_files import run_sql
from warehouse.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb


def start_run(
    con: duckdb.DuckDBPyConnection, command: str, source: str | None = None, parameters: Mapping[str, Any] | None = None
) -> int:
    """Note that a run has begun, with status ``running``, and return its id."""
    with transaction(con):
        stated = orjson.dumps(dict(parameters or {}), default=str).decode()
        ((run_id,),) = run_sql(con, "runs/start", command=command, source=source, parameters=stated)
    return int(run_id)


def read_last_works(con: duckdb.DuckDBPyConnection) -> str | None:
    """Return where the last run that resolved papers took works from, as the user named it; None before the first."""
    return next((works for (works,) in run_sql(con, "runs/last_works")), None)


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
        updated = run_sql(
            con,
            "runs/finish",
            run_id=run_id,
            status=status,
            paper_count=paper_count,
            request_count=request_count,
            credit_count=credit_count,
            cost_usd=cost_usd,
        )
        if not updated:
            raise WarehouseError(f"there is no run {run_id}; start_run begins one")
