"""Resolving against the API: what is whole, what is left for later, and how a run says that it ended in part."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.cli import DEMO
from flows.steps.resolve import match_all, match_papers
from tests.enrich.asking import open_api
from tests.flows.conftest import Citegraph, point_at
from tests.loopback import Fault, FaultKind, LoopbackServer
from warehouse.database import open_warehouse
from warehouse.papers import read_due_paper_ids

DB = "x.duckdb"
MANY_AUTHORS = [
    {"author": {"id": f"https://openalex.org/A77{number:03}", "display_name": f"Author {number}"}, "institutions": []}
    for number in range(130)
]


def rows(query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(DB, read_only=True) as con:
        return con.execute(query).fetchall()


@pytest.fixture
def openalex(citegraph: Citegraph, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackServer]:
    """A server of the demo's works, three of them by 130 people more; the demo's pages are stored."""
    works = [json.loads(line) for line in (DEMO / "works.jsonl").read_text().splitlines()]
    for work in works:
        if work["display_name"].startswith(("Long Short-Term", "The State of OA")):
            work["authorships"] = work["authorships"] + MANY_AUTHORS
    with LoopbackServer(works, is_paced=False) as server:
        point_at(server, monkeypatch)
        assert citegraph("ingest", DEMO / "pages", "--db", DB).code == 0
        yield server


def test_works_of_many_authors_are_stored_with_all_of_them(citegraph: Citegraph, openalex: LoopbackServer) -> None:
    done = citegraph("resolve", "--db", DB)
    assert done.code == 0, done.err
    assert rows("select count(*) from works where is_authors_truncated") == [(0,)]
    assert rows("select max(position) from authorships")[0][0] > 130
    # All who share the second author list, those beyond the hundredth included.
    assert rows("select max(weight) from shared_author_edges")[0][0] >= 130
    assert "Author lists" not in done.err


def test_author_lists_that_stay_cut_are_told_and_a_refresh_completes_them(
    citegraph: Citegraph, openalex: LoopbackServer
) -> None:
    openalex.reset([Fault(FaultKind.GATEWAY_TIMEOUT, share=1.0, holding="/works/W")])
    done = citegraph("resolve", "--db", DB)
    assert done.code == 0, done.err
    assert "Author lists cut at a hundred names: 3." in done.err
    assert rows("select count(*) from works where is_authors_truncated") == [(3,)]
    openalex.reset([])
    assert citegraph("refresh", "--older-than", "0d", "--db", DB).code == 0
    assert rows("select count(*) from works where is_authors_truncated") == [(0,)]
    assert rows("select max(weight) from shared_author_edges")[0][0] >= 130


def test_a_run_that_spends_its_budget_goes_on_for_the_rest_of_the_price(
    citegraph: Citegraph, openalex: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITEGRAPH_HOME", "another-home")
    assert citegraph("resolve", "--db", DB).code == 0
    price, verdicts = openalex.credits_used, rows("select paper_id, status, work_id from matches order by all")

    monkeypatch.setenv("CITEGRAPH_HOME", "home")
    openalex.reset()
    assert citegraph("ingest", DEMO / "pages", "--db", "y.duckdb").code == 0
    codes = [citegraph("resolve", "--db", "y.duckdb", "--budget", budget).code for budget in ("0.0002", "0.0012", "1")]
    assert codes == [3, 3, 0]
    # A page of works more, where the first part had fetched its own.
    assert openalex.credits_used <= price + 2
    with duckdb.connect("y.duckdb", read_only=True) as con:
        assert con.execute("select paper_id, status, work_id from matches order by all").fetchall() == verdicts


def test_a_title_that_openalex_fails_on_keeps_no_other_from_being_asked(
    openalex: LoopbackServer, tmp_path: Path
) -> None:
    title_and_abstract = ("dam", "first-order", "regret")
    openalex.reset([Fault(FaultKind.GATEWAY_TIMEOUT, share=1.0, holding=words) for words in title_and_abstract])
    api = open_api(openalex, tmp_path)
    with open_warehouse(DB, read_only=True) as con:
        due = read_due_paper_ids(con, api.name)
    unasked, reason = match_all(DB, api, due, api.usage, match=match_papers, batch_size=7)
    assert (unasked, api.is_stopped) == (1, False)
    assert "504" in str(reason)
    assert rows("select count(*) from matches") == [(len(due) - 1,)]


def test_what_concerns_all_papers_ends_the_asking(openalex: LoopbackServer, tmp_path: Path) -> None:
    openalex.reset([Fault(FaultKind.UNKNOWN_KEY_401, share=1.0)])
    api = open_api(openalex, tmp_path)
    with open_warehouse(DB, read_only=True) as con:
        due = read_due_paper_ids(con, api.name)
    unasked, reason = match_all(DB, api, due, api.usage, match=match_papers, batch_size=7)
    assert (unasked, api.is_stopped) == (len(due), True)
    assert "OPENALEX_API_KEY" in str(reason)
    assert len(openalex.requests) == 1


def test_a_day_that_has_too_little_left_ends_the_run_in_part(
    citegraph: Citegraph, clean_environment: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LoopbackServer(DEMO / "works.jsonl", is_paced=False, budget_credits=5) as server:
        monkeypatch.setenv("CITEGRAPH_OPENALEX_URL", server.url)
        citegraph("ingest", DEMO / "pages", "--db", DB)
        done = citegraph("resolve", "--db", DB)
        assert done.code == 3
        assert "hours (00:00 UTC)" in done.err
        assert server.credits_used <= 5
        assert not any(request.status == 429 for request in server.requests), "what it cannot pay is not sent"
        assert rows("select count(*) from matches where status = 'unmatched'") == [(0,)]
        assert rows("select count(*) from works")[0][0] > 10, "what was paid for is stored"


def test_what_cannot_be_asked_has_the_same_verdict_from_a_snapshot(
    citegraph: Citegraph, openalex: LoopbackServer
) -> None:
    Path("odd.csv").write_text("title,year\n???,2024\nNobody Wrote This Remarkable Paper,2024\n")
    for db, works in (("a.duckdb", "api"), ("b.duckdb", str(DEMO / "works.jsonl"))):
        assert citegraph("ingest", "odd.csv", "--db", db).code == 0
        assert citegraph("resolve", "--works", works, "--db", db).code == 0
        with duckdb.connect(db, read_only=True) as con:
            reasons = con.execute("select reason from matches order by reason").fetchall()
        assert reasons == [("cannot_be_asked",), ("no_such_work",)]
