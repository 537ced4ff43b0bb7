"""The warehouse's graph and tables as one page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.steps.files import page_path, unless_there
from flows.steps.measures import bring_measures_up_to_date
from warehouse.database import open_warehouse
from warehouse.export.drawn_graph import DRAWN
from warehouse.report import write_report

if TYPE_CHECKING:
    from warehouse.files import WrittenFile


def write_page(db: str, out: str, include_cited: int | None) -> WrittenFile:
    """Write the page to ``out``; ``include_cited`` adds works on no page that so many papers cite.

    A page that is there already, as the warehouse would make it, stays as it is.
    """
    bring_measures_up_to_date(db)
    page, selection = page_path(out), replace(DRAWN, include_cited=include_cited)
    with open_warehouse(db, read_only=True) as con:
        (written,) = unless_there(
            con, "Writing the report", [page], selection, lambda: [write_report(con, page, selection)]
        )
    return written
