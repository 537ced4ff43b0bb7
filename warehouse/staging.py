"""Records are staged in bulk as JSON, to be taken apart in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from enrich.errors import WarehouseError
from warehouse.sql_files import run_sql

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb


def stage(con: duckdb.DuckDBPyConnection, records: Iterable[object]) -> None:
    """Put records into the temporary table ``staged``, a JSON object each.

    JSON is both the fastest way for nested records into DuckDB and the one
    that names every field. Raises WarehouseError for text that is not Unicode.
    """
    run_sql(con, "staging/empty")
    with con.appender("staged") as appender:
        for record in records:
            try:
                appender.append_row(orjson.dumps(record).decode())
            except orjson.JSONEncodeError as error:
                raise WarehouseError(f"cannot store this record: {error}: {record!r:.300}") from error
