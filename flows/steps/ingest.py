"""Pages into the warehouse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from enrich.errors import PageError
from enrich.pages import find_pages, open_page
from flows.progress import say, stage, warn
from warehouse.database import open_warehouse
from warehouse.pages import save_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enrich.pages import PageFile
    from enrich.records import PageWarning


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came in. ``refused`` holds one sentence for each file that is no page; the others are stored."""

    page_count: int
    new_page_count: int
    mention_count: int
    new_paper_count: int
    warnings: tuple[PageWarning, ...]
    refused: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What came in, in one line."""
        return (
            f"{self.mention_count} mentions on {self.page_count} pages "
            f"({self.new_page_count} new), {self.new_paper_count} new papers"
        )


def store_pages(pages: Sequence[str | PageFile], db: str) -> Ingested:
    """Read pages (files, folders, globs, ``-``, or files found) and store each whole or not at all. Safe to repeat.

    Raises PageError when a path does not exist; a file that is no page is
    reported in the result and does not keep the others out.
    """
    files = find_pages(pages)
    warnings: list[PageWarning] = []
    refused: list[str] = []
    saved = []
    with open_warehouse(db) as con, stage("Reading pages", len(files)) as update:
        for done, file in enumerate(files, start=1):
            try:
                page = open_page(file, today=date.today(), warn=warnings.append)
                saved.append(save_page(con, page.page, page))
            except PageError as error:
                refused.append(str(error))
            update(done, file.name)
    _tell(warnings, refused)
    return Ingested(
        page_count=len(saved),
        new_page_count=sum(page.is_new for page in saved),
        mention_count=sum(page.mention_count for page in saved),
        new_paper_count=sum(page.new_paper_count for page in saved),
        warnings=tuple(warnings),
        refused=tuple(refused),
    )


def _tell(warnings: list[PageWarning], refused: list[str]) -> None:
    for warning in warnings:
        warn(warning)
    for sentence in refused:
        say(f"error: {sentence}")
