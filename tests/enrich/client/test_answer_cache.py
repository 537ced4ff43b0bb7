"""The memory of single questions: what they brought is known again, whatever they shared a request with."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from enrich.client.answer_cache import DAY, Memory, Question
from tests.enrich.makers import openalex_work, paper

if TYPE_CHECKING:
    from pathlib import Path

FOUND, MISSED = Question(paper("Deep Nets"), "deep nets"), Question(paper("Shallow Nets"), "shallow nets")
WORKS = [openalex_work(1), openalex_work(2)]


def memory(folder: Path, is_refresh: bool = False) -> Memory:
    known = Memory(folder / "answers.sqlite", 30, 7, is_refresh)
    known.prepare()
    return known


def test_answers_are_known_again_with_what_they_brought_and_nothing_too(tmp_path: Path) -> None:
    memory(tmp_path).keep("title", [(FOUND, WORKS), (MISSED, [])])
    unknown = Question(paper("Other Nets"), "other nets")
    assert memory(tmp_path).recall("title", [MISSED, unknown, FOUND]) == [(MISSED, []), (FOUND, WORKS)]
    assert memory(tmp_path).recall("title", []) == []


def test_an_answer_is_that_of_its_step_its_paper_and_its_value(tmp_path: Path) -> None:
    memory(tmp_path).keep("words", [(FOUND, WORKS)])
    others = [Question(FOUND.paper, "nets"), Question(MISSED.paper, FOUND.value)]
    assert memory(tmp_path).recall("words", others) == []
    assert memory(tmp_path).recall("title", [FOUND]) == []


def test_a_later_answer_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    memory(tmp_path).keep("title", [(FOUND, [])])
    memory(tmp_path).keep("title", [(FOUND, WORKS)])
    assert memory(tmp_path).recall("title", [FOUND]) == [(FOUND, WORKS)]


def test_answers_are_believed_as_long_as_the_cache_would(tmp_path: Path) -> None:
    def grow_older(days: float) -> None:
        con = sqlite3.connect(tmp_path / "answers.sqlite")
        con.execute("update answers set asked_at = asked_at - ?", [days * DAY])
        con.commit()
        con.close()

    memory(tmp_path).keep("title", [(FOUND, WORKS), (MISSED, [])])
    grow_older(6.9)
    assert len(memory(tmp_path).recall("title", [FOUND, MISSED])) == 2
    grow_older(1)
    assert memory(tmp_path).recall("title", [FOUND, MISSED]) == [(FOUND, WORKS)]
    grow_older(23)
    assert memory(tmp_path).recall("title", [FOUND, MISSED]) == []


def test_a_refresh_believes_nothing_and_remembers_anew(tmp_path: Path) -> None:
    memory(tmp_path).keep("title", [(FOUND, WORKS)])
    refreshing = memory(tmp_path, is_refresh=True)
    assert refreshing.recall("title", [FOUND]) == []
    refreshing.keep("title", [(FOUND, WORKS[:1])])
    assert memory(tmp_path).recall("title", [FOUND]) == [(FOUND, WORKS[:1])]


def test_any_thread_may_ask(tmp_path: Path) -> None:
    shared = memory(tmp_path)
    questions = [Question(paper(f"Nets Number {number}"), f"nets number {number}") for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda question: shared.keep("title", [(question, WORKS)]), questions))
        known = list(pool.map(lambda question: shared.recall("title", [question]), questions))
    assert known == [[(question, WORKS)] for question in questions]
