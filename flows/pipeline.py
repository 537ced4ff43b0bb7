"""The pipeline: ingest, resolve, expand if wanted, analyse, export, report, in this order."""

from __future__ import annotations

from prefect import flow

from enrich.pages import PageFile
from enrich.records import API
from flows.analyse import analyse
from flows.choices import MAX_PER_WORK, Expansion
from flows.expand import expand
from flows.ingest import ingest
from flows.resolve import resolve
from flows.shown import pipeline_name, show, tell, whole_or_partial
from flows.steps.pipeline import Run
from flows.tasks import write_files_and_page_task
from warehouse.database import open_warehouse
from warehouse.summary import read_summary


@flow(name="pipeline", flow_run_name=pipeline_name)
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
    # Tasks of this run, not flows: a run of its own for each stage would cost a second each and tell nothing more.
    ingested = ingest(pages, db)
    resolved = resolve(db, works, budget, refresh)
    left = None if budget is None else max(0.0, budget - resolved.cost_usd)
    expanded = expand(db, works, expand_by, max_per_work, left) if expand_by else None
    analyse(db, seed=0)
    files = write_files_and_page_task(db, out)
    with open_warehouse(db, read_only=True) as con:
        run = Run(ingested, resolved, expanded, tuple(files), read_summary(con))
    tell(f"Written: {', '.join(str(file.path) for file in files)}")
    show(run, db)
    return whole_or_partial(run, run.reason)
