"""Resolve: papers without a verdict are asked for, judged, and their works fetched whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from enrich.errors import OpenAlexError
from enrich.matching import decide
from enrich.openalex import OpenAlexAPI
from enrich.records import CandidateSource, Finding, Match, Status
from enrich.session import Ledger, make_session
from enrich.works import read_candidate, read_work
from flows.progress import say, stage
from flows.settings import read_settings
from warehouse.database import open_warehouse
from warehouse.read import read_due_papers, read_missing_work_ids
from warehouse.save import finish_run, save_matches, save_works, start_run
from warehouse.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enrich.records import Paper

API = "api"
# Verdicts are stored after so many papers: what a crash can cost, and how long the warehouse stays closed.
PAPERS_PER_BATCH = 2_000
WORKS_PER_BATCH = 10_000


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
        run_id = start_run(con, "resolve", source.name, {"works": works, "budget": budget, "refresh": refresh})
    status, unasked, stopped, fetched, missing = "failed", 0, None, 0, 0
    try:
        with stage("Resolving papers", len(due)) as update:
            for start in range(0, len(due), PAPERS_PER_BATCH):
                batch_unasked, stopped = match_papers(db, source, due[start : start + PAPERS_PER_BATCH])
                unasked += batch_unasked
                update(min(start + PAPERS_PER_BATCH, len(due)), f"${ledger.cost_usd:.4f}")
                if stopped:
                    unasked += max(0, len(due) - start - PAPERS_PER_BATCH)
                    break
        fetched, missing, fetch_stopped = fetch_missing_works(db, source)
        stopped = stopped or fetch_stopped
        status = "in part" if stopped or unasked else "done"
    finally:
        with open_warehouse(db) as con:
            finish_run(
                con,
                run_id,
                status,
                paper_count=len(due) - unasked,
                request_count=ledger.request_count,
                credit_count=ledger.credit_count,
                cost_usd=ledger.cost_usd,
            )
    if stopped:
        say(f"stopped: {stopped}")
    return Resolved(
        asked_count=len(due) - unasked,
        unasked_count=unasked,
        fetched_count=fetched,
        missing_work_count=missing,
        request_count=ledger.request_count,
        cached_count=ledger.cached_count,
        credit_count=ledger.credit_count,
        cost_usd=ledger.cost_usd,
        stopped=stopped,
    )


def open_source(works: str, *, budget: float | None, refresh: bool) -> tuple[CandidateSource, Ledger]:
    """Return the source that ``works`` names, and the ledger of what it asks (a snapshot's stays at zero)."""
    if works != API:
        return Snapshot(works, read_candidate=read_candidate, read_work=read_work), Ledger()
    settings = read_settings()
    session, ledger = make_session(settings.session(budget_usd=budget, is_refresh=refresh))
    api = OpenAlexAPI(
        session, ledger, base_url=settings.openalex_url, batch_bytes=settings.batch_bytes, is_refresh=refresh
    )
    return api, ledger


@task(name="match papers", cache_policy=NO_CACHE)
def match_papers(db: str, source: CandidateSource, papers: list[Paper]) -> tuple[int, str | None]:
    """Find, decide and store one batch; return how many papers could not be asked, and why."""
    findings = list(source.find(papers))
    with open_warehouse(db) as con:
        save_matches(con, verdicts(findings), source.name)
    errors = [finding.error for finding in findings if finding.error]
    return len(errors), errors[0] if errors else None


def verdicts(findings: Iterable[Finding]) -> list[Match]:
    """Return the verdicts on all findings but those that were not fully asked and match nothing yet."""
    matches = ((finding, decide(finding.paper, finding.candidates)) for finding in findings)
    return [match for finding, match in matches if finding.error is None or match.status is Status.MATCHED]


@task(name="fetch works", cache_policy=NO_CACHE)
def fetch_missing_works(db: str, source: CandidateSource) -> tuple[int, int, str | None]:
    """Fetch the works that verdicts name and the warehouse lacks.

    Returns how many came, how many the source does not have (merged or
    deleted since), and why it stopped early. What has come is stored.
    """
    with open_warehouse(db) as con:
        wanted = read_missing_work_ids(con)
    fetched = 0
    with stage("Fetching works", len(wanted)) as update:
        for start in range(0, len(wanted), WORKS_PER_BATCH):
            try:
                works = list(source.fetch_works(wanted[start : start + WORKS_PER_BATCH]))
            except OpenAlexError as error:
                return fetched, 0, str(error)
            with open_warehouse(db) as con:
                save_works(con, works)
            fetched += len(works)
            update(fetched, "")
    return fetched, len(wanted) - fetched, None


if __name__ == "__main__":
    from flows.cli import run_command

    run_command("resolve")
