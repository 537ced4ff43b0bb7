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
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from enrich.json_values import Json
    from enrich.records import Paper

    Works = list[Json]

DAY = 86_400
# The table ``answers`` of earlier versions, with other names for the strategies, is left alone.
_TABLE = """
create table if not exists strategy_answers (
    strategy text, paper_id text, value text, works blob not null, asked_at real not null,
    primary key (strategy, paper_id, value)
) without rowid
"""
_LOOKUP = """
select paper_id, value, works, asked_at from strategy_answers
where strategy = ? and paper_id in (select value from json_each(?))
"""
_STORE = "insert or replace into strategy_answers values (?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Question:
    """One value of a request and the paper it is asked for."""

    paper: Paper
    value: str

    @property
    def key(self) -> tuple[str, str]:
        """What names the answer of one strategy."""
        return self.paper.paper_id, self.value


@dataclass(slots=True)
class AnswerCache:
    """Answers in the SQLite file at ``path``, believed for these days; with ``is_refresh`` none is believed.

    Any thread may ask. ``prepare`` comes first; it opens the file, which then stays open: whoever closes a file
    that is written ahead as the last one waits for the disk.
    """

    path: Path
    keep_works_days: float
    keep_empty_days: float
    is_refresh: bool = False
    _con: sqlite3.Connection = field(init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def prepare(self) -> None:
        """Make the file if it is missing. Raises sqlite3.Error where that cannot be done."""
        self._con = sqlite3.connect(self.path, timeout=30, check_same_thread=False)
        self._con.execute("pragma synchronous = normal")
        # Written ahead, readers and writers of two runs at once do not wait for each other.
        self._con.execute("pragma journal_mode = wal")
        self._con.execute(_TABLE)

    def lookup(self, strategy: str, questions: Sequence[Question]) -> list[tuple[Question, Works]]:
        """Return those of the strategy's questions whose answers are still good, each with the works it brought."""
        if self.is_refresh or not questions:
            return []
        answers = self._good_answers(strategy, {question.paper.paper_id for question in questions})
        return [(question, answers[question.key]) for question in questions if question.key in answers]

    def _good_answers(self, strategy: str, paper_ids: Iterable[str]) -> dict[tuple[str, str], Works]:
        """Return the answers for these papers by paper and value."""
        with self._lock:
            rows = self._con.execute(_LOOKUP, [strategy, orjson.dumps(list(paper_ids)).decode()]).fetchall()
        now = time.time()
        return {
            (paper_id, value): works
            for paper_id, value, blob, asked_at in rows
            if now - asked_at < self._seconds_to_keep(works := orjson.loads(zlib.decompress(blob)))
        }

    def store(self, strategy: str, answers: Iterable[tuple[Question, Works]]) -> None:
        """Keep what these questions of the strategy brought, nothing included."""
        now = time.time()
        rows = [(strategy, *question.key, zlib.compress(orjson.dumps(works), 1), now) for question, works in answers]
        with self._lock, self._con:
            self._con.execute("begin immediate")
            self._con.executemany(_STORE, rows)

    def _seconds_to_keep(self, works: Works) -> float:
        return DAY * (self.keep_works_days if works else self.keep_empty_days)
