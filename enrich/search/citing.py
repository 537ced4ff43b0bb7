"""The works that cite others, the most cited first: page by page, or for several rarely cited works together."""

from __future__ import annotations

import sys
from collections import deque
from typing import TYPE_CHECKING

import pyalex

from enrich.batches import in_weighed_batches
from enrich.json_values import as_integer
from enrich.search.endpoint import PAGE_SIZE
from enrich.works import read_work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from enrich.json_values import Json
    from enrich.records import Work
    from enrich.search.endpoint import Endpoint

# Pages can repeat or skip works between cursors: so often are they walked when works are missing.
MAX_WALKS = 3


def fetch_citing(
    endpoint: Endpoint, cited_by_counts: Mapping[str, int], max_per_work: int
) -> Iterator[tuple[list[str], list[Work]]]:
    """Yield lists of work ids with the works that cite them. Raises OpenAlexError.

    Rarely cited works share a request, as their citing works fit on one
    page together; the others are asked for alone, page by page.
    """
    todo = deque(citing_batches(cited_by_counts, max_per_work, endpoint.max_ids))
    for batch, future in endpoint.run(todo, lambda batch: _fetch(endpoint, batch, max_per_work)):
        works = {work.work_id: work for work in filter(None, map(read_work, future.result()))}
        yield batch, list(works.values())


def citing_batches(cited_by_counts: Mapping[str, int], max_per_work: int, max_ids: int) -> Iterator[list[str]]:
    """Return the ids in lists whose citing works fit on one page; alone where there are more."""
    ranked = sorted((count, work_id) for work_id, count in cited_by_counts.items())
    weighed = ((work_id, count if count <= max_per_work else PAGE_SIZE + 1) for count, work_id in ranked)
    return in_weighed_batches(weighed, PAGE_SIZE, max_ids)


def _fetch(endpoint: Endpoint, cited: list[str], max_per_work: int) -> list[Json]:
    """Return the works that cite these, the most cited first: all of them for several, ``max_per_work`` for one."""
    limit = max_per_work if len(cited) == 1 else sys.maxsize
    query = pyalex.Works().filter_or(cites=cited).sort(cited_by_count="desc")
    found: dict[str, Json] = {}
    for walk in range(MAX_WALKS):
        count = _walk(endpoint, query, found, limit, is_again=walk > 0)
        if len(found) >= count:
            break
    return sorted(found.values(), key=_cited_by_count, reverse=True)[:limit]


def _walk(endpoint: Endpoint, query: pyalex.Works, found: dict[str, Json], limit: int, *, is_again: bool) -> int:
    """Add the works on a list's pages to ``found``, up to ``limit``; return how many there should be."""
    count = 0
    cursor: str | None = "*"
    passed: set[str] = set()
    while cursor and cursor not in passed and len(found) < limit:
        passed.add(cursor)
        answer = endpoint.list_works(query, per_page=min(limit, PAGE_SIZE), cursor=cursor, is_again=is_again)
        found |= {str(work.get("id")): work for work in answer.works}
        count = min(answer.count, limit)
        cursor = answer.next_cursor if answer.works else None
    return count


def _cited_by_count(work: Json) -> int:
    return as_integer(work.get("cited_by_count")) or 0
