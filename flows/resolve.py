"""Resolve: papers without a verdict are asked for, judged, and their works fetched whole."""

from __future__ import annotations

from prefect import flow

from enrich.records import API
from flows.steps.resolve import Resolved, resolve_papers
from flows.tasks import fetch_works_task, match_papers_task


@flow(name="resolve")
def resolve_flow(
    db: str = "citegraph.duckdb", works: str = API, budget: float | None = None, refresh: bool = False
) -> Resolved:
    """Ask for every paper without a verdict, decide, and fetch the works that matched.

    ``works`` is ``api`` or the path of a snapshot. Papers that could not be
    asked keep no verdict: the next run asks them. Raises SnapshotError or
    WarehouseError; what OpenAlex refuses ends in ``Resolved.stopped``.
    """
    return resolve_papers(db, works, budget, refresh, match=match_papers_task, fetch=fetch_works_task)
