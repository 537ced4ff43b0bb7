"""The OpenAlex API as a source of candidates and works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.batches import in_batches
from enrich.client.limits import BATCH_BYTES, OPENALEX_URL
from enrich.records import API
from enrich.search.citing import fetch_citing
from enrich.search.endpoint import Endpoint
from enrich.search.fetching import WorkFetcher
from enrich.search.finding import PAPERS_AT_ONCE, search

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from enrich.client.budget import Usage
    from enrich.records import Finding, Paper, Work
    from enrich.search.endpoint import Session

# Author lists that lists cut at a hundred names are whole in single records, which are free but take a request each.
MAX_AUTHOR_LISTS = 200


class OpenAlexAPI:
    """Asks OpenAlex over HTTP. ``session`` and ``usage`` come from ``enrich.client.session.make_session``.

    ``is_stopped`` tells that ``find`` has met something that concerns every request: the key, the budget, the server.
    """

    name = API

    def __init__(
        self,
        session: Session,
        usage: Usage,
        *,
        base_url: str = OPENALEX_URL,
        workers: int = 8,
        batch_bytes: int = BATCH_BYTES,
        is_refresh: bool = False,
        max_author_lists: int = MAX_AUTHOR_LISTS,
    ) -> None:
        self.usage = usage
        self.is_stopped = False
        self._endpoint = Endpoint(session, usage, base_url.rstrip("/"), workers, batch_bytes, is_refresh)
        self._fetcher = WorkFetcher(self._endpoint, max_author_lists)
        self._unfetched_count = 0

    def find(self, papers: Iterable[Paper]) -> Iterator[Finding]:
        """Yield one finding a paper, in the order given. Raises nothing for what OpenAlex refuses: see ``error``.

        Of a budget, what it takes to fetch the works of the papers found is left, until ``fetch_works`` is called.
        """
        for group in in_batches(papers, PAPERS_AT_ONCE):
            progress = search(self._endpoint, group, self._unfetched_count)
            self._unfetched_count += progress.work_count
            self.is_stopped |= progress.stopped is not None
            yield from progress.findings()

    def fetch_works(self, work_ids: Iterable[str]) -> Iterator[Work]:
        """Yield the works among ``work_ids`` that exist, whole, each once. Raises OpenAlexError.

        Works that OpenAlex has merged or deleted are simply absent; they are asked for twice. Author lists that lists
        cut are completed from single records, ``max_author_lists`` of them in the life of this object; those of other
        works stay as they are and say so (``is_authors_truncated``).
        """
        self._unfetched_count = 0
        self._endpoint.keep_for_works(0)
        return self._fetcher.fetch(work_ids)

    def fetch_citing(
        self, cited_by_counts: Mapping[str, int], max_per_work: int
    ) -> Iterator[tuple[list[str], list[Work]]]:
        """Yield lists of work ids with the works that cite them, the most cited first. Raises OpenAlexError."""
        return fetch_citing(self._endpoint, cited_by_counts, max_per_work)
