"""Tables change by numbered steps recorded in the file; views and comments are replaced whenever their text changed."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import duckdb

from enrich.errors import WarehouseError
from warehouse.record_columns import comment_on_columns, describe_columns
from warehouse.sql_files import SQL_FOLDER, read_sql
from warehouse.transactions import transaction

MIGRATIONS = SQL_FOLDER / "migrations"
VIEWS = "views"

# each view after the views it reads
VIEW_ORDER = (
    "verdicts",
    "node_works",
    "node_authors",
    "node_references",
    "node_author_lists",
    "node_venues",
    "node_topics",
    "topic_edges",
    "venue_edges",
    "citation_edges",
    "shared_author_edges",
    "indirect_edges",
    "co_citation_edges",
    "coupling_edges",
    "author_collaborations",
    "graph_nodes",
    "resolved_papers",
    "match_report",
    "doubtful_matches",
    "unresolved_papers",
    "reference_coverage",
    "venues",
    "author_profiles",
    "outside_citation_edges",
    "missing_classics",
    "node_measures",
)


def pending_migrations(con: duckdb.DuckDBPyConnection, folder: Path = MIGRATIONS) -> list[Path]:
    """The migrations in ``folder`` that the file lacks, in order. Read-only.

    Raises WarehouseError if the file holds other tables than citegraph's, if
    it was written by a newer citegraph, or if a migration that it went through
    was edited since.
    """
    applied = _applied(con)
    if not applied and con.execute("select 1 from duckdb_tables() where not internal and not temporary").fetchall():
        raise WarehouseError("the file holds tables that are not citegraph's; choose another file")
    known = {path.stem: path for path in sorted(folder.glob("*.sql"))}
    if newer := sorted(applied.keys() - known.keys() - {VIEWS}):
        raise WarehouseError(
            f"the file was written by a newer citegraph (it has {', '.join(newer)}); upgrade citegraph"
        )
    for name, path in known.items():
        if name in applied and applied[name] != _checksum(path.read_text(encoding="utf-8")):
            raise WarehouseError(
                f"migration {name} was edited after the file went through it; "
                "undo the edit and put the change into a new migration"
            )
    return [path for name, path in known.items() if name not in applied]


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
        for (name,) in con.execute("select view_name from duckdb_views() where not internal").fetchall():
            con.execute(f'drop view "{name}"')
        con.execute(_view_sql())
        comment_on_columns(con)
        _record(con, VIEWS, text)
    return True


def _view_text() -> str:
    """All that views and comments are made from."""
    return f"{_view_sql()}\n{describe_columns()}"


def _view_sql() -> str:
    views = [f"{read_sql(f'views/{name}')};" for name in VIEW_ORDER]
    return "\n".join([*views, read_sql("statements/comments")])


def _checksum(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _applied(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Checksums by name; empty for a file that has never been migrated."""
    try:
        return dict(con.execute("select name, checksum from schema_migrations").fetchall())
    except duckdb.CatalogException:
        return {}


def _record(con: duckdb.DuckDBPyConnection, name: str, text: str) -> None:
    con.execute(
        "insert or replace into schema_migrations values (?, ?, ?)",
        [name, _checksum(text), datetime.now(UTC).replace(tzinfo=None)],
    )
