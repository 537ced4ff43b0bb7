"""OpenAlex as a source, over real HTTP: what a list of papers costs, and that only answers become verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from enrich.client.budget import CREDIT_USD
from enrich.matching.decision import decide
from enrich.records import Finding, Paper, Status
from enrich.search.trust import WELL_KNOWN_TITLE
from enrich.works import read_candidate, read_work
from tests.enrich.asking import (
    COUNT,
    ask,
    estimate,
    made_papers,
    matched,
    open_api,
    page_papers,
    serve,
    work_of,
    works_of,
)
from tests.enrich.makers import paper
from tests.shared import WORKS_DEV, needs_shared
from warehouse.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path


# The papers of the pages beside the checkout, where they are, and as many others.
BOTH = [pytest.param(None, marks=needs_shared, id="pages"), pytest.param(made_papers(COUNT), id="made")]


@pytest.mark.parametrize("papers", BOTH)
def test_a_long_list_takes_few_requests_and_the_second_run_none(papers: list[Paper] | None, tmp_path: Path) -> None:
    asked = papers or page_papers()
    with serve(works_of(asked)) as server:
        api = open_api(server, tmp_path)
        verdicts = ask(api, asked)
        works = list(api.fetch_works(work_id for _, work_id in verdicts.values() if work_id))
        assert len(asked) == COUNT
        # One title of the pages says too little to stand for a paper.
        assert len(works) == sum(work_id is not None for _, work_id in verdicts.values()) >= COUNT - 1
        assert all(
            verdicts[one.paper_id] == right
            for one, right in zip(asked, matched(asked).values(), strict=True)
            if verdicts[one.paper_id][1]
        )
        assert len(server.requests) <= 25
        assert server.credits_used == api.usage.credit_count <= 35

        again = open_api(server, tmp_path)
        server.reset()
        assert ask(again, asked) == verdicts
        assert len(list(again.fetch_works(work.work_id for work in works))) == len(works)
        assert server.requests == []
        assert again.usage.credit_count == 0


def test_one_more_page_costs_its_new_papers_only(tmp_path: Path) -> None:
    asked = made_papers(COUNT)
    with serve(works_of(asked)) as server:
        ask(open_api(server, tmp_path), asked[:480])
        server.reset()
        api = open_api(server, tmp_path)
        assert ask(api, asked[480:]) == dict(list(matched(asked).items())[480:])
        # A title that names a filter ("Language: ...") can only be searched.
        assert len(server.requests) <= 3
        assert server.credits_used <= 12


@pytest.mark.parametrize("budget_usd", [0.0013, 0.002, 0.0031, 0.006])
def test_a_run_cut_short_again_and_again_pays_for_nothing_twice(tmp_path: Path, budget_usd: float) -> None:
    asked = made_papers(200)
    # Every third work is found by a search only.
    works = [
        {**work, "display_name": work["display_name"] + ("." if number % 3 == 0 else "")}
        for number, work in enumerate(works_of(asked[:120]))
    ]
    with serve([*works, work_of(paper(WELL_KNOWN_TITLE), 1)]) as server:
        whole = ask(open_api(server, tmp_path / "whole"), asked)
        price = server.credits_used
        server.reset()
        verdicts: dict[str, tuple[Status, str | None]] = {}
        for _ in range(30):
            due = [one for one in asked if one.paper_id not in verdicts]
            verdicts |= ask(open_api(server, tmp_path / "parts", budget_usd=budget_usd), due)
        assert verdicts == whole
        assert server.credits_used <= price + 2, "a batch more, where papers have left the ones before"


@needs_shared
def test_missing_papers_cost_less_than_a_credit_each_and_what_was_estimated(tmp_path: Path) -> None:
    asked = page_papers()
    with serve(WORKS_DEV) as server:
        estimates = [estimate(server, tmp_path, share, asked) for share in (0.45, 0.5, 0.55)]
        assert server.requests == []
        api = open_api(server, tmp_path)
        verdicts = ask(api, asked)
        found = [work_id for _, work_id in verdicts.values() if work_id]
        assert len(list(api.fetch_works(found))) == len(found) >= 256
        assert len(verdicts) == COUNT
        assert server.credits_used <= sum(work_id is None for _, work_id in verdicts.values())
        assert [cost.credit_count for cost in estimates] == pytest.approx([server.credits_used] * 3, rel=0.2)
        assert [cost.request_count for cost in estimates] == pytest.approx([len(server.requests)] * 3, rel=0.2)
        snapshot = verdicts_of_snapshot(asked)
        # A version under another title is not looked for once its paper is matched.
        assert sum(verdicts[key] != snapshot[key] for key in snapshot) <= 1
        assert {key: status for key, (status, _) in verdicts.items()} == {
            key: status for key, (status, _) in snapshot.items()
        }


def verdicts_of_snapshot(papers: list[Paper]) -> dict[str, tuple[Status, str | None]]:
    snapshot = Snapshot(WORKS_DEV, read_candidate=read_candidate, read_work=read_work, decide=decide)
    matches = [finding.match for finding in snapshot.find(papers)]
    return {match.paper_id: (match.status, match.work_id) for match in matches}


def test_a_budget_is_spent_on_answers_that_count(tmp_path: Path) -> None:
    asked = made_papers(300)
    with serve(works_of(asked[:150])) as server:
        whole = open_api(server, tmp_path / "whole")
        verdicts = ask(whole, asked)
        price = server.credits_used
        server.reset()

        part = open_api(server, tmp_path / "part", budget_usd=0.003)
        findings = list(part.find(asked))
        assert any(finding.error and "--budget" in finding.error for finding in findings)
        assert part.usage.credit_count <= 30
        assert sum(bool(finding.match.candidates) for finding in findings) >= 140

        assert ask(open_api(server, tmp_path / "part"), asked) == verdicts
        assert server.credits_used <= price, "nothing is paid twice"


@pytest.mark.parametrize("credits_", [6, 12, 24, 48, 96])
def test_whatever_the_budget_the_works_of_what_was_found_are_fetched(tmp_path: Path, credits_: int) -> None:
    asked = made_papers(400)
    with serve([*works_of(asked[:200]), *works_of(made_papers(3, seed=9), 9000)]) as server:
        api = open_api(server, tmp_path, budget_usd=credits_ * CREDIT_USD)
        work_ids = {finding.match.work_id for finding in api.find(asked) if finding.match.work_id}
        assert len(work_ids) >= min(190, 40 * (credits_ - 2) // 2)
        assert {work.work_id for work in api.fetch_works(work_ids)} == work_ids
        assert server.credits_used <= credits_


@pytest.mark.parametrize("batch_bytes", [1_000, 4_000, 8_190])
def test_no_request_line_is_longer_than_the_setting_says(tmp_path: Path, batch_bytes: int) -> None:
    asked = made_papers(150)
    with serve(works_of(asked[:100])) as server:
        api = open_api(server, tmp_path, batch_bytes=batch_bytes)
        ask(api, asked)
        list(api.fetch_works(f"W99000{1000 + n}" for n in range(250)))
        list(api.fetch_citing({f"W99000{1000 + n}": 0 for n in range(150)}, 100))
        lines = [f"GET {one.path}?{urlencode(one.query)} HTTP/1.1" for one in server.requests]
        assert max(map(len, lines)) <= batch_bytes


@pytest.mark.parametrize("how", ["null", "absent"])
def test_works_without_anything_but_a_title_are_found_and_fetched(tmp_path: Path, how: str) -> None:
    asked = made_papers(40)
    works = [
        {name: value for name, value in work.items() if name not in NULLABLE}
        | (dict.fromkeys(NULLABLE) if how == "null" else {})
        for work in works_of(asked)
    ]
    untitled = [{**works[0], "id": f"https://openalex.org/W{n}", "display_name": None, "title": None} for n in (20, 21)]
    with serve([*works, *untitled]) as server:
        api = open_api(server, tmp_path)
        assert ask(api, asked) == matched(asked)
        assert len(list(api.fetch_works([*(f"W{1000 + n}" for n in range(40)), "W20", "W21"]))) == 42


NULLABLE = (
    "doi ids language primary_location type publication_year publication_date authorships locations counts_by_year "
    "abstract_inverted_index referenced_works topics biblio fwci open_access is_retracted cited_by_count "
    "referenced_works_count is_authors_truncated"
).split()


def test_a_finding_is_returned_for_every_paper_in_order(tmp_path: Path) -> None:
    asked = made_papers(20)
    with serve(works_of(asked[:10])) as server:
        findings: list[Finding] = list(open_api(server, tmp_path).find(iter(asked)))
        assert [finding.paper for finding in findings] == asked
        assert list(open_api(server, tmp_path).find([])) == []
