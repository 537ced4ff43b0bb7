"""The whole way: pages in, warehouse and graph files out; and the second run, which changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import pytest

from flows.cli import DEMO
from tests.flows.conftest import Citegraph
from tests.loopback import Fault, FaultKind, LoopbackServer
from tests.readers.graphology import read_with_graphology
from tests.shared import PAGES, WORKS_DEV, needs_shared

GRAPH_FILES = ("citegraph.gexf", "citations.gexf", "shared_authors.gexf")
KEY = "a-key-that-nobody-else-may-read"


@pytest.fixture
def openalex(monkeypatch: pytest.MonkeyPatch, clean_environment: Path) -> Iterator[LoopbackServer]:
    """OpenAlex with the demo's works, and citegraph pointed at it."""
    with LoopbackServer(DEMO / "works.jsonl", is_paced=False) as server:
        monkeypatch.setenv("CITEGRAPH_OPENALEX_URL", server.url)
        monkeypatch.setenv("CITEGRAPH_REQUESTS_PER_SECOND", "1000")
        yield server


def test_the_demo_gives_papers_edges_and_files_and_prints_how_many(citegraph: Citegraph) -> None:
    done = citegraph("demo")
    assert done.code == 0, done.err
    db = Path("citegraph-demo/citegraph.duckdb")
    statuses = dict(_rows(db, "select status, count(*) from matches group by status"))
    assert statuses == {"matched": 44, "ambiguous": 1, "unmatched": 1}
    ((citations,), (shared,)) = _rows(db, "select count(*) from citation_edges") + _rows(
        db, "select count(*) from shared_author_edges"
    )
    assert citations >= 100
    assert shared >= 25
    assert [name for name in GRAPH_FILES if not Path("citegraph-demo", name).exists()] == []
    printed = {line.rsplit(maxsplit=1)[0].strip(): line.split()[-1] for line in done.out.splitlines() if line.strip()}
    assert printed["papers"] == str(sum(statuses.values()))
    assert printed["citations"] == str(citations)
    assert printed["shared-author edges"] == str(shared)


def test_a_second_demo_changes_no_row_and_no_byte(citegraph: Citegraph, demo: Path) -> None:
    db = demo / "citegraph.duckdb"
    rows, files = _all_rows(db), _all_files(demo)
    assert citegraph("demo").code == 0
    assert _all_rows(db) == rows
    assert _all_files(demo) == files


def test_the_graph_files_hold_what_the_views_say_in_two_other_readers(citegraph: Citegraph, demo: Path) -> None:
    db, folder = Path("citegraph-demo/citegraph.duckdb"), Path("citegraph-demo")
    citations = set(_rows(db, "select citing_work_id, cited_work_id from citation_edges"))
    shared = {
        (left, right): weight
        for left, right, weight in _rows(db, "select * exclude (fractional_weight) from shared_author_edges")
    }
    nodes = {work_id for (work_id,) in _rows(db, "select work_id from graph_nodes")}

    read_citations = nx.read_gexf(folder / "citations.gexf")
    assert isinstance(read_citations, nx.DiGraph)
    assert set(read_citations.edges) == citations
    assert set(read_citations.nodes) == nodes
    read_shared = nx.read_gexf(folder / "shared_authors.gexf")
    assert {
        (min(left, right), max(left, right)): data["weight"] for left, right, data in read_shared.edges(data=True)
    } == shared

    mixed = read_with_graphology(folder / "citegraph.gexf")
    assert (mixed["type"], mixed["order"]) == ("mixed", len(nodes))
    assert mixed["directed_size"] == len(citations)
    assert mixed["undirected_size"] == len(shared)
    relations = [edge["attributes"]["relation"] for edge in mixed["edges"]]
    assert (relations.count("cites"), relations.count("shares_author")) == (len(citations), len(shared))


def test_the_api_gives_the_verdicts_of_the_snapshot(citegraph: Citegraph, demo: Path, openalex: LoopbackServer) -> None:
    done = citegraph("run", DEMO / "pages", "--db", "api.duckdb", "--out", "api")
    assert done.code == 0, done.err
    assert _verdicts(Path("api.duckdb")) == _verdicts(Path("citegraph-demo/citegraph.duckdb"))


def test_a_second_run_asks_nothing_and_changes_nothing(citegraph: Citegraph, openalex: LoopbackServer) -> None:
    words = ("run", DEMO / "pages", "--db", "x.duckdb", "--out", "out")
    citegraph(*words)
    assert openalex.requests
    openalex.reset()
    rows, files = _all_rows(Path("x.duckdb")), _all_files(Path("out"))
    assert citegraph(*words).code == 0
    assert openalex.requests == []
    assert _all_rows(Path("x.duckdb")) == rows
    assert _all_files(Path("out")) == files


