"""The warehouse's one door: open the DuckDB file, bring it up to date, close it again."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from enrich.errors import WarehouseError
from warehouse.migrations import apply_migrations, is_view_text_current, pending_migrations, replace_views
from warehouse.sql_files import run_sql

if TYPE_CHECKING:
    from collections.abc import Iterator

# DuckDB fetches missing extensions over the network unless told not to
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


@contextmanager
def open_warehouse(path: Path | str, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse at ``path`` and close it at the end of the block; ``:memory:`` lives as long as the block.

    For writing, the file and its folder are created if missing, pending
    migrations are applied, and views and comments are replaced if their text
    changed; a file that is up to date stays as it is, byte by byte. For
    reading, nothing is changed.

    A connection belongs to one thread; take a ``.cursor()`` for each other one.

    Raises WarehouseError if the file is missing (when reading), locked by
    another process, no DuckDB file, not citegraph's, newer than this program,
    or (when reading) older than it.
    """
    con = _connect(str(path), read_only)
    try:
        _bring_up_to_date(con, str(path), read_only)
        yield con
    finally:
        con.close()


def _connect(path: str, read_only: bool) -> duckdb.DuckDBPyConnection:
    if path != ":memory:" and read_only and not Path(path).exists():
        raise WarehouseError(f"there is no warehouse at {path}; `citegraph run` makes one")
    try:
        if path != ":memory:" and not read_only:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        return duckdb.connect(path, read_only=read_only, config=CONFIG)
    except (duckdb.Error, OSError) as error:
        raise WarehouseError(_explanation(path, str(error))) from error


def _explanation(path: str, message: str) -> str:
    """What to tell the user about DuckDB's refusal; known by its wording, as DuckDB gives no codes."""
    if "set lock" in message or "different configuration" in message:
        return f"{path} is open elsewhere; close the other program or wait for its run to end ({message})"
    if "not a valid DuckDB database" in message:
        return f"{path} is not a DuckDB file; choose another name for the warehouse"
    return f"cannot open {path}: {message}"


def _bring_up_to_date(con: duckdb.DuckDBPyConnection, path: str, read_only: bool) -> None:
    try:
        if not read_only:
            apply_migrations(con)
            replace_views(con)
        elif pending_migrations(con) or not is_view_text_current(con):
            raise WarehouseError("the file was written by another version of citegraph; open it for writing once")
    except WarehouseError as error:
        raise WarehouseError(f"cannot open {path}: {error}") from error


def seal(con: duckdb.DuckDBPyConnection) -> None:
    """Let what is asked from now on reach the warehouse alone: no file, no network, no setting, no environment.

    It cannot be undone, and holds for every connection to the same file in this process.
    """
    run_sql(con, "schema/seal")
