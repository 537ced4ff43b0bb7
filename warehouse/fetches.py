"""Which works are still to be fetched, and what was learnt when: what resolve, expand and refresh go by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.records import API
from warehouse.sql_files import run_sql
from warehouse.transactions import transaction
from warehouse.works import WorksSaved, put_works

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import duckdb

    from enrich.records import Work

Change = tuple[str, str, int, int]


def save_answer(
    con: duckdb.DuckDBPyConnection, asked: Sequence[str], works: Sequence[Work], today: date, source: str = API
) -> WorksSaved:
    """Save what a source answered to a list of ids, all or nothing: the works, the ids it lacks, new citation counts.

    What the API lacks is gone; what a snapshot lacks may be had elsewhere, and is noted as lacking there only.

    ``citation_counts`` gains a row a work only when its count differs from the
    last one known, so asking twice on one day changes nothing.
    """
    with transaction(con):
        return _put_answer(con, asked, works, today, source)


def _put_answer(
    con: duckdb.DuckDBPyConnection, asked: Sequence[str], works: Sequence[Work], today: date, source: str
) -> WorksSaved:
    saved = put_works(con, works)
    found = [work.work_id for work in works]
    run_sql(con, "fetches/save", asked=list(asked), found=found, today=today, source=source)
    run_sql(con, "fetches/save_citation_counts", found=found, today=today)
    return saved


def read_due_references(con: duckdb.DuckDBPyConnection, max_per_work: int, source: str = API) -> list[str]:
    """Return the ids of works that nodes cite and that are neither stored nor known to be lacking in this source.

    At most ``max_per_work`` for each citing node, those that most nodes cite first.
    """
    found = run_sql(con, "fetches/due_references", max_per_work=max_per_work, source=source)
    return [work_id for (work_id,) in found]


def save_citing(
    con: duckdb.DuckDBPyConnection, cited: Sequence[str], works: Sequence[Work], today: date, source: str = API
) -> WorksSaved:
    """Save the works that cite some of the graph's, and that this source need not be asked again; all or nothing."""
    with transaction(con):
        saved = _put_answer(con, [work.work_id for work in works], works, today, source)
        run_sql(con, "fetches/save_citing", cited=list(cited), today=today, source=source)
    return saved


def read_due_citations(con: duckdb.DuckDBPyConnection, source: str = API) -> dict[str, int]:
    """Return the graph's works whose citing works this source was not asked for, with the number there should be."""
    return dict(run_sql(con, "fetches/due_citations", source=source))


def read_stale_works(con: duckdb.DuckDBPyConnection, before: date) -> list[str]:
    """Return the ids of the stored works last fetched before that day."""
    return [work_id for (work_id,) in run_sql(con, "fetches/stale_works", before=before)]


def read_changes(con: duckdb.DuckDBPyConnection, today: date) -> list[Change]:
    """Return (work id, title, count before, count after) of the works whose citation count changed today."""
    return run_sql(con, "fetches/changes", today=today)
