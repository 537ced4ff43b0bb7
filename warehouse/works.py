"""Works come in, each with all that hangs on it, and which are still missing."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import md5
from typing import TYPE_CHECKING

from enrich.records import API
from warehouse.sql_files import read_sql, run_sql
from warehouse.staging import stage
from warehouse.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import duckdb

    from enrich.records import Work

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
class WorksSaved:
    """How many works were not stored before, stored with other JSON, or stored just so."""

    new_count: int
    changed_count: int
    unchanged_count: int


def save_works(
    con: duckdb.DuckDBPyConnection, works: Iterable[Work], *, json_per_chunk: int = JSON_PER_CHUNK
) -> WorksSaved:
    """Save works with all that hangs on them, all or none; a work whose JSON is stored already is left alone.

    A work with other JSON is replaced, its authorships, references and so on
    included. Of several works with one id the last counts.
    """
    with transaction(con):
        return put_works(con, works, json_per_chunk=json_per_chunk)


def put_works(
    con: duckdb.DuckDBPyConnection, works: Iterable[Work], *, json_per_chunk: int = JSON_PER_CHUNK
) -> WorksSaved:
    """Do what ``save_works`` does as a part of the caller's transaction; chunks bound what is held beside the file."""
    new_count = changed_count = total = 0
    for chunk in _chunks_of_works(works, json_per_chunk):
        new, changed = _new_and_changed(con, chunk)
        if new or changed:
            stage(con, (chunk[work_id] for work_id in new + changed))
            _replace_staged_works(con, changed)
        new_count += len(new)
        changed_count += len(changed)
        total += len(chunk)
    return WorksSaved(new_count, changed_count, total - new_count - changed_count)


def read_missing_work_ids(con: duckdb.DuckDBPyConnection, source: str = API) -> list[str]:
    """The works that verdicts name, versions included, neither stored nor known to lack in this source; sorted."""
    return [work_id for (work_id,) in run_sql(con, "works/missing", source=source)]


def _new_and_changed(con: duckdb.DuckDBPyConnection, works: Mapping[str, Work]) -> tuple[list[str], list[str]]:
    """Return the ids of the works that are not stored, and of those that are stored with other JSON."""
    stored: dict[str, str] = dict(run_sql(con, "works/stored", work_ids=list(works)))
    new = [work_id for work_id in works if work_id not in stored]
    changed = [work_id for work_id, json_md5 in stored.items() if json_md5 != _md5(works[work_id].json)]
    return new, changed


def _replace_staged_works(con: duckdb.DuckDBPyConnection, changed: list[str]) -> None:
    """Put the staged works into all tables; of the ``changed`` ones nothing old is left over."""
    run_sql(con, "works/take_apart")
    for table, key in TABLES_OF_WORKS.items():
        if changed:
            con.execute(read_sql("works/delete_rows", table=table, key=key), {"work_ids": changed})
        con.execute(read_sql("works/insert_rows", table=table))
    for table, key in TABLES_OF_NAMES.items():
        con.execute(read_sql("works/merge_names", table=table, key=key))


def _chunks_of_works(works: Iterable[Work], json_per_chunk: int) -> Iterator[dict[str, Work]]:
    """Yield the works by id, in chunks of ``json_per_chunk`` characters of JSON or a little more."""
    chunk: dict[str, Work] = {}
    size = 0
    for work in works:
        chunk[work.work_id] = work
        size += len(work.json)
        if size >= json_per_chunk:
            yield chunk
            chunk, size = {}, 0
    if chunk:
        yield chunk


def _md5(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()
