"""Report: the warehouse's graph and tables as one page."""

from __future__ import annotations

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.steps.report import write_page
from warehouse.files import WrittenFile

write_page_task = task(name="write the page", cache_policy=NO_CACHE)(write_page)


@flow(name="report")
def report_flow(db: str = "citegraph.duckdb", out: str = ".", include_cited: int | None = None) -> WrittenFile:
    """Write the page to ``out``: report.html in that folder, or the file if the name ends in .html.

    ``include_cited`` adds the works on no page that at least so many papers cite.
    """
    return write_page_task(db, out, include_cited)
