"""What a run does, and the run that needs nobody: where nothing is left to ask, each step is a local one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.steps.analyse import measure_graphs
from flows.steps.expand import Expanded
from flows.steps.files import write_files_and_page
from flows.steps.ingest import Ingested, store_pages
from flows.steps.resolve import Resolved, resolve_papers
from warehouse.database import open_warehouse
from warehouse.files import WrittenFile
from warehouse.summary import Summary, read_summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enrich.pages import PageFile


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of the pipeline did, and what the warehouse holds after it."""

    ingested: Ingested
    resolved: Resolved
    expanded: Expanded | None
    files: tuple[WrittenFile, ...]
    summary: Summary

    @property
    def reason(self) -> str | None:
        """Why not every file was a page, or not everything could be asked; None if all was done."""
        expanded = self.expanded.stopped if self.expanded else None
        return "; ".join(filter(None, [*self.ingested.refused, self.resolved.reason, expanded])) or None

    @property
    def is_complete(self) -> bool:
        """Whether every file was a page, and everything there was to ask could be asked."""
        return self.reason is None


def run_again(pages: Sequence[PageFile], db: str, out: str, works: str, budget: float | None) -> Run:
    """Do what a run does where ``is_anything_new`` says that all is known: only what is gone is written again."""
    ingested = store_pages(pages, db)
    resolved = resolve_papers(db, works, budget, refresh=False)
    measure_graphs(db, seed=0)
    files = write_files_and_page(db, out)
    with open_warehouse(db, read_only=True) as con:
        return Run(ingested, resolved, None, tuple(files), read_summary(con))
