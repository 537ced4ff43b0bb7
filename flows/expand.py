"""Expand: the works that the resolved ones cite, or the works that cite them, the most cited first."""

from __future__ import annotations

from prefect import flow

from enrich.records import API, CandidateSource
from flows.choices import MAX_PER_WORK, Expansion
from flows.progress import say
from flows.shown import showing_progress, tell, whole_or_partial
from flows.steps.expand import Expanded
from flows.steps.sources import Fetched, noted_run, open_source
from flows.tasks import fetch_citations_task, fetch_works_task
from warehouse.database import open_warehouse
from warehouse.fetches import read_due_references


@flow(name="expand", flow_run_name="expand {db} by {expansion}")
def expand_flow(
    db: str = "citegraph.duckdb",
    works: str = API,
    expansion: Expansion = Expansion.REFERENCES,
    max_per_work: int = MAX_PER_WORK,
    budget: float | None = None,
) -> Expanded:
    """Fetch what the resolved works cite, or what cites them, at most ``max_per_work`` for each.

    References come by lists of a hundred ids; what is stored, or known to be
    gone, is not asked for again. Citing works come a page of a hundred at a
    time, once for each cited work. A second run asks nothing. Cut short by a
    budget or the network, the next run goes on.
    """
    expanded = expand(db, works, expansion, max_per_work, budget)
    return whole_or_partial(expanded, expanded.stopped)


def expand(db: str, works: str, expansion: Expansion, max_per_work: int, budget: float | None) -> Expanded:
    """Fetch works in tasks of the run that is under way."""
    # Authors tie the graph's own works only: those around it keep the author lists of the lists.
    source, usage = open_source(works, budget=budget, refresh=False, max_author_lists=0)
    parameters = {"works": works, "expansion": str(expansion), "max_per_work": max_per_work, "budget": budget}
    with noted_run(db, "expand", source, usage, parameters) as note, showing_progress():
        fetch = fetch_references if expansion == Expansion.REFERENCES else fetch_citations_task
        wanted_count, fetched = fetch(db, source, max_per_work)
        note.is_complete = not fetched.stopped
    if fetched.stopped:
        say(f"stopped: {fetched.stopped}")
    expanded = Expanded(
        wanted_count,
        fetched.found_count,
        fetched.gone_count,
        usage.request_count,
        usage.cost_usd,
        fetched.stopped,
    )
    tell(expanded.sentence)
    return expanded


def fetch_references(db: str, source: CandidateSource, max_per_work: int) -> tuple[int, Fetched]:
    """Fetch the works that nodes cite; return how many there were to fetch, and what came."""
    with open_warehouse(db) as con:
        wanted = read_due_references(con, max_per_work, source.name)
    fetched: Fetched = fetch_works_task(db, source, wanted)
    return len(wanted), fetched
