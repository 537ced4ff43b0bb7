"""The cost estimated beforehand, beside what it came to: within a fifth of requests and credits, and nothing sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from enrich.client.session import make_session
from enrich.search.dry_run import CostEstimate, choose, read_filter
from enrich.search.strategies import STRATEGIES
from enrich.search.trust import WELL_KNOWN_TITLE, Trust
from tests.enrich.asking import (
    COUNT,
    estimate,
    made_papers,
    made_titles,
    open_api,
    page_papers,
    quick,
    serve,
    work_of,
    works_of,
)
from tests.enrich.makers import openalex_work, paper, sentence_text
from tests.shared import needs_shared

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from enrich.records import Paper
    from enrich.search.strategies import Strategy
    from tests.loopback import LoopbackServer


# The papers of the pages beside the checkout, where they are, and as many others.
BOTH = [pytest.param(None, marks=needs_shared, id="pages"), pytest.param(made_papers(COUNT), id="made")]


def run(server: LoopbackServer, folder: Path, papers: Sequence[Paper]) -> CostEstimate:
    """Find the papers and fetch their works; return what was sent and paid, and whether the usage agrees."""
    server.reset()
    api = open_api(server, folder)
    matches = [finding.match for finding in api.find(papers)]
    works = [work_id for match in matches if match.work_id for work_id in (match.work_id, *match.version_ids)]
    assert len(list(api.fetch_works(works))) == len(set(works))
    assert api.usage.credit_count == server.credits_used
    return CostEstimate(len(server.requests), server.credits_used)


def is_near(estimated: CostEstimate, came: CostEstimate) -> bool:
    counts = (came.request_count, came.credit_count)
    return (estimated.request_count, estimated.credit_count) == pytest.approx(counts, rel=0.2)


# --------------------------------------------------------------- estimated and paid


@pytest.mark.parametrize("papers", BOTH)
def test_the_cost_of_papers_that_are_all_there(papers: list[Paper] | None, tmp_path: Path) -> None:
    asked = papers or page_papers()
    with serve(works_of(asked)) as server:
        estimated = estimate(server, tmp_path, 1.0, asked)
        assert server.requests == []
        assert is_near(estimated, run(server, tmp_path, asked))


@pytest.mark.parametrize(("count", "share"), [(120, 0.5), (120, 0.8), (400, 0.3), (400, 0.9), (60, 0.0)])
def test_the_cost_of_papers_of_which_a_share_is_there(tmp_path: Path, count: int, share: float) -> None:
    asked = made_papers(count)
    there = [one for one in asked if one.paper_id in choose(asked, share)]
    elsewhere = [*made_papers(50, seed=7), paper(WELL_KNOWN_TITLE)]
    with serve([*works_of(there), *works_of(elsewhere, 9000)]) as server:
        estimated = estimate(server, tmp_path, share or 0.001, asked)
        assert is_near(estimated, run(server, tmp_path, asked))


@pytest.mark.parametrize("share", [0.1, 0.2])
def test_the_cost_of_titles_that_are_printed_otherwise(tmp_path: Path, share: float) -> None:
    asked = made_papers(400)
    noisy = choose(asked, share, salt="noise")
    works = [
        {**work, "display_name": one.title.replace(" ", "   ")} if one.paper_id in noisy else work
        for one, work in zip(asked, works_of(asked), strict=True)
    ]
    with serve([*works, *works_of([paper(WELL_KNOWN_TITLE)], 9000)]) as server:
        estimated = estimate(server, tmp_path, 1.0, asked, noise_share=share)
        assert estimated.credit_count > estimate(server, tmp_path, 1.0, asked).credit_count
        assert is_near(estimated, run(server, tmp_path, asked))


def test_the_cost_of_papers_without_title(tmp_path: Path) -> None:
    works = [openalex_work(number, doi=f"https://doi.org/10.5555/{number}") for number in range(1000, 1300)]
    asked = [paper("", doi=f"10.5555/{number}") for number in range(1000, 1150)]
    asked += [paper("", openalex_id=f"W{number}") for number in range(1150, 1300)]
    with serve(works) as server:
        estimated = estimate(server, tmp_path, 1.0, asked)
        assert estimated == run(server, tmp_path, asked) == CostEstimate(7, 7)


def test_papers_that_nobody_has_cost_the_most(tmp_path: Path) -> None:
    asked = made_papers(523)
    with serve(works_of(made_papers(3, seed=9))) as server:
        estimates = [estimate(server, tmp_path, share, asked) for share in (0.0, 0.5, 1.0)]
        credits_ = [cost.credit_count for cost in estimates]
        assert credits_ == sorted(credits_, reverse=True)
        came = run(server, tmp_path, asked)
        assert credits_[1] < came.credit_count <= credits_[0] <= 523
        assert came.request_count <= estimates[0].request_count


# ---------------------------------------------------------------------- what is known


def test_what_the_cache_answers_costs_nothing(tmp_path: Path) -> None:
    asked = made_papers(300)
    with serve(works_of(asked[:200])) as server:
        run(server, tmp_path, asked)
        server.reset()
        for share in (0.0, 0.6, 1.0):
            assert estimate(server, tmp_path, share, asked) == CostEstimate(0, 0)
        assert 0 < estimate(server, tmp_path, 1.0, made_papers(40, seed=1)).credit_count <= 5
        assert server.requests == []


def test_papers_that_the_cache_knows_to_be_missing_are_not_hoped_for(tmp_path: Path) -> None:
    asked = made_papers(300)
    with serve([*works_of(made_papers(5, seed=7)), work_of(paper(WELL_KNOWN_TITLE), 9000)]) as server:
        # The budget ends with the exact titles.
        list(open_api(server, tmp_path, budget_usd=0.0015).find(asked))
        hopeful, hopeless = (estimate(server, tmp_path, share, asked) for share in (1.0, 0.01))
        assert hopeful.credit_count > 0.9 * hopeless.credit_count > 50


def test_works_yet_to_be_fetched_are_in_the_estimate(tmp_path: Path) -> None:
    with serve(works_of(made_papers(3))) as server:
        assert estimate(server, tmp_path, 1.0, [], [f"W{number}" for number in range(250)]) == CostEstimate(3, 3)
        assert estimate(server, tmp_path, 1.0, []) == CostEstimate(0, 0)


def test_a_dry_run_leaves_nothing_behind(tmp_path: Path) -> None:
    asked = made_papers(60)
    with serve(works_of(asked)) as server:
        first = estimate(server, tmp_path, 0.5, asked)
        assert estimate(server, tmp_path, 0.5, asked) == first
        assert list(make_session(quick(server, tmp_path))[0].cache.responses) == []


@pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda strategy: strategy.name)
def test_what_is_asked_is_read_from_the_address(strategy: Strategy) -> None:
    titles = [*made_titles(5), "Red, Green & Blue: 1,000 + 1 Ways", "Na\u00efve Pre-Training of Nets"]
    papers = [
        paper(title, doi="10.5555/a:b", arxiv_id="2401.00001", openalex_id="W1", abstract=sentence_text(1))
        for title in titles
    ]
    batch = strategy.ask(papers)
    assert batch
    query = strategy.query(batch, Trust.PROVEN)
    assert read_filter(query.url) == (strategy.field, [question.value for question in batch])


# ---------------------------------------------------------------------- who is there


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 1.0])
def test_the_chosen_are_the_share_and_spread_over_all(share: float) -> None:
    asked = made_papers(200)
    chosen = choose(asked, share)
    assert len(chosen) == 200 * share
    assert chosen == choose(asked[::-1], share)
    for start in range(0, 200, 50):
        inside = sum(one.paper_id in chosen for one in asked[start : start + 50])
        assert inside == pytest.approx(50 * share, abs=13)


def test_more_of_the_share_keeps_those_of_less() -> None:
    asked = made_papers(100)
    assert choose(asked, 0.3) < choose(asked, 0.6)
