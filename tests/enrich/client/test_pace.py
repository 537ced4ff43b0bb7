"""The pace of real requests, which all threads share."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from enrich.client.pace import Pace
from tests.enrich.client.conftest import LIST, open_session
from tests.loopback import LoopbackServer

if TYPE_CHECKING:
    from pathlib import Path


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
