"""The pipeline: ingest, resolve, expand if wanted, analyse, export, report, in this order."""

from __future__ import annotations

from dataclasses import dataclass

from prefect import flow

from enrich.pages import PageFile
from enrich.records import API
from flows.analyse import analyse
from flows.expand import MAX_PER_WORK, Expanded, Relation, expand
from flows.export import export
from flows.ingest import Ingested, ingest
from flows.report import report
from flows.resolve import Resolved, resolve
from warehouse.database import open_warehouse
from warehouse.export.files import WrittenFile
from warehouse.read import Summary, read_summary


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of the pipeline did, and what the warehouse holds after it."""

    ingested: Ingested
    resolved: Resolved
    expanded: Expanded | None
    files: tuple[WrittenFile, ...]
    summary: Summary

    @property
    def is_complete(self) -> bool:
        """Whether every file was a page, and everything there was to ask could be asked."""
        is_expanded = self.expanded is None or not self.expanded.stopped
        return is_expanded and not (self.ingested.refused or self.resolved.stopped or self.resolved.unasked_count)


@flow(name="pipeline")
def pipeline(
    pages: list[str | PageFile],
    db: str = "citegraph.duckdb",
    out: str = ".",
    works: str = API,
    budget: float | None = None,
    refresh: bool = False,
    expand_by: Relation | None = None,
    max_per_work: int = MAX_PER_WORK,
) -> Run:
    """Turn pages into a warehouse and graph files. Run again, it asks only for what is new.

    ``expand_by`` also fetches what the resolved works cite, or what cites
    them, with what the ``budget`` leaves.
    """
    # Their bodies, not the flows: a run of its own for each stage would cost a second each and tell nothing more.
    ingested = ingest.fn(pages, db)
    resolved = resolve.fn(db, works, budget, refresh)
    left = None if budget is None else max(0.0, budget - resolved.cost_usd)
    expanded = expand.fn(db, works, expand_by, max_per_work, left) if expand_by else None
    analyse.fn(db)
    files = [*export.fn(db, out), report.fn(db, out)]
    with open_warehouse(db, read_only=True) as con:
        summary = read_summary(con)
    return Run(ingested, resolved, expanded, tuple(files), summary)
