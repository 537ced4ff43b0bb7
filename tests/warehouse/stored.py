"""What a warehouse holds, to compare: ``rows`` of a query, ``content`` of whole tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return con.execute(query).fetchall()


def content(con: duckdb.DuckDBPyConnection, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
    return {table: rows(con, f"from {table} order by all") for table in tables}
