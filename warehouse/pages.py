"""Pages come in: their mentions, and the papers these make or complete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from enrich.batches import in_batches
from warehouse.sql_files import run_sql
from warehouse.staging import stage
from warehouse.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

    from enrich.records import Page, PaperRecord

MENTIONS_PER_CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class PageSaved:
    """What a page brought: ``new_paper_count`` papers unheard of, ``completed_paper_count`` that gained a value."""

    page_id: str
    is_new: bool
    mention_count: int
    new_paper_count: int = 0
    completed_paper_count: int = 0


def is_stored(con: duckdb.DuckDBPyConnection, page_id: str) -> bool:
    """Return whether there is such a page. Read-only."""
    return bool(run_sql(con, "pages/stored", page_id=page_id))


def save_page(
    con: duckdb.DuckDBPyConnection,
    page: Page,
    records: Iterable[PaperRecord],
    *,
    mentions_per_chunk: int = MENTIONS_PER_CHUNK,
) -> PageSaved:
    """Save one page and its mentions, and merge the papers: the first value that any page states wins.

    The page is saved whole or not at all. Of a page that is stored already
    nothing is changed, and ``records`` is not even read.
    """
    known = run_sql(con, "pages/stored", page_id=page.page_id)
    if known:
        return PageSaved(page.page_id, is_new=False, mention_count=known[0][0])
    mention_count = new_count = completed_count = 0
    with transaction(con):
        for chunk in in_batches(records, mentions_per_chunk):
            stage(con, chunk)
            ((new, completed),) = run_sql(con, "pages/save_mentions")
            mention_count += len(chunk)
            new_count += new
            completed_count += completed
        run_sql(
            con,
            "pages/save",
            page_id=page.page_id,
            name=page.name,
            layout=page.layout,
            byte_count=page.byte_count,
            mention_count=mention_count,
        )
    return PageSaved(page.page_id, True, mention_count, new_count, completed_count)
