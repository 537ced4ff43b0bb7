"""What earlier runs tell of the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import duckdb


class FoundShare(NamedTuple):
    """How many papers a source was asked for and judged by, and the share (0 to 1) that it had; 0 of none."""

    decided_count: int
    share: float


def read_found_share(con: duckdb.DuckDBPyConnection, source: str) -> FoundShare:
    """Return how many of the papers judged by what ``source`` had were matched. People's decisions do not count."""
    query = "select count(*), coalesce(avg((status = 'matched')::integer), 0) from matches where source = ?"
    ((count, share),) = con.execute(query, [source]).fetchall()
    return FoundShare(count, share)
