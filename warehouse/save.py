"""Records in: everything is staged in bulk as JSON, taken apart in SQL, and written in one transaction.

Saving the same thing twice changes nothing. Each function opens its own
transaction, so none may be open on the connection. One writer at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import md5
from typing import TYPE_CHECKING, Any

import orjson

from enrich.batches import in_batches
from enrich.errors import WarehouseError
from warehouse.sql_files import read_sql
from warehouse.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import duckdb

    from enrich.records import Match, Page, PaperRecord, Work


MENTIONS_PER_CHUNK = 10_000
MATCHES_PER_CHUNK = 5_000
# Works differ in size a thousandfold: a chunk of them is full when it holds so much of OpenAlex's JSON.
JSON_PER_CHUNK = 16_000_000

# the tables that hold what belongs to one work, each with the column that names the work
TABLES_OF_WORKS = {
    "works": "work_id",
    "locations": "work_id",
    "authorships": "work_id",
    "authorship_institutions": "work_id",
    "work_topics": "work_id",
    "work_references": "citing_work_id",
    "yearly_citations": "work_id",
}
# the tables of what several works name, each with its key
TABLES_OF_NAMES = {
    "authors": "author_id",
    "institutions": "institution_id",
    "sources": "source_id",
    "topics": "topic_id",
}


@dataclass(frozen=True, slots=True)
class PageSaved:
    """What a page brought: ``new_paper_count`` papers unheard of, ``completed_paper_count`` that gained a value."""

    page_id: str
    is_new: bool
    mention_count: int
    new_paper_count: int = 0
    completed_paper_count: int = 0


@dataclass(frozen=True, slots=True)
class WorksSaved:
    """How many works were not stored before, stored with other JSON, or stored just so."""

    new_count: int
    changed_count: int
    unchanged_count: int


def save_page(con: duckdb.DuckDBPyConnection, page: Page, records: Iterable[PaperRecord]) -> PageSaved:
    """Save one page and its mentions, and merge the papers: the first value that any page states wins.

    The page is saved whole or not at all. Of a page that is stored already
    nothing is changed, and ``records`` is not even read.
    """
    known = con.execute("select mention_count from pages where page_id = ?", [page.page_id]).fetchall()
    if known:
        return PageSaved(page.page_id, is_new=False, mention_count=known[0][0])
    mention_count = new_count = completed_count = 0
    with transaction(con):
        for chunk in in_batches(records, MENTIONS_PER_CHUNK):
            _stage(con, chunk)
            ((new, completed),) = con.execute(read_sql("statements/save_mentions")).fetchall()
            mention_count += len(chunk)
            new_count += new
            completed_count += completed
        con.execute(
            "insert into pages (page_id, name, layout, byte_count, mention_count) values (?, ?, ?, ?, ?)",
            [page.page_id, page.name, str(page.layout), page.byte_count, mention_count],
        )
    return PageSaved(page.page_id, True, mention_count, new_count, completed_count)


def save_works(con: duckdb.DuckDBPyConnection, works: Iterable[Work]) -> WorksSaved:
    """Save works with all that hangs on them; a work whose JSON is stored already is left alone.

    A work with other JSON is replaced, its authorships, references and so on
    included. Works are saved in chunks, each whole or not at all; within a
    chunk the last of several works with one id counts.
    """
    new_count = changed_count = total = 0
    for chunk in _chunks_of_works(works):
        with transaction(con):
            new, changed = _new_and_changed(con, chunk)
            if new or changed:
                _stage(con, (chunk[work_id] for work_id in new + changed))
                _replace_staged_works(con, changed)
        new_count += len(new)
        changed_count += len(changed)
        total += len(chunk)
    return WorksSaved(new_count, changed_count, total - new_count - changed_count)


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
            _stage(con, ({"source": source, "match": match} for match in latest.values()))
            ((changed,),) = con.execute(read_sql("statements/save_matches")).fetchall()
            if changed:
                con.execute(read_sql("statements/save_work_versions"))
        changed_count += changed
    return changed_count


def save_override(
    con: duckdb.DuckDBPyConnection, paper_id: str, work_id: str | None, reason: str | None = None
) -> None:
    """Keep a person's decision: the paper is ``work_id``, or, if None, no work at all.

    It counts before every verdict of the program, now and later; a further
    decision on the same paper replaces it. Raises WarehouseError if there is no
    such paper.
    """
    if not con.execute("select 1 from papers where paper_id = ?", [paper_id]).fetchall():
        raise WarehouseError(f"there is no paper {paper_id}; `citegraph review` lists those to decide on")
    with transaction(con):
        con.execute(
            "insert or replace into overrides (paper_id, work_id, reason, decided_at) values (?, ?, ?, ?)",
            [paper_id, work_id, reason, _now()],
        )
        con.execute(read_sql("statements/save_work_versions"))


def start_run(
    con: duckdb.DuckDBPyConnection, command: str, source: str | None = None, parameters: Mapping[str, Any] | None = None
) -> int:
    """Note that a run has begun, with status ``running``, and return its id."""
    with transaction(con):
        ((run_id,),) = con.execute("select coalesce(max(run_id), 0) + 1 from runs").fetchall()
        con.execute(
            "insert into runs (run_id, command, source, started_at, status, parameters)"
            " values (?, ?, ?, ?, 'running', ?)",
            [run_id, command, source, _now(), orjson.dumps(dict(parameters or {}), default=str).decode()],
        )
    return int(run_id)


def finish_run(
    con: duckdb.DuckDBPyConnection,
    run_id: int,
    status: str,
    *,
    paper_count: int | None = None,
    request_count: int | None = None,
    credit_count: int | None = None,
    cost_usd: float | None = None,
) -> None:
    """Note how a run ended and what it used. Raises WarehouseError if it was never started."""
    with transaction(con):
        updated = con.execute(
            "update runs set finished_at = ?, status = ?, paper_count = ?, request_count = ?, credit_count = ?,"
            " cost_usd = ? where run_id = ? returning run_id",
            [_now(), status, paper_count, request_count, credit_count, cost_usd, run_id],
        ).fetchall()
        if not updated:
            raise WarehouseError(f"there is no run {run_id}; start_run begins one")


def _new_and_changed(con: duckdb.DuckDBPyConnection, works: Mapping[str, Work]) -> tuple[list[str], list[str]]:
    """Return the ids of the works that are not stored, and of those that are stored with other JSON."""
    query = "select work_id, json_md5 from works where work_id in (select unnest(?::varchar[]))"
    stored = dict(con.execute(query, [list(works)]).fetchall())
    new = [work_id for work_id in works if work_id not in stored]
    changed = [work_id for work_id, json_md5 in stored.items() if json_md5 != _md5(works[work_id].json)]
    return new, changed


def _replace_staged_works(con: duckdb.DuckDBPyConnection, changed: list[str]) -> None:
    """Put the staged works into all tables; of the ``changed`` ones nothing old is left over."""
    con.execute(read_sql("statements/save_works"))
    for table, key in TABLES_OF_WORKS.items():
        if changed:
            con.execute(f"delete from {table} where {key} in (select unnest(?::varchar[]))", [changed])
        con.execute(f"insert into {table} by name from incoming_{table}")
    for table, key in TABLES_OF_NAMES.items():
        con.execute(read_sql("statements/merge_names", table=table, key=key))


def _stage(con: duckdb.DuckDBPyConnection, records: Iterable[object]) -> None:
    """Put records into the temporary table ``staged``, a JSON object each.

    JSON is both the fastest way for nested records into DuckDB and the one
    that names every field. Raises WarehouseError for text that is not Unicode.
    """
    con.execute("create or replace temp table staged (record varchar)")
    with con.appender("staged") as appender:
        for record in records:
            try:
                appender.append_row(orjson.dumps(record).decode())
            except orjson.JSONEncodeError as error:
                raise WarehouseError(f"cannot store this record: {error}: {record!r:.300}") from error


def _chunks_of_works(works: Iterable[Work]) -> Iterator[dict[str, Work]]:
    """Yield the works by id, in chunks of ``JSON_PER_CHUNK`` characters of JSON or a little more."""
    chunk: dict[str, Work] = {}
    size = 0
    for work in works:
        chunk[work.work_id] = work
        size += len(work.json)
        if size >= JSON_PER_CHUNK:
            yield chunk
            chunk, size = {}, 0
    if chunk:
        yield chunk


def _md5(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
