"""Node and edge lists as CSV (RFC 4180) and Parquet, both written by DuckDB in constant memory.

Columns bear the names that Gephi's spreadsheet import looks for: id, label; source, target, type, weight. Parquet
holds every text as it is. In CSV, which people open in spreadsheets, a text is one line, and one that a spreadsheet
would run as a formula (OWASP, CSV Injection) has an apostrophe in front, which spreadsheets take for "this is text".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.files import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import duckdb

# Signs that begin a formula, also in their full width; white space before them does not always help.
_FORMULA = r"^\s*[=+\-@＝＋－＠]"
_UNSEEN = r"[\x00-\x1f\x7f-\x9f\x{2028}\x{2029}]+"


def copy_csv(
    con: duckdb.DuckDBPyConnection, out: Path, query: str, order: str, parameters: Mapping[str, object]
) -> int:
    """Write the rows of ``query`` to ``out`` and return their number; the file is replaced once it is whole."""
    columns = con.execute(f"select * from ({query}) limit 0", parameters).description or []
    guarded = ", ".join(_guarded(name) if str(kind) == "VARCHAR" else _quoted(name) for name, kind, *_ in columns)
    return _copy(
        con, out, f"select {guarded} from ({query}) as rows order by {order}", parameters, "format csv, header"
    )


def copy_parquet(
    con: duckdb.DuckDBPyConnection, out: Path, query: str, order: str, parameters: Mapping[str, object]
) -> int:
    """Write the rows of ``query`` to ``out`` and return their number; the file is replaced once it is whole."""
    rows = f"select * from ({query}) as rows order by {order}"
    return _copy(con, out, rows, parameters, "format parquet, compression zstd")


def _copy(con: duckdb.DuckDBPyConnection, out: Path, query: str, parameters: Mapping[str, object], options: str) -> int:
    with replacing(out) as unfinished:
        path = str(unfinished).replace("'", "''")
        rows = con.execute(f"copy ({query}) to '{path}' ({options})", parameters).fetchall()
    return int(rows[0][0])


def _guarded(column: str) -> str:
    name = _quoted(column)
    line = f"regexp_replace(rows.{name}, '{_UNSEEN}', ' ', 'g')"
    return f"if(regexp_matches({line}, '{_FORMULA}'), '''' || {line}, {line}) as {name}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
