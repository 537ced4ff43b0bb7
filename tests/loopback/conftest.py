"""Fixtures of the loopback server's own tests.

``ask`` for the server's answer to given parameters; ``found`` for the short ids
it finds; ``openalex`` for the server itself. All share one server without a
limit per second: a test that looks at money, pace or faults starts its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import requests

from tests.loopback import LoopbackServer
from tests.loopback.example_works import WORKS

Ask = Callable[..., requests.Response]


@pytest.fixture(scope="session")
def openalex() -> Iterator[LoopbackServer]:
    """A server over the example works, with all the money in the world."""
    with LoopbackServer(WORKS, is_paced=False, budget_credits=10**9, merged={"W98": "W11"}) as server:
        yield server


@pytest.fixture(scope="session")
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


@pytest.fixture
def ask(openalex: LoopbackServer, session: requests.Session) -> Ask:
    """``ask("/works", filter=...)``: one GET; parameters are encoded as forms are."""

    def get(path: str = "/works", **parameters: str | int) -> requests.Response:
        return session.get(openalex.url + path, params=parameters, timeout=10)

    return get


@pytest.fixture
def found(ask: Ask) -> Callable[[str], set[int]]:
    """``found("title.search:x")``: the numbers of the works that a filter finds; it must be answered with 200."""

    def get(text: str) -> set[int]:
        answer = ask(filter=text, per_page=200)
        assert answer.status_code == 200, answer.text
        return {int(work["id"].rpartition("W")[2]) for work in answer.json()["results"]}

    return get
