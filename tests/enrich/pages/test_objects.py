from __future__ import annotations

import json
from pathlib import Path

import pytest

from enrich.errors import PageError
from tests.enrich.pages.makers import (
    DAILY_PAPERS,
    assert_is_the_daily_paper,
    read_text,
)


def test_the_answer_of_the_daily_papers_api_is_read(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.json", json.dumps(DAILY_PAPERS))
    assert (read.page.layout, read.warnings) == ("daily-papers-json", [])
    assert_is_the_daily_paper(read.records[0])


@pytest.mark.parametrize(
    "value",
    [
        ["One", "Two"],
        [{"title": "One"}, {"Title": "Two"}],
        {"count": 2, "tags": ["a"], "papers": [{"title": "One"}, {"title": "Two"}]},
        {"titles": ["One", "Two"]},
    ],
)
def test_json_is_a_list_of_titles_or_objects_at_the_top_or_one_level_down(tmp_path: Path, value: object) -> None:
    read = read_text(tmp_path, "a.txt", json.dumps(value, indent=1))
    assert (read.page.layout, read.titles, read.warnings) == ("json", ["One", "Two"], [])


def test_json_lines_are_told_from_json_by_content(tmp_path: Path) -> None:
    text = '{"title": "One", "year": 2020}\n\n{"year": 1}\n{broken\n{"title": "Two"}\n'
    for name in ("a.jsonl", "a.json", "a.txt"):
        read = read_text(tmp_path, name, text)
        assert (read.page.layout, read.titles) == ("json-lines", ["One", "Two"])
        assert (read.warned_lines, [record.line for record in read.records]) == ([3, 4], [1, 5])


@pytest.mark.parametrize("text", ['{"a": [1, 2]}', "[]", '[{"year": 1}]', "[1", "3", '["\\ud800"]', "[" * 5000])
def test_json_without_titles_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(PageError, match=r"a\.json: "):
        read_text(tmp_path, "a.json", text)
