"""The whole way: pages in, warehouse and graph files out; and the second run, which changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import pytest

from flows.cli import DEMO
from tests.flows.conftest import Citegraph, Done, enter_clean_environment, point_at, run_command_line
from tests.loopback import Fault, FaultKind, LoopbackServer
from tests.loopback.server import Request
from tests.readers.graphology import read_with_graphology
from tests.shared import PAGES, WORKS_DEV, needs_shared

GRAPH_FILES = ("citegraph.gexf", "citations.gexf", "shared_authors.gexf")
RUN = ("run", DEMO / "pages", "--db", "x.duckdb", "--out", "out")
KEY = "a-key-that-nobody-else-may-read"


@dataclass(frozen=True, slots=True)
class ApiRun:
    """What one run against the API has left in ``root`` (``home`` and ``work``), printed and asked."""

    root: Path
    printed: str
    server: LoopbackServer
    requests: tuple[Request, ...]

    @property
    def db(self) -> Path:
        return self.root / "work" / "x.duckdb"


@pytest.fixture(scope="module")
def api_run(prefect: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiRun]:
    """The demo's pages, run once with a key against a server of the demo's works; not to be changed."""
    root = tmp_path_factory.mktemp("api")
    with LoopbackServer(DEMO / "works.jsonl", is_paced=False) as server, pytest.MonkeyPatch.context() as monkeypatch:
        enter_clean_environment(monkeypatch, root)
        point_at(server, monkeypatch)
        monkeypatch.setenv("OPENALEX_API_KEY", KEY)
        monkeypatch.setenv("PREFECT_API_URL", prefect)
        with redirect_stdout(StringIO()) as out, redirect_stderr(out):
            assert run_command_line(monkeypatch, *RUN) == 0
        requests = tuple(server.requests)
        monkeypatch.undo()
        yield ApiRun(root, out.getvalue(), server, requests)


def test_the_demo_gives_papers_edges_and_files_and_prints_how_many(finished_demo: Path) -> None:
    db = finished_demo / "citegraph.duckdb"
    statuses = dict(_rows(db, "select status, count(*) from matches group by status"))
    assert statuses == {"matched": 44, "ambiguous": 1, "unmatched": 1}
    ((citations,), (shared,)) = _rows(db, "select count(*) from citation_edges") + _rows(
        db, "select count(*) from shared_author_edges"
    )
    assert citations >= 100
    assert shared >= 25
    assert [name for name in GRAPH_FILES if not Path(finished_demo, name).exists()] == []
    lines = finished_demo.with_name("printed.txt").read_text().splitlines()
    printed = {line.rsplit(maxsplit=1)[0].strip(): line.split()[-1] for line in lines if line.strip()}
    assert printed["papers"] == str(sum(statuses.values()))
    assert printed["citations"] == str(citations)
    assert printed["shared-author edges"] == str(shared)


def test_a_second_demo_changes_no_row_and_no_byte(citegraph: Citegraph, demo: Path) -> None:
    db = demo / "citegraph.duckdb"
    rows, files = _all_rows(db), _all_files(demo)
    assert citegraph("demo").code == 0
    assert _all_rows(db) == rows
    assert _all_files(demo) == files


def test_a_run_that_finds_nothing_new_does_without_prefect_and_writes_only_what_is_gone(
    demo: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    db = demo / "citegraph.duckdb"
    ((run_count,),), rows, files = _rows(db, "select count(*) from runs"), _all_rows(db), _all_files(demo)
    page = (demo / "report.html").read_bytes()
    (demo / "report.html").unlink()
    # Prefect would be told that it cannot keep its files there.
    monkeypatch.setenv("PREFECT_HOME", str(db / "prefect"))
    assert run_command_line(monkeypatch, "demo") == 0
    said = capfd.readouterr().err
    assert said.count("Up to date: ") == 2
    assert "Writing the report" in said
    assert (_all_rows(db), _all_files(demo)) == (rows, files)
    assert (demo / "report.html").read_bytes() == page
    assert _rows(db, "select count(*) from runs") == [(run_count + 1,)]
    titles = demo / "titles.txt"
    titles.write_text("Growing Networks Slowly and Steadily\nA Second Paper on Networks\n")
    assert run_command_line(monkeypatch, "run", titles, "--works", DEMO / "works.jsonl", "--db", db) == 1
    assert "Prefect cannot keep its files" in capfd.readouterr().err


def test_the_graph_files_hold_what_the_views_say_in_two_other_readers(finished_demo: Path) -> None:
    db = finished_demo / "citegraph.duckdb"
    citations = set(_rows(db, "select citing_work_id, cited_work_id from citation_edges"))
    shared = {
        (left, right): weight
        for left, right, weight in _rows(db, "select * exclude (fractional_weight) from shared_author_edges")
    }
    nodes = {work_id for (work_id,) in _rows(db, "select work_id from graph_nodes")}

    read_citations = nx.read_gexf(finished_demo / "citations.gexf")
    assert isinstance(read_citations, nx.DiGraph)
    assert set(read_citations.edges) == citations
    assert set(read_citations.nodes) == nodes
    read_shared = nx.read_gexf(finished_demo / "shared_authors.gexf")
    assert {
        (min(left, right), max(left, right)): data["weight"] for left, right, data in read_shared.edges(data=True)
    } == shared

    mixed = read_with_graphology(finished_demo / "citegraph.gexf")
    assert (mixed["type"], mixed["order"]) == ("mixed", len(nodes))
    assert mixed["directed_size"] == len(citations)
    assert mixed["undirected_size"] == len(shared)
    relations = [edge["attributes"]["relation"] for edge in mixed["edges"]]
    assert (relations.count("cites"), relations.count("shares_author")) == (len(citations), len(shared))


def test_the_api_gives_the_verdicts_of_the_snapshot(finished_demo: Path, api_run: ApiRun) -> None:
    assert _verdicts(api_run.db) == _verdicts(finished_demo / "citegraph.duckdb")


def test_the_key_is_sent_and_kept_nowhere(api_run: ApiRun) -> None:
    assert {request.key for request in api_run.requests} == {KEY}
    assert KEY not in api_run.printed
    files = [path for path in api_run.root.rglob("*") if path.is_file()]
    assert {"openalex.sqlite", "x.duckdb", "report.html"} <= {path.name for path in files}
    assert [path for path in files if KEY.encode() in path.read_bytes()] == []


def test_a_second_run_asks_nothing_and_changes_nothing(
    api_run: ApiRun, citegraph: Citegraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(api_run.root, tmp_path, dirs_exist_ok=True)
    point_at(api_run.server, monkeypatch)
    api_run.server.reset()
    assert citegraph(*RUN).code == 0
    assert api_run.server.requests == []
    assert _all_rows(Path("x.duckdb")) == _all_rows(api_run.db)
    assert _all_files(Path("out")) == _all_files(api_run.db.with_name("out"))


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
    done = citegraph(*RUN, "--budget", "0")
    assert done.code == 3
    assert "budget" in done.err
    assert _rows(Path("x.duckdb"), "select count(*) from matches") == [(0,)]
    assert openalex.requests == []
    assert citegraph(*RUN).code == 0
    assert _rows(Path("x.duckdb"), "select count(*) from matches") == [(46,)]


def test_a_spent_day_ends_in_part_and_says_when_to_go_on(citegraph: Citegraph, openalex: LoopbackServer) -> None:
    openalex.reset(faults=[Fault(FaultKind.DAILY_429, share=1.0)])
    done = _resolve(citegraph, DEMO / "pages", code=3)
    assert "00:00 UTC" in done.err
    assert _rows(Path("x.duckdb"), "select count(*) from matches where status = 'unmatched'") == [(0,)]
    openalex.reset(faults=[])
    _resolve(citegraph, DEMO / "pages")


def test_a_refused_key_is_told_and_nothing_is_called_not_found(citegraph: Citegraph, openalex: LoopbackServer) -> None:
    openalex.reset(faults=[Fault(FaultKind.UNKNOWN_KEY_401, share=1.0)])
    done = _resolve(citegraph, DEMO / "pages", code=3)
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


def _resolve(citegraph: Citegraph, pages: Path, *words: object, code: int = 0) -> Done:
    """Bring the papers of the pages into the warehouse, and no further; the exit code is to be this."""
    assert citegraph("ingest", pages, "--db", "x.duckdb").code == 0
    done = citegraph("resolve", "--db", "x.duckdb", *words)
    assert done.code == code, done.err
    return done


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
