"""The session, over real HTTP: what is kept, what is paid, what is waited for, and what an answer is worth."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from enrich.client.answer_cache import DAY
from enrich.client.budget import Usage
from enrich.client.budget import price_of as price
from enrich.client.responses import LONGEST_WAIT, Judgement, Wanted, judge_answer
from enrich.client.session import Pace, SessionSettings, make_session
from enrich.errors import BrokenQuery, BudgetSpent, OpenAlexError, RefusedKey, RefusedQuery, SettingsError, Unreachable
from tests.enrich.asking import made_papers, quick, works_of
from tests.loopback import Fault, FaultKind, LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from requests_cache import CachedSession

WORKS = works_of(made_papers(5))
LIST = "/works?filter=type:article&per-page=50"
EMPTY = "/works?filter=doi:10.5555/none"
KEY = "secret-key-0123456789"
BODY = orjson.dumps({"meta": {"count": 0}, "results": []})


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer(WORKS, is_paced=False, keys=[KEY]) as server:
        yield server


def open_session(server: LoopbackServer | str, folder: Path, **settings: Any) -> tuple[CachedSession, Usage]:
    return make_session(quick(server, folder, **settings))


def cache_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("cache*"))


# ------------------------------------------------------------------------ the cache


def test_a_second_run_sends_nothing(server: LoopbackServer, tmp_path: Path) -> None:
    first, _ = open_session(server, tmp_path)
    answer = first.get(server.url + LIST).content
    second, usage = open_session(server, tmp_path)
    assert second.get(server.url + LIST).content == answer
    assert len(server.requests) == 1
    assert (usage.request_count, usage.cost_usd) == (0, 0.0)


def test_another_key_shares_the_answers(server: LoopbackServer, tmp_path: Path) -> None:
    open_session(server, tmp_path)[0].get(server.url + LIST)
    open_session(server, tmp_path, api_key=KEY)[0].get(server.url + LIST)
    assert len(server.requests) == 1


def test_the_key_reaches_the_server_and_nothing_else(server: LoopbackServer, tmp_path: Path) -> None:
    settings = quick(server, tmp_path, api_key=KEY)
    session, usage = make_session(settings)
    answer = session.get(server.url + LIST)
    assert server.requests[0].key == KEY
    seen = f"{settings!r} {session!r} {usage!r} {answer!r} {answer.url} {answer.request.headers} {session.headers}"
    assert KEY not in seen
    assert KEY.encode() not in cache_bytes(tmp_path)


def test_a_refused_key_is_not_in_the_error(server: LoopbackServer, tmp_path: Path) -> None:
    session, usage = open_session(server, tmp_path, api_key="wrong-key-987")
    with pytest.raises(RefusedKey, match="OPENALEX_API_KEY") as caught:
        session.get(server.url + LIST)
    assert "wrong-key-987" not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"
    assert b"wrong-key-987" not in cache_bytes(tmp_path)
    assert (len(server.requests), usage.credit_count) == (1, 0)


def test_an_address_to_reach_the_user_is_not_kept(server: LoopbackServer, tmp_path: Path) -> None:
    session, _ = open_session(server, tmp_path)
    session.headers["From"] = "ada@example.org"
    session.get(server.url + LIST + "&mailto=ada@example.org")
    kept = cache_bytes(tmp_path)
    assert b"results" in kept
    assert b"ada@example.org" not in kept
    assert b"ada%40example.org" not in kept


def test_refresh_asks_again_and_keeps_the_new_answer(server: LoopbackServer, tmp_path: Path) -> None:
    session, _ = open_session(server, tmp_path)
    session.get(server.url + LIST)
    session.get(server.url + LIST, force_refresh=True)
    assert len(server.requests) == 2
    session.get(server.url + LIST)
    assert len(server.requests) == 2


@pytest.mark.parametrize(("path", "days"), [(LIST, 30), (EMPTY, 7), ("/works/W1000", 30), ("/works/W77", 7)])
def test_answers_are_kept_by_what_they_hold(server: LoopbackServer, tmp_path: Path, path: str, days: int) -> None:
    session, _ = open_session(server, tmp_path)
    session.get(server.url + path)
    kept = session.get(server.url + path)
    assert kept.from_cache
    assert kept.expires is not None
    assert kept.expires.timestamp() == pytest.approx(time.time() + days * DAY, abs=60)


def test_an_answer_past_its_time_is_asked_again(server: LoopbackServer, tmp_path: Path) -> None:
    session, _ = open_session(server, tmp_path, keep_works_days=1 / DAY)
    session.get(server.url + LIST)
    time.sleep(1.1)
    session.get(server.url + LIST)
    assert len(server.requests) == 2


def test_an_answer_past_its_time_serves_when_openalex_is_down(
    server: LoopbackServer, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    session, _ = open_session(server, tmp_path, keep_works_days=1 / DAY)
    fresh = session.get(server.url + LIST).content
    time.sleep(1.1)
    server.reset([Fault(FaultKind.BAD_GATEWAY, share=1.0)])
    stale = session.get(server.url + LIST)
    assert (stale.content, stale.is_expired) == (fresh, True)
    assert len(server.requests) == 5, "one request and four more tries"
    server.reset([Fault(FaultKind.ERROR_500, share=1.0)])
    assert session.get(server.url + LIST).content == fresh
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("kind", "error"), [(FaultKind.UNKNOWN_KEY_401, RefusedKey), (FaultKind.DAILY_429, BudgetSpent)]
)
def test_an_answer_past_its_time_hides_no_refused_key_and_no_spent_day(
    server: LoopbackServer, tmp_path: Path, kind: FaultKind, error: type[OpenAlexError]
) -> None:
    session, usage = open_session(server, tmp_path, keep_works_days=0.3 / DAY)
    session.get(server.url + LIST)
    time.sleep(0.4)
    server.reset([Fault(kind, share=1.0)])
    with pytest.raises(error):
        session.get(server.url + LIST)
    assert (len(server.requests), usage.stale_count) == (1, 0)
    server.reset([])
    assert session.get(server.url + LIST).status_code == 200


def test_an_answer_past_its_time_hides_no_run_that_has_spent_its_budget(server: LoopbackServer, tmp_path: Path) -> None:
    open_session(server, tmp_path, keep_works_days=0.3 / DAY)[0].get(server.url + LIST)
    time.sleep(0.4)
    with pytest.raises(BudgetSpent, match="--budget"):
        open_session(server, tmp_path, budget_usd=0.0)[0].get(server.url + LIST)


def test_a_refresh_never_serves_what_is_past_its_time(server: LoopbackServer, tmp_path: Path) -> None:
    open_session(server, tmp_path)[0].get(server.url + LIST)
    session, _ = open_session(server, tmp_path, is_refresh=True)
    server.reset([Fault(FaultKind.BAD_GATEWAY, share=1.0)])
    with pytest.raises(Unreachable):
        session.get(server.url + LIST, force_refresh=True)


def test_a_missing_record_is_an_answer_and_kept(server: LoopbackServer, tmp_path: Path) -> None:
    session, _ = open_session(server, tmp_path)
    assert session.get(server.url + "/works/W77").status_code == 404
    assert session.get(server.url + "/works/W77").status_code == 404
    assert len(server.requests) == 1


def test_a_missing_list_is_a_wrong_address(server: LoopbackServer, tmp_path: Path) -> None:
    session, _ = open_session(server, tmp_path)
    with pytest.raises(Unreachable, match="404"):
        session.get(server.url + "/elsewhere/works?filter=type:article")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "kind",
    [
        FaultKind.TRUNCATED_JSON,
        FaultKind.WRONG_TYPE,
        FaultKind.NO_WORK_LIST,
        FaultKind.TIMED_OUT,
        FaultKind.ERROR_500,
        FaultKind.BAD_GATEWAY,
        FaultKind.GATEWAY_TIMEOUT,
        FaultKind.REDIRECT_LOOP,
        FaultKind.RESET,
        FaultKind.STALLED_BODY,
        FaultKind.UNKNOWN_KEY_401,
        FaultKind.DAILY_429,
    ],
)
def test_only_whole_answers_are_kept(server: LoopbackServer, tmp_path: Path, kind: FaultKind) -> None:
    server.reset([Fault(kind, on=[1], seconds=1.0)])
    session, _ = open_session(server, tmp_path, retries=0, read_timeout=0.2)
    with pytest.raises(OpenAlexError):
        session.get(server.url + LIST)
    assert list(session.cache.responses) == []
    assert len(session.get(server.url + LIST).json()["results"]) == len(WORKS)


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


def test_a_slow_body_is_waited_for(server: LoopbackServer, tmp_path: Path) -> None:
    server.reset([Fault(FaultKind.SLOW_BODY, on=[1], seconds=0.5)])
    session, usage = open_session(server, tmp_path, read_timeout=0.3)
    assert len(session.get(server.url + LIST).json()["results"]) == len(WORKS)
    assert usage.retry_count == 0


@pytest.mark.parametrize("kind", [FaultKind.DRIPPING_BODY, FaultKind.SLOW_BODY])
def test_a_body_that_never_ends_is_cut_and_asked_for_again(
    server: LoopbackServer, tmp_path: Path, kind: FaultKind
) -> None:
    server.reset([Fault(kind, on=[1], seconds=0.05 if kind is FaultKind.DRIPPING_BODY else 2.0)])
    session, usage = open_session(server, tmp_path, read_timeout=1.0, exchange_timeout=0.3)
    started = time.monotonic()
    assert len(session.get(server.url + LIST).json()["results"]) == len(WORKS)
    assert 0.3 <= time.monotonic() - started < 1.0
    assert (usage.request_count, usage.retry_count) == (2, 1)


def test_a_server_that_only_ever_drips_cannot_be_reached(server: LoopbackServer, tmp_path: Path) -> None:
    server.reset([Fault(FaultKind.DRIPPING_BODY, share=1.0, seconds=0.05)])
    session, _ = open_session(server, tmp_path, read_timeout=1.0, exchange_timeout=0.2, retries=1)
    with pytest.raises(Unreachable, match="cannot be reached"):
        session.get(server.url + LIST)
    assert len(server.requests) == 2
    server.reset([])
    assert session.get(server.url + LIST).status_code == 200


def test_a_body_that_drips_through_a_proxy_is_cut_too(
    server: LoopbackServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url)
    server.reset([Fault(FaultKind.DRIPPING_BODY, on=[1], seconds=0.05)])
    session, usage = open_session("http://openalex.example", tmp_path, read_timeout=1.0, exchange_timeout=0.3)
    started = time.monotonic()
    assert len(session.get("http://openalex.example" + LIST).json()["results"]) == len(WORKS)
    assert 0.3 <= time.monotonic() - started < 1.0
    assert (usage.request_count, usage.retry_count) == (2, 1)


def test_a_head_that_drips_is_cut_too(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip_heads, args=[listener, 2])
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        session, usage = open_session(url, tmp_path, read_timeout=1.0, exchange_timeout=0.2, retries=1)
        started = time.monotonic()
        with pytest.raises(Unreachable):
            session.get(url + LIST)
        assert time.monotonic() - started < 2
        thread.join()
    assert usage.request_count == 2


def drip_heads(listener: socket.socket, count: int) -> None:
    """Answer so many connections with a header that goes on, letter by letter, until the client hangs up."""
    for _ in range(count):
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            connection.recv(65_536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while True:
                connection.sendall(b"o")
                time.sleep(0.02)


@pytest.mark.parametrize("name", ["cache.sqlite", "cache-answers.sqlite"])
def test_a_damaged_cache_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"not a database, but long enough to be looked at" * 50)
    with pytest.raises(SettingsError, match=rf"{name}.*Delete"):
        open_session("http://127.0.0.1:9", tmp_path)


def test_a_cached_answer_takes_less_than_two_milliseconds(server: LoopbackServer, tmp_path: Path) -> None:
    session, _ = open_session(server, tmp_path)
    session.get(server.url + LIST)
    times = []
    for _ in range(50):
        started = time.perf_counter()
        session.get(server.url + LIST)
        times.append(time.perf_counter() - started)
    # The fastest quarter: the others may have waited for the machine.
    assert sorted(times)[12] < 0.002


# --------------------------------------------------------------- waiting and pacing


def test_threads_share_one_pace(server: LoopbackServer, tmp_path: Path) -> None:
    session, _ = open_session(server, tmp_path, requests_per_second=20)
    started = time.monotonic()
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda number: session.get(f"{server.url}{LIST}&page={number}"), range(1, 10)))
    assert 8 / 20 <= time.monotonic() - started < 3


def test_cached_answers_are_not_paced(server: LoopbackServer, tmp_path: Path) -> None:
    session, _ = open_session(server, tmp_path, requests_per_second=0.5)
    started = time.monotonic()
    for _ in range(20):
        session.get(server.url + LIST)
    assert time.monotonic() - started < 1


def test_a_pace_that_is_held_up_goes_on() -> None:
    pace = Pace(1000)
    pace.delay(0.1)
    started = time.monotonic()
    pace.wait()
    pace.wait()
    assert 0.1 <= time.monotonic() - started < 0.5


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
    server.reset([Fault(FaultKind.PER_SECOND_429, on=[1])])
    session, usage = open_session(server, tmp_path)
    assert session.get(server.url + LIST).status_code == 200
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


# -------------------------------------------------------------------------- money


def test_a_run_stops_before_it_overspends(server: LoopbackServer, tmp_path: Path) -> None:
    session, usage = open_session(server, tmp_path, budget_usd=0.0021)
    search = server.url + "/works?filter=title.search:learning&page="
    session.get(f"{search}1")
    session.get(f"{search}2")
    with pytest.raises(BudgetSpent, match="--budget"):
        session.get(f"{search}3")
    session.get(server.url + LIST)
    with pytest.raises(BudgetSpent):
        session.get(server.url + EMPTY)
    assert session.get(f"{search}1").from_cache
    assert (usage.credit_count, server.credits_used) == (21, 21)


def test_threads_cannot_overspend_together(server: LoopbackServer, tmp_path: Path) -> None:
    session, _ = open_session(server, tmp_path, budget_usd=0.0030)

    def ask(page: int) -> bool:
        try:
            session.get(f"{server.url}/works?filter=title.search:learning&page={page}")
        except BudgetSpent:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        answered = sum(pool.map(ask, range(1, 20)))
    assert (answered, server.credits_used) == (3, 30)


def test_the_ledger_agrees_with_the_server(server: LoopbackServer, tmp_path: Path) -> None:
    session, usage = open_session(server, tmp_path)
    for path in [LIST, EMPTY, "/works/W1000", "/works/W77", "/autocomplete/works?q=a", "/works?search.title=graphs"]:
        session.get(server.url + path)
    for refused in ["/works?filter=nonsense:1", "/works?filter=title.search:a,b", "/works?filter=title.search:what?"]:
        with pytest.raises(RefusedQuery):
            session.get(server.url + refused)
    assert usage.credit_count == server.credits_used == 1 + 1 + 10 + 1 + 10
    assert usage.cost_usd == 0.0023
    assert usage.remaining_credits == 1_000 - 23


def test_what_the_day_cannot_pay_is_not_sent(tmp_path: Path) -> None:
    with LoopbackServer(WORKS, is_paced=False, budget_credits=25) as server:
        session, _ = open_session(server, tmp_path)
        search = server.url + "/works?filter=title.search:learning&page="
        session.get(f"{search}1")
        session.get(f"{search}2")
        with pytest.raises(BudgetSpent, match=r"in \d+\.\d hours \(00:00 UTC\)") as caught:
            session.get(f"{search}3")
        assert caught.value.resume_after_seconds
        assert len(server.requests) == 2
        # What is cheap enough, or free, is still asked.
        assert session.get(server.url + LIST).status_code == 200
        assert session.get(server.url + "/works/W1000").status_code == 200


def test_what_the_day_has_left_is_forgotten_at_its_end() -> None:
    usage = Usage()
    usage.note_budget({"credits_remaining": 3, "onetime_credits_remaining": 0, "resets_in_seconds": 3600})
    with pytest.raises(BudgetSpent):
        usage.reserve(10)
    usage.day_end = time.monotonic()
    usage.reserve(10)


def test_money_paid_in_advance_counts() -> None:
    usage = Usage()
    usage.note_budget({"credits_remaining": 3, "onetime_credits_remaining": 8, "resets_in_seconds": 3600})
    usage.reserve(10)
    assert usage.remaining_credits == 1


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


@pytest.mark.parametrize(
    ("path", "credits_"),
    [
        ("/works/W2741809807", 0),
        ("/works/w2741809807", 0),
        ("/works/doi:10.1145/3458754", 0),
        ("/works/pmid:123", 0),
        ("/works/https://doi.org/10.1145/3458754", 1),
        ("/works/doi%3A10.1145/3458754", 1),
        ("/autocomplete/works?q=search", 0),
        ("/rate-limit", 0),
        ("/works", 1),
        ("/works?filter=doi:10.1/a|10.1/b", 1),
        ('/works?filter=display_name:"a search= b"', 1),
        ("/works?filter=openalex:W12|W13", 1),
        ("/works?filter=title.search:graphs", 10),
        ("/works?filter=type:article,title.search%3A%22graphs%22", 10),
        ("/works?filter=title_and_abstract.search:graphs", 10),
        ("/works?search=graphs", 10),
        ("/works?search.title=graphs", 10),
        ("/works?search.semantic=graphs", 10),
        ("/works?group_by=type&search=graphs", 1),
    ],
)
def test_prices_are_those_of_the_edge(path: str, credits_: int) -> None:
    assert price("https://api.openalex.org" + path) == credits_


# ------------------------------------------------------------- what answers are worth


def error_body(error: str, message: str = "") -> bytes:
    return orjson.dumps({"error": error, "message": message})


@pytest.mark.parametrize(
    ("status", "headers", "body", "error", "patience", "wait"),
    [
        (200, {}, BODY, None, 0, None),
        (200, {"Content-Type": "application/json; charset=utf-8"}, BODY, None, 0, None),
        (200, {}, b'{"id": "https://openalex.org/W1"}', Unreachable, 9, None),
        (200, {}, b'{"id": "https://openalex.org/W1", "meta": {}, "results": []}', Unreachable, 9, None),
        (200, {}, BODY[:-4], Unreachable, 9, None),
        (200, {}, b"", Unreachable, 9, None),
        (200, {}, b"[]", Unreachable, 9, None),
        (200, {}, b'{"results": []}', Unreachable, 9, None),
        (200, {"Content-Type": "text/html"}, BODY, Unreachable, 9, None),
        (200, {}, orjson.dumps({"meta": {"count": 1, "timed_out": True}, "results": []}), Unreachable, 1, None),
        (302, {"Location": "/login"}, b"", Unreachable, 1, None),
        (400, {}, error_body("Invalid query parameters error."), RefusedQuery, 0, None),
        (414, {}, b"", RefusedQuery, 0, None),
        (401, {}, error_body("Invalid or missing API key"), RefusedKey, 0, None),
        (403, {}, b"", RefusedKey, 0, None),
        (404, {}, b"<html>", Unreachable, 0, None),
        (429, {"Retry-After": "1", "X-RateLimit-Remaining": "0"}, error_body("Rate limit"), Unreachable, 9, 1.0),
        (429, {}, error_body("Rate limit exceeded"), Unreachable, 9, 1.0),
        (429, {"Retry-After": "7200"}, error_body("Rate limit exceeded"), BudgetSpent, 0, None),
        (429, {"Retry-After": "30"}, error_body("Rate limit", "Insufficient budget."), BudgetSpent, 0, None),
        (429, {}, error_body("Plan upgrade required", "The filter requires"), RefusedQuery, 0, None),
        (500, {}, b"<!doctype html>", BrokenQuery, 1, None),
        (500, {}, error_body("oops"), Unreachable, 9, None),
        (502, {}, b"<html>", Unreachable, 9, None),
        (503, {"Retry-After": "30"}, error_body("Search temporarily unavailable"), Unreachable, 9, 30.0),
        (503, {"Retry-After": "86400"}, b"", Unreachable, 0, 86400.0),
        (503, {"Retry-After": "soon"}, b"", Unreachable, 9, None),
        (504, {}, error_body("Gateway timeout"), Unreachable, 1, None),
        (418, {}, b"", Unreachable, 0, None),
    ],
)
def test_each_answer_gets_its_verdict(
    status: int,
    headers: dict[str, str],
    body: bytes,
    error: type[OpenAlexError] | None,
    patience: int,
    wait: float | None,
) -> None:
    judgement = judge_answer(status, headers, body)
    assert type(judgement.error) is (type(None) if error is None else error)
    assert min(judgement.patience, 9) == patience
    assert judgement.wait == wait


def test_an_unknown_record_is_kept_as_unknown() -> None:
    assert judge_answer(404, {}, b"<html>", Wanted.RECORD) == Judgement()
    assert judge_answer(404, {}, b"<html>").error


def test_a_pause_may_be_named_by_its_end() -> None:
    end = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    wait = judge_answer(503, {"Retry-After": end}, b"").wait
    assert wait is not None
    assert 17 < wait <= 20 < LONGEST_WAIT


def test_an_explanation_is_short_and_on_one_line() -> None:
    error = judge_answer(400, {}, error_body("Bad\nquery", "x" * 10_000)).error
    assert "\n" not in str(error)
    assert len(str(error)) < 400


# ------------------------------------------------------------------------- concurrency


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


def test_settings_hide_the_key(tmp_path: Path) -> None:
    assert KEY not in repr(SessionSettings(tmp_path / "cache.sqlite", api_key=KEY))
