"""Records as columns: what their fields mean and of which type they are, so that SQL need not say it again.

The comment on a column that holds a field of a record is what the record's docstring says of the field. All other
comments stand in the file of comments, and in those of the views.
"""

from __future__ import annotations

import inspect
import re
from functools import cache
from typing import TYPE_CHECKING, get_args, get_type_hints

from enrich.records import (
    Authorship,
    Candidate,
    Evidence,
    Institution,
    JudgedCandidate,
    Location,
    Match,
    Page,
    Paper,
    PaperRecord,
    Source,
    Topic,
    Work,
    YearlyCitations,
)
from warehouse.sql_files import read_sql, run_sql

if TYPE_CHECKING:
    import duckdb

# Of several records with a field of that name, the first one is meant.
RECORDS: dict[str, tuple[type, ...]] = {
    "pages": (Page,),
    "papers": (Paper,),
    "mentions": (PaperRecord,),
    "matches": (Match,),
    "candidates": (JudgedCandidate, Candidate, Evidence),
    "works": (Work,),
    "sources": (Source,),
    "locations": (Location,),
    "authorships": (Authorship,),
    "institutions": (Institution,),
    "topics": (Topic,),
    "yearly_citations": (YearlyCitations,),
    "doubtful_matches": (Evidence,),
}
SQL_TYPES = {bool: "BOOLEAN", int: "INTEGER", float: "DOUBLE", str: "VARCHAR"}

_ENTRY = re.compile(r"^ {4}(\w+): (.+(?:\n {5,}.+)*)", re.MULTILINE)


@cache
def describe_fields(record: type) -> dict[str, str]:
    """Return what the record's docstring says of each field under ``Attributes:``."""
    _, _, attributes = (inspect.getdoc(record) or "").partition("Attributes:\n")
    return {name: " ".join(text.split()) for name, text in _ENTRY.findall(attributes)}


def describe_columns() -> dict[str, dict[str, str]]:
    """Return for each table or view of ``RECORDS`` what its columns mean, if it has columns for all fields."""
    return {
        table: {name: text for record in reversed(records) for name, text in describe_fields(record).items()}
        for table, records in RECORDS.items()
    }


def comment_on_columns(con: duckdb.DuckDBPyConnection) -> None:
    """Comment on every column that holds a field of a record."""
    described = describe_columns()
    for table, column in run_sql(con, "schema/columns"):
        if text := described.get(table, {}).get(column):
            meaning = text.replace("'", "''")
            con.execute(read_sql("schema/comment_on_column", column=f"{table}.{column}", meaning=meaning))


def json_structure(record: type) -> str:
    """Return the structure as which ``from_json`` reads such a record, whose fields are plain values or None."""
    hints = get_type_hints(record)
    types = {
        name: next(SQL_TYPES[kind] for kind in (hint, *get_args(hint)) if kind in SQL_TYPES)
        for name, hint in hints.items()
    }
    return "{" + ", ".join(f'"{name}": "{kind}"' for name, kind in types.items()) + "}"
