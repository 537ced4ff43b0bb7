"""Papers without a verdict are asked for, judged, and their works fetched whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from enrich.batches import in_batches
from flows.progress import stage
from flows.steps.sources import Fetched, fetch_works, noted_run, open_source
from warehouse.database import open_warehouse
from warehouse.matches import save_matches
from warehouse.papers import read_due_paper_ids, read_papers
from warehouse.works import read_missing_work_ids

if TYPE_CHECKING:
    from collections.abc import Callable

    from enrich.client.budget import Usage
    from enrich.records import CandidateSource

    # Match papers with these ids; how many could not be asked, and why.
    Match = Callable[[str, CandidateSource, list[str]], tuple[int, str | None]]

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

    @property
    def sentence(self) -> str:
        """What was done and paid, in one line."""
        return (
            f"{self.asked_count:,} papers asked, {self.unasked_count:,} not; {self.fetched_count:,} works fetched, "
            f"{self.missing_work_count:,} not found; {self.request_count:,} requests "
            f"({self.cached_count:,} from cache), ${self.cost_usd:.4f}"
        )

    @property
    def reason(self) -> str | None:
        """Why not all was asked; None if it was."""
        return self.stopped or (f"{self.unasked_count:,} papers could not be asked" if self.unasked_count else None)


def resolve_papers(
    db: str,
    works: str,
    budget: float | None,
    refresh: bool,
    *,
    match: Match | None = None,
    fetch: Callable[[str, CandidateSource, list[str]], Fetched] = fetch_works,
) -> Resolved:
    """Ask for every paper without a verdict, decide, and fetch the works that matched.

    ``works`` is ``api`` or the path of a snapshot. Papers that could not be
    asked keep no verdict: the next run asks them. A flow hands in tasks to
    ``match`` and ``fetch``. Raises SnapshotError or WarehouseError; what
    OpenAlex refuses ends in ``Resolved.stopped``.
    """
    source, usage = open_source(works, budget=budget, refresh=refresh)
    with open_warehouse(db) as con:
        due = read_due_paper_ids(con, source.name)
    with noted_run(db, "resolve", source, usage, {"works": works, "budget": budget, "refresh": refresh}) as note:
        unasked, stopped = match_all(db, source, due, usage, match=match or match_papers)
        with open_warehouse(db) as con:
            wanted = read_missing_work_ids(con, source.name)
        fetched = fetch(db, source, wanted) if wanted else Fetched(0, 0, None)
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
    db: str,
    source: CandidateSource,
    due: list[str],
    usage: Usage,
    *,
    match: Match,
    batch_size: int = PAPERS_PER_BATCH,
) -> tuple[int, str | None]:
    """Match the papers with these ids, ``batch_size`` at a time; return how many were not asked, and why.

    One paper that OpenAlex fails on keeps no other from being asked; what concerns all of them ends it early.
    """
    unasked, done, reason = 0, 0, None
    with stage("Resolving papers", len(due)) as update:
        for batch in in_batches(due, batch_size):
            failed, why = match(db, source, batch)
            unasked += failed
            reason = reason or why
            done += len(batch)
            update(done, f"${usage.cost_usd:.4f}")
            if source.is_stopped:
                return unasked + len(due) - done, reason
    return unasked, reason


def match_papers(db: str, source: CandidateSource, paper_ids: list[str]) -> tuple[int, str | None]:
    """Find, decide and store one batch; return how many papers could not be asked, and why."""
    with open_warehouse(db) as con:
        papers = read_papers(con, paper_ids)
    findings = list(source.find(papers))
    with open_warehouse(db) as con:
        save_matches(con, [finding.match for finding in findings if finding.error is None], source.name)
    errors = [finding.error for finding in findings if finding.error]
    return len(errors), errors[0] if errors else None
