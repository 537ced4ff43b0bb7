"""Resolve: papers without a verdict are asked for, judged, and their works fetched whole."""

from __future__ import annotations

from prefect import flow

from enrich.records import API, CandidateSource
from flows.shown import showing_progress, tell, whole_or_partial
from flows.steps.resolve import Resolved, resolve_papers
from flows.tasks import fetch_works_task, match_papers_task


@flow(name="resolve", flow_run_name="resolve {db}")
def resolve_flow(
    db: str = "citegraph.duckdb", works: str = API, budget: float | None = None, refresh: bool = False
) -> Resolved:
    """Ask for every paper without a verdict, decide, and fetch the works that matched.

    ``works`` is ``api`` or the path of a snapshot. Papers that could not be
    asked keep no verdict: the next run asks them. Raises SnapshotError or
    WarehouseError; what OpenAlex refuses ends in ``Resolved.stopped``.
    """
    resolved = resolve(db, works, budget, refresh)
    return whole_or_partial(resolved, resolved.reason)


def resolve(db: str, works: str, budget: float | None, refresh: bool) -> Resolved:
    """Ask for papers in tasks of the run that is under way, each named after the papers it handles."""
    asked = 0

    def match(db: str, source: CandidateSource, paper_ids: list[str]) -> tuple[int, str | None]:
        nonlocal asked
        first, asked = asked + 1, asked + len(paper_ids)
        named = match_papers_task.with_options(task_run_name=f"match papers {first:,} to {asked:,}")
        return named(db, source, paper_ids)

    with showing_progress():
        resolved = resolve_papers(db, works, budget, refresh, match=match, fetch=fetch_works_task)
    tell(resolved.sentence)
    return resolved
