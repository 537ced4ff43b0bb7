"""A snapshot on disk as a source of candidates and works: no network, no cost.

A snapshot is OpenAlex work objects as JSON Lines (plain or ``.gz``) or Parquet:
one file, a folder, or a glob; a slice or the whole public dump. DuckDB reads
it: once for the titles, which are kept for as long as the Snapshot lives, and
then once for each batch of papers or works that are asked for.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import KW_ONLY, dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import orjson

from enrich.batches import in_batches
from enrich.errors import SnapshotError
from enrich.records import Candidate, Finding, Match, Paper, Work
from warehouse.database import CONFIG
from warehouse.sql_files import read_sql, run_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

TITLE_COLUMNS = {
    "id": "varchar",
    "doi": "varchar",
    "title": "varchar",
    "display_name": "varchar",
    "locations": "struct(landing_page_url varchar)[]",
}
REFERENCE_COLUMNS = {"id": "varchar", "cited_by_count": "bigint", "referenced_works": "varchar[]"}
SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz", ".json", ".json.gz", ".parquet", ".gz")
WORKS_PER_BATCH = 500
# The snapshot is read once for so many papers, whose candidates are held in memory together;
PAPERS_PER_READING = 2_000
# so many have their title words compared at once, as each can share words with a hundred thousand titles;
PAPERS_PER_QUERY = 500
# and so many citing works are handed out at once.
WORKS_PER_ANSWER = 2_000


@dataclass(eq=False)
class Snapshot:
    """OpenAlex works on disk. What their JSON means, and which is the paper, three functions of ``enrich`` say."""

    path: Path | str
    _: KW_ONLY
    read_candidate: Callable[[dict[str, Any], str], Candidate | None]
    read_work: Callable[[dict[str, Any]], Work | None]
    decide: Callable[[Paper, Iterable[Candidate]], Match]
    papers_per_reading: int = PAPERS_PER_READING
    papers_per_query: int = PAPERS_PER_QUERY
    works_per_answer: int = WORKS_PER_ANSWER
    is_stopped: bool = field(default=False, init=False)
    _knows_titles: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._files = find_snapshot(Path(self.path))
        self.name = source_name(self.path)

    def find(self, papers: Iterable[Paper]) -> Iterator[Finding]:
        """Yield one finding a paper, in the order given. Raises SnapshotError."""
        for batch in in_batches(papers, self.papers_per_reading):
            yield from self._find(batch)

    def _find(self, papers: list[Paper]) -> Iterator[Finding]:
        groups = in_batches(papers, self.papers_per_query)
        with self._connection() as con:
            self._learn_titles(con)
            pairs = list(chain.from_iterable(self._pairs(con, group) for group in groups))
            candidates = self._candidates(con, {work_id for _, work_id, _ in pairs})
        found: dict[str, list[Candidate]] = {}
        for paper_id, work_id, found_by in pairs:
            if candidate := candidates.get(work_id):
                found.setdefault(paper_id, []).append(replace(candidate, found_by=found_by))
        for paper in papers:
            yield Finding(paper, self.decide(paper, found.get(paper.paper_id, ())))

    def _candidates(self, con: duckdb.DuckDBPyConnection, work_ids: Iterable[str]) -> dict[str, Candidate]:
        read = (self.read_candidate(work, "") for work in self._works(con, work_ids))
        return {candidate.work_id: candidate for candidate in read if candidate}

    def fetch_works(self, work_ids: Iterable[str]) -> Iterator[Work]:
        """Yield the works among ``work_ids`` that the snapshot holds, whole, each once. Raises SnapshotError."""
        wanted = set(work_ids)
        with self._connection() as con:
            for work in filter(None, map(self.read_work, self._works(con, wanted))):
                # Slices that were put together from several downloads hold a work twice.
                if work.work_id in wanted:
                    wanted.discard(work.work_id)
                    yield work

    def fetch_citing(
        self, cited_by_counts: Mapping[str, int], max_per_work: int
    ) -> Iterator[tuple[list[str], list[Work]]]:
        """Yield the works that cite these, some at a time, and then all the ids. Raises SnapshotError.

        Which works to fetch is settled first: going from the most cited one
        down, each that cites a work of which fewer than ``max_per_work`` came so far.
        """
        room = Counter(dict.fromkeys(cited_by_counts, max_per_work))
        chosen = []
        with self._connection() as con:
            for work_id, cited in self._citing(con, list(room)):
                if wanting := [one for one in cited if room[one] > 0]:
                    chosen.append(work_id)
                    room.subtract(wanting)
        for works in in_batches(self.fetch_works(chosen), self.works_per_answer):
            yield [], works
        yield list(room), []

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        """What is learnt of the snapshot, in memory, or, where that is too small, in the system's temporary folder."""
        folder = Path(tempfile.gettempdir()) / f"citegraph-{os.getpid()}"
        con = duckdb.connect(config={**CONFIG, "temp_directory": str(folder)})
        run_sql(con, "snapshot/macros")
        return con

    @contextmanager
    def _connection(self) -> Iterator[duckdb.DuckDBPyConnection]:
        con = self._database.cursor()
        try:
            yield con
        except duckdb.Error as error:
            reason = str(error).splitlines()[0].rstrip(" .")
            raise SnapshotError(
                f"{self.path} cannot be read as OpenAlex works: {reason}. "
                "A snapshot is one work object a line (JSON Lines, also .gz) or Parquet."
            ) from error
        finally:
            con.close()

    def _learn_titles(self, con: duckdb.DuckDBPyConnection) -> None:
        if self._knows_titles:
            return
        ((work_count,),) = self._run(con, "snapshot/titles", TITLE_COLUMNS)
        if work_count == 0:
            raise SnapshotError(
                f"{self.path} holds no OpenAlex works: no line has an id such as https://openalex.org/W123."
            )
        run_sql(con, "snapshot/words")
        self._knows_titles = True

    def _pairs(self, con: duckdb.DuckDBPyConnection, papers: Sequence[Paper]) -> list[tuple[str, str, str]]:
        """Return (paper id, work id, how found) of the works worth comparing."""
        run_sql(con, "snapshot/asked_papers")
        rows = [(one.paper_id, one.title, one.abstract, one.doi, one.arxiv_id, one.openalex_id) for one in papers]
        with con.appender("asked_papers") as appender:
            appender.append_rows(rows)
        return run_sql(con, "snapshot/find")

    def _citing(self, con: duckdb.DuckDBPyConnection, work_ids: list[str]) -> list[tuple[str, list[str]]]:
        """Return (work id, which of these it cites) of the works that cite any of these, the most cited first."""
        run_sql(con, "snapshot/wanted", work_ids=work_ids)
        return self._run(con, "snapshot/citing", REFERENCE_COLUMNS)

    def _works(self, con: duckdb.DuckDBPyConnection, work_ids: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Yield the JSON objects of the works, read straight from the files."""
        run_sql(con, "snapshot/wanted", work_ids=list(work_ids))
        query = read_sql("snapshot/works_of_parquet" if self._is_parquet else "snapshot/works_of_json_lines")
        cursor = con.execute(query, {"files": self._patterns})
        while batch := cursor.fetchmany(WORKS_PER_BATCH):
            yield from (orjson.loads(text) for (text,) in batch)

    def _run(self, con: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str]) -> list[tuple[Any, ...]]:
        """Run ``sql/NAME.sql`` over rows with these columns, whatever else the files hold or lack."""
        if not self._is_parquet:
            query = read_sql(name, rows=read_sql("snapshot/json_lines"))
            return con.execute(query, {"files": self._patterns, "columns": columns}).fetchall()
        usable = self._usable_columns(con)
        given = ", ".join(name if name in usable else f"null::{type_} as {name}" for name, type_ in columns.items())
        query = read_sql(name, rows=read_sql("snapshot/parquet", columns=given))
        return con.execute(query, {"files": self._patterns}).fetchall()

    def _usable_columns(self, con: duckdb.DuckDBPyConnection) -> set[str]:
        """Return those of Parquet files; one whose works have no locations at all cannot tell what a location is."""
        held = run_sql(con, "snapshot/parquet_columns", files=self._patterns)
        return {name for name, type_, *_ in held if name != "locations" or "landing_page_url" in type_}

    @property
    def _patterns(self) -> list[str]:
        # DuckDB takes names for patterns: a sign in a class of its own stands for itself.
        return [re.sub(r"[*?\[]", r"[\g<0>]", file) for file in self._files]

    @property
    def _is_parquet(self) -> bool:
        return self._files[0].endswith(".parquet")


def source_name(path: Path | str) -> str:
    """Return what verdicts and fetches call a snapshot at this path."""
    return f"snapshot:{Path(path).name}"


def find_snapshot(path: Path) -> list[str]:
    """Return the snapshot's files, sorted. Raises SnapshotError where there is none, or two kinds."""
    found = _files_at(path)
    if not found:
        raise SnapshotError(
            f"There is no snapshot at {path}. Give a file of OpenAlex works (JSON Lines, .gz or Parquet) or a folder."
        )
    if len({file.suffix == ".parquet" for file in found}) > 1:
        raise SnapshotError(f"{path} holds both JSON Lines and Parquet files. Give the folder of one kind.")
    return sorted(map(str, found))


def _files_at(path: Path) -> list[Path]:
    if path.is_dir():
        return [file for file in path.rglob("*") if file.name.endswith(SUFFIXES)]
    if path.is_file():
        return [path]
    pattern = str(path.relative_to(path.anchor))
    return [file for file in Path(path.anchor or ".").glob(pattern) if file.is_file()]
