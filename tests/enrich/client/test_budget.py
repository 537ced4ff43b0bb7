"""Money: prices as OpenAlex's edge has them, and a run that never spends more than it may."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from enrich.client.budget import Usage
from enrich.client.budget import price_of as price
from enrich.errors import BudgetSpent, RefusedQuery
from tests.enrich.client.conftest import EMPTY, LIST, WORKS, open_session
from tests.loopback import LoopbackServer

if TYPE_CHECKING:
    from pathlib import Path


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


def test_the_usage_agrees_with_the_server(server: LoopbackServer, tmp_path: Path) -> None:
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
