"""Rows go out in batches, so that no table has to fit into memory; and what their columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb

from enrich.errors import WarehouseError
from warehouse.sql_files import read_sql

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROWS_PER_BATCH = 10_000


def stream_rows(cursor: duckdb.DuckDBPyConnection, rows_per_batch: int = ROWS_PER_BATCH) -> Iterator[tuple[Any, ...]]:
    """The rows of what the cursor ran; it is closed after the last. Raises WarehouseError when one cannot be read."""
    try:
        while rows := cursor.fetchmany(rows_per_batch):
            yield from rows
    except duckdb.Error as error:
        raise WarehouseError(f"reading stopped: {error}") from error
    finally:
        cursor.close()


def read_columns(con: duckdb.DuckDBPyConnection, query: str, parameters: Mapping[str, Any]) -> dict[str, str]:
    """The columns of a query in order, with DuckDB's names for their types. It is not run."""
    columns = con.execute(read_sql("rows/columns", query=query), parameters).description or ()
    return {name: str(kind) for name, kind, *_ in columns}
