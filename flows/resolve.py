"""Resolve: papers without a verdict are asked for, judged, and their works fetched whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from enrich.matching import decide
from enrich.records import CandidateSource, Finding, Match, Status
from flows.progress import say, stage
from flows.sources import API, Fetched, fetch_works, noted_run, open_source
from warehouse.database import open_warehouse
from warehouse.read import read_due_papers, read_missing_work_ids
from warehouse.save import save_matches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enrich.records import Paper
    from enrich.session import Ledger

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
def resolve(
    db: str = "citegraph.duckdb", works: str = API, budget: float | None = None, refresh: bool = False
) -> Resolved:
    """Ask for every paper without a verdict, decide, and fetch the works that matched.

    ``works`` is ``api`` or the path of a snapshot. Papers that could not be
    asked keep no verdict: the next run asks them. Raises SnapshotError or
    WarehouseError; what OpenAlex refuses ends in ``Resolved.stopped``.
    """
    source, ledger = open_source(works, budget=budget, refresh=refresh)
    with open_warehouse(db) as con:
        due = read_due_papers(con, source.name)
    with noted_run(db, "resolve", source, ledger, {"works": works, "budget": budget, "refresh": refresh}) as note:
        unasked, stopped = match_all(db, source, due, ledger)
        with open_warehouse(db) as con:
            wanted = read_missing_work_ids(con)
        fetched: Fetched = fetch_works(db, source, wanted)
        stopped = stopped or fetched.stopped
        note.paper_count, note.is_complete = len(due) - unasked, not (unasked or stopped)
    if stopped:
        say(f"stopped: {stopped}")
    return Resolved(
        asked_count=len(due) - unasked,
        unasked_count=unasked,
        fetched_count=fetched.found_count,
        missing_work_count=fetched.gone_count,
        request_count=ledger.request_count,
        cached_count=ledger.cached_count,
        credit_count=ledger.credit_count,
        cost_usd=ledger.cost_usd,
        stopped=stopped,
    )


def match_all(db: str, source: CandidateSource, due: list[Paper], ledger: Ledger) -> tuple[int, str | None]:
    """Match the papers batch by batch; return how many could not be asked, and why it stopped early."""
    unasked = 0
    with stage("Resolving papers", len(due)) as update:
        for start in range(0, len(due), PAPERS_PER_BATCH):
            failed, stopped = match_papers(db, source, due[start : start + PAPERS_PER_BATCH])
            unasked += failed
            done = min(start + PAPERS_PER_BATCH, len(due))
            update(done, f"${ledger.cost_usd:.4f}")
            if stopped:
                return unasked + len(due) - done, stopped
    return unasked, None


@task(name="match papers", cache_policy=NO_CACHE)
def match_papers(db: str, source: CandidateSource, papers: list[Paper]) -> tuple[int, str | None]:
    """Find, decide and store one batch; return how many papers could not be asked, and why."""
    findings = list(source.find(papers))
    matches = verdicts(findings)
    with open_warehouse(db) as con:
        save_matches(con, matches, source.name)
    errors = [finding.error for finding in findings if finding.error]
    return len(papers) - len(matches), errors[0] if len(matches) < len(papers) else None


def verdicts(findings: Iterable[Finding]) -> list[Match]:
    """Return the verdicts on all findings but those that were not fully asked and match nothing yet."""
    matches = ((finding, decide(finding.paper, finding.candidates)) for finding in findings)
    return [match for finding, match in matches if finding.error is None or match.status is Status.MATCHED]


if __name__ == "__main__":
    from flows.cli import run_command

    run_command("resolve")
