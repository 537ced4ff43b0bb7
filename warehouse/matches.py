"""Verdicts come in with their candidates, and how many papers a source had so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from enrich.batches import in_batches
from enrich.records import Evidence
from warehouse.record_columns import json_structure
from warehouse.sql_files import read_sql, run_sql
from warehouse.staging import stage
from warehouse.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

    from enrich.records import Match

MATCHES_PER_CHUNK = 5_000


class MatchRate(NamedTuple):
    """How many papers a source was asked for and judged by, and the share (0 to 1) that it had; 0 of none."""

    decided_count: int
    share: float


def save_matches(con: duckdb.DuckDBPyConnection, matches: Iterable[Match], source: str) -> int:
    """Save verdicts with their candidates, and return how many are new or differ from those stored.

    ``work_versions`` follows: works that any verdicts together call one paper
    are one paper, and its canonical work is the one that the surest of these
    verdicts names (between equally sure ones, the one whose id sorts first).
    """
    changed_count = 0
    for chunk in in_batches(matches, MATCHES_PER_CHUNK):
        latest = {match.paper_id: match for match in chunk}
        with transaction(con):
            stage(con, ({"source": source, "match": match} for match in latest.values()))
            query = read_sql("matches/save", evidence=json_structure(Evidence))
            ((changed,),) = con.execute(query).fetchall()
            if changed:
                run_sql(con, "matches/save_versions")
        changed_count += changed
    return changed_count


def read_match_rate(con: duckdb.DuckDBPyConnection, source: str) -> MatchRate:
    """Return how many of the papers judged by what ``source`` had were matched. People's decisions do not count."""
    (row,) = run_sql(con, "matches/match_rate", source=source)
    return MatchRate._make(row)
