"""Node and edge lists as CSV (RFC 4180) and Parquet, both written by DuckDB in constant memory.

Columns bear the names that Gephi's spreadsheet import looks for: id, label; source, target, type, weight. Parquet
holds every text as it is. In CSV, which people open in spreadsheets, a text is one line, and one that a spreadsheet
would run as a formula (OWASP, CSV Injection) has an apostrophe in front, which spreadsheets take for "this is text".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.export.registry import Appearance, Format, register
from warehouse.files import WrittenFile, replacing
from warehouse.graph.queries import Query, edge_query, measured_relation, node_query
from warehouse.rows import read_columns
from warehouse.sql_files import read_sql

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import duckdb

    from warehouse.graph.selection import Subgraph

# Signs that begin a formula, also in their full width; white space before them does not always help.
_FORMULA = r"^\s*[=+\-@＝＋－＠]"
_UNSEEN = r"[\x00-\x1f\x7f-\x9f\x{2028}\x{2029}]+"


def copy_csv(con: duckdb.DuckDBPyConnection, out: Path, query: Query, order: str) -> int:
    """Write the rows of ``query`` to ``out`` and return their number; the file is replaced once it is whole."""
    columns = read_columns(con, *query).items()
    guarded = ", ".join(_guarded(name) if kind == "VARCHAR" else _quoted(name) for name, kind in columns)
    rows = read_sql("rows/ordered", columns=guarded, query=query.sql, order=order)
    return _copy(con, out, Query(rows, query.parameters), "format csv, header")


def copy_parquet(con: duckdb.DuckDBPyConnection, out: Path, query: Query, order: str) -> int:
    """Write the rows of ``query`` to ``out`` and return their number; the file is replaced once it is whole."""
    rows = read_sql("rows/ordered", columns="*", query=query.sql, order=order)
    return _copy(con, out, Query(rows, query.parameters), "format parquet, compression zstd")


def _copy(con: duckdb.DuckDBPyConnection, out: Path, query: Query, options: str) -> int:
    with replacing(out) as unfinished:
        path = str(unfinished).replace("'", "''")
        copy = read_sql("export/copy", query=query.sql, path=path, options=options)
        ((row_count,),) = con.execute(copy, query.parameters).fetchall()
    return int(row_count)


def _guarded(column: str) -> str:
    name = _quoted(column)
    line = f"regexp_replace(rows.{name}, '{_UNSEEN}', ' ', 'g')"
    return f"if(regexp_matches({line}, '{_FORMULA}'), '''' || {line}, {line}) as {name}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _register_tables(name: str, suffix: str, note: str, copy: Callable[..., int], rank: int) -> None:
    """Add a table of nodes and one of edges to the formats."""

    def write_nodes(con: duckdb.DuckDBPyConnection, out: Path, subgraph: Subgraph, _: Appearance) -> WrittenFile:
        return WrittenFile.at(
            out, copy(con.cursor(), out, node_query(con, subgraph, measured_relation(con, subgraph.relations)), "id")
        )

    def write_edges(con: duckdb.DuckDBPyConnection, out: Path, subgraph: Subgraph, _: Appearance) -> WrittenFile:
        edges = edge_query(subgraph)
        typed = edges._replace(sql=read_sql("graph/typed_edges", edges=edges.sql))
        return WrittenFile.at(out, 0, copy(con.cursor(), out, typed, "relation, source, target"))

    register(Format(f"{name}-nodes", suffix, f"a table of nodes{note}", write_nodes, rank))
    register(Format(f"{name}-edges", suffix, "a table of edges of any relations", write_edges, rank + 1))


_register_tables("csv", ".csv", ", safe in spreadsheets", copy_csv, rank=8)
_register_tables("parquet", ".parquet", "", copy_parquet, rank=10)
