"""A server on its bad days, over real HTTP: errors and no misses, and the same verdicts in the end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from enrich.client.session import make_session
from enrich.search.openalex import OpenAlexAPI
from tests.enrich.asking import COUNT, ask, made_papers, matched, open_api, quick, serve, works_of
from tests.enrich.makers import paper
from tests.loopback import Fault, FaultKind

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", [FaultKind.ERROR_500, FaultKind.GATEWAY_TIMEOUT])
def test_the_title_that_spoils_its_batch_stands_alone_in_the_end(tmp_path: Path, kind: FaultKind) -> None:
    asked = made_papers(100)
    guilty = paper("The Cursed Title That Breaks the Whole Search Engine")
    papers = [*asked, guilty]
    with serve(works_of(papers), [Fault(kind, share=1.0, holding="ursed")]) as server:
        api = open_api(server, tmp_path)
        findings = {finding.paper.paper_id: finding for finding in api.find(papers)}
        assert findings[guilty.paper_id].error
        assert all(findings[one.paper_id].error is None for one in asked)
        assert ask(api, asked) == matched(asked)
        server.reset([])
        assert ask(open_api(server, tmp_path), papers) == matched(papers)


@pytest.mark.parametrize("kind", list(FaultKind))
def test_bad_answers_change_no_verdict(tmp_path: Path, kind: FaultKind) -> None:
    check_bad_days(tmp_path, [Fault(kind, share=0.3, seed=5, seconds=0.1)])


def test_all_bad_answers_together_change_no_verdict(tmp_path: Path) -> None:
    mixed = [
        kind
        for kind in FaultKind
        if kind not in (FaultKind.PER_SECOND_429, FaultKind.DAILY_429, FaultKind.UNKNOWN_KEY_401)
    ]
    check_bad_days(
        tmp_path, [Fault(kind, share=0.3 / len(mixed), seed=seed, seconds=0.1) for seed, kind in enumerate(mixed)]
    )


def check_bad_days(folder: Path, faults: list[Fault]) -> None:
    """Ask for many titles with faults: the verdicts are right, or wanting until a run without faults gives them."""
    asked = made_papers(250)
    with serve(works_of(asked), faults) as server:
        api = open_api(server, folder, batch_bytes=1_500, read_timeout=0.3, exchange_timeout=0.6)
        verdicts = ask(api, asked)
        assert sum(request.fault is not None for request in server.requests) >= 3
        assert verdicts.items() <= matched(asked).items()
        assert len(verdicts) == len(asked) or any(kind in str(faults) for kind in ("daily", "unknown"))
        server.reset([])
        assert ask(open_api(server, folder, batch_bytes=1_500), asked) == matched(asked)


@pytest.mark.parametrize(
    "kind",
    [FaultKind.BAD_GATEWAY, FaultKind.TRUNCATED_JSON, FaultKind.ERROR_500, FaultKind.RESET, FaultKind.GATEWAY_TIMEOUT],
)
def test_a_server_that_is_ill_makes_errors_and_no_misses(tmp_path: Path, kind: FaultKind) -> None:
    asked = made_papers(200)
    with serve(works_of(asked), [Fault(kind, share=1.0)]) as server:
        findings = list(open_api(server, tmp_path).find(asked))
        assert [finding.paper for finding in findings] == asked
        assert all(finding.error for finding in findings)
        assert len(server.requests) <= 120


def test_a_server_that_is_gone_is_given_up_soon(tmp_path: Path) -> None:
    asked = made_papers(COUNT)
    with serve([]) as gone:
        settings = quick(gone, tmp_path, backoff=0.1)
    session, usage = make_session(settings)
    started = time.monotonic()
    findings = list(OpenAlexAPI(session, usage, base_url=settings.base_url).find(asked))
    assert time.monotonic() - started < 5
    assert len(findings) == COUNT
    assert all(finding.error and "cannot be reached" in finding.error for finding in findings)
    assert usage.credit_count == 0
