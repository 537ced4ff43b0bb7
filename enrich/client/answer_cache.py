"""What each question has brought so far, whatever other questions it shared a request with.

The HTTP cache knows requests. A run that was cut short, or one page more,
packs other batches and makes other requests of the same questions; none of them
is to be paid for twice. Answers are kept in an SQLite file beside the cache's,
for as long as the cache would believe them.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from enrich.records import Paper

Works = list[dict[str, Any]]

DAY = 86_400
_TABLE = """
create table if not exists answers (
    step text, paper_id text, value text, works blob not null, asked_at real not null,
    primary key (step, paper_id, value)
) without rowid
"""
_RECALL = """
select paper_id, value, works, asked_at from answers
where step = ? and paper_id in (select value from json_each(?))
"""
_KEEP = "insert or replace into answers values (?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Question:
    """One value of a request and the paper it is asked for."""

    paper: Paper
    value: str


@dataclass(frozen=True, slots=True)
class Memory:
    """Answers in the SQLite file at ``path``, believed for these days; with ``is_refresh`` none is believed.

    Each call opens the file anew, so that any thread may ask. ``prepare`` comes first.
    """

    path: Path
    keep_works_days: float
    keep_empty_days: float
    is_refresh: bool = False

    def prepare(self) -> None:
        """Make the file if it is missing. Raises sqlite3.Error where that cannot be done."""
        with closing(self._open()) as con:
            # Written ahead, readers and writers of two runs at once do not wait for each other.
            con.execute("pragma journal_mode = wal")
            con.execute(_TABLE)

    def recall(self, step: str, questions: Sequence[Question]) -> list[tuple[Question, Works]]:
        """Return those of the step's questions whose answers are still good, each with the works it brought."""
        if self.is_refresh or not questions:
            return []
        paper_ids = orjson.dumps(list({question.paper.paper_id for question in questions})).decode()
        with closing(self._open()) as con:
            rows = con.execute(_RECALL, [step, paper_ids]).fetchall()
        now = time.time()
        answers = {
            (paper_id, value): works
            for paper_id, value, blob, asked_at in rows
            if now - asked_at < self._keep_seconds(works := orjson.loads(zlib.decompress(blob)))
        }
        known = ((question, answers.get((question.paper.paper_id, question.value))) for question in questions)
        return [(question, works) for question, works in known if works is not None]

    def keep(self, step: str, answers: Iterable[tuple[Question, Works]]) -> None:
        """Remember what these questions brought at this step, nothing included."""
        now = time.time()
        rows = [
            (step, question.paper.paper_id, question.value, zlib.compress(orjson.dumps(works), 1), now)
            for question, works in answers
        ]
        with closing(self._open()) as con, con:
            con.execute("begin immediate")
            con.executemany(_KEEP, rows)

    def _keep_seconds(self, works: Works) -> float:
        return DAY * (self.keep_works_days if works else self.keep_empty_days)

    def _open(self) -> sqlite3.Connection:
        con = sqlite3.connect(self.path, timeout=30)
        con.execute("pragma synchronous = normal")
        return con
