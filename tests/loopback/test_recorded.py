"""The server beside recorded answers of the live API: same statuses, headers, meta and error bodies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.loopback import LoopbackServer
from tests.loopback.example_works import WORKS, work

RECORDED = Path(__file__).parents[3] / "shared" / "data" / "live_http_exchanges.json"

pytestmark = pytest.mark.skipif(not RECORDED.exists(), reason="the recorded exchanges are not beside this checkout")


def read_exchanges() -> list[dict[str, Any]]:
    """The recordings that this server speaks (it does not group), in the API's form since prices came in 2026.

    Earlier answers have no rate headers and no ``cost_usd``.
    """
    if not RECORDED.exists():
        return []
    recorded = json.loads(RECORDED.read_text())
    return [each for each in recorded if "x-ratelimit-limit" in each["headers"] and "group_by" not in each["uri"]]


@pytest.fixture(scope="module")
def openalex() -> Iterator[LoopbackServer]:
    """A server that holds the works of the recordings, under made-up titles and with the recorded DOIs."""
    wanted = {part for each in read_exchanges() for part in urlsplit(each["uri"]).path.split("/") if part[:1] == "W"}
    singles = [work(int(name[1:]), f"Recorded Work {name}") for name in sorted(wanted)]
    dois = {
        doi
        for each in read_exchanges()
        for value in parse_qs(urlsplit(each["uri"]).query).get("filter", [])
        if value.startswith("doi:")
        for doi in value.removeprefix("doi:").split("|")
    }
    by_doi = [work(50_000 + at, f"Recorded DOI {at}", doi=doi) for at, doi in enumerate(sorted(dois))]
    with LoopbackServer([*WORKS, *singles, *by_doi], is_paced=False) as server:
        yield server


@pytest.mark.parametrize("exchange", read_exchanges(), ids=lambda each: f"{each['status']}-{each['uri'][24:80]}")
def test_a_recorded_request_is_answered_in_the_recorded_form(
    openalex: LoopbackServer, exchange: dict[str, Any]
) -> None:
    address = urlsplit(exchange["uri"])
    answer = requests.get(f"{openalex.url}{address.path}?{address.query}", timeout=10)
    assert answer.status_code == exchange["status"]
    assert answer.headers["Content-Type"] == exchange["headers"]["content-type"]
    names = {name.lower() for name in answer.headers if name.lower().startswith("x-ratelimit")}
    assert names == {name for name in exchange["headers"] if name.startswith("x-ratelimit")}
    if "body" in exchange:
        assert answer.json() == exchange["body"]
    if "meta" in exchange:
        assert answer.json()["meta"].keys() == exchange["meta"].keys()
        assert answer.json()["meta"]["page"] == exchange["meta"]["page"]
        assert answer.json()["meta"]["per_page"] == exchange["meta"]["per_page"]


@pytest.mark.parametrize("exchange", [each for each in read_exchanges() if "%2F%2Fdoi.org" in each["uri"]][:4])
def test_a_recorded_list_of_dois_is_found_and_priced_as_recorded(
    openalex: LoopbackServer, exchange: dict[str, Any]
) -> None:
    address = urlsplit(exchange["uri"])
    answer = requests.get(f"{openalex.url}{address.path}?{address.query}", timeout=10)
    assert answer.json()["meta"]["count"] >= exchange["meta"]["count"]
    assert answer.headers["X-RateLimit-Credits-Used"] == exchange["headers"]["x-ratelimit-credits-used"]


def test_the_budget_answer_has_the_recorded_keys(openalex: LoopbackServer) -> None:
    recorded = [each for each in json.loads(RECORDED.read_text()) if "/rate-limit" in each["uri"]]
    newest = next(each["body"] for each in recorded if each["status"] == 200)
    answer = requests.get(openalex.url + "/rate-limit?api_key=k", timeout=10).json()
    assert answer.keys() == newest.keys()
    assert answer["rate_limit"].keys() == newest["rate_limit"].keys()
    assert answer["rate_limit"]["credit_costs"].keys() == newest["rate_limit"]["credit_costs"].keys()


def test_the_refusal_of_a_key_is_the_recorded_one() -> None:
    recorded = [each for each in json.loads(RECORDED.read_text()) if each["status"] == 401]
    with LoopbackServer(WORKS, keys=["good"]) as openalex:
        answer = requests.get(openalex.url + "/rate-limit?api_key=bad", timeout=10)
    assert answer.json() == recorded[0]["body"]
    assert answer.headers["Cache-Control"] == recorded[0]["headers"]["cache-control"]
