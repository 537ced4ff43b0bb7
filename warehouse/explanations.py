"""What people need to see to decide on a paper: verdict, candidates, evidence."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from enrich.records import Evidence
from warehouse.sql_files import read_sql, run_sql

if TYPE_CHECKING:
    import duckdb

EVIDENCE_FIELDS = tuple(field.name for field in fields(Evidence))


@dataclass(frozen=True, slots=True)
class WeighedCandidate:
    """One candidate as stored: what it is, what speaks against it, and its evidence by name."""

    rank: int
    work_id: str
    title: str | None
    author_names: tuple[str, ...]
    source_name: str | None
    publication_year: int | None
    type: str | None
    doi: str | None
    found_by: str
    conflict: str | None
    evidence: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that the warehouse knows about one paper's verdict; ``status`` is None while it has none."""

    paper_id: str
    title: str
    mentions: tuple[str, ...]
    status: str | None
    reason: str | None
    score: float | None
    is_by_hand: bool
    work_id: str | None
    version_ids: tuple[str, ...]
    source: str | None
    candidates: tuple[WeighedCandidate, ...]


def explain(con: duckdb.DuckDBPyConnection, paper_id: str) -> Explanation:
    """Return the paper's verdict with everything it rests on."""
    (row,) = run_sql(con, "explanations/verdict", paper_id=paper_id)
    title, mentions, status, reason, score, is_by_hand, work_id, version_ids, source = row
    return Explanation(
        paper_id,
        title,
        tuple(mentions),
        status,
        reason,
        score,
        is_by_hand,
        work_id,
        tuple(version_ids),
        source,
        tuple(read_candidates(con, paper_id)),
    )


def read_candidates(con: duckdb.DuckDBPyConnection, paper_id: str) -> list[WeighedCandidate]:
    """Return the paper's candidates with their evidence, the likeliest first."""
    query = read_sql("explanations/candidates", evidence=", ".join(EVIDENCE_FIELDS))
    rows = con.execute(query, {"paper_id": paper_id}).fetchall()
    return [
        WeighedCandidate(
            rank, work_id, title, tuple(names), source, year, kind, doi, found_by, conflict,
            dict(zip(EVIDENCE_FIELDS, evidence, strict=True)),
        )
        for rank, work_id, title, names, source, year, kind, doi, found_by, conflict, *evidence in rows
    ]  # fmt: skip


def read_doubtful_papers(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the ids of the ambiguous papers that nobody has decided yet, by title."""
    return [paper_id for (paper_id,) in run_sql(con, "explanations/doubtful_papers")]
