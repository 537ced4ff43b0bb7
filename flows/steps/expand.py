"""Works around the resolved ones: those that cite them, and what a run has fetched of either kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from enrich.errors import OpenAlexError
from flows.progress import stage
from flows.steps.sources import Fetched, today
from warehouse.database import open_warehouse
from warehouse.fetches import read_due_citations, save_citing

if TYPE_CHECKING:
    from enrich.records import CandidateSource


@dataclass(frozen=True, slots=True)
class Expanded:
    """What a run fetched and what it cost; ``stopped`` says why it ended early.

    ``wanted`` counts the works cited, or the works whose citing ones are wanted.
    """

    wanted_count: int
    fetched_count: int
    gone_count: int
    request_count: int
    cost_usd: float
    stopped: str | None

    @property
    def sentence(self) -> str:
        """What was done and paid, in one line."""
        return (
            f"{self.wanted_count:,} works wanted or asked about, {self.fetched_count:,} fetched, "
            f"{self.gone_count:,} not found; {self.request_count:,} requests, ${self.cost_usd:.4f}"
        )


def fetch_citations(db: str, source: CandidateSource, max_per_work: int) -> tuple[int, Fetched]:
    """Fetch the works that cite nodes, a few nodes at a time; each answer is stored before the next is waited for."""
    with open_warehouse(db) as con:
        due = read_due_citations(con, source.name)
    found = done = 0
    with stage("Fetching citing works", len(due)) as update:
        try:
            for cited, works in source.fetch_citing(due, max_per_work):
                with open_warehouse(db) as con:
                    save_citing(con, cited, works, today(), source.name)
                found += len(works)
                done += len(cited)
                update(done, "")
        except OpenAlexError as error:
            return len(due), Fetched(found, 0, str(error))
    return len(due), Fetched(found, 0, None)
