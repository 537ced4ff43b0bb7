"""Records as columns: each column that holds a field says what the record says, and has the field's type."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, make_dataclass
from typing import TYPE_CHECKING

import pytest

from enrich.records import Evidence
from tests.warehouse.stored import rows
from warehouse.record_columns import RECORDS, describe_columns, describe_fields, json_structure
from warehouse.sql_files import SQL_FOLDER

if TYPE_CHECKING:
    import duckdb


@dataclass
class Shelf:
    """One shelf.

    It stands in a room.

    Attributes:
        width: Its width in metres, or, where nobody has measured it: what
            the plan says.
        is_full: Is it full?
    """

    width: float | None
    is_full: bool


def test_describe_fields__reads_the_docstring() -> None:
    assert describe_fields(Shelf) == {
        "width": "Its width in metres, or, where nobody has measured it: what the plan says.",
        "is_full": "Is it full?",
    }


def test_describe_fields__a_record_without_attributes_says_nothing() -> None:
    assert describe_fields(make_dataclass("Bare", ["name"])) == {}


@pytest.mark.parametrize("record", sorted({one for some in RECORDS.values() for one in some}, key=str))
def test_every_field_of_a_stored_record_is_described(record: type) -> None:
    assert list(describe_fields(record)) == [field.name for field in fields(record)]


def test_json_structure__names_the_type_of_each_field() -> None:
    assert json_structure(Shelf) == '{"width": "DOUBLE", "is_full": "BOOLEAN"}'


@pytest.mark.parametrize("table", RECORDS)
def test_columns_are_commented_on_in_the_words_of_the_record(con: duckdb.DuckDBPyConnection, table: str) -> None:
    comments = dict(rows(con, f"select column_name, comment from duckdb_columns() where table_name = '{table}'"))
    described = [describe_fields(record) for record in RECORDS[table]]
    for column, comment in comments.items():
        assert comment == next((words[column] for words in described if column in words), comment)
    assert all(words.keys() & comments.keys() for words in described)


def test_what_a_record_says_is_not_said_again_in_sql() -> None:
    sql = "\n".join(path.read_text(encoding="utf-8") for path in SQL_FOLDER.rglob("*.sql"))
    commented = set(re.findall(r"comment on column (\w+)\.(\w+)", sql))
    assert len(commented) > 100
    assert not commented & {(table, column) for table, words in describe_columns().items() for column in words}


@pytest.mark.parametrize("table", ["candidates", "doubtful_matches"])
def test_every_fact_of_evidence_is_a_column_of_its_type(con: duckdb.DuckDBPyConnection, table: str) -> None:
    columns = rows(con, f"select column_name, data_type from duckdb_columns() where table_name = '{table}'")
    facts = [f'"{name}": "{kind}"' for name, kind in columns[-len(fields(Evidence)) :]]
    assert f"{{{', '.join(facts)}}}" == json_structure(Evidence)
