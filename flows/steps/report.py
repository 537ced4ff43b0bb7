"""The warehouse's graph and tables as one page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.progress import stage
from flows.steps.measures import bring_measures_up_to_date
from warehouse.database import open_warehouse
from warehouse.export.drawn_graph import DRAWN
from warehouse.report import write_report

if TYPE_CHECKING:
    from warehouse.files import WrittenFile


def write_page(db: str, out: str, include_cited: int | None) -> WrittenFile:
    """Read, lay out and write the page to ``out``; ``include_cited`` adds works on no page that so many papers cite."""
    bring_measures_up_to_date(db)
    with open_warehouse(db, read_only=True) as con, stage("Writing the report"):
        return write_report(con, page_path(out), replace(DRAWN, include_cited=include_cited))


def page_path(out: str) -> Path:
    """Return where the page goes: into the folder, or to the file if the name ends in .html."""
    path = Path(out)
    return path if path.suffix.lower() == ".html" and not path.is_dir() else path / "report.html"
