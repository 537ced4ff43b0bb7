"""Expand: the works that the resolved ones cite, the most cited first."""

from __future__ import annotations

from dataclasses import dataclass

from prefect import flow

from flows.progress import say
from flows.sources import API, Fetched, fetch_works, noted_run, open_source
from warehouse.database import open_warehouse
from warehouse.fetches import read_due_references

MOST = 100


@dataclass(frozen=True, slots=True)
class Expanded:
    """What a run fetched and what it cost; ``stopped`` says why it ended early."""

    wanted_count: int
    fetched_count: int
    gone_count: int
    request_count: int
    cost_usd: float
    stopped: str | None


@flow(name="expand")
def expand(db: str = "citegraph.duckdb", works: str = API, most: int = MOST, budget: float | None = None) -> Expanded:
    """Fetch what the resolved works cite, at most ``most`` for each, by lists of a hundred ids.

    What is stored, or known to be gone, is not asked for again: a second run
    asks nothing. Cut short by a budget or the network, the next run goes on.
    """
    source, ledger = open_source(works, budget=budget, refresh=False)
    with open_warehouse(db) as con:
        wanted = read_due_references(con, most)
    with noted_run(db, "expand", source, ledger, {"works": works, "most": most, "budget": budget}) as note:
        fetched: Fetched = fetch_works(db, source, wanted)
        note.is_complete = not fetched.stopped
    if fetched.stopped:
        say(f"stopped: {fetched.stopped}")
    return Expanded(
        len(wanted),
        fetched.found_count,
        fetched.gone_count,
        ledger.request_count,
        ledger.cost_usd,
        fetched.stopped,
    )


if __name__ == "__main__":
    from flows.cli import run_command

    run_command("expand")
