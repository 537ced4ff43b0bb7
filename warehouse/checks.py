"""Load first, check links after: each check is a query that returns the rows at fault.

A check is a file in ``sql/checks``. Its first line says how bad a row is and
what one row is: ``-- error: …`` for what citegraph must never leave behind,
``-- note: …`` for what a user should know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from enrich.records import Conflict, Reason
from warehouse.sql_files import list_sql, read_sql

if TYPE_CHECKING:
    import duckdb

Severity = Literal["error", "note"]

ROWS_SHOWN = 100

# what a check has to know that stands in records, as lists of texts
VOCABULARY = {
    "unknown_reasons": {
        "reasons": ", ".join(f"'{reason.status} {reason}'" for reason in Reason),
        "conflicts": ", ".join(f"'{conflict}'" for conflict in Conflict),
    }
}


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one check: ``row_count`` rows at fault, of which ``rows`` holds the first."""

    name: str
    description: str
    severity: Severity
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    row_count: int


def run_checks(con: duckdb.DuckDBPyConnection) -> list[Check]:
    """Run every check, in the order of their names. Read-only."""
    return [run_check(con, name.removeprefix("checks/")) for name in list_sql("checks")]


def run_check(con: duckdb.DuckDBPyConnection, name: str, rows_shown: int = ROWS_SHOWN) -> Check:
    """Run the check in ``sql/checks/NAME.sql``. Read-only."""
    query = read_sql(f"checks/{name}", **VOCABULARY.get(name, {}))
    severity, description = _headline(query)
    result = con.execute(read_sql("rows/first", query=query), {"limit": rows_shown})
    _, *columns = (column[0] for column in result.description or [])
    counted = result.fetchall()
    row_count = counted[0][0] if counted else 0
    return Check(name, description, severity, tuple(columns), tuple(row[1:] for row in counted), row_count)


def _headline(query: str) -> tuple[Severity, str]:
    severity, _, description = query.partition("\n")[0].removeprefix("-- ").partition(": ")
    if severity == "error":
        return "error", description
    if severity == "note":
        return "note", description
    raise ValueError(f"a check begins with '-- error: …' or '-- note: …', not with {severity!r}")
