"""The pipeline: ingest, resolve, expand if wanted, analyse, export, report, in this order."""

from __future__ import annotations

from dataclasses import dataclass

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from enrich.pages import PageFile
from enrich.records import API
from flows.analyse import analyse_flow
from flows.choices import MAX_PER_WORK, Expansion
from flows.expand import Expanded, expand_flow
from flows.ingest import ingest_flow
from flows.resolve import Resolved, resolve_flow
from flows.steps.files import write_files_and_page
from flows.steps.ingest import Ingested
from warehouse.database import open_warehouse
from warehouse.files import WrittenFile
from warehouse.summary import Summary, read_summary


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


write_files_and_page_task = task(name="write graph files and the page", cache_policy=NO_CACHE)(write_files_and_page)


@flow(name="pipeline")
def pipeline_flow(
    pages: list[str | PageFile],
    db: str = "citegraph.duckdb",
    out: str = ".",
    works: str = API,
    budget: float | None = None,
    refresh: bool = False,
    expand_by: Expansion | None = None,
    max_per_work: int = MAX_PER_WORK,
) -> Run:
    """Turn pages into a warehouse and graph files. Run again, it asks only for what is new.

    ``expand_by`` also fetches what the resolved works cite, or what cites
    them, with what the ``budget`` leaves.
    """
    # Their bodies, not the flows: a run of its own for each stage would cost a second each and tell nothing more.
    ingested = ingest_flow.fn(pages, db)
    resolved = resolve_flow.fn(db, works, budget, refresh)
    left = None if budget is None else max(0.0, budget - resolved.cost_usd)
    expanded = expand_flow.fn(db, works, expand_by, max_per_work, left) if expand_by else None
    analyse_flow.fn(db)
    files = write_files_and_page_task(db, out)
    with open_warehouse(db, read_only=True) as con:
        summary = read_summary(con)
    return Run(ingested, resolved, expanded, tuple(files), summary)
