"""The cache of answers to single questions: what they brought is known again, whatever they shared a request with."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from enrich.client.answer_cache import DAY, AnswerCache, Question
from tests.enrich.makers import openalex_work, paper

if TYPE_CHECKING:
    from pathlib import Path

FOUND, MISSED = Question(paper("Deep Nets"), "deep nets"), Question(paper("Shallow Nets"), "shallow nets")
WORKS = [openalex_work(1), openalex_work(2)]


def open_cache(folder: Path, is_refresh: bool = False) -> AnswerCache:
    cache = AnswerCache(folder / "answers.sqlite", 30, 7, is_refresh)
    cache.prepare()
    return cache


def test_answers_are_known_again_with_what_they_brought_and_nothing_too(tmp_path: Path) -> None:
    open_cache(tmp_path).store("title", [(FOUND, WORKS), (MISSED, [])])
    unknown = Question(paper("Other Nets"), "other nets")
    assert open_cache(tmp_path).lookup("title", [MISSED, unknown, FOUND]) == [(MISSED, []), (FOUND, WORKS)]
    assert open_cache(tmp_path).lookup("title", []) == []


def test_an_answer_is_that_of_its_strategy_its_paper_and_its_value(tmp_path: Path) -> None:
    open_cache(tmp_path).store("words", [(FOUND, WORKS)])
    others = [Question(FOUND.paper, "nets"), Question(MISSED.paper, FOUND.value)]
    assert open_cache(tmp_path).lookup("words", others) == []
    assert open_cache(tmp_path).lookup("title", [FOUND]) == []


def test_a_later_answer_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    open_cache(tmp_path).store("title", [(FOUND, [])])
    open_cache(tmp_path).store("title", [(FOUND, WORKS)])
    assert open_cache(tmp_path).lookup("title", [FOUND]) == [(FOUND, WORKS)]


def test_answers_are_believed_as_long_as_the_cache_would(tmp_path: Path) -> None:
    def grow_older(days: float) -> None:
        con = sqlite3.connect(tmp_path / "answers.sqlite")
        con.execute("update strategy_answers set asked_at = asked_at - ?", [days * DAY])
        con.commit()
        con.close()

    open_cache(tmp_path).store("title", [(FOUND, WORKS), (MISSED, [])])
    grow_older(6.9)
    assert len(open_cache(tmp_path).lookup("title", [FOUND, MISSED])) == 2
    grow_older(1)
    assert open_cache(tmp_path).lookup("title", [FOUND, MISSED]) == [(FOUND, WORKS)]
    grow_older(23)
    assert open_cache(tmp_path).lookup("title", [FOUND, MISSED]) == []


def test_a_refresh_believes_nothing_and_stores_anew(tmp_path: Path) -> None:
    open_cache(tmp_path).store("title", [(FOUND, WORKS)])
    refreshing = open_cache(tmp_path, is_refresh=True)
    assert refreshing.lookup("title", [FOUND]) == []
    refreshing.store("title", [(FOUND, WORKS[:1])])
    assert open_cache(tmp_path).lookup("title", [FOUND]) == [(FOUND, WORKS[:1])]


def test_a_file_of_an_earlier_version_is_asked_in_vain_and_goes_on(tmp_path: Path) -> None:
    con = sqlite3.connect(tmp_path / "answers.sqlite")
    con.execute(
        "create table answers (step text, paper_id text, value text, works blob not null, asked_at real not null, "
        "primary key (step, paper_id, value)) without rowid"
    )
    con.execute("insert into answers values ('title', ?, ?, x'00', 1e12)", [FOUND.paper.paper_id, FOUND.value])
    con.commit()
    con.close()
    assert open_cache(tmp_path).lookup("title", [FOUND]) == []
    open_cache(tmp_path).store("title", [(FOUND, WORKS)])
    assert open_cache(tmp_path).lookup("title", [FOUND]) == [(FOUND, WORKS)]


def test_any_thread_may_ask(tmp_path: Path) -> None:
    shared = open_cache(tmp_path)
    questions = [Question(paper(f"Nets Number {number}"), f"nets number {number}") for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda question: shared.store("title", [(question, WORKS)]), questions))
        known = list(pool.map(lambda question: shared.lookup("title", [question]), questions))
    assert known == [[(question, WORKS)] for question in questions]
