"""Report: the warehouse's graph and tables as one page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.measures import bring_measures_up_to_date
from flows.progress import stage
from warehouse.database import open_warehouse
from warehouse.export.drawn_graph import DRAWN
from warehouse.files import WrittenFile
from warehouse.report import write_report


@flow(name="report")
def report_flow(db: str = "citegraph.duckdb", out: str = ".", include_cited: int | None = None) -> WrittenFile:
    """Write the page to ``out``: report.html in that folder, or the file if the name ends in .html.

    ``include_cited`` adds the works on no page that at least so many papers cite.
    """
    written: WrittenFile = write_page(db, out, include_cited)
    return written


@task(name="write the page", cache_policy=NO_CACHE)
def write_page(db: str, out: str, include_cited: int | None) -> WrittenFile:
    """Read, lay out and write the page in one task."""
    bring_measures_up_to_date(db)
    with open_warehouse(db, read_only=True) as con, stage("Writing the report"):
        return write_report(con, page_path(out), replace(DRAWN, include_cited=include_cited))


def page_path(out: str) -> Path:
    """Return where the page goes: into the folder, or to the file if the name ends in .html."""
    path = Path(out)
    return path if path.suffix.lower() == ".html" and not path.is_dir() else path / "report.html"
