"""Files know what they were made of, and nobody makes them again in vain."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.warehouse.makers import mention, page
from warehouse.files import WrittenFile
from warehouse.fingerprints import NOTE, fingerprint, note, program_fingerprint, read_noted
from warehouse.pages import save_page
from warehouse.runs import start_run

OF = "a fingerprint"


@pytest.fixture
def files(tmp_path: Path) -> list[WrittenFile]:
    """Two files of different folders, noted."""
    files = []
    for name in ("graphs/a.gexf", "a.html"):
        path = tmp_path / "out" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
        files.append(WrittenFile.at(path, 3, 2))
    note(files, OF)
    return files


def paths(files: list[WrittenFile]) -> list[Path]:
    return [file.path for file in files]


def test_a_warehouse_has_another_fingerprint_after_every_change_but_of_its_log(
    con: duckdb.DuckDBPyConnection,
) -> None:
    found = [fingerprint(con)]
    save_page(con, page(), [mention("p-1", 1, title="A Title of Several Words")])
    found.append(fingerprint(con))
    con.execute("update papers set title = 'Another Title of Several Words'")
    found.append(fingerprint(con))
    found.append(fingerprint(con, asked="a part of it"))
    assert len(set(found)) == 4
    start_run(con, "resolve")
    assert fingerprint(con) == found[2]


def test_another_program_has_another_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("first = 1")
    before = program_fingerprint(tmp_path)
    program_fingerprint.cache_clear()
    (tmp_path / "a.py").write_text("first = 2")
    assert program_fingerprint(tmp_path) != before


def test_files_that_are_as_they_were_left_are_known_again(files: list[WrittenFile]) -> None:
    assert read_noted(paths(files), OF) == files
    assert read_noted(paths(files)[:1], OF) == files[:1]


def test_files_made_of_something_else_edited_deleted_or_never_noted_are_not(files: list[WrittenFile]) -> None:
    first, second = paths(files)
    assert read_noted(paths(files), "another fingerprint") is None
    assert read_noted([first, second.with_name("b.html")], OF) is None
    second.write_text("edited")
    assert read_noted(paths(files), OF) is None
    assert read_noted([first], OF) == files[:1]
    first.unlink()
    assert read_noted([first], OF) is None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a.html": 1}', '{"a.html": {"of": "a fingerprint"}}', "\udcff"])
def test_a_note_that_cannot_be_read_is_none(text: str, files: list[WrittenFile]) -> None:
    page = files[1].path
    page.with_name(NOTE).write_bytes(text.encode(errors="surrogateescape"))
    assert read_noted([page], OF) is None
    note(files, OF)
    assert read_noted([page], OF) == files[1:]
