"""Expand: the works that the resolved ones cite, or the works that cite them, the most cited first."""

from __future__ import annotations

from dataclasses import dataclass

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from enrich.errors import OpenAlexError
from enrich.records import API, CandidateSource
from flows.choices import MAX_PER_WORK, Expansion
from flows.progress import say, stage
from flows.sources import Fetched, fetch_works, noted_run, open_source, today
from warehouse.database import open_warehouse
from warehouse.fetches import read_due_citations, read_due_references, save_citing


@dataclass(frozen=True, slots=True)
class Expanded:
    """What a run fetched and what it cost; ``stopped`` says why it ended early.

    ``wanted`` counts the works cited, or the works whose citing ones are wanted.
    """

    wanted_count: int
    fetched_count: int
    gone_count: int
    request_count: int
    cost_usd: float
    stopped: str | None


@flow(name="expand")
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
    # Authors tie the graph's own works only: those around it keep the author lists of the lists.
    source, usage = open_source(works, budget=budget, refresh=False, max_author_lists=0)
    parameters = {"works": works, "expansion": str(expansion), "max_per_work": max_per_work, "budget": budget}
    with noted_run(db, "expand", source, usage, parameters) as note:
        fetch = fetch_references if expansion == Expansion.REFERENCES else fetch_citations
        wanted_count, fetched = fetch(db, source, max_per_work)
        note.is_complete = not fetched.stopped
    if fetched.stopped:
        say(f"stopped: {fetched.stopped}")
    return Expanded(
        wanted_count,
        fetched.found_count,
        fetched.gone_count,
        usage.request_count,
        usage.cost_usd,
        fetched.stopped,
    )


def fetch_references(db: str, source: CandidateSource, max_per_work: int) -> tuple[int, Fetched]:
    """Fetch the works that nodes cite; return how many there were to fetch, and what came."""
    with open_warehouse(db) as con:
        wanted = read_due_references(con, max_per_work, source.name)
    fetched: Fetched = fetch_works(db, source, wanted)
    return len(wanted), fetched


@task(name="fetch citing works", cache_policy=NO_CACHE)
def fetch_citations(db: str, source: CandidateSource, max_per_work: int) -> tuple[int, Fetched]:
    """Fetch the works that cite nodes, a few nodes at a time; each answer is stored before the next is waited for."""
    with open_warehouse(db) as con:
        due = read_due_citations(con, source.name)
    found = done = 0
    with stage("Fetching citing works", len(due)) as update:
        try:
            for cited, works in source.fetch_citing(due, max_per_work):
                with open_warehouse(db) as con:
                    save_citing(con, cited, works, today(), source.name)
                found += len(works)
                done += len(cited)
                update(done, "")
        except OpenAlexError as error:
            return len(due), Fetched(found, 0, str(error))
    return len(due), Fetched(found, 0, None)
