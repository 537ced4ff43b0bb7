"""Rows go out in batches, so that no table has to fit into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb

from enrich.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Iterator

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
