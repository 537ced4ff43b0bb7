"""The questions people ask, of the demo's works: every one has an answer, and the answers are right."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from typing import TYPE_CHECKING, Any

import duckdb
import orjson
import pytest

from enrich.errors import WarehouseError
from enrich.records import Authorship
from enrich.works import read_work
from flows.cli import DEMO
from tests.warehouse.makers import match, mention, page, store_graph, work
from warehouse.database import open_warehouse, seal
from warehouse.graph.metrics import analyse_graphs
from warehouse.matches import save_matches
from warehouse.pages import save_page
from warehouse.queries import list_queries, read_query, run_query
from warehouse.works import save_works

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = [name for name, _ in list_queries()]
Row = dict[str, Any]


@pytest.fixture(scope="module")
def demo() -> Iterator[duckdb.DuckDBPyConnection]:
    """All works of the demo as nodes of one analysed warehouse; the tests only read it."""
    lines = (DEMO / "works.jsonl").read_bytes().splitlines()
    works = [one for line in lines if (one := read_work(orjson.loads(line)))]
    with open_warehouse(":memory:") as con:
        save_works(con, works)
        mentions = [mention(f"p{one.work_id}", n, title=one.title or "untitled") for n, one in enumerate(works, 1)]
        save_page(con, page(), mentions)
        save_matches(con, [match(f"p{one.work_id}", one.work_id) for one in works], "api")
        analyse_graphs(con, seed=1)
        yield con


def answer(con: duckdb.DuckDBPyConnection, name: str) -> list[Row]:
    result = con.execute(read_query(name))
    columns = [column[0] for column in result.description or []]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def test_list_queries__names_with_questions() -> None:
    assert len(NAMES) >= 15
    assert sorted(NAMES) == NAMES
    assert {"bridges", "rising_venues", "missing_classics", "reference_coverage"} <= set(NAMES)
    for name, question in list_queries():
        assert question.removesuffix(" (after `citegraph analyse`)").endswith("?"), name
        assert "--" not in question


def test_read_query__unknown_name() -> None:
    with pytest.raises(WarehouseError, match=r"no query 'bridge'; the queries are bridges, bursts, "):
        read_query("bridge")


@pytest.mark.parametrize("name", ["../summary", "Bridges", ""])
def test_read_query__no_other_file_is_read(name: str) -> None:
    with pytest.raises(WarehouseError, match="there is no query"):
        read_query(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_query__has_an_answer_and_the_same_again(demo: duckdb.DuckDBPyConnection, name: str) -> None:
    rows = answer(demo, name)
    assert 0 < len(rows) <= 63
    assert all(any(value is not None for value in row.values()) for row in rows)
    assert answer(demo, name) == rows


@pytest.mark.parametrize("name", NAMES)
def test_every_query__runs_on_an_empty_warehouse(con: duckdb.DuckDBPyConnection, name: str) -> None:
    assert answer(con, name) == []


def test_bridges__have_edges_beyond_their_community(demo: duckdb.DuckDBPyConnection) -> None:
    rows = answer(demo, "bridges")
    assert all(0 < row["other_communities"] <= row["edges_to_others"] < row["edges"] + 1 for row in rows)
    assert [row["betweenness"] for row in rows] == sorted((row["betweenness"] for row in rows), reverse=True)


def test_missing_classics__are_no_nodes(demo: duckdb.DuckDBPyConnection) -> None:
    rows = answer(demo, "missing_classics")
    nodes = {work_id for (work_id,) in demo.execute("select work_id from graph_nodes").fetchall()}
    assert nodes.isdisjoint(row["work_id"] for row in rows)
    assert rows[0]["citing_node_count"] >= 10
    assert 0 < rows[0]["citing_percent"] <= 100


def test_reference_coverage__adds_up(demo: duckdb.DuckDBPyConnection) -> None:
    rows = answer(demo, "reference_coverage")
    assert sum(row["nodes"] for row in rows) == 63
    assert sum(row["percent"] for row in rows) == pytest.approx(100, abs=0.2)
    assert sum(row["local_references"] for row in rows) == len(demo.execute("from citation_edges").fetchall())


def test_rising_venues__shares_are_shares(demo: duckdb.DuckDBPyConnection) -> None:
    rows = answer(demo, "rising_venues")
    assert all(-1 <= row["rise"] <= 1 and row["late_nodes"] + row["early_nodes"] > 0 for row in rows)
    assert rows[0]["rise"] > 0


def test_main_path__goes_forward_in_time(demo: duckdb.DuckDBPyConnection) -> None:
    rows = answer(demo, "main_path")
    assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) >= 5
    assert rows[0]["year"] < rows[-1]["year"]


def test_oldest_and_newest__five_of_each(demo: duckdb.DuckDBPyConnection) -> None:
    rows = answer(demo, "oldest_and_newest")
    assert [row["end_of_list"] for row in rows] == ["oldest"] * 5 + ["newest"] * 5
    assert rows[0]["title"] == "Long Short-Term Memory"


def test_community_citations__each_community_gives_all_it_gives(demo: duckdb.DuckDBPyConnection) -> None:
    rows = answer(demo, "community_citations")
    assert sum(row["citations"] for row in rows) == len(demo.execute("from citation_edges").fetchall())


def test_kindred_works__do_not_cite_each_other(demo: duckdb.DuckDBPyConnection) -> None:
    labels = dict(demo.execute("select work_id, label from graph_nodes").fetchall())
    cited = {(labels[citing], labels[cited]) for citing, cited in demo.execute("from citation_edges").fetchall()}
    for row in answer(demo, "kindred_works"):
        assert (row["work"], row["other_work"]) not in cited
        assert (row["other_work"], row["work"]) not in cited


def test_run_query__names_types_and_rows(con: duckdb.DuckDBPyConnection) -> None:
    names, types, rows = run_query(con, "select 1 as one, ['a'] as many, date '2026-01-02' as day")
    assert (names, types) == (("one", "many", "day"), ("INTEGER", "VARCHAR[]", "DATE"))
    assert [str(row[2]) for row in rows] == ["2026-01-02"]


def test_run_query__ctrl_c_ends_it(con: duckdb.DuckDBPyConnection) -> None:
    for_ever = "select sum(a.range * b.range) from range(10_000_000) as a, range(10_000_000) as b"
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        for _ in range(3):
            threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGINT]).start()
            with pytest.raises(KeyboardInterrupt):
                run_query(con, for_ever)
    finally:
        signal.signal(signal.SIGINT, usual)
    assert list(run_query(con, "select 1")[2]) == [(1,)]


def test_run_query__is_read_as_it_is_asked_for(con: duckdb.DuckDBPyConnection) -> None:
    _, _, rows = run_query(con, "select * from range(1_000_000_000)")
    assert next(rows) == (0,)


@pytest.mark.parametrize("sql", ["selekt 1", "select * from nowhere", "select 'x'::integer"])
def test_run_query__mistakes_are_told_in_the_database_s_words(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    with pytest.raises(WarehouseError, match="Error"):
        list(run_query(con, sql)[2])


@pytest.mark.parametrize(
    "sql",
    [
        "from read_text('{file}')",
        "from '{file}'",
        "from glob('{folder}/*')",
        "copy works to '{folder}/works.csv'",
        "export database '{folder}/all'",
        "attach '{folder}/other.duckdb' as other; delete from other.secrets",
        "install httpfs",
        "load httpfs",
        "select getenv('HOME')",
        "set enable_external_access = true",
        "pragma profiling_output = '{folder}/profile.json'",
        "call enable_logging(storage = 'file', storage_path = '{folder}/log')",
        "create persistent secret s (type http, bearer_token 'x')",
        "delete from works",
    ],
)
def test_seal__nothing_but_the_warehouse_can_be_reached(empty_warehouse: Path, tmp_path: Path, sql: str) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("secret\n")
    with duckdb.connect(str(tmp_path / "other.duckdb")) as other:
        other.execute("create table secrets as select 1 as secret")
    # A file of its own: a refusal that Python still holds would keep the seal on one that others share.
    db = shutil.copy(empty_warehouse, tmp_path / "citegraph.duckdb")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with open_warehouse(db, read_only=True) as con:
        seal(con)
        with pytest.raises(WarehouseError):
            list(run_query(con, sql.format(file=file, folder=tmp_path))[2])
        assert list(run_query(con, "select count(*) from resolved_papers")[2]) == [(0,)]
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_doubtful_author_ids__split_and_merged(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(
        con,
        [
            work("W1", authorships=(Authorship(1, "A1", "Ada B", "0000-0001"), Authorship(2, "A3", "Cy D"))),
            work("W2", authorships=(Authorship(1, "A2", "A. B", "0000-0001"), Authorship(2, "A4", "Eve"))),
            work("W3", authorships=(Authorship(1, "A5", "Fay G"), Authorship(2, "A6", "fay g"))),
            work(
                "W4", authorships=(Authorship(1, "A7", "Hal"), Authorship(2, "A7", "Ida"), Authorship(3, None, "Hal"))
            ),
        ],
    )
    assert [tuple(row.values()) for row in answer(con, "doubtful_author_ids")] == [
        ("one ORCID, several ids", ["A1", "A2"], ["A. B", "Ada B"], "0000-0001", 2),
        ("one id twice on an author list", ["A7"], ["Hal", "Ida"], None, 1),
        ("one name twice on an author list, several ids", ["A5", "A6"], ["Fay G", "fay g"], None, 1),
    ]


def test_countries__share_a_node_among_its_authors_countries(con: duckdb.DuckDBPyConnection) -> None:
    here, there = Authorship(1, "A1", "Ada", countries=("NL",)), Authorship(2, "A2", "Bo", countries=("DE", "NL"))
    store_graph(con, [work("W1", authorships=(here,)), work("W2", authorships=(here, there))])
    assert [tuple(row.values())[:3] for row in answer(con, "countries")] == [("NL", 2, 1.5), ("DE", 1, 0.5)]
