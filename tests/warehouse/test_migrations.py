"""Each migration once, whole or not at all; views anew when their text changed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from enrich.errors import WarehouseError
from enrich.works import read_work
from tests.warehouse.makers import TABLES_OF_WORKS, full_work
from tests.warehouse.stored import content, rows
from warehouse.checks import run_checks
from warehouse.database import open_warehouse
from warehouse.graph.metrics import measure_anew
from warehouse.migrations import MIGRATIONS, apply_migrations, order_views, pending_migrations, replace_views
from warehouse.sql_files import list_sql, read_sql
from warehouse.works import WorksSaved, save_works

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = (MIGRATIONS / "0001_tables.sql").read_text(encoding="utf-8")


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as con:
        yield con


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "0001_tables.sql").write_text(FIRST, encoding="utf-8")
    return tmp_path


def test_apply__every_migration_once_and_in_order(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    (folder / "0003_third.sql").write_text("alter table notes add column author varchar;")
    (folder / "0002_second.sql").write_text("create table notes (note varchar);")
    assert apply_migrations(con, folder) == ["0001_tables", "0002_second", "0003_third"]
    assert apply_migrations(con, folder) == []
    assert con.execute("select note, author from notes").fetchall() == []


def test_apply__new_migration_finds_the_old_data(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    apply_migrations(con, folder)
    con.execute("create view named_topics as from topics")
    con.execute("insert into topics values ('T1', 'Graphs', null, null, null)")
    (folder / "0002_second.sql").write_text("alter table topics add column keyword varchar default 'none';")
    assert [path.stem for path in pending_migrations(con, folder)] == ["0002_second"]
    assert apply_migrations(con, folder) == ["0002_second"]
    assert con.execute("select topic_id, keyword from topics").fetchall() == [("T1", "none")]


def test_apply__failed_migration_leaves_nothing_behind(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    (folder / "0002_second.sql").write_text("create table notes (note varchar); select * from nowhere;")
    with pytest.raises(WarehouseError, match="nowhere"):
        apply_migrations(con, folder)
    assert con.execute("select name from schema_migrations").fetchall() == [("0001_tables",)]
    assert con.execute("select 1 from duckdb_tables() where table_name = 'notes'").fetchall() == []
    (folder / "0002_second.sql").write_text("create table notes (note varchar);")
    assert apply_migrations(con, folder) == ["0002_second"]


def test_apply__edited_migration_is_refused(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    apply_migrations(con, folder)
    (folder / "0001_tables.sql").write_text(FIRST + "-- a thought later")
    with pytest.raises(WarehouseError, match="0001_tables was edited"):
        apply_migrations(con, folder)


def test_apply__line_endings_are_no_edit(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    apply_migrations(con, folder)
    (folder / "0001_tables.sql").write_bytes(FIRST.replace("\n", "\r\n").encode())
    assert apply_migrations(con, folder) == []


def test_apply__file_of_a_newer_program_is_refused(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    (folder / "0002_second.sql").write_text("create table notes (note varchar);")
    apply_migrations(con, folder)
    (folder / "0002_second.sql").unlink()
    with pytest.raises(WarehouseError, match=r"newer citegraph \(it has 0002_second\); upgrade"):
        apply_migrations(con, folder)


def test_replace_views__only_if_their_text_changed(con: duckdb.DuckDBPyConnection) -> None:
    apply_migrations(con)
    assert replace_views(con) is True
    assert replace_views(con) is False


def test_replace_views__drops_what_is_no_longer_a_view(con: duckdb.DuckDBPyConnection) -> None:
    apply_migrations(con)
    replace_views(con)
    con.execute("create view forgotten as select 1")
    con.execute("update schema_migrations set checksum = 'older' where name = 'views'")
    assert replace_views(con) is True
    views = con.execute("select view_name from duckdb_views() where not internal").fetchall()
    assert sorted(f"views/{name}" for (name,) in views) == list_sql("views")


def test_order_views__each_after_those_it_reads_and_named_like_its_file() -> None:
    order = order_views()
    assert sorted(order) == list_sql("views")
    assert order.index("views/verdicts") < order.index("views/node_works") < order.index("views/graph_nodes")
    assert all(f"create view {name.removeprefix('views/')} as\n" in read_sql(name) for name in order)


def open_older(folder: Path, before: str) -> duckdb.DuckDBPyConnection:
    """A file that went through the migrations before that one, and through no other."""
    older = folder / "migrations"
    older.mkdir()
    for path in sorted(MIGRATIONS.glob("*.sql")):
        if path.stem < before:
            shutil.copy(path, older)
    con = duckdb.connect(str(folder / "older.duckdb"))
    apply_migrations(con, older)
    return con


def store_as_then(con: duckdb.DuckDBPyConnection, today: Path) -> None:
    """Put in all works that the file of today holds, so far as the older tables have columns for them."""
    con.execute(f"attach '{today}' as today (read_only)")
    for table in TABLES_OF_WORKS:
        columns = ", ".join(name for (name,) in rows(con, f"select column_name from (describe main.{table})"))
        con.execute(f"insert into main.{table} by name select {columns} from today.{table}")
    con.execute("detach today")


def test_older_files__read_works_with_more_care(tmp_path: Path) -> None:
    objects: list[dict[str, Any]] = [
        {
            "id": "https://openalex.org/W1",
            "display_name": "On<i>clean</i> H<sub>2</sub>O &amp; air",
            "abstract_inverted_index": {"IndexLength": 3, "InvertedIndex": {"again": [2], 'so "said"': [0, 1]}},
            "referenced_works": [f"https://openalex.org/{cited}" for cited in ("W1", "W2", "W4285719527")],
            "authorships": [
                {"author": {"id": "https://openalex.org/A1"}, "countries": ["NL", "BE"]},
                {"author": {}, "countries": ["NL"], "institutions": [{"id": "I1", "country_code": "DE"}]},
            ],
            "locations": [{"raw_source_name": "https://example.org/1.pdf"}, {"raw_source_name": "Air &amp; Water"}],
        },
        {"id": "https://openalex.org/W3", "referenced_works": ["https://openalex.org/W4285719527"]},
    ]
    works = [found for one in objects if (found := read_work(one))]
    with open_warehouse(tmp_path / "today.duckdb") as con:
        save_works(con, works)
        stored = content(con, *TABLES_OF_WORKS)
    with open_older(tmp_path, "0008") as con:
        store_as_then(con, tmp_path / "today.duckdb")
        con.execute("update works set title = 'On<i>clean</i> H<sub>2</sub>O &amp; air', abstract = null")
        con.execute("update works set has_references = true")
        con.execute("update works set title = null where work_id = 'W3'")
        con.execute("update locations set source_name = 'https://example.org/1.pdf' where position = 1")
        con.execute("update locations set source_name = 'Air &amp; Water' where position = 2")
        for pair in (("W1", "W1"), ("W1", "W4285719527"), ("W3", "W4285719527")):
            con.execute("insert into work_references values (?, ?)", pair)
        con.execute("insert into fetches values ('W9', '2026-01-01', false)")
        con.execute("insert into fetches select work_id, '2026-01-01', true from works")
        con.execute("insert into citation_counts select work_id, '2026-01-01', cited_by_count from works")
    with open_warehouse(tmp_path / "older.duckdb") as con:
        assert content(con, *TABLES_OF_WORKS) == stored
        assert {check.name for check in run_checks(con) if check.row_count} == set()
        assert rows(con, "select work_id, is_found, source from fetches where not is_found") == [("W9", False, None)]


def test_older_files__keep_every_row_where_a_key_is_dropped(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "today.duckdb") as con:
        save_works(con, [full_work(), full_work("W2", title=None)])
        stored = content(con, *TABLES_OF_WORKS)
    with open_older(tmp_path, "0005") as con:
        store_as_then(con, tmp_path / "today.duckdb")
    with open_warehouse(tmp_path / "older.duckdb") as con:
        assert content(con, *TABLES_OF_WORKS) == stored
        assert save_works(con, [full_work(), full_work("W2", title=None)]) == WorksSaved(0, 0, 2)
        assert rows(con, "select 1 from duckdb_columns() where not internal and comment is null") == []


def test_older_files__show_no_measures_of_which_nobody_noted_the_graph(tmp_path: Path) -> None:
    with open_older(tmp_path, "0007") as con:
        con.execute("insert into node_metrics values ('cites', 'W1', 'degree', 1, '{}', 7)")
    with open_warehouse(tmp_path / "older.duckdb") as con:
        assert rows(con, "select graph, metric from node_metrics") == [("cites", "degree")]
        assert rows(con, "from analyses") == [("cites", 7, None, None, None)]
        assert rows(con, "from current_analyses") == []
        notes = {check.name: check.severity for check in run_checks(con) if check.row_count}
        assert notes == {"outdated_measures": "note"}
        assert measure_anew(con) is not None
        assert rows(con, "from node_metrics") == []


def test_older_files__keep_facts_and_measures_under_their_new_names(tmp_path: Path) -> None:
    with open_older(tmp_path, "0006") as con:
        con.execute(
            "insert into candidates (paper_id, work_id, rank, found_by, author_names, objection, abstract_likeness)"
            " values ('p1', 'W1', 1, 'spelling', [], 'other_time', 0.5)"
        )
        con.execute("create view doubtful_matches as from candidates")
        for graph in ("cites", "co_cited", "couples"):
            con.execute("insert into node_metrics values (?, 'W1', 'degree', 1, '{}', null)", [graph])
            con.execute("insert into communities values (?, 1, 'one', [], [], 1, '{}', 0)", [graph])
    with open_warehouse(tmp_path / "older.duckdb") as con:
        facts = rows(con, "select found_by, conflict, abstract_similarity from candidates")
        assert facts == [("title_variant", "other_time", 0.5)]
        graphs = [("bibliographic_coupling",), ("cites",), ("co_citation",)]
        assert rows(con, "select graph from node_metrics order by graph") == graphs
        assert rows(con, "select graph from communities order by graph") == graphs
