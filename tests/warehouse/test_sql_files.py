"""All SQL stands in files: lower case, opened by a sentence, every one in use; Python only puts it together."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from warehouse.sql_files import SQL_FOLDER, list_sql, read_sql, run_sql

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

WAREHOUSE = SQL_FOLDER.parent
FILES = sorted(SQL_FOLDER.rglob("*.sql"))
PROGRAMS = sorted(WAREHOUSE.rglob("*.py"))
# whose files are found by their folder, never by name
LISTED = {"checks", "migrations", "queries", "views"}
STATEMENT = re.compile(
    r"[\s(]*(select|from|with|insert|update|delete|merge|create|alter|drop|copy|describe|pragma|attach|load|install)\s"
)


def test_read_sql__fragments_take_the_place_of_their_marks() -> None:
    assert read_sql("rows/of_table", name="works").endswith("\nfrom works")
    with pytest.raises(ValueError, match=r"has no {table} to put anything in its place"):
        read_sql("rows/of_table", name="works", table="works")


def test_read_sql__other_braces_stay() -> None:
    assert '"match": {' in read_sql("matches/save")


def test_run_sql__rows_of_the_last_statement(con: duckdb.DuckDBPyConnection) -> None:
    assert run_sql(con, "papers/by_part_of_title", words="graphs") == []
    assert run_sql(con, "decisions/versions") == [(False,)]


def test_list_sql__names_as_read_sql_takes_them() -> None:
    assert all(read_sql(name).startswith("-- ") for name in list_sql("checks"))


def test_every_file_is_lower_case_and_opens_with_a_sentence() -> None:
    assert len(FILES) > 40
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert text.startswith("-- "), path
        code = [line for line in text.splitlines() if not line.startswith(("--", "comment on"))]
        assert "SELECT" not in "\n".join(code), path


def test_every_file_is_used() -> None:
    program = "\n".join(path.read_text(encoding="utf-8") for path in PROGRAMS)
    named = set(re.findall(r"[\"'/](\w+)[\"']", program))
    assert [path for path in FILES if path.parent.name not in LISTED and path.stem not in named] == []


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: str(path.relative_to(WAREHOUSE)))
def test_python_holds_no_statements(path: Path) -> None:
    assert [text for text in _texts(ast.parse(path.read_text(encoding="utf-8"))) if STATEMENT.match(text)] == []


def _texts(tree: ast.AST) -> Iterator[str]:
    """The texts of a program, those parts of f-strings included that stand as they are; none of its docstrings."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value