def test_another_page_asks_only_for_its_new_papers(citegraph: Citegraph, openalex: LoopbackServer) -> None:
    feed, listing = DEMO / "pages" / "feed.txt", DEMO / "pages" / "listing.txt"
    _resolve(citegraph, feed)
    known = [title for (title,) in _rows(Path("x.duckdb"), "select lower(title) from papers")]
    openalex.reset()
    _resolve(citegraph, listing)
    asked = " ".join(request.query.get("filter", "") for request in openalex.requests).lower()
    assert "title.search" in asked
    assert [title for title in known if f'"{title}"' in asked] == []


def test_a_spent_budget_ends_in_part_and_the_next_run_goes_on(citegraph: Citegraph, openalex: LoopbackServer) -> None:
    words = ("run", DEMO / "pages", "--db", "x.duckdb", "--out", "out")
    done = citegraph(*words, "--budget", "0")
    assert done.code == 3
    assert "budget" in done.err
    assert _rows(Path("x.duckdb"), "select count(*) from matches") == [(0,)]
    assert openalex.requests == []
    assert citegraph(*words).code == 0
    assert _rows(Path("x.duckdb"), "select count(*) from matches") == [(46,)]


def test_a_spent_day_ends_in_part_and_says_when_to_go_on(citegraph: Citegraph, openalex: LoopbackServer) -> None:
    openalex.reset(faults=[Fault(FaultKind.DAILY_429, share=1.0)])
    done = citegraph("run", DEMO / "pages", "--db", "x.duckdb", "--out", "out")
    assert done.code == 3
    assert "00:00 UTC" in done.err
    assert _rows(Path("x.duckdb"), "select count(*) from matches where status = 'unmatched'") == [(0,)]
    openalex.reset(faults=[])
    assert citegraph("run", DEMO / "pages", "--db", "x.duckdb", "--out", "out").code == 0


def test_the_key_is_sent_and_kept_nowhere(
    citegraph: Citegraph, openalex: LoopbackServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", KEY)
    done = citegraph("run", DEMO / "pages", "--db", "x.duckdb", "--out", "out")
    assert done.code == 0
    assert {request.key for request in openalex.requests} == {KEY}
    assert KEY not in done.out + done.err
    holders = [path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]
    assert holders == []


def test_a_refused_key_is_told_and_nothing_is_called_not_found(citegraph: Citegraph, openalex: LoopbackServer) -> None:
    openalex.reset(faults=[Fault(FaultKind.UNKNOWN_KEY_401, share=1.0)])
    done = citegraph("run", DEMO / "pages", "--db", "x.duckdb", "--out", "out")
    assert done.code == 3
    assert "OPENALEX_API_KEY" in done.err
    assert _rows(Path("x.duckdb"), "select count(*) from matches") == [(0,)]


def test_another_source_is_asked_for_what_the_first_did_not_have(citegraph: Citegraph, tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text("".join((DEMO / "works.jsonl").read_text().splitlines(keepends=True)[:20]))
    _resolve(citegraph, DEMO / "pages", "--works", few)
    matched = _rows(Path("x.duckdb"), "select paper_id, work_id from matches where status = 'matched' order by all")
    assert matched
    _resolve(citegraph, DEMO / "pages", "--works", DEMO / "works.jsonl")
    after = _rows(Path("x.duckdb"), "select paper_id, work_id from matches where status = 'matched' order by all")
    assert len(after) > len(matched)
    assert set(matched) <= set(after)


@needs_shared
def test_the_five_pages_give_523_papers_each_with_one_verdict(citegraph: Citegraph) -> None:
    done = citegraph("run", PAGES, "--works", WORKS_DEV, "--db", "snapshot.duckdb", "--out", "out")
    assert done.code == 0
    assert _rows(Path("snapshot.duckdb"), "select count(*) from papers") == [(523,)]
    assert _rows(
        Path("snapshot.duckdb"),
        "select count(distinct paper_id), count(*) from matches where status in ('matched', 'ambiguous', 'unmatched')",
    ) == [(523, 523)]


def test_the_warehouse_passes_its_own_checks(citegraph: Citegraph, demo: Path) -> None:
    done = citegraph("check", "--db", "citegraph-demo/citegraph.duckdb")
    assert done.code == 0, done.out
    assert "error " not in done.out


def _resolve(citegraph: Citegraph, pages: Path, *words: object) -> None:
    """Bring the papers of the pages into the warehouse, and no further."""
    assert citegraph("ingest", pages, "--db", "x.duckdb").code == 0
    assert citegraph("resolve", "--db", "x.duckdb", *words).code == 0


def _rows(db: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(db), read_only=True) as con:
        return con.execute(query).fetchall()


def _verdicts(db: Path) -> list[tuple[Any, ...]]:
    return _rows(db, "select paper_id, status, reason, work_id, version_ids from matches order by paper_id")


def _all_rows(db: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table but ``runs``, which is a log and grows."""
    tables = _rows(
        db, "select table_name from duckdb_tables() where not temporary and table_name <> 'runs' order by all"
    )
    return {name: _rows(db, f"select * from {name} order by all") for (name,) in tables}


def _all_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.gexf"))}
