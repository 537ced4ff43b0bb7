"""Refresh: citation counts and references of stored works, asked for again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from prefect import flow

from enrich.records import API
from flows.shown import showing_progress, tell, whole_or_partial
from flows.steps.sources import Fetched, noted_run, open_source, today
from flows.tasks import fetch_works_task
from warehouse.database import open_warehouse
from warehouse.fetches import Change, read_changes, read_stale_works

DAYS = 30


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a run asked again and what changed: (work id, title, citation count before and after)."""

    asked_count: int
    gone_count: int
    changes: tuple[Change, ...]
    request_count: int
    cost_usd: float
    stopped: str | None

    @property
    def sentence(self) -> str:
        """What was done and paid, in one line."""
        return (
            f"{self.asked_count:,} works asked again, {len(self.changes):,} with another citation count, "
            f"{self.gone_count:,} not found; {self.request_count:,} requests, ${self.cost_usd:.4f}"
        )


@flow(name="refresh", flow_run_name="refresh {db}")
def refresh_flow(
    db: str = "citegraph.duckdb", works: str = API, older_than_days: int = DAYS, budget: float | None = None
) -> Refreshed:
    """Fetch the stored works again that were last fetched so many days ago or earlier.

    One credit for a hundred works. Counts that differ are kept by date in
    ``citation_counts``. Repeated on the same day, it asks nothing.
    """
    source, usage = open_source(works, budget=budget, refresh=True)
    with open_warehouse(db) as con:
        stale = read_stale_works(con, today() - timedelta(days=older_than_days - 1))
    with (
        noted_run(db, "refresh", source, usage, {"works": works, "older_than_days": older_than_days}) as note,
        showing_progress(),
    ):
        fetched: Fetched = fetch_works_task(db, source, stale)
        note.is_complete = not fetched.stopped
    with open_warehouse(db, read_only=True) as con:
        changes = read_changes(con, today())
    fetched.say_what_is_left()
    refreshed = Refreshed(
        len(stale), fetched.gone_count, tuple(changes), usage.request_count, usage.cost_usd, fetched.stopped
    )
    tell(refreshed.sentence)
    return whole_or_partial(refreshed, refreshed.stopped)
