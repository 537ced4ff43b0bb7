"""A snapshot on disk as a source of candidates and works: no network, no cost.

A snapshot is OpenAlex work objects as JSON Lines (plain or ``.gz``) or Parquet:
one file, a folder, or a glob; a slice or the whole public dump. DuckDB reads
it: once for the titles, then only for the works that were asked for.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import orjson

from enrich.errors import SnapshotError
from enrich.records import Candidate, Finding, Paper, Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

SQL = Path(__file__).parent / "sql" / "snapshot"
COLUMNS = {
    "id": "varchar",
    "doi": "varchar",
    "title": "varchar",
    "display_name": "varchar",
    "locations": "struct(landing_page_url varchar)[]",
}
SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz", ".json", ".json.gz", ".parquet", ".gz")
# One work with all its references and affiliations can be a few megabytes.
LARGEST_WORK = 64 * 1024 * 1024
FETCHED_ROWS = 500


class Snapshot:
    """OpenAlex works on disk. What the JSON means is told by the two readers of ``enrich.works``."""

    def __init__(
        self,
        path: Path | str,
        *,
        read_candidate: Callable[[dict[str, Any], str], Candidate | None],
        read_work: Callable[[dict[str, Any]], Work | None],
    ) -> None:
        self._path = path
        self._files = _files(Path(path))
        self.name = f"snapshot:{Path(path).name}"
        self._read_candidate = read_candidate
        self._read_work = read_work

    def find(self, papers: Iterable[Paper]) -> Iterator[Finding]:
        """Yield one finding a paper, in the order given. Raises SnapshotError."""
        asked = list(papers)
        with self._connection() as con:
            pairs = self._pairs(con, asked)
            found_by = {work_id: how for _, work_id, how in pairs}
            candidates = {
                candidate.work_id: candidate
                for work in self._works(con, found_by)
                if (candidate := self._read_candidate(work, found_by.get(_short_id(work), "")))
            }
        work_ids: dict[str, list[str]] = {}
        for paper_id, work_id, _ in pairs:
            work_ids.setdefault(paper_id, []).append(work_id)
        for paper in asked:
            found = (candidates.get(work_id) for work_id in work_ids.get(paper.paper_id, []))
            yield Finding(paper, tuple(candidate for candidate in found if candidate))

    def fetch_works(self, work_ids: Iterable[str]) -> Iterator[Work]:
        """Yield the works among ``work_ids`` that the snapshot holds, whole, each once. Raises SnapshotError."""
        wanted = set(work_ids)
        with self._connection() as con:
            for work in filter(None, map(self._read_work, self._works(con, wanted))):
                # Slices that were put together from several downloads hold a work twice.
                if work.work_id in wanted:
                    wanted.discard(work.work_id)
                    yield work

    def fetch_citing(self, cited_by_counts: Mapping[str, int], most: int) -> Iterator[tuple[list[str], list[Work]]]:
        """Yield all the ids at once with the works that cite them, the most cited first. Raises SnapshotError."""
        room = dict.fromkeys(cited_by_counts, most)
        works = []
        with self._connection() as con:
            for work in filter(None, map(self._read_work, self._citing(con, list(room)))):
                cited = [work_id for work_id in work.references if room.get(work_id, 0) > 0]
                if cited:
                    works.append(work)
                    room.update({work_id: room[work_id] - 1 for work_id in cited})
        yield list(room), works

    @contextmanager
    def _connection(self) -> Iterator[duckdb.DuckDBPyConnection]:
        con = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
        try:
            con.execute((SQL / "macros.sql").read_text())
            yield con
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise SnapshotError(
                f"{self._path} cannot be read as OpenAlex works: {reason} "
                "A snapshot is one work object a line (JSON Lines, also .gz) or Parquet."
            ) from error
        finally:
            con.close()

    def _pairs(self, con: duckdb.DuckDBPyConnection, papers: Sequence[Paper]) -> list[tuple[str, str, str]]:
        con.execute((SQL / "titles.sql").read_text().format(rows=self._rows(con)))
        if con.execute("select count(*) from snapshot_titles").fetchall()[0][0] == 0:
            raise SnapshotError(
                f"{self._path} holds no OpenAlex works: no line has an id such as https://openalex.org/W123."
            )
        con.execute(
            "create temp table asked_papers "
            "(paper_id varchar, title varchar, abstract varchar, doi varchar, arxiv_id varchar)"
        )
        if papers:
            rows = [(paper.paper_id, paper.title, paper.abstract, paper.doi, paper.arxiv_id) for paper in papers]
            with con.appender("asked_papers") as appender:
                appender.append_rows(rows)
        return con.execute((SQL / "find.sql").read_text()).fetchall()

    def _works(self, con: duckdb.DuckDBPyConnection, work_ids: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Yield the JSON objects of the works, read straight from the files."""
        con.execute("create or replace temp table wanted as select unnest(?::varchar[]) as work_id", [list(work_ids)])
        if self._is_parquet:
            work, work_id, rows = "to_json(work)", "work.id", self._table
        else:
            work, work_id = "work.json", "work.json->>'id'"
            rows = f"read_ndjson_objects({self._sql_files}, maximum_object_size={LARGEST_WORK})"
        statement = (
            f"select {work}::varchar from {rows} as work semi join wanted on wanted.work_id = short_work_id({work_id})"
        )
        cursor = con.execute(statement)
        while batch := cursor.fetchmany(FETCHED_ROWS):
            yield from (orjson.loads(row[0]) for row in batch)

    def _citing(self, con: duckdb.DuckDBPyConnection, work_ids: list[str]) -> Iterator[dict[str, Any]]:
        """Yield the JSON objects of the works that cite any of these, the most cited first."""
        urls = [f"https://openalex.org/{work_id}" for work_id in work_ids]
        if self._is_parquet:
            work, references, count = "to_json(work)", "work.referenced_works", "work.cited_by_count"
            rows = self._table
        else:
            work, count = "work.json", "(work.json->>'cited_by_count')::bigint"
            references = "json_extract_string(work.json, '$.referenced_works[*]')"
            rows = f"read_ndjson_objects({self._sql_files}, maximum_object_size={LARGEST_WORK})"
        cursor = con.execute(
            f"select {work}::varchar from {rows} as work where list_has_any({references}, ?::varchar[]) "
            f"order by {count} desc nulls last, 1",
            [urls],
        )
        while batch := cursor.fetchmany(FETCHED_ROWS):
            yield from (orjson.loads(row[0]) for row in batch)

    def _rows(self, con: duckdb.DuckDBPyConnection) -> str:
        """Return the table expression that gives ``COLUMNS``, whatever else the files hold or lack."""
        if not self._is_parquet:
            columns = ", ".join(f"{name}: '{type_}'" for name, type_ in COLUMNS.items())
            return (
                f"read_json({self._sql_files}, format='newline_delimited', columns={{{columns}}}, "
                f"maximum_object_size={LARGEST_WORK})"
            )
        held = {name: type_ for name, type_, *_ in con.execute(f"describe from {self._table}").fetchall()}
        # A slice may lack columns; one whose works have no locations at all cannot tell what a location is.
        usable = {name for name, type_ in held.items() if name != "locations" or "landing_page_url" in type_}
        columns = ", ".join(name if name in usable else f"null::{type_} as {name}" for name, type_ in COLUMNS.items())
        return f"(select {columns} from {self._table})"

    @property
    def _table(self) -> str:
        return f"read_parquet({self._sql_files}, union_by_name=true)"

    @property
    def _sql_files(self) -> str:
        # DuckDB takes names for patterns: a sign in a class of its own stands for itself.
        names = (re.sub(r"[*?\[]", r"[\g<0>]", file).replace("'", "''") for file in self._files)
        return "[" + ", ".join(f"'{name}'" for name in names) + "]"

    @property
    def _is_parquet(self) -> bool:
        return self._files[0].endswith(".parquet")


def _files(path: Path) -> list[str]:
    """Return the snapshot's files, sorted. Raises SnapshotError where there is none, or two kinds."""
    if path.is_dir():
        found = [file for file in path.rglob("*") if file.name.endswith(SUFFIXES)]
    elif path.is_file():
        found = [path]
    else:
        pattern = str(path.relative_to(path.anchor))
        found = [file for file in Path(path.anchor or ".").glob(pattern) if file.is_file()]
    if not found:
        raise SnapshotError(
            f"There is no snapshot at {path}. Give a file of OpenAlex works (JSON Lines, .gz or Parquet) or a folder."
        )
    if len({file.suffix == ".parquet" for file in found}) > 1:
        raise SnapshotError(f"{path} holds both JSON Lines and Parquet files. Give the folder of one kind.")
    return sorted(str(file) for file in found)


def _short_id(work: dict[str, Any]) -> str:
    return str(work.get("id", "")).rsplit("/", 1)[-1].upper()
