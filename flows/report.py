"""Report: the warehouse's graph and tables as one page."""

from __future__ import annotations

from prefect import flow

from flows.tasks import write_page_task
from warehouse.files import WrittenFile


@flow(name="report", flow_run_name="report of {db}")
def report_flow(db: str = "citegraph.duckdb", out: str = ".", include_cited: int | None = None) -> WrittenFile:
    """Write the page to ``out``: report.html in that folder, or the file if the name ends in .html.

    ``include_cited`` adds the works on no page that at least so many papers cite.
    """
    return write_page_task(db, out, include_cited)
