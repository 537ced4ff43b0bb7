"""Plan: what a run would ask and cost, told before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from enrich.openalex import OpenAlexAPI
from enrich.pages import find_pages, open_page
from enrich.session import make_session
from flows.settings import read_settings
from warehouse.database import open_warehouse
from warehouse.read import read_due_papers, read_papers
from warehouse.save import save_page

if TYPE_CHECKING:
    from enrich.openalex import Plan
    from enrich.pages import Warn
    from enrich.records import Paper


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is on the pages, what of it the warehouse has settled, and what asking for the rest will take."""

    paper_count: int
    due_count: int
    plan: Plan


def forecast(pages: list[str], db: Path, warn: Warn) -> Forecast:
    """Return the plan for these pages; nothing is stored and nothing sent.

    Papers that the warehouse at ``db`` has settled cost nothing, nor do answers in the HTTP
    cache. Raises PageError for a file that is no page.
    """
    papers = _papers_on(pages, warn)
    due = _due(papers, db)
    settings = read_settings()
    session, ledger = make_session(settings.session(budget_usd=None, is_refresh=False))
    api = OpenAlexAPI(session, ledger, base_url=settings.openalex_url, batch_bytes=settings.batch_bytes)
    return Forecast(len(papers), len(due), api.plan(due))


def _papers_on(pages: list[str], warn: Warn) -> list[Paper]:
    """Return the pages' papers, merged as the warehouse merges them: in one that lives no longer than this call."""
    with open_warehouse(":memory:") as con:
        for file in find_pages(pages):
            page = open_page(file, today=date.today(), warn=warn)
            save_page(con, page.page, page)
        return read_papers(con)


def _due(papers: list[Paper], db: Path) -> list[Paper]:
    if not db.exists():
        return papers
    with open_warehouse(db, read_only=True) as con:
        stored = {paper.paper_id for paper in read_papers(con)}
        due = {paper.paper_id for paper in read_due_papers(con, OpenAlexAPI.name)}
    return [paper for paper in papers if paper.paper_id not in stored or paper.paper_id in due]
