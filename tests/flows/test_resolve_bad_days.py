"""A third of all answers bad, in every way that is known: the warehouse ends as if nothing had happened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.cli import DEMO
from tests.enrich.asking import page_papers, works_of
from tests.flows.conftest import Citegraph
from tests.loopback import Fault, FaultKind, LoopbackServer
from tests.shared import PAGES, needs_shared

SHARE = 0.3
MAX_RUNS = 6
LOGS = ("runs", "schema_migrations")

Resolve = Callable[[LoopbackServer, Path, str], list[int]]


def bad_days(refused_key: int, spent_day: int) -> list[Fault]:
    """All kinds of fault, equally often; a refused key and a spent day once each, at these requests."""
    stops = [Fault(FaultKind.UNKNOWN_KEY_401, on=[refused_key]), Fault(FaultKind.DAILY_429, on=[spent_day])]
    others = [kind for kind in FaultKind if kind not in (FaultKind.UNKNOWN_KEY_401, FaultKind.DAILY_429)]
    share = SHARE / len(others)
    # So short a wait between two bytes makes a slow body of a dripping one; nobody waits here until it is cut.
    waits = {FaultKind.DRIPPING_BODY: 0.0001}
    # What is left out in silence is what a search had no time for; a list of exact values takes none.
    holding = {FaultKind.PARTIAL: ".search:"}
    return stops + [
        Fault(kind, share=share, seed=seed, seconds=waits.get(kind, 0.05), holding=holding.get(kind, ""))
        for seed, kind in enumerate(others)
    ]


@pytest.fixture
def resolve(citegraph: Citegraph, monkeypatch: pytest.MonkeyPatch) -> Resolve:
    """``resolve(server, pages, name)``: store pages, and resolve as often as it takes; returns the exit codes."""

    def run(server: LoopbackServer, pages: Path, name: str) -> list[int]:
        monkeypatch.setenv("CITEGRAPH_REQUESTS_PER_SECOND", "1000")
        monkeypatch.setenv("CITEGRAPH_BATCH_BYTES", "2000")
        monkeypatch.setenv("CITEGRAPH_OPENALEX_URL", server.url)
        monkeypatch.setenv("CITEGRAPH_HOME", str(Path(name).resolve()))
        assert citegraph("ingest", pages, "--db", f"{name}.duckdb").code == 0
        codes: list[int] = []
        while len(codes) < MAX_RUNS and (not codes or codes[-1] == 3):
            codes.append(citegraph("resolve", "--db", f"{name}.duckdb").code)
        return codes

    return run


def rows(name: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table but the logs, without the strategy that found a candidate.

    A hit that one answer has left out in silence is found by a later strategy.
    """
    with duckdb.connect(f"{name}.duckdb", read_only=True) as con:
        tables = con.execute("select table_name from duckdb_tables() where not temporary").fetchall()
        columns = {name: "* exclude (found_by)" if name == "candidates" else "*" for (name,) in tables}
        return {
            name: con.execute(f"select {wanted} from {name} order by all").fetchall()
            for name, wanted in columns.items()
            if name not in LOGS
        }


def check_bad_days(resolve: Resolve, works: Any, pages: Path, faults: list[Fault]) -> None:
    with LoopbackServer(works, is_paced=False, budget_credits=10**6) as server:
        assert resolve(server, pages, "good") == [0]
    with LoopbackServer(works, is_paced=False, budget_credits=10**6, faults=faults) as server:
        assert resolve(server, pages, "bad") == [3, 3, 0]
        struck = {request.fault for request in server.requests} - {None}
        assert struck >= {FaultKind.UNKNOWN_KEY_401, FaultKind.DAILY_429}
        assert len(struck) > 5
    good, bad = rows("good"), rows("bad")
    assert len(good["matches"]) == len(good["papers"]) > 40
    assert bad == good


def test_the_demo_survives_bad_days(resolve: Resolve) -> None:
    check_bad_days(resolve, DEMO / "works.jsonl", DEMO / "pages", bad_days(3, 8))


@needs_shared
def test_all_titles_of_the_five_pages_survive_bad_days(resolve: Resolve) -> None:
    check_bad_days(resolve, works_of(page_papers()), PAGES, bad_days(9, 40))
