"""Where works come from, and the note that every run leaves of what it asked."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from enrich.batches import in_batches
from enrich.client.budget import Usage
from enrich.client.session import make_session
from enrich.errors import OpenAlexError
from enrich.records import API, CandidateSource
from enrich.search.openalex import MAX_AUTHOR_LISTS, OpenAlexAPI
from enrich.search.verdict import verdict
from enrich.works import read_candidate, read_work
from flows.progress import say, stage
from flows.settings import read_settings
from warehouse.database import open_warehouse
from warehouse.fetches import save_answer
from warehouse.runs import finish_run, start_run
from warehouse.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKS_PER_BATCH = 10_000


@dataclass(slots=True)
class Note:
    """What a run says of itself when it ends."""

    paper_count: int = 0
    is_complete: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """How many works came, how many the source does not have (merged or deleted since), and why it stopped early.

    ``cut_count`` of those that came have only the first hundred of their authors.
    """

    found_count: int
    gone_count: int
    stopped: str | None
    cut_count: int = 0

    def say_what_is_left(self) -> None:
        """Tell why it stopped, and how many author lists are not whole."""
        if self.cut_count:
            say(f"Author lists cut at a hundred names: {self.cut_count:,}. A later refresh asks for the other names.")
        if self.stopped:
            say(f"stopped: {self.stopped}")


def open_source(
    works: str, *, budget: float | None, refresh: bool, max_author_lists: int = MAX_AUTHOR_LISTS
) -> tuple[CandidateSource, Usage]:
    """Return the source that ``works`` names, and the usage of what it asks (a snapshot's stays at zero).

    ``max_author_lists``: how many of the author lists that OpenAlex's lists cut are to be completed.
    """
    if works != API:
        return Snapshot(works, read_candidate=read_candidate, read_work=read_work, decide=verdict), Usage()
    settings = read_settings()
    session, usage = make_session(settings.session(budget_usd=budget, is_refresh=refresh))
    api = OpenAlexAPI(
        session,
        usage,
        base_url=settings.openalex_url,
        batch_bytes=settings.batch_bytes,
        is_refresh=refresh,
        max_author_lists=max_author_lists,
    )
    return api, usage


@contextmanager
def noted_run(
    db: str, command: str, source: CandidateSource, usage: Usage, parameters: dict[str, Any]
) -> Iterator[Note]:
    """Keep a row of ``runs`` for what happens in the block, however it ends."""
    with open_warehouse(db) as con:
        run_id = start_run(con, command, source.name, parameters)
    note, status = Note(), "failed"
    try:
        yield note
        status = "done" if note.is_complete else "in part"
    finally:
        with open_warehouse(db) as con:
            finish_run(
                con,
                run_id,
                status,
                paper_count=note.paper_count,
                request_count=usage.request_count,
                credit_count=usage.credit_count,
                cost_usd=usage.cost_usd,
            )


def fetch_works(db: str, source: CandidateSource, wanted: list[str]) -> Fetched:
    """Fetch and store works by their ids, ``WORKS_PER_BATCH`` at a time. What has come is stored, whatever follows."""
    found = gone = cut = 0
    with stage("Fetching works", len(wanted)) as update:
        for asked in in_batches(wanted, WORKS_PER_BATCH):
            try:
                works = list(source.fetch_works(asked))
            except OpenAlexError as error:
                return Fetched(found, gone, str(error), cut)
            with open_warehouse(db) as con:
                save_answer(con, asked, works, today(), source.name)
            found += len(works)
            gone += len(asked) - len(works)
            cut += sum(work.is_authors_truncated for work in works)
            update(found + gone, "")
    return Fetched(found, gone, None, cut)


def today() -> date:
    """Return the day by which fetches are noted: UTC's, like OpenAlex's own."""
    return datetime.now(UTC).date()
