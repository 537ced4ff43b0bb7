"""Names that people know venues by, besides those that everybody knows: what makes several names one venue.

What is compared of a name stands in ``sql/schema/macros.sql``, what everybody knows in ``sql/views/venue_names.sql``.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from warehouse.files import read_csv, replacing_file
from warehouse.sql_files import run_sql
from warehouse.transactions import transaction

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

CSV_HEADER = ("alias", "venue")


def read_aliases(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Return (alias, venue) of all names that were added, by venue."""
    return run_sql(con, "venues/read_aliases")


def save_aliases(con: duckdb.DuckDBPyConnection, aliases: dict[str, str]) -> None:
    """Note which venues these names stand for; a name without a venue is forgotten. All or nothing, safe to repeat."""
    with transaction(con):
        for alias, venue in aliases.items():
            if venue:
                run_sql(con, "venues/save_alias", alias=alias, venue=venue)
            else:
                run_sql(con, "venues/delete_alias", alias=alias)


def write_aliases(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Write all names that were added as CSV (alias, venue) and return how many. Safe to repeat."""
    aliases = read_aliases(con)
    with replacing_file(path) as file:
        csv.writer(file, lineterminator="\n").writerows([CSV_HEADER, *aliases])
    return len(aliases)


def load_aliases(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Add the names in a CSV file with the columns alias and venue; return how many.

    Raises WarehouseError when the file cannot be read or has no such header.
    """
    lines = read_csv(path, CSV_HEADER, needed=2)
    aliases = {alias: (line["venue"] or "").strip() for line in lines if (alias := (line["alias"] or "").strip())}
    save_aliases(con, aliases)
    return len(aliases)
