"""What people decide about papers, and what they need to see to decide: verdict, candidates, evidence.

A decision is a row of ``overrides``; the view ``verdicts`` puts it before
whatever the program thinks, now and in every later run.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from enrich.errors import WarehouseError
from enrich.identifiers import is_work_id
from enrich.records import Evidence
from warehouse.save import save_override
from warehouse.sql_files import read_sql
from warehouse.transactions import transaction

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

CSV_HEADER = ("paper", "work", "reason", "title")
NO_WORK = "none"
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


@dataclass(frozen=True, slots=True)
class Override:
    """One decision of a person: the paper is ``work_id``, or no work at all."""

    paper_id: str
    work_id: str | None
    reason: str | None
    title: str


def find_paper(con: duckdb.DuckDBPyConnection, words: str, title_key: str) -> str:
    """Return the id of the paper that is meant: by id, by its whole title, or by a part of one title only.

    Raises WarehouseError naming the nearest titles when none or several are meant.
    """
    exact = con.execute(
        "select paper_id from papers where paper_id = ? or title_key = ?", [words, title_key]
    ).fetchall()
    if exact:
        return str(exact[0][0])
    part = "select paper_id, title from papers where title ilike '%' || ? || '%' escape '\\' order by title limit 10"
    found = con.execute(part, [_escaped(words)]).fetchall()
    if len(found) == 1:
        return str(found[0][0])
    if found:
        titles = "\n".join(f"  {paper_id}  {title}" for paper_id, title in found)
        raise WarehouseError(f"several papers have {words!r} in their title; name one by its id:\n{titles}")
    near = con.execute(
        "select paper_id, title from papers order by jaro_winkler_similarity(title_key, ?) desc, title limit 3",
        [title_key],
    ).fetchall()
    titles = "\n".join(f"  {paper_id}  {title}" for paper_id, title in near)
    raise WarehouseError(f"there is no paper {words!r}; the nearest titles are:\n{titles}")


def explain(con: duckdb.DuckDBPyConnection, paper_id: str) -> Explanation:
    """Return the paper's verdict with everything it rests on."""
    ((title,),) = con.execute("select title from papers where paper_id = ?", [paper_id]).fetchall()
    mentions = con.execute(
        "select parse_filename(pages.name) || ':' || line from mentions join pages using (page_id) "
        "where paper_id = ? order by all",
        [paper_id],
    ).fetchall()
    verdict = con.execute(
        "select status, reason, score, is_by_hand, work_id, version_ids, source from verdicts where paper_id = ?",
        [paper_id],
    ).fetchall()
    status, reason, score, is_by_hand, work_id, versions, source = (
        verdict[0] if verdict else (None, None, None, False, None, [], None)
    )
    return Explanation(
        paper_id,
        title,
        tuple(name for (name,) in mentions),
        status,
        reason,
        score,
        is_by_hand,
        work_id,
        tuple(versions or ()),
        source,
        tuple(read_candidates(con, paper_id)),
    )


def read_candidates(con: duckdb.DuckDBPyConnection, paper_id: str) -> list[WeighedCandidate]:
    """Return the paper's candidates with their evidence, the likeliest first."""
    rows = con.execute(
        "select rank, work_id, title, author_names, source_name, publication_year, type, doi, found_by, conflict, "
        f"{', '.join(EVIDENCE_FIELDS)} from candidates where paper_id = ? order by rank",
        [paper_id],
    ).fetchall()
    return [
        WeighedCandidate(
            rank, work_id, title, tuple(names), source, year, kind, doi, found_by, conflict,
            dict(zip(EVIDENCE_FIELDS, evidence, strict=True)),
        )
        for rank, work_id, title, names, source, year, kind, doi, found_by, conflict, *evidence in rows
    ]  # fmt: skip


def read_doubtful_papers(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the ids of the ambiguous papers that nobody has decided yet, by title."""
    query = (
        "select paper_id from verdicts join papers using (paper_id) where status = 'ambiguous' order by title, paper_id"
    )
    return [paper_id for (paper_id,) in con.execute(query).fetchall()]


def are_versions_apart(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether each version of a paper is a node of its own in this warehouse's graph."""
    query = "select 1 from settings where name = 'versions' and value = 'apart'"
    return bool(con.execute(query).fetchall())


def keep_versions(con: duckdb.DuckDBPyConnection, *, apart: bool) -> None:
    """Make each version a node of its own, or one node of all versions of a paper. Safe to repeat, and to take back."""
    with transaction(con):
        con.execute("insert or replace into settings values ('versions', ?)", ["apart" if apart else "merged"])
        con.execute(read_sql("statements/save_work_versions"))


def read_overrides(con: duckdb.DuckDBPyConnection) -> list[Override]:
    """Return all decisions, by title."""
    rows = con.execute(
        "select paper_id, overrides.work_id, overrides.reason, papers.title "
        "from overrides join papers using (paper_id) order by papers.title, paper_id"
    ).fetchall()
    return [Override(*row) for row in rows]


def write_overrides(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Write all decisions as CSV (paper, work id or ``none``, reason, title) and return how many. Safe to repeat."""
    overrides = read_overrides(con)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(CSV_HEADER)
        for override in overrides:
            writer.writerow([override.paper_id, override.work_id or NO_WORK, override.reason or "", override.title])
    return len(overrides)


def load_overrides(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[int, list[str]]:
    """Take over the decisions in a CSV file: how many, and a sentence for each line that could not be taken.

    The file has the header of ``write_overrides`` (reason and title may be
    missing). A decision replaces an earlier one on the same paper; a paper
    that is not stored here is left out and told. Raises WarehouseError when the file
    cannot be read or has no such header.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise WarehouseError(f"{path} cannot be read as CSV: {error}") from error
    if lines and not {"paper", "work"} <= set(lines[0]):
        raise WarehouseError(f"{path} has no columns paper and work; its first line must be: {','.join(CSV_HEADER)}")
    taken, refused = 0, []
    for number, line in enumerate(lines, start=2):
        work = (line["work"] or "").strip()
        if work != NO_WORK and not is_work_id(work):
            refused.append(f"{path}:{number}: {work!r} is neither a work id such as W2741809807 nor {NO_WORK!r}")
            continue
        try:
            save_override(
                con, (line["paper"] or "").strip(), None if work == NO_WORK else work, line.get("reason") or None
            )
            taken += 1
        except WarehouseError as error:
            refused.append(f"{path}:{number}: {error}")
    return taken, refused


def _escaped(text: str) -> str:
    """Return the text as a pattern of ``like`` that means itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
