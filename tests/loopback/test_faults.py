"""Each fault does to a client what its name says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import requests

from tests.loopback import Fault, FaultKind, LoopbackServer
from tests.loopback.example_works import VISIBLE, WORKS


@pytest.fixture
def suffer() -> Callable[[Fault], requests.Response]:
    """The answer of a server that has this fault at its first request."""

    def ask(fault: Fault) -> requests.Response:
        with LoopbackServer(WORKS, faults=[fault]) as openalex:
            return requests.get(openalex.url + "/works?per_page=200", timeout=5)

    return ask


Suffer = Callable[[Fault], requests.Response]


@pytest.mark.parametrize(
    ("kind", "status", "retry_after"),
    [
        (FaultKind.PER_SECOND_429, 429, "1"),
        (FaultKind.UNKNOWN_KEY_401, 401, None),
        (FaultKind.ERROR_500, 500, None),
        (FaultKind.BAD_GATEWAY, 502, None),
        (FaultKind.UNAVAILABLE, 503, "1"),
        (FaultKind.GATEWAY_TIMEOUT, 504, None),
    ],
)
def test_statuses_come_as_ordered(suffer: Suffer, kind: FaultKind, status: int, retry_after: str | None) -> None:
    answer = suffer(Fault(kind, on=[1]))
    assert (answer.status_code, answer.headers.get("Retry-After")) == (status, retry_after)


def test_the_day_may_end_early(suffer: Suffer) -> None:
    answer = suffer(Fault(FaultKind.DAILY_429, on=[1]))
    assert answer.json()["message"].startswith("Insufficient budget.")
    assert answer.headers["Retry-After"] == answer.headers["X-RateLimit-Reset"]


def test_a_redirect_never_ends(suffer: Suffer) -> None:
    with pytest.raises(requests.TooManyRedirects):
        suffer(Fault(FaultKind.REDIRECT_LOOP, share=1.0))


def test_json_may_be_cut_or_no_list_or_mislabelled(suffer: Suffer) -> None:
    with pytest.raises(requests.JSONDecodeError):
        suffer(Fault(FaultKind.TRUNCATED_JSON, on=[1])).json()
    assert "results" not in suffer(Fault(FaultKind.NO_WORK_LIST, on=[1])).json()
    assert suffer(Fault(FaultKind.WRONG_TYPE, on=[1])).headers["Content-Type"].startswith("text/html")


def test_partial_results_come_with_and_without_a_word(suffer: Suffer) -> None:
    marked = suffer(Fault(FaultKind.TIMED_OUT, on=[1])).json()
    silent = suffer(Fault(FaultKind.PARTIAL, on=[1])).json()
    assert marked["meta"]["timed_out"] is True
    assert "timed_out" not in silent["meta"]
    for answer in (marked, silent):
        assert len(answer["results"]) == answer["meta"]["count"] == (VISIBLE + 1) // 2


def test_results_may_be_shuffled_or_doubled(suffer: Suffer) -> None:
    right = [work["id"] for work in suffer(Fault(FaultKind.SHUFFLED)).json()["results"]]
    shuffled = [work["id"] for work in suffer(Fault(FaultKind.SHUFFLED, on=[1])).json()["results"]]
    doubled = [work["id"] for work in suffer(Fault(FaultKind.DUPLICATED, on=[1])).json()["results"]]
    assert shuffled != right
    assert sorted(shuffled) == sorted(right)
    assert doubled == [work_id for work_id in right for _ in range(2)]


def test_a_connection_may_be_reset(suffer: Suffer) -> None:
    with pytest.raises(requests.ConnectionError, match="reset"):
        suffer(Fault(FaultKind.RESET, on=[1]))


def test_a_body_may_crawl_or_stall() -> None:
    faults = [Fault(FaultKind.SLOW_BODY, on=[1], seconds=0.3), Fault(FaultKind.STALLED_BODY, on=[2], seconds=30)]
    with LoopbackServer(WORKS, faults=faults) as openalex:
        slow = requests.get(openalex.url + "/works", timeout=5)
        assert slow.elapsed.total_seconds() < 0.3
        assert len(slow.json()["results"]) == VISIBLE
        with pytest.raises(requests.ConnectionError, match="timed out"):
            requests.get(openalex.url + "/works", timeout=0.2)


def test_faults_strike_by_number_by_share_and_by_content() -> None:
    def statuses(fault: Fault, paths: list[str]) -> list[int]:
        openalex.reset([fault])
        return [requests.get(openalex.url + path, timeout=5).status_code for path in paths]

    works = ["/works/W11", "/works/W12"] * 10
    with LoopbackServer(WORKS, is_paced=False) as openalex:
        assert statuses(Fault(FaultKind.BAD_GATEWAY, on=[2, 3]), works)[:5] == [200, 502, 502, 200, 200]
        assert statuses(Fault(FaultKind.BAD_GATEWAY, on=[2], holding="W12"), works)[:5] == [200, 200, 200, 502, 200]
        share = Fault(FaultKind.BAD_GATEWAY, share=0.5, seed=3)
        first, second = statuses(share, works), statuses(share, works)
        assert first == second
        assert 0 < first.count(502) < len(works)


def test_a_fault_in_place_of_an_answer_costs_nothing_and_is_logged() -> None:
    with LoopbackServer(WORKS, faults=[Fault(FaultKind.GATEWAY_TIMEOUT, on=[1])]) as openalex:
        requests.get(openalex.url + "/works", timeout=5)
        requests.get(openalex.url + "/works", timeout=5)
    assert [(request.fault, request.credits) for request in openalex.requests] == [
        ("gateway-timeout-504", 0),
        (None, 1),
    ]
