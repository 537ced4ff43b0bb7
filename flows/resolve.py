"""Resolve: papers without a verdict are asked for, judged, and their works fetched whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from enrich.batches import in_batches
from enrich.records import API, CandidateSource
from flows.progress import stage
from flows.sources import Fetched, fetch_works, noted_run, open_source
from warehouse.database import open_warehouse
from warehouse.matches import save_matches
from warehouse.papers import read_due_paper_ids, read_papers
from warehouse.works import read_missing_work_ids

if TYPE_CHECKING:
    from enrich.client.budget import Usage

# Verdicts are stored after so many papers: what a crash can cost, and how long the warehouse stays closed.
PAPERS_PER_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a run asked and what it cost. ``unasked`` papers stay undecided; ``stopped`` says why."""

    asked_count: int
    unasked_count: int
    fetched_count: int
    missing_work_count: int
    request_count: int
    cached_count: int
    credit_count: int
    cost_usd: float
    stopped: str | None


@flow(name="resolve")
def resolve_flow(
    db: str = "citegraph.duckdb", works: str = API, budget: float | None = None, refresh: bool = False
) -> Resolved:
    """Ask for every paper without a verdict, decide, and fetch the works that matched.

    ``works`` is ``api`` or the path of a snapshot. Papers that could not be
    asked keep no verdict: the next run asks them. Raises SnapshotError or
    WarehouseError; what OpenAlex refuses ends in ``Resolved.stopped``.
    """
    source, usage = open_source(works, budget=budget, refresh=refresh)
    with open_warehouse(db) as con:
        due = read_due_paper_ids(con, source.name)
    with noted_run(db, "resolve", source, usage, {"works": works, "budget": budget, "refresh": refresh}) as note:
        unasked, stopped = match_all(db, source, due, usage)
        with open_warehouse(db) as con:
            wanted = read_missing_work_ids(con, source.name)
        fetched: Fetched = fetch_works(db, source, wanted)
        fetched = replace(fetched, stopped=stopped or fetched.stopped)
        note.paper_count, note.is_complete = len(due) - unasked, not (unasked or fetched.stopped)
    fetched.say_what_is_left()
    return Resolved(
        asked_count=len(due) - unasked,
        unasked_count=unasked,
        fetched_count=fetched.found_count,
        missing_work_count=fetched.gone_count,
        request_count=usage.request_count,
        cached_count=usage.cached_count,
        credit_count=usage.credit_count,
        cost_usd=usage.cost_usd,
        stopped=fetched.stopped,
    )


def match_all(
    db: str, source: CandidateSource, due: list[str], usage: Usage, batch_size: int = PAPERS_PER_BATCH
) -> tuple[int, str | None]:
    """Match the papers with these ids, ``batch_size`` at a time; return how many were not asked, and why.

    One paper that OpenAlex fails on keeps no other from being asked; what concerns all of them ends it early.
    """
    unasked, done, reason = 0, 0, None
    with stage("Resolving papers", len(due)) as update:
        for batch in in_batches(due, batch_size):
            failed, why = match_papers(db, source, batch)
            unasked += failed
            reason = reason or why
            done += len(batch)
            update(done, f"${usage.cost_usd:.4f}")
            if source.is_stopped:
                return unasked + len(due) - done, reason
    return unasked, reason


@task(name="match papers", cache_policy=NO_CACHE)
def match_papers(db: str, source: CandidateSource, paper_ids: list[str]) -> tuple[int, str | None]:
    """Find, decide and store one batch; return how many papers could not be asked, and why."""
    with open_warehouse(db) as con:
        papers = read_papers(con, paper_ids)
    findings = list(source.find(papers))
    with open_warehouse(db) as con:
        save_matches(con, [finding.match for finding in findings if finding.error is None], source.name)
    errors = [finding.error for finding in findings if finding.error]
    return len(errors), errors[0] if errors else None
