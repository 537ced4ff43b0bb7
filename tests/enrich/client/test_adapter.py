"""What is sent, over real HTTP: what is asked again, what is waited for, and how many requests are under way."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from enrich.client.answer_cache import DAY
from enrich.errors import BudgetSpent, RefusedQuery, Unreachable
from tests.enrich.client.conftest import BODY, KEY, LIST, WORKS, open_session
from tests.loopback import Fault, FaultKind, LoopbackServer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "kind",
    [
        FaultKind.TRUNCATED_JSON,
        FaultKind.WRONG_TYPE,
        FaultKind.NO_WORK_LIST,
        FaultKind.TIMED_OUT,
        FaultKind.ERROR_500,
        FaultKind.BAD_GATEWAY,
        FaultKind.UNAVAILABLE,
        FaultKind.GATEWAY_TIMEOUT,
        FaultKind.REDIRECT_LOOP,
        FaultKind.RESET,
        FaultKind.STALLED_BODY,
    ],
)
def test_one_bad_answer_is_made_good(server: LoopbackServer, tmp_path: Path, kind: FaultKind) -> None:
    server.reset([Fault(kind, on=[1], seconds=0.3)])
    session, usage = open_session(server, tmp_path, read_timeout=0.15)
    assert len(session.get(server.url + LIST).json()["results"]) == len(WORKS)
    assert (usage.request_count, usage.retry_count) == (2, 1)


def test_a_pause_that_openalex_asks_for_is_kept(server: LoopbackServer, tmp_path: Path) -> None:
    server.reset([Fault(FaultKind.UNAVAILABLE, on=[1], seconds=0.4)])
    session, _ = open_session(server, tmp_path)
    started = time.monotonic()
    session.get(server.url + LIST)
    assert 0.4 <= time.monotonic() - started < 2


def test_a_pause_beyond_the_bound_is_not_slept_over(server: LoopbackServer, tmp_path: Path) -> None:
    server.reset([Fault(FaultKind.UNAVAILABLE, share=1.0, seconds=3600)])
    session, _ = open_session(server, tmp_path)
    with pytest.raises(Unreachable, match="503"):
        session.get(server.url + LIST)
    assert len(server.requests) == 1


def test_a_refusal_by_the_second_is_slept_over(server: LoopbackServer, tmp_path: Path) -> None:
    server.reset([Fault(FaultKind.PER_SECOND_429, on=[1], seconds=0.2)])
    session, usage = open_session(server, tmp_path)
    started = time.monotonic()
    assert session.get(server.url + LIST).status_code == 200
    assert time.monotonic() - started >= 0.2
    assert (usage.request_count, usage.credit_count) == (2, 1)


def test_a_refusal_by_the_day_stops_at_once(server: LoopbackServer, tmp_path: Path) -> None:
    server.reset([Fault(FaultKind.DAILY_429, share=1.0)])
    session, usage = open_session(server, tmp_path)
    with pytest.raises(BudgetSpent, match="00:00 UTC") as caught:
        session.get(server.url + LIST)
    assert caught.value.resume_after_seconds is not None
    assert 0 < caught.value.resume_after_seconds <= DAY
    assert (len(server.requests), usage.credit_count) == (1, 0)


def test_a_plan_that_nobody_bought_is_not_asked_for_twice(server: LoopbackServer, tmp_path: Path) -> None:
    session, _ = open_session(server, tmp_path)
    with pytest.raises(RefusedQuery, match="Plan upgrade required"):
        session.get(server.url + "/works?filter=from_updated_date:2026-01-01")
    assert len(server.requests) == 1


def test_a_server_that_is_not_there_is_given_up_soon(tmp_path: Path) -> None:
    with LoopbackServer(WORKS) as gone:
        url = gone.url
    session, usage = open_session(url, tmp_path)
    started = time.monotonic()
    with pytest.raises(Unreachable, match="cannot be reached"):
        session.get(url + LIST)
    assert time.monotonic() - started < 5
    assert (usage.request_count, usage.credit_count) == (3, 0)


def test_a_key_is_asked_once_what_its_day_has_left(server: LoopbackServer, tmp_path: Path) -> None:
    spent, usage = open_session(server, tmp_path, api_key=KEY)
    for page in range(1, 4):
        spent.get(f"{server.url}{LIST}&page={page}")
    assert [request.path for request in server.requests].count("/rate-limit") == 1
    assert usage.remaining_credits == 10_000 - 3
    assert (usage.credit_count, server.requests[0].path, server.requests[0].credits) == (3, "/rate-limit", 0)
    again, _ = open_session(server, tmp_path, api_key=KEY)
    again.get(f"{server.url}{LIST}&page=1")
    assert len(server.requests) == 4, "a run that the cache answers asks nothing"


def test_a_key_whose_day_is_spent_sends_nothing_that_costs(tmp_path: Path) -> None:
    with LoopbackServer(WORKS, is_paced=False, budget_credits=0) as server:
        session, _ = open_session(server, tmp_path, api_key=KEY)
        with pytest.raises(BudgetSpent, match="00:00 UTC"):
            session.get(server.url + LIST)
        assert [request.path for request in server.requests] == ["/rate-limit"]


def test_a_server_that_knows_no_budgets_is_asked_all_the_same(server: LoopbackServer, tmp_path: Path) -> None:
    server.reset([Fault(FaultKind.NO_WORK_LIST, share=1.0, holding="rate-limit")])
    session, _ = open_session(server, tmp_path, api_key=KEY, retries=1)
    assert session.get(server.url + LIST).status_code == 200


class _Barrier(BaseHTTPRequestHandler):
    """Answers no request before eight are in flight."""

    protocol_version = "HTTP/1.1"
    together = threading.Barrier(8)

    def do_GET(self) -> None:
        self.together.wait(timeout=10)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        pass


def test_eight_requests_are_in_flight_together(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Barrier) as slow:
        thread = threading.Thread(target=slow.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        url = f"http://127.0.0.1:{slow.server_address[1]}"
        session, _ = open_session(url, tmp_path, read_timeout=15.0)
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda page: session.get(f"{url}/works?page={page}").status_code, range(8)))
        slow.shutdown()
        thread.join()
    assert answers == [200] * 8
