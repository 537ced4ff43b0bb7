"""Papers go out: all, those to ask a source about, or the one that a person means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from enrich.errors import WarehouseError
from enrich.records import Paper
from warehouse.sql_files import read_sql

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb


def read_papers(con: duckdb.DuckDBPyConnection, paper_ids: Iterable[str] | None = None) -> list[Paper]:
    """All papers, or those among ``paper_ids`` that exist, in the order of their ids."""
    if paper_ids is None:
        rows = con.execute("select * from papers order by paper_id").fetchall()
    else:
        query = "select * from papers where paper_id in (select unnest(?::varchar[])) order by paper_id"
        rows = con.execute(query, [list(paper_ids)]).fetchall()
    return [_paper(row) for row in rows]


def read_due_papers(con: duckdb.DuckDBPyConnection, source: str) -> list[Paper]:
    """The papers to ask ``source`` about: never judged, or judged by another source and not matched there.

    Papers that a person decided on are never due.
    """
    return [_paper(row) for row in con.execute(read_sql("statements/due_papers"), {"source": source}).fetchall()]


def read_due_paper_ids(con: duckdb.DuckDBPyConnection, source: str) -> list[str]:
    """The ids of the papers that ``read_due_papers`` returns, in its order: without titles and abstracts, in memory."""
    query = f"select paper_id from ({read_sql('statements/due_papers')}) order by paper_id"
    return [paper_id for (paper_id,) in con.execute(query, {"source": source}).fetchall()]


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


def _paper(row: tuple[Any, ...]) -> Paper:
    """The columns of ``papers`` are the fields of ``Paper``, in the same order."""
    paper_id, title_key, title, abstract, author_count, authors, *rest = row
    return Paper(paper_id, title_key, title, abstract, author_count, tuple(authors), *rest)


def _escaped(text: str) -> str:
    """Return the text as a pattern of ``like`` that means itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
