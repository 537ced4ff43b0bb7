"""Whether a run has anything to ask, which decides how it is done; little is imported to find out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from enrich.errors import PageError
from enrich.pages import open_page
from enrich.records import API
from warehouse.database import open_warehouse
from warehouse.pages import is_stored
from warehouse.papers import read_due_paper_ids
from warehouse.snapshot import source_name
from warehouse.works import read_missing_work_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

    from enrich.pages import PageFile


def is_anything_new(pages: Iterable[PageFile], db: Path, works: str) -> bool:
    """Return whether a page is not stored yet or is none, or a paper or a work is still to be asked for.

    Raises WarehouseError where the warehouse cannot be written.
    """
    if not db.exists():
        return True
    source = API if works == API else source_name(works)
    with open_warehouse(db) as con:
        is_asking = read_due_paper_ids(con, source) or read_missing_work_ids(con, source)
        return bool(is_asking) or not all(_is_known(con, page) for page in pages)


def _is_known(con: duckdb.DuckDBPyConnection, file: PageFile) -> bool:
    try:
        page = open_page(file, today=date.today(), warn=lambda _: None)
    except PageError:
        return False
    return is_stored(con, page.page.page_id)
