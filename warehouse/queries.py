"""The queries that people run: their own, or a question of ``sql/queries``, one file each, asked on its first line."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import duckdb

from enrich.errors import WarehouseError
from warehouse.rows import stream_rows
from warehouse.sql_files import list_sql, read_sql

if TYPE_CHECKING:
    from collections.abc import Iterator


def list_queries() -> list[tuple[str, str]]:
    """Name and question of every query, in the order of the names."""
    return [(name.removeprefix("queries/"), _question(read_sql(name))) for name in list_sql("queries")]


def read_query(name: str) -> str:
    """The SQL of the query of that name. Raises WarehouseError, with the names there are, if there is none."""
    names = [known for known, _ in list_queries()]
    if name not in names:
        raise WarehouseError(f"there is no query {name!r}; the queries are {', '.join(names)}")
    return read_sql(f"queries/{name}")


def run_query(
    con: duckdb.DuckDBPyConnection, sql: str
) -> tuple[tuple[str, ...], tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """Run a user's SQL and return the names of its columns, their types, and its rows in batches.

    Whether it may write is up to the connection. Ctrl-C ends it. Raises
    WarehouseError, in DuckDB's words, if it cannot be run.
    """
    cursor = con.cursor()
    try:
        description = _execute(cursor, sql).description or []
    except duckdb.Error as error:
        raise WarehouseError(str(error)) from error
    return (
        tuple(column[0] for column in description),
        tuple(str(column[1]) for column in description),
        stream_rows(cursor),
    )


def _execute(cursor: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyConnection:
    """Run the query in a thread of its own: DuckDB, when it waits in this one, misses every third Ctrl-C."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(cursor.execute, sql)
        try:
            return running.result()
        except KeyboardInterrupt:
            cursor.interrupt()
            raise


def _question(query: str) -> str:
    return query.partition("\n")[0].removeprefix("-- ")
