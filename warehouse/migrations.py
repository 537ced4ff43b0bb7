"""Tables change by numbered steps recorded in the file; views and comments are replaced whenever their text changed."""

from __future__ import annotations

import re
from functools import cache
from graphlib import TopologicalSorter
from hashlib import sha256
from pathlib import Path

import duckdb

from enrich.errors import WarehouseError
from warehouse.record_columns import comment_on_columns, describe_columns
from warehouse.sql_files import SQL_FOLDER, list_sql, read_sql, run_sql
from warehouse.transactions import transaction

MIGRATIONS = SQL_FOLDER / "migrations"
VIEWS = "views"


def pending_migrations(con: duckdb.DuckDBPyConnection, folder: Path = MIGRATIONS) -> list[Path]:
    """The migrations in ``folder`` that the file lacks, in order. Read-only.

    Raises WarehouseError if the file holds other tables than citegraph's, if
    it was written by a newer citegraph, or if a migration that it went through
    was edited since.
    """
    applied = _applied(con)
    if not applied and run_sql(con, "schema/tables"):
        raise WarehouseError("the file holds tables that are not citegraph's; choose another file")
    known = {path.stem: path for path in sorted(folder.glob("*.sql"))}
    if newer := sorted(applied.keys() - known.keys() - {VIEWS}):
        raise WarehouseError(
            f"the file was written by a newer citegraph (it has {', '.join(newer)}); upgrade citegraph"
        )
    for name in sorted(known.keys() & applied.keys()):
        _check_unedited(known[name], applied[name])
    return [path for name, path in known.items() if name not in applied]


def _check_unedited(path: Path, checksum: str) -> None:
    if _checksum(path.read_text(encoding="utf-8")) != checksum:
        raise WarehouseError(
            f"migration {path.stem} was edited after the file went through it; "
            "undo the edit and put the change into a new migration"
        )


def apply_migrations(con: duckdb.DuckDBPyConnection, folder: Path = MIGRATIONS) -> list[str]:
    """Apply the pending migrations, each in a transaction of its own, and return their names. Safe to repeat.

    Raises WarehouseError as ``pending_migrations`` does, or if a migration
    fails; the steps before it stay applied.
    """
    pending = pending_migrations(con, folder)
    for path in pending:
        text = path.read_text(encoding="utf-8")
        with transaction(con):
            con.execute(text)
            _record(con, path.stem, text)
    return [path.stem for path in pending]


def is_view_text_current(con: duckdb.DuckDBPyConnection) -> bool:
    """Do the views and comments in the file come from the same text as this program's?"""
    return _applied(con).get(VIEWS) == _checksum(_view_text())


def replace_views(con: duckdb.DuckDBPyConnection) -> bool:
    """Drop every view and create this program's, comments included, unless they are current. Safe to repeat.

    Returns whether anything was done.
    """
    if is_view_text_current(con):
        return False
    text = _view_text()
    with transaction(con):
        for (name,) in run_sql(con, "schema/views"):
            con.execute(read_sql("schema/drop_view", name=name))
        con.execute(_view_statements())
        comment_on_columns(con)
        _record(con, VIEWS, text)
    return True


def _view_text() -> str:
    """All that views and comments are made from."""
    return f"{_view_statements()}\n{describe_columns()}"


@cache
def _view_statements() -> str:
    parts = ["schema/macros", *order_views(), "data_dictionary"]
    return "\n".join(f"{read_sql(name)};" for name in parts)


def order_views() -> tuple[str, ...]:
    """Return the files of the views, as ``read_sql`` takes them, each after those of the views that it reads."""
    files = {name.removeprefix("views/"): name for name in list_sql("views")}
    read = {view: sorted(files.keys() & _tables(name) - {view}) for view, name in files.items()}
    return tuple(files[view] for view in TopologicalSorter(read).static_order())


def _tables(name: str) -> set[str]:
    """What a statement reads: whatever it names behind ``from`` or ``join``."""
    return set(re.findall(r"\b(?:from|join)\s+(\w+)", read_sql(name)))


def _checksum(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _applied(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Checksums by name; empty for a file that has never been migrated."""
    try:
        return dict(run_sql(con, "schema/applied"))
    except duckdb.CatalogException:
        return {}


def _record(con: duckdb.DuckDBPyConnection, name: str, text: str) -> None:
    run_sql(con, "schema/record", name=name, checksum=_checksum(text))
