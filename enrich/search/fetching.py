"""Whole works by their ids: a hundred a request, those that are missing twice, long author lists one by one."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import pyalex

from enrich.batches import in_batches
from enrich.errors import OpenAlexError, OverlongQuery, RefusedQuery, Unreachable
from enrich.identifiers import read_work_id
from enrich.search.packing import halves
from enrich.search.progress import MAX_FAILURES_IN_A_ROW
from enrich.works import read_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from enrich.json_values import Json
    from enrich.records import Work
    from enrich.search.endpoint import Answer, Endpoint


class WorkFetcher:
    """Fetches works, and completes ``max_author_lists`` of the author lists that OpenAlex's lists cut."""

    def __init__(self, endpoint: Endpoint, max_author_lists: int) -> None:
        self._endpoint = endpoint
        self._author_lists_left = max_author_lists
        self._is_single_down = False

    def fetch(self, work_ids: Iterable[str]) -> Iterator[Work]:
        """Yield the works among ``work_ids`` that exist, whole, each once. Raises OpenAlexError."""
        missing = set(work_ids)
        for is_second_time in (False, True):
            # The other order makes it another request, which the cache does not answer with the first one's silence.
            for work in self._fetch_each(sorted(missing, reverse=is_second_time)):
                if work.work_id in missing:
                    missing.discard(work.work_id)
                    yield work

    def _fetch_each(self, work_ids: Sequence[str]) -> Iterator[Work]:
        """Yield the works in the order in which answers come, and then those whose author lists took a request."""
        cut: deque[Json] = deque()
        for answer in self._answers(work_ids):
            for work in answer.works:
                if self._takes_author_list(work):
                    cut.append(work)
                elif whole := read_work(work):
                    yield whole
        completed = (future.result() for _, future in self._endpoint.run(cut, self._completed))
        yield from filter(None, map(read_work, completed))

    def _answers(self, work_ids: Sequence[str]) -> Iterator[Answer]:
        """Yield the answers to all lists; one that fails is halved. Raises OpenAlexError when that does not help."""
        todo = deque(in_batches(work_ids, self._endpoint.max_ids))
        failures_in_a_row = 0
        for batch, future in self._endpoint.run(todo, self._list):
            try:
                answer = future.result()
            except (RefusedQuery, Unreachable) as error:
                # A line that is too long says nothing about the server's health.
                failures_in_a_row += not (isinstance(error, OverlongQuery) and len(batch) > 1)
                # What OpenAlex does not take for an id is the id of nothing.
                is_hopeless = len(batch) == 1 and isinstance(error, Unreachable)
                if is_hopeless or failures_in_a_row >= MAX_FAILURES_IN_A_ROW:
                    raise
                todo.extend(halves(batch) if len(batch) > 1 else [])
            else:
                failures_in_a_row = 0
                yield answer

    def _list(self, work_ids: list[str]) -> Answer:
        return self._endpoint.list_works(pyalex.Works().filter_or(openalex=work_ids))

    def _takes_author_list(self, work: Json) -> bool:
        """Tell whether the work's author list is cut and to be completed."""
        if work.get("is_authors_truncated") is not True or self._author_lists_left <= 0:
            return False
        self._author_lists_left -= 1
        return True

    def _completed(self, work: Json) -> Json:
        """Return the work with its whole author list; as it is where no more is to be had, or single records fail."""
        work_id = read_work_id(work.get("id"))
        if work_id is None or self._is_single_down:
            return work
        try:
            whole = self._endpoint.record(work_id)
        except OpenAlexError as error:
            # Two hundred failures, each waited for, would take half an hour; a refresh completes them another day.
            self._is_single_down |= not isinstance(error, RefusedQuery)
            return work
        # A merged work answers under its successor's id.
        return whole if read_work_id(whole.get("id")) == work_id else work
