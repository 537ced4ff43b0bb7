"""Transactions: all or nothing, and DuckDB's refusals in words."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import duckdb

from enrich.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing: commit at the end of the block, roll back when anything is raised in it.

    Raises WarehouseError in place of DuckDB's own errors.
    """
    con.begin()
    try:
        yield
        con.commit()
    except BaseException as error:
        with suppress(duckdb.TransactionException):  # a commit that failed has rolled back already
            con.rollback()
        if isinstance(error, duckdb.Error):
            raise WarehouseError(f"DuckDB refused a change, and nothing of it was kept: {error}") from error
        raise
