"""Money, pace and keys."""

from __future__ import annotations

import pytest
import requests

from tests.loopback import LoopbackServer
from tests.loopback.example_works import WORKS, work
from tests.loopback.prices import Bucket, price, usd

LIST, SEARCH = {"filter": "type:article"}, {"filter": 'title.search:"graphs"'}
EVENING = 1_790_000_000 - 1_790_000_000 % 86_400 + 86_400 - 600  # ten minutes to midnight UTC


@pytest.mark.parametrize(
    ("path", "query", "cost"),
    [
        ("/works", {}, 1),
        ("/works", {"filter": "display_name:a|b"}, 1),
        ("/works", {"filter": "doi:10.1/a|10.1/b"}, 1),
        ("/works", {"filter": 'title.search:"a"|"b"'}, 10),
        ("/works", {"filter": 'display_name:"on title.search"'}, 10),
        ("/works", {"search": "a"}, 10),
        ("/works", {"search.title": "a"}, 10),
        ("/works", {"search": "a", "group_by": "type"}, 1),
        ("/works/W1", {}, 0),
        ("/autocomplete/works", {"q": "a"}, 0),
    ],
)
def test_the_price_depends_on_the_request_not_on_the_number_of_values(
    path: str, query: dict[str, str], cost: int
) -> None:
    assert price(path, query) == cost


def test_credits_are_written_as_dollars_without_idle_zeros() -> None:
    assert [usd(cost) for cost in (0, 1, 10, 9989, 10_000)] == ["0", "0.0001", "0.001", "0.9989", "1"]


def test_headers_tell_what_was_spent_and_refused_queries_are_charged() -> None:
    with LoopbackServer(WORKS, clock=lambda: EVENING) as openalex:
        good = requests.get(openalex.url + "/works", params=SEARCH | {"api_key": "k"}, timeout=10)
        bad = requests.get(openalex.url + "/works?filter=nonsense:1&api_key=k", timeout=10)
        used = openalex.credits_used
    assert {name: value for name, value in good.headers.items() if name.startswith("X-RateLimit")} == {
        "X-RateLimit-Limit": "10000",
        "X-RateLimit-Remaining": "9990",
        "X-RateLimit-Credits-Used": "10",
        "X-RateLimit-Reset": "600",
        "X-RateLimit-Onetime-Remaining": "0",
        "X-RateLimit-Limit-USD": "1",
        "X-RateLimit-Remaining-USD": "0.999",
        "X-RateLimit-Prepaid-Remaining-USD": "0",
        "X-RateLimit-Cost-USD": "0.001",
    }
    assert (bad.status_code, bad.headers["X-RateLimit-Remaining"], used) == (400, "9989", 11)


def test_a_spent_budget_refuses_until_midnight_and_still_answers_what_is_free() -> None:
    now = [EVENING]
    with LoopbackServer(WORKS, budget_credits=15, clock=lambda: now[0]) as openalex:
        url = openalex.url
        assert requests.get(url + "/works", params=SEARCH, timeout=10).status_code == 200
        refused = requests.get(url + "/works", params=SEARCH, timeout=10)
        assert refused.status_code == 429
        assert refused.headers["Retry-After"] == refused.headers["X-RateLimit-Reset"] == "600"
        assert refused.headers["X-RateLimit-Remaining"] == "5"
        assert refused.headers["X-RateLimit-Credits-Required"] == "10"
        body = refused.json()
        assert body["message"].startswith(
            "Insufficient budget. This request costs $0.001 but you only have $0.0005 remaining. Resets at midnight UTC"
        )
        assert body.keys() >= {"error", "retryAfter", "costUsd", "dailyRemainingUsd", "creditsRequired"}
        assert requests.get(url + "/works", params=LIST, timeout=10).status_code == 200
        assert requests.get(url + "/works/W11", timeout=10).status_code == 200
        now[0] += 600
        assert requests.get(url + "/works", params=SEARCH, timeout=10).status_code == 200


