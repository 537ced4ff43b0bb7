"""How much of everything the warehouse holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warehouse.sql_files import run_sql

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Summary:
    """How much of everything the warehouse holds; ``matched`` to ``undecided`` add up to ``papers``."""

    pages: int
    mentions: int
    papers: int
    matched: int
    ambiguous: int
    unmatched: int
    undecided: int
    works: int
    authors: int
    nodes: int
    citation_edges: int
    shared_author_edges: int


def read_summary(con: duckdb.DuckDBPyConnection) -> Summary:
    """Count everything once."""
    (row,) = run_sql(con, "summary")
    return Summary(*row)
