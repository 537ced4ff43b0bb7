"""Papers go out: all, those to ask a source about, or the one that a person means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from enrich.errors import WarehouseError
from enrich.records import Paper
from warehouse.sql_files import read_sql, run_sql

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb


def read_papers(con: duckdb.DuckDBPyConnection, paper_ids: Iterable[str] | None = None) -> list[Paper]:
    """All papers, or those among ``paper_ids`` that exist, in the order of their ids."""
    wanted = None if paper_ids is None else list(paper_ids)
    return [_paper(row) for row in run_sql(con, "papers/read", paper_ids=wanted)]


def read_due_papers(con: duckdb.DuckDBPyConnection, source: str) -> list[Paper]:
    """The papers to ask ``source`` about: never judged, or judged by another source and not matched there.

    Papers that a person decided on are never due.
    """
    return [_paper(row) for row in _due(con, source, "papers.*")]


def read_due_paper_ids(con: duckdb.DuckDBPyConnection, source: str) -> list[str]:
    """The ids of the papers that ``read_due_papers`` returns, in its order: without titles and abstracts, in memory."""
    return [paper_id for (paper_id,) in _due(con, source, "papers.paper_id")]


def find_paper(con: duckdb.DuckDBPyConnection, words: str, title_key: str) -> str:
    """Return the id of the paper that is meant: by id, by its whole title, or by a part of one title only.

    Raises WarehouseError naming the nearest titles when none or several are meant.
    """
    if exact := run_sql(con, "papers/by_id_or_title", words=words, title_key=title_key):
        return str(exact[0][0])
    found = run_sql(con, "papers/by_part_of_title", words=words)
    if len(found) == 1:
        return str(found[0][0])
    if found:
        raise WarehouseError(f"several papers have {words!r} in their title; name one by its id:\n{_listed(found)}")
    near = run_sql(con, "papers/nearest", title_key=title_key)
    raise WarehouseError(f"there is no paper {words!r}; the nearest titles are:\n{_listed(near)}")


def _due(con: duckdb.DuckDBPyConnection, source: str, columns: str) -> list[tuple[Any, ...]]:
    return con.execute(read_sql("papers/due", columns=columns), {"source": source}).fetchall()


def _paper(row: tuple[Any, ...]) -> Paper:
    """The columns of ``papers`` are the fields of ``Paper``, in the same order."""
    paper_id, title_key, title, abstract, author_count, authors, *rest = row
    return Paper(paper_id, title_key, title, abstract, author_count, tuple(authors), *rest)


def _listed(papers: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"  {paper_id}  {title}" for paper_id, title in papers)
