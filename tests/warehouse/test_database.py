"""Opening the warehouse: made once, left alone when up to date, and clear words when it cannot be had."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from enrich.errors import WarehouseError
from tests.warehouse.makers import mention, page
from warehouse.database import open_warehouse
from warehouse.pages import save_page
from warehouse.summary import read_summary


@pytest.fixture
def path(empty_warehouse: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty_warehouse, tmp_path / "citegraph.duckdb"))


def test_open__makes_the_file_and_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "some" / "folder" / "citegraph.duckdb"
    with open_warehouse(path):
        pass
    assert path.is_file()


def test_open__again_leaves_every_byte_as_it_is(path: Path) -> None:
    with open_warehouse(path) as con:
        save_page(con, page(), [mention("p1")])
    before = path.read_bytes()
    with open_warehouse(path) as con:
        save_page(con, page(), [mention("p1")])
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_open__in_memory() -> None:
    with open_warehouse(":memory:") as con:
        assert read_summary(con).papers == 0


def test_open__never_looks_for_extensions_elsewhere() -> None:
    with open_warehouse(":memory:") as con:
        query = "select value from duckdb_settings() where name like 'auto%known_extensions'"
        assert con.execute(query).fetchall() == [("false",), ("false",)]


def test_read_only__cannot_write(path: Path) -> None:
    with open_warehouse(path, read_only=True) as con, pytest.raises(WarehouseError, match="nothing of it was kept"):
        save_page(con, page(), [mention("p1")])


def test_read_only__missing_file_is_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "none.duckdb"
    with pytest.raises(WarehouseError, match=r"no warehouse at .*none\.duckdb; `citegraph run` makes one"):
        open_warehouse(missing, read_only=True).__enter__()
    assert not missing.exists()


@pytest.mark.parametrize("content", [b"", b"hello", b"hello" * 10_000], ids=["empty", "short", "long"])
@pytest.mark.parametrize("read_only", [True, False])
def test_open__file_of_another_kind(tmp_path: Path, content: bytes, read_only: bool) -> None:
    other = tmp_path / "notes.txt"
    other.write_bytes(content)
    with pytest.raises(WarehouseError, match=r"notes\.txt is not a DuckDB file; choose another name"):
        open_warehouse(other, read_only=read_only).__enter__()
    assert other.read_bytes() == content


def test_open__folder(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="cannot open"):
        open_warehouse(tmp_path).__enter__()


def test_open__parent_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WarehouseError, match="cannot open"):
        open_warehouse(tmp_path / "file" / "citegraph.duckdb").__enter__()


@pytest.mark.parametrize("read_only", [True, False])
def test_open__database_of_somebody_else(tmp_path: Path, read_only: bool) -> None:
    other = tmp_path / "sales.duckdb"
    with duckdb.connect(str(other)) as con:
        con.execute("create table sales (amount integer)")
    with pytest.raises(WarehouseError, match=r"sales\.duckdb: the file holds tables that are not citegraph's"):
        open_warehouse(other, read_only=read_only).__enter__()


@pytest.mark.parametrize("read_only", [True, False])
def test_open__locked_by_another_process(path: Path, read_only: bool) -> None:
    program = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(WarehouseError, match="is open elsewhere"):
            open_warehouse(path, read_only=read_only).__enter__()
        holder.communicate()
    with open_warehouse(path) as con:
        assert read_summary(con).pages == 0


def test_open__for_reading_while_this_process_writes(path: Path) -> None:
    with open_warehouse(path), pytest.raises(WarehouseError, match="is open elsewhere"):
        open_warehouse(path, read_only=True).__enter__()


def test_read_only__file_with_older_views(path: Path) -> None:
    with open_warehouse(path) as con:
        con.execute("update schema_migrations set checksum = 'older' where name = 'views'")
    with pytest.raises(WarehouseError, match="open it for writing once"):
        open_warehouse(path, read_only=True).__enter__()
    with open_warehouse(path):
        pass
    with open_warehouse(path, read_only=True) as con:
        assert read_summary(con).pages == 0


def test_open__every_table_view_and_column_is_described(path: Path) -> None:
    undescribed = """
        select table_name, null from duckdb_tables() where not internal and comment is null
        union all
        select view_name, null from duckdb_views() where not internal and comment is null
        union all
        select table_name, column_name from duckdb_columns() where not internal and comment is null
    """
    with open_warehouse(path, read_only=True) as con:
        assert con.execute("select count(*) from duckdb_columns() where not internal").fetchall()[0][0] > 200
        assert con.execute(undescribed).fetchall() == []


def test_error_inside_the_block_closes_the_file(path: Path) -> None:
    with pytest.raises(KeyError), open_warehouse(path):
        raise KeyError
    with open_warehouse(path, read_only=True) as con:
        assert read_summary(con).pages == 0
