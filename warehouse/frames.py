"""DataFrames for notebooks: any table, view, named question or SQL, in the library that is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, get_args

import duckdb

from enrich.errors import WarehouseError
from warehouse.database import open_warehouse
from warehouse.queries import list_queries, read_query
from warehouse.sql_files import read_sql

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DataFrameLibrary = Literal["pandas", "polars"]


def read_frame(path: Path | str, query: str, library: DataFrameLibrary | None = None) -> Any:
    """Return a table, a view, a question of ``citegraph sql --list``, or SQL as a DataFrame.

    pandas if it is installed, otherwise Polars (which also needs pyarrow);
    ``library`` chooses. The warehouse is only read. Raises WarehouseError when
    it cannot be opened, the query cannot be run, or neither library is there.
    """
    chosen = _installed((library,) if library else get_args(DataFrameLibrary))
    with open_warehouse(path, read_only=True) as con:
        try:
            relation = con.sql(_statement(query))
            return relation.df() if chosen == "pandas" else relation.pl()
        except duckdb.Error as error:
            raise WarehouseError(str(error)) from error


def _installed(names: Sequence[DataFrameLibrary]) -> DataFrameLibrary:
    """Return the first of these libraries that is there. Raises WarehouseError for none."""
    for name in names:
        if find_spec(name):
            return name
    raise WarehouseError("A DataFrame needs pandas, or polars and pyarrow; install one of them beside citegraph.")


def _statement(query: str) -> str:
    """Return SQL for what was asked: a bare word is a named question, or else a table or view."""
    if not query.isidentifier():
        return query
    return read_query(query) if query in dict(list_queries()) else read_sql("rows/of_table", name=query)
