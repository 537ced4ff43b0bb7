"""What asking for a list of papers takes: requests, money, bytes and time, beside one search a title.

    python -m tests.benchmarks.requests [--latency-ms 200] [--titles 523]

Asks for the papers of the pages beside the checkout, or for made-up titles
where there are none, and fetches their works whole: by citegraph on an empty
cache (cold) and again (warm), and by the plain loop that pyalex's manual
suggests, one search a title. All on one loopback server in the same run, once
at once and once with a wait before each answer. citegraph keeps to its usual
ten requests a second; the loop may go as fast as it can.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyalex
import requests
from requests.adapters import HTTPAdapter

from enrich.client.budget import CREDIT_USD
from enrich.client.limits import OPENALEX_URL
from enrich.client.session import make_session
from enrich.client.settings import SessionSettings
from enrich.search.openalex import OpenAlexAPI
from tests.enrich.asking import made_papers, page_papers, works_of
from tests.loopback import LoopbackServer
from tests.shared import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from enrich.records import Paper

COST_AIM, REQUESTS_AIM, TIME_AIM = 80, 13, 20
# Milliseconds, and how many answers are asked for to find them.
CACHED_AIM, CACHED_ANSWERS = 2, 100


@dataclass(frozen=True, slots=True)
class Cost:
    """What one way of asking took; ``papers`` is how many of them found their work."""

    papers: int
    requests: int
    credits: int
    bytes: int
    seconds: float


class Redirect(HTTPAdapter):
    """Sends what is meant for OpenAlex to the loopback server, and counts the bytes that come back."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.received_bytes = 0

    def send(self, request: requests.PreparedRequest, *arguments: Any, **options: Any) -> requests.Response:
        request.url = (request.url or "").replace(OPENALEX_URL, self.url, 1)
        response = super().send(request, *arguments, **options)
        self.received_bytes += len(response.content)
        return response


def ask_citegraph(server: LoopbackServer, papers: Sequence[Paper], folder: Path) -> tuple[int, int]:
    """Return (papers found, bytes received)."""
    session, usage = make_session(SessionSettings(folder / "cache.sqlite", base_url=server.url))
    api = OpenAlexAPI(session, usage, base_url=server.url)
    matches = [finding.match for finding in api.find(papers)]
    works = list(api.fetch_works(match.work_id for match in matches if match.work_id))
    return len(works), usage.received_bytes


def ask_pyalex(server: LoopbackServer, papers: Sequence[Paper]) -> tuple[int, int]:
    """Return (papers found, bytes received). What OpenAlex refuses counts as not found, as in any such loop."""
    adapter = Redirect(server.url)

    def new_session() -> requests.Session:
        session = requests.Session()
        session.mount(OPENALEX_URL, adapter)
        return session

    usual, pyalex.api._get_requests_session = pyalex.api._get_requests_session, new_session
    found = 0
    try:
        for paper in papers:
            try:
                works = pyalex.Works().search_filter(title=paper.title).get()
            except (pyalex.api.QueryError, requests.HTTPError):
                continue
            found += bool(works)
    finally:
        pyalex.api._get_requests_session = usual
    return found, adapter.received_bytes


def measure(server: LoopbackServer, ask: Callable[[], tuple[int, int]]) -> Cost:
    server.reset()
    started = time.perf_counter()
    found, received_bytes = ask()
    seconds = time.perf_counter() - started
    return Cost(found, len(server.requests), server.credits_used, received_bytes, seconds)


def show(name: str, cost: Cost) -> None:
    print(
        f"{name:<22}{cost.papers:>7}{cost.requests:>10}{cost.credits:>9}{cost.credits * CREDIT_USD:>10.4f}"
        f"{cost.bytes / 1e6:>8.2f}{cost.seconds:>9.2f}"
    )


def compare(server: LoopbackServer, papers: Sequence[Paper], latency: float) -> tuple[Cost, Cost]:
    """Measure all ways at one latency (seconds), print them, and return what citegraph took at first, and the loop."""
    server.latency = latency
    wait = f", {latency * 1000:.0f} ms" if latency else ""
    with tempfile.TemporaryDirectory() as folder:
        cold = measure(server, lambda: ask_citegraph(server, papers, Path(folder)))
        show(f"citegraph cold{wait}", cold)
        show(f"citegraph warm{wait}", measure(server, lambda: ask_citegraph(server, papers, Path(folder))))
    loop = measure(server, lambda: ask_pyalex(server, papers))
    show(f"pyalex loop{wait}", loop)
    return cold, loop


def cached_answer_ms(server: LoopbackServer) -> float:
    """Return what an answer from the cache takes, each another one, in milliseconds."""
    urls = [f"{server.url}/works?filter=display_name:{number}" for number in range(CACHED_ANSWERS)]
    with tempfile.TemporaryDirectory() as folder:
        settings = SessionSettings(Path(folder, "cache.sqlite"), base_url=server.url, requests_per_second=10_000)
        session, _ = make_session(settings)
        for url in urls:
            session.get(url)
        sent = len(server.requests)
        started = time.perf_counter()
        for url in urls:
            session.get(url)
        assert len(server.requests) == sent
        return (time.perf_counter() - started) / len(urls) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description="Requests, money, bytes and time for a list of papers.")
    parser.add_argument("--latency-ms", type=float, default=200.0)
    parser.add_argument("--titles", type=int, default=523)
    options = parser.parse_args()
    papers = (page_papers() if PAGES.exists() else made_papers(options.titles))[: options.titles]
    print(f"{len(papers)} papers")
    print(f"{'':<22}{'found':>7}{'requests':>10}{'credits':>9}{'dollars':>10}{'MB':>8}{'seconds':>9}")
    with LoopbackServer(works_of(papers), is_paced=False, budget_credits=10**9) as server:
        cold, loop = compare(server, papers, 0.0)
        slow_cold, slow_loop = compare(server, papers, options.latency_ms / 1000)
        server.latency = 0.0
        cached_ms = cached_answer_ms(server)
    print(f"cost      {loop.credits / cold.credits:7.1f} times less (aim: {COST_AIM})")
    print(f"requests  {loop.requests / cold.requests:7.1f} times fewer (aim: {REQUESTS_AIM})")
    print(f"wall time {slow_loop.seconds / slow_cold.seconds:7.1f} times shorter with latency (aim: {TIME_AIM})")
    print(f"a cached answer takes {cached_ms:.2f} ms (aim: under {CACHED_AIM})")


if __name__ == "__main__":
    main()
