"""Expanding by what the resolved works cite, and refreshing what is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.cli import DEMO
from tests.flows.conftest import Citegraph, point_at
from tests.loopback import LoopbackServer

DB = "citegraph.duckdb"


def rows(query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(DB, read_only=True) as con:
        return con.execute(query).fetchall()


@pytest.fixture
def works() -> list[dict[str, Any]]:
    """The demo's works, and one of the works outside that they cite; the others are gone."""
    held = [json.loads(line) for line in (DEMO / "works.jsonl").read_text().splitlines()]
    ids = {work["id"] for work in held}
    outside = sorted({cited for work in held for cited in work["referenced_works"]} - ids)
    return [*held, {**held[0], "id": outside[0], "display_name": "A Work Outside", "title": "A Work Outside"}]


@pytest.fixture
def openalex(
    works: list[dict[str, Any]], inside_demo: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[LoopbackServer]:
    """A server of these works; the demo's pages are resolved already."""
    with LoopbackServer(works, is_paced=False) as server:
        point_at(server, monkeypatch)
        yield server


def test_what_is_cited_is_fetched_once_and_what_is_gone_is_remembered(
    citegraph: Citegraph, openalex: LoopbackServer
) -> None:
    before = rows("select count(*) from works")[0][0]
    done = citegraph("expand", "--db", DB)
    assert done.code == 0, done.err
    assert rows("select count(*) from works")[0][0] > before
    assert rows("select title from works where title = 'A Work Outside'") == [("A Work Outside",)]
    assert rows("select count(*) from fetches where not is_found")[0][0] > 5
    known, gone = rows("select sum(stored_reference_count), sum(dangling_reference_count) from reference_coverage")[0]
    assert known >= 1
    assert gone > 5
    # One list of ids, and once more the ids that were missing from its answer.
    assert [request.credits for request in openalex.requests] == [1, 1]
    openalex.reset()
    assert citegraph("expand", "--db", DB).code == 0
    assert openalex.requests == []


def test_expanding_leaves_verdicts_and_graph_as_they_were(citegraph: Citegraph, openalex: LoopbackServer) -> None:
    queries = (
        "from matches order by all",
        "from citation_edges order by all",
        "select work_id from graph_nodes order by 1",
    )
    before = [rows(query) for query in queries]
    citegraph("expand", "--db", DB)
    assert [rows(query) for query in queries] == before
    assert citegraph("check", "--db", DB).code == 0


def test_a_budget_stops_expanding_and_the_next_run_goes_on(citegraph: Citegraph, openalex: LoopbackServer) -> None:
    done = citegraph("expand", "--budget", "0", "--db", DB)
    assert done.code == 3
    assert "budget" in done.err
    assert openalex.requests == []
    assert citegraph("expand", "--db", DB).code == 0
    assert rows("select title from works where title = 'A Work Outside'") == [("A Work Outside",)]


def test_refreshing_shows_and_keeps_the_counts_that_changed(
    citegraph: Citegraph, openalex: LoopbackServer, works: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = citegraph("refresh", "--older-than", "30d", "--db", DB)
    assert (nothing.code, nothing.out, openalex.requests) == (0, "", [])
    with duckdb.connect(DB) as con:
        con.execute("update fetches set fetched_date = fetched_date - 40")
        con.execute("update citation_counts set counted_date = counted_date - 40")
    (changed, count), *_ = rows("select work_id, cited_by_count from works order by cited_by_count desc")
    later = [{**work, "cited_by_count": count + 5} if work["id"].endswith(f"/{changed}") else work for work in works]
    with LoopbackServer(later, is_paced=False) as server:
        monkeypatch.setenv("CITEGRAPH_OPENALEX_URL", server.url)
        done = citegraph("refresh", "--older-than", "30d", "--db", DB)
        assert done.code == 0
        assert f"{changed}  {count:,} -> {count + 5:,}" in done.out
        assert len(done.out.splitlines()) == 1
        assert sum(request.credits for request in server.requests) == 1
        server.reset()
        assert citegraph("refresh", "--older-than", "30d", "--db", DB).code == 0
        assert server.requests == []
    history = rows(f"select cited_by_count from citation_counts where work_id = '{changed}' order by counted_date")
    assert history == [(count,), (count + 5,)]


def test_an_age_without_sense_is_wrong_usage(citegraph: Citegraph, inside_demo: Path) -> None:
    assert citegraph("refresh", "--older-than", "soon", "--db", DB).code == 2


def citing(number: int, cited: list[str], count: int) -> dict[str, Any]:
    return {
        "id": f"https://openalex.org/W77000{number:05}",
        "display_name": f"Later work {number}",
        "publication_year": 2026,
        "cited_by_count": count,
        "referenced_works": [f"https://openalex.org/{work_id}" for work_id in cited],
    }


def test_citing_works_are_fetched_up_to_the_limit_and_asked_for_once(
    citegraph: Citegraph, openalex: LoopbackServer, works: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (famous,), (lesser,) = rows("select work_id from graph_nodes order by cited_by_count desc limit 2")
    later = [citing(number, [famous], count=number) for number in range(250)] + [citing(900, [lesser], count=1)]
    with LoopbackServer([*works, *later], is_paced=False) as server:
        monkeypatch.setenv("CITEGRAPH_OPENALEX_URL", server.url)
        done = citegraph("expand", "citations", "--max-per-work", "120", "--db", DB)
        assert done.code == 0, done.err
        assert {request.credits for request in server.requests} == {1}
        server.reset()
        assert citegraph("expand", "citations", "--max-per-work", "120", "--db", DB).code == 0
        assert server.requests == []
    fetched = rows(f"select citing_work_id from work_references where cited_work_id = '{famous}'")
    new = {work_id for (work_id,) in fetched if work_id.startswith("W77000")}
    inside = len(fetched) - len(new)
    assert 120 - inside <= len(new) <= 120
    assert "W7700000249" in new, "the most cited come first"
    assert rows("select title from works where work_id = 'W7700000900'") == [("Later work 900",)]


def test_a_snapshot_gives_the_citing_works_too(citegraph: Citegraph, inside_demo: Path) -> None:
    nodes = rows("select work_id from graph_nodes order by cited_by_count desc, work_id")
    later = [json.dumps(citing(number, [nodes[0][0]], count=number)) for number in range(5)]
    snapshot = Path("later.jsonl")
    snapshot.write_text((DEMO / "works.jsonl").read_text() + "\n".join(later))
    done = citegraph("expand", "citations", "--works", snapshot, "--max-per-work", "3", "--db", DB)
    assert done.code == 0, done.err
    assert rows("select count(*) from works where work_id like 'W77000%'")[0][0] <= 3
    assert rows("select work_id from graph_nodes order by cited_by_count desc, work_id") == nodes


def test_a_run_can_expand_in_one_go(citegraph: Citegraph, openalex: LoopbackServer) -> None:
    done = citegraph("run", DEMO / "pages", "--db", DB, "--expand", "references")
    assert done.code == 0, done.err
    assert rows("select title from works where title = 'A Work Outside'") == [("A Work Outside",)]
    assert "Expanded" in done.out
    assert citegraph("run", DEMO / "pages", "--db", DB, "--expand", "sideways").code == 2


def test_what_a_slice_lacks_is_fetched_from_a_fuller_source(
    works: list[dict[str, Any]], citegraph: Citegraph, inside_demo: Path
) -> None:
    Path("slice.jsonl").write_text(json.dumps(works[0]))
    Path("fuller.jsonl").write_text("\n".join(map(json.dumps, works)))
    assert citegraph("expand", "--works", "slice.jsonl", "--db", DB).code == 0
    assert rows("select sum(dangling_reference_count) from reference_coverage") == [(0,)]
    assert citegraph("expand", "--works", "fuller.jsonl", "--db", DB).code == 0
    assert rows("select title from works where title = 'A Work Outside'") == [("A Work Outside",)]
    assert rows("select distinct source from fetches where not is_found") == [("snapshot:fuller.jsonl",)]
