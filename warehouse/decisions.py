"""What people decide about papers and versions.

A decision is a row of ``overrides``; the view ``verdicts`` puts it before
whatever the program thinks, now and in every later run.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from enrich.errors import WarehouseError
from enrich.identifiers import is_work_id
from warehouse.files import read_csv, replacing_file
from warehouse.sql_files import run_sql
from warehouse.transactions import transaction

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

CSV_HEADER = ("paper", "work", "reason", "title")
NO_WORK = "none"


@dataclass(frozen=True, slots=True)
class Override:
    """One decision of a person: the paper is ``work_id``, or no work at all."""

    paper_id: str
    work_id: str | None
    reason: str | None
    title: str


def save_override(
    con: duckdb.DuckDBPyConnection, paper_id: str, work_id: str | None, reason: str | None = None
) -> None:
    """Keep a person's decision: the paper is ``work_id``, or, if None, no work at all.

    It counts before every verdict of the program, now and later; a further
    decision on the same paper replaces it. Raises WarehouseError if there is no
    such paper.
    """
    with transaction(con):
        if not run_sql(con, "decisions/save", paper_id=paper_id, work_id=work_id, reason=reason):
            raise WarehouseError(f"there is no paper {paper_id}; `citegraph review` lists those to decide on")
        run_sql(con, "matches/save_versions")


def are_versions_apart(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether each version of a paper is a node of its own in this warehouse's graph."""
    ((is_apart,),) = run_sql(con, "decisions/versions")
    return bool(is_apart)


def keep_versions(con: duckdb.DuckDBPyConnection, *, apart: bool) -> None:
    """Make each version a node of its own, or one node of all versions of a paper. Safe to repeat, and to take back."""
    with transaction(con):
        run_sql(con, "decisions/save_versions", choice="apart" if apart else "merged")
        run_sql(con, "matches/save_versions")


def read_overrides(con: duckdb.DuckDBPyConnection) -> list[Override]:
    """Return all decisions, by title."""
    return [Override(*row) for row in run_sql(con, "decisions/read")]


def write_overrides(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Write all decisions as CSV (paper, work id or ``none``, reason, title) and return how many. Safe to repeat."""
    overrides = read_overrides(con)
    with replacing_file(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(CSV_HEADER)
        for override in overrides:
            writer.writerow([override.paper_id, override.work_id or NO_WORK, override.reason or "", override.title])
    return len(overrides)


def load_overrides(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[int, list[str]]:
    """Take over the decisions in a CSV file: how many, and a sentence for each line that could not be taken.

    The file has the header of ``write_overrides`` (reason and title may be
    missing). A decision replaces an earlier one on the same paper; one on a
    paper that is not stored here cannot be taken. Raises WarehouseError when
    the file cannot be read or has no such header.
    """
    taken, refused = 0, []
    for number, line in enumerate(read_csv(path, CSV_HEADER, needed=2), start=2):
        try:
            _take_over(con, line)
            taken += 1
        except WarehouseError as error:
            refused.append(f"{path}:{number}: {error}")
    return taken, refused


def _take_over(con: duckdb.DuckDBPyConnection, line: dict[str, str | None]) -> None:
    paper, work = ((line[column] or "").strip() for column in ("paper", "work"))
    if work != NO_WORK and not is_work_id(work):
        raise WarehouseError(f"{work!r} is neither a work id such as W2741809807 nor {NO_WORK!r}")
    save_override(con, paper, None if work == NO_WORK else work, line.get("reason") or None)
