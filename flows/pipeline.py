"""The pipeline: ingest, resolve, expand if wanted, analyse, export, report, in this order."""

from __future__ import annotations

from prefect import flow

from enrich.pages import PageFile
from enrich.records import API
from flows.analyse import analyse_flow
from flows.choices import MAX_PER_WORK, Expansion
from flows.expand import expand_flow
from flows.ingest import ingest_flow
from flows.resolve import resolve_flow
from flows.steps.pipeline import Run
from flows.tasks import write_files_and_page_task
from warehouse.database import open_warehouse
from warehouse.summary import read_summary


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
