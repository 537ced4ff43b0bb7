"""The one loader of SQL: every statement stands in a file under ``warehouse/sql``, Python only joins them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

SQL_FOLDER = Path(__file__).parent / "sql"


def read_sql(name: str, /, **fragments: str) -> str:
    """Return the text of ``sql/NAME.sql`` without its last semicolon, each ``{fragment}`` replaced by what is given.

    Other braces, as those of JSON, stay as they are. Raises ValueError for a fragment that the file does not ask for.
    """
    text = _text(name)
    for mark, fragment in fragments.items():
        if f"{{{mark}}}" not in text:
            raise ValueError(f"sql/{name}.sql has no {{{mark}}} to put anything in its place")
        text = text.replace(f"{{{mark}}}", fragment)
    return text


def run_sql(con: duckdb.DuckDBPyConnection, name: str, /, **values: Any) -> list[tuple[Any, ...]]:
    """Run ``sql/NAME.sql``, each ``$value`` being what is given, and return all rows of its last statement.

    Only a file of one statement can ask for values.
    """
    return con.execute(read_sql(name), values).fetchall()


def list_sql(folder: str) -> list[str]:
    """Return the names of the files in ``sql/FOLDER``, as ``read_sql`` takes them, in order."""
    return [f"{folder}/{path.stem}" for path in sorted((SQL_FOLDER / folder).glob("*.sql"))]


@cache
def _text(name: str) -> str:
    return (SQL_FOLDER / f"{name}.sql").read_text(encoding="utf-8").rstrip().removesuffix(";")