def test_without_a_key_the_day_is_a_tenth() -> None:
    with LoopbackServer(WORKS) as openalex:
        assert requests.get(openalex.url + "/works", timeout=10).headers["X-RateLimit-Limit"] == "1000"
        assert requests.get(openalex.url + "/works?api_key=", timeout=10).headers["X-RateLimit-Limit"] == "1000"
        assert requests.get(openalex.url + "/works?api_key=k", timeout=10).headers["X-RateLimit-Limit"] == "10000"


def test_haste_is_refused_with_nothing_remaining_although_the_budget_is_not_spent() -> None:
    statuses: list[int] = []
    with LoopbackServer(WORKS) as openalex, requests.Session() as session:
        while 429 not in statuses and len(statuses) < 100:
            refused = session.get(openalex.url + "/works/W11", timeout=10)
            statuses.append(refused.status_code)
    assert len(statuses) > 10
    assert statuses[-1] == 429
    assert (refused.headers["Retry-After"], refused.headers["X-RateLimit-Remaining"]) == ("1", "0")
    assert refused.json()["message"] == "Rate limit exceeded: 10 requests per second. Please slow down."
    assert 0 < refused.json()["retryAfter"] < 1


def test_a_bucket_refills_evenly() -> None:
    bucket = Bucket(2.0)
    assert [bucket.take(), bucket.take()] == [0.0, 0.0]
    assert 0.0 < bucket.take() <= 0.5
    bucket.filled_at -= 0.5
    assert bucket.take() == 0.0


def test_more_than_five_operators_are_a_broad_query_with_a_slower_pace() -> None:
    broad = {"filter": "title.search:" + " OR ".join("abcdefg")}
    with LoopbackServer(WORKS) as openalex:
        statuses = [requests.get(openalex.url + "/works", params=broad, timeout=10) for _ in range(2)]
    assert [answer.status_code for answer in statuses] == [200, 429]
    assert statuses[1].json()["reason"] == "broad_boolean_query"


def test_an_unknown_key_is_refused_everywhere_and_bearer_wins() -> None:
    with LoopbackServer(WORKS, keys=["good"]) as openalex:
        for path in ("/works", "/works/W11", "/rate-limit"):
            refused = requests.get(openalex.url + path, params={"api_key": "bad"}, timeout=10)
            assert refused.status_code == 401
            assert refused.json() == {"error": "Invalid or missing API key", "message": "API key not found"}
            assert refused.headers["Cache-Control"] == "no-store"
        bearer = {"Authorization": "Bearer good"}
        answer = requests.get(openalex.url + "/works", params={"api_key": "bad"}, headers=bearer, timeout=10)
        assert (answer.status_code, openalex.requests[-1].key) == (200, "good")


@pytest.mark.parametrize("text", ["from_updated_date:2026-01-01", 'title.search:"about to-created-date: a study"'])
def test_dated_filters_need_a_plan_and_no_waiting_helps(text: str) -> None:
    with LoopbackServer(WORKS) as openalex:
        answer = requests.get(openalex.url + "/works", params={"filter": text}, timeout=10)
        assert (answer.status_code, answer.json()["error"]) == (429, "Plan upgrade required")
        assert "Retry-After" not in answer.headers
        assert openalex.credits_used == 0


def test_a_request_line_is_measured_after_encoding_it_anew() -> None:
    def status(title: str) -> int:
        target = f'{openalex.url}/works?filter=title.search:"{title}"'
        answer = requests.Request("GET", target).prepare()
        answer.url = target
        with requests.Session() as session:
            return session.send(answer, timeout=10).status_code

    with LoopbackServer([work(11, "x")]) as openalex:
        frame = len("GET /works?filter=title.search%3A%22%22 HTTP/1.1")
        assert status("x" * (8190 - frame)) == 200
        assert status("x" * (8191 - frame)) == 400
        assert status(":" * 2700) == 200
        refused = requests.get(openalex.url + "/works", params={"filter": "title.search:" + "é" * 1400}, timeout=10)
        assert (refused.status_code, refused.json()["error"]) == (400, "Request URL too long")
        assert "x-openalex-edge-reject" not in refused.headers
