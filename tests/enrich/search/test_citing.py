"""Citing works, over real HTTP: the most cited first, and none lost between pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.enrich.asking import made_papers, open_api, serve, work_of
from tests.loopback import Fault, FaultKind, LoopbackServer

if TYPE_CHECKING:
    from pathlib import Path


def citing_works(cited: int, count: int) -> list[dict[str, Any]]:
    reference = {"referenced_works": [f"https://openalex.org/W{cited}"]}
    return [work_of(one, 5000 + n, **reference) for n, one in enumerate(made_papers(count, seed=3))]


def fetch_citing(
    server: LoopbackServer, folder: Path, counts: dict[str, int], max_per_work: int
) -> dict[str, set[str]]:
    answers = open_api(server, folder).fetch_citing(counts, max_per_work)
    return {" ".join(cited): {work.work_id for work in works} for cited, works in answers}


@pytest.mark.parametrize("kind", [FaultKind.REPEATED_PAGE, FaultKind.SKIPPED_WORKS, FaultKind.DUPLICATED])
@pytest.mark.parametrize("on", [1, 2])
def test_pages_that_repeat_or_skip_lose_no_citing_work(tmp_path: Path, kind: FaultKind, on: int) -> None:
    works = citing_works(1000, 350)
    with serve(works, [Fault(kind, on=[on])]) as server:
        found = fetch_citing(server, tmp_path, {"W1000": 350}, max_per_work=1000)
        assert found == {"W1000": {f"W{5000 + n}" for n in range(350)}}
        assert len(server.requests) <= 4 + 4


def test_pages_that_never_end_are_left(tmp_path: Path) -> None:
    with serve(citing_works(1000, 350), [Fault(FaultKind.REPEATED_PAGE, share=1.0)]) as server:
        found = fetch_citing(server, tmp_path, {"W1000": 350}, max_per_work=1000)
        assert len(found["W1000"]) == 100
        assert len(server.requests) == 3


def test_the_most_cited_of_the_citing_works_come_first(tmp_path: Path) -> None:
    works = citing_works(1000, 250)
    counts = sorted((work["cited_by_count"] for work in works), reverse=True)
    with serve(works) as server:
        ((_, fetched),) = open_api(server, tmp_path).fetch_citing({"W1000": 250}, max_per_work=120)
        assert [work.cited_by_count for work in fetched] == counts[:120]
        assert len(server.requests) == 2
