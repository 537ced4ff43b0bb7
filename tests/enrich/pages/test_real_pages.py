"""The saved pages that lie beside a checkout are read to the last line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from enrich.pages import find_pages
from enrich.records import PaperRecord
from tests.enrich.pages.makers import (
    HEADING,
    NEWSLETTER,
    Read,
)
from tests.shared import PAGES


@pytest.fixture(scope="module")
def real_pages() -> list[Read]:
    if not PAGES.is_dir():
        pytest.skip("the saved pages are not beside this checkout")
    return [Read(page.path) for page in find_pages([str(PAGES)])]


def test_the_real_pages_give_every_mention(real_pages: list[Read]) -> None:
    assert [(read.page.layout, len(read.records)) for read in real_pages] == [
        ("feed", 119),
        ("listing", 57),
        ("listing", 46),
        ("feed", 233),
        ("feed", 200),
    ]
    assert len({record.paper_id for read in real_pages for record in read.records}) == 523


def test_the_only_oddity_of_the_real_pages_is_an_author_line_without_a_number(real_pages: list[Read]) -> None:
    warnings = [warning for read in real_pages for warning in read.warnings]
    assert [(Path(warning.page).name[:3], warning.line) for warning in warnings] == [("001", 241)]
    assert "author list" in warnings[0].message


def test_every_line_of_the_real_pages_is_accounted_for(real_pages: list[Read]) -> None:
    for read in real_pages:
        assert unaccounted_lines(read) == []


def unaccounted_lines(read: Read) -> list[str]:
    """Return the lines of a feed or listing that are in no record, no warning, and no known furniture."""
    furniture = set((NEWSLETTER + HEADING).split("\n"))
    titles = {record.line: record.title for record in read.records}
    abstracts = {record.abstract for record in read.records}
    small_print = Counter(printed for record in read.records for printed in small_print_of(record, read))
    small_print[{2025: "Dec 8", 2026: "Mar 4"}.get(page_year(read), "")] += 1
    left = []
    for number, line in enumerate(Path(read.page.name).read_text(encoding="utf-8").split("\n"), start=1):
        text = line.strip()
        if small_print[text] > 0:
            small_print[text] -= 1
        elif text not in furniture | abstracts and text.removeprefix("Subscribe") != titles.get(number):
            left += [] if number in read.warned_lines else [f"{number}: {text}"]
    return left + [text for text, count in small_print.items() if text and count]


def page_year(read: Read) -> int:
    return {"001": 2025, "002": 2026}.get(Path(read.page.name).name[:3], 0)


def small_print_of(record: PaperRecord, read: Read) -> list[str]:
    """Return the lines that a listing prints under this record's abstract."""
    if record.posted_date is None:
        return []
    posted = record.posted_date
    year = "" if posted.year == page_year(read) else f", {posted.year}"
    comments = "" if record.comment_count is None else f" {record.comment_count}"
    author_list = [] if record.author_count is None else [f"• {record.author_count} authors"]
    return [*author_list, "·", f"{posted:%b} {posted.day}{year}{comments}"]
