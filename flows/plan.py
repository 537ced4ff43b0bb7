"""Plan: what a run would ask and cost, estimated before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from enrich.client.session import make_session
from enrich.pages import find_pages, open_page
from enrich.records import API
from enrich.search.dry_run import USUAL_NOISE, estimate_cost
from flows.settings import read_settings
from warehouse.database import open_warehouse
from warehouse.matches import MatchRate, read_match_rate
from warehouse.pages import save_page
from warehouse.papers import read_due_papers, read_papers
from warehouse.works import read_missing_work_ids

if TYPE_CHECKING:
    from enrich.pages import Warn
    from enrich.records import Paper
    from enrich.search.dry_run import CostEstimate

# Fewer papers than this say little of the next ones: at 50, the share is known to within 14 points (95 %).
TELLING_COUNT = 50
# Of 624 titles that people sent to OpenAlex one by one, 378 were answered by the paper itself (read by hand, 2026).
USUAL_SHARE = 0.6
# So many titles may be printed otherwise at the worst: three times the usual share.
MUCH_NOISE = 3 * USUAL_NOISE
UNKNOWN = MatchRate(0, 0.0)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is on the pages, what of it the warehouse has settled, and what asking for the rest will take.

    ``expected`` is the cost if ``found_share`` of the papers to ask for are at OpenAlex, ``share_origin`` says where
    that share comes from; ``all_there`` and ``none_there`` are the costs at both ends. ``least`` is the expected
    cost if OpenAlex prints all titles as the pages do, ``most`` if it prints many otherwise.
    """

    paper_count: int
    due_count: int
    found_share: float
    share_origin: str
    expected: CostEstimate
    least: CostEstimate
    most: CostEstimate
    all_there: CostEstimate
    none_there: CostEstimate


@dataclass(frozen=True, slots=True)
class _Store:
    """What the warehouse knows already: the papers due and all there are, works to fetch, and how many matched."""

    due: tuple[Paper, ...] = ()
    paper_ids: frozenset[str] = frozenset()
    missing_work_ids: tuple[str, ...] = ()
    match_rate: MatchRate = UNKNOWN


def forecast(pages: list[str], db: Path, warn: Warn, found_share: float | None = None) -> Forecast:
    """Return the plan for these pages; nothing is stored and nothing sent.

    Papers that the warehouse at ``db`` has settled cost nothing, nor do answers in the HTTP
    cache; papers of other pages that it has not settled are asked for as well. Without a
    ``found_share``, the warehouse's match rate stands for it, or else experience. Raises PageError for a
    file that is no page.
    """
    papers = _papers_on(pages, warn)
    store = _read_store(db)
    new = [paper for paper in papers if paper.paper_id not in store.paper_ids]
    due = sorted([*new, *store.due], key=attrgetter("paper_id"))
    share, origin = choose_share(found_share, store.match_rate)
    cases = [(share, USUAL_NOISE), (share, 0.0), (share, MUCH_NOISE), (1.0, USUAL_NOISE), (0.0, USUAL_NOISE)]
    return Forecast(len(papers), len(due), share, origin, *_estimate_costs(due, store.missing_work_ids, cases))


def choose_share(given: float | None, match_rate: MatchRate) -> tuple[float, str]:
    """Return the share of papers to take for found, and where it comes from."""
    if given is not None:
        return given, "as given"
    if match_rate.decided_count >= TELLING_COUNT:
        return match_rate.share, f"as of the {match_rate.decided_count:,} papers asked for so far"
    return USUAL_SHARE, "as of titles that others sought there"


def _estimate_costs(
    due: list[Paper], missing_work_ids: tuple[str, ...], cases: list[tuple[float, float]]
) -> list[CostEstimate]:
    """Return the cost for each pair of shares: of papers that are found, and of titles that are printed otherwise."""
    settings = read_settings()
    session, _ = make_session(settings.session(budget_usd=None, is_refresh=False))
    estimate = partial(
        estimate_cost, session, due, missing_work_ids, base_url=settings.openalex_url, batch_bytes=settings.batch_bytes
    )
    return [estimate(found, noise_share=noise) for found, noise in cases]


def _papers_on(pages: list[str], warn: Warn) -> list[Paper]:
    """Return the pages' papers, merged as the warehouse merges them: in one that lives no longer than this call."""
    with open_warehouse(":memory:") as con:
        for file in find_pages(pages):
            page = open_page(file, today=date.today(), warn=warn)
            save_page(con, page.page, page)
        return read_papers(con)


def _read_store(db: Path) -> _Store:
    if not db.exists():
        return _Store()
    with open_warehouse(db, read_only=True) as con:
        return _Store(
            tuple(read_due_papers(con, API)),
            frozenset(paper.paper_id for paper in read_papers(con)),
            tuple(read_missing_work_ids(con)),
            read_match_rate(con, API),
        )
