from __future__ import annotations

import html
import json
from datetime import date
from pathlib import Path

import pytest

from enrich.errors import PageError
from tests.enrich.pages.makers import (
    DAILY_PAPERS,
    assert_is_the_daily_paper,
    read_text,
)

CARDS = """<!doctype html><html><body><h1>Daily Papers</h1>
<article><h3><a href="/papers/2401.00001">A <b>Small</b>
  Card</a></h3><p>What it is about.</p><ul><li>5 authors</li></ul>
<time datetime="2024-01-02T03:04:05">Jan 2</time></article>
<article><h3><a href="/papers/2401.00002">Another &amp; Card</a></h3></article>
<article><h3></h3></article></body></html>"""


def test_the_cards_of_a_saved_html_page_are_read(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.txt", CARDS)
    first, second = read.records
    assert read.page.layout == "html"
    assert (first.title, first.abstract, first.arxiv_id) == ("A Small Card", "What it is about.", "2401.00001")
    assert (first.author_count, first.posted_date) == (5, date(2024, 1, 2))
    assert (second.title, second.abstract, second.author_count) == ("Another & Card", None, None)
    assert ["card 3" in warning.message for warning in read.warnings] == [True]


def test_the_own_data_of_an_html_page_goes_before_its_cards(tmp_path: Path) -> None:
    props = html.escape(json.dumps({"date": "2024-01-03", "dailyPapers": DAILY_PAPERS}))
    read = read_text(tmp_path, "a.html", f'{CARDS}<div data-target="DailyPapers" data-props="{props}"></div>')
    assert len(read.records) == 1
    assert_is_the_daily_paper(read.records[0])
    broken = read_text(tmp_path, "b.html", f'{CARDS}<div data-target="DailyPapers" data-props="{{"></div>')
    assert len(broken.records) == 2


def test_html_without_papers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PageError, match=r"a\.html: HTML without papers"):
        read_text(tmp_path, "a.html", "<html><body><p>Nothing here</p></body></html>")
