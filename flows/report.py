"""Report: the warehouse's graph and tables as one page."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.progress import stage
from warehouse.database import open_warehouse
from warehouse.export.files import WrittenFile
from warehouse.report import write_report


@flow(name="report")
def report_flow(db: str = "citegraph.duckdb", out: str = ".", second_circle: int | None = None) -> WrittenFile:
    """Write the page to ``out``: report.html in that folder, or the file if the name ends in .html.

    ``second_circle`` adds the works on no page that at least so many papers cite.
    """
    written: WrittenFile = write_page(db, out, second_circle)
    return written


@task(name="write the page", cache_policy=NO_CACHE)
def write_page(db: str, out: str, second_circle: int | None) -> WrittenFile:
    """Read, lay out and write the page in one task."""
    path = Path(out)
    if path.suffix.lower() != ".html" or path.is_dir():
        path /= "report.html"
    with open_warehouse(db, read_only=True) as con, stage("Writing the report"):
        return write_report(con, path, second_circle)
