from __future__ import annotations

import codecs
import csv
import hashlib
import html
import io
import json
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enrich.errors import PageError
from enrich.pages import find_pages, open_page
from enrich.records import Page, PageWarning, PaperRecord
from enrich.text.titles import paper_id, title_key
from tests.memory import peak_bytes
from tests.shared import PAGES

TODAY = date(2026, 11, 21)
NEWSLETTER = "Get trending papers in your email inbox once a day!\nGet trending papers in your email inbox!\n"
HEADING = "\n\n".join(
    [
        "new",
        "Get trending papers in your email inbox!",
        "Subscribe",
        "Daily Papers",
        "byAK and the research community",
        "",
    ]
)
ABSTRACT = "We look at what happens when pages are read by a program that expects little. " * 6
REAL_PAGES = PAGES


class Read:
    """What one page gave: itself, its records and its warnings."""

    def __init__(self, path: Path, today: date = TODAY) -> None:
        self.warnings: list[PageWarning] = []
        opened = open_page(path, today=today, warn=self.warnings.append)
        self.page: Page = opened.page
        self.records: list[PaperRecord] = list(opened)

    @property
    def titles(self) -> list[str]:
        return [record.title for record in self.records]

    @property
    def warned_lines(self) -> list[int]:
        return [warning.line for warning in self.warnings]


def read_text(folder: Path, name: str, text: str, *, encoding: str = "utf-8", today: date = TODAY) -> Read:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return Read(path, today)


# ---------------------------------------------------------------- the real pages


@pytest.fixture(scope="module")
def real_pages() -> list[Read]:
    if not REAL_PAGES.is_dir():
        pytest.skip("the saved pages are not beside this checkout")
    return [Read(page.path) for page in find_pages([str(REAL_PAGES)])]


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


# ------------------------------------------------------------------------- feeds


def test_a_feed_is_titles_and_abstracts_in_turn(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.txt", f"{NEWSLETTER}SubscribeOne Title\n{ABSTRACT}\nAnother Title\n{ABSTRACT}\n")
    assert read.page.layout == "feed"
    assert [(r.position, r.line, r.title, r.abstract) for r in read.records] == [
        (1, 3, "One Title", ABSTRACT.strip()),
        (2, 5, "Another Title", ABSTRACT.strip()),
    ]
    assert read.warnings == []
    assert read.records[0].title_key == title_key("One Title")
    assert read.records[0].paper_id == paper_id(title_key("One Title"))


def test_the_word_subscribe_is_kept_where_it_belongs_to_a_title(tmp_path: Path) -> None:
    titles = ["Subscribers at Risk", "Subscribe to Win", "SubscribeNet: A Network"]
    later = "".join(f"{title}\n{ABSTRACT}\n" for title in titles)
    read = read_text(tmp_path, "a.txt", f"{NEWSLETTER}SubscribeFirst of All\n{ABSTRACT}\n{later}")
    assert read.titles == ["First of All", *titles]
    assert read_text(tmp_path, "b.txt", f"{NEWSLETTER}Subscribers at Risk\n{ABSTRACT}\n").titles == [titles[0]]


def test_a_feed_without_furniture_is_known_by_its_rhythm(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.txt", "".join(f"A Title of Number {i}\n\n{ABSTRACT}\n\n" for i in range(4)))
    assert (read.page.layout, len(read.records), read.warnings) == ("feed", 4, [])


def test_a_title_without_an_abstract_does_not_shift_the_pairs_after_it(tmp_path: Path) -> None:
    text = (
        f"{NEWSLETTER}SubscribeOne\n{ABSTRACT}\nTwo Without Text\nThree\n{ABSTRACT}\nFour\n{ABSTRACT}\nFive at the End"
    )
    read = read_text(tmp_path, "a.txt", text)
    assert [(r.title, r.abstract is not None) for r in read.records] == [
        ("One", True),
        ("Two Without Text", False),
        ("Three", True),
        ("Four", True),
        ("Five at the End", False),
    ]
    assert read.warned_lines == [5, 10]


def test_an_abstract_of_several_lines_does_not_shift_the_pairs_after_it(tmp_path: Path) -> None:
    long_one = f"{ABSTRACT}\n{ABSTRACT}\nCode: https://example.org/one"
    text = f"{NEWSLETTER}SubscribeOne\n{long_one}\nTwo\nA short one.\nThree\n{ABSTRACT}"
    read = read_text(tmp_path, "a.txt", text)
    assert read.titles == ["One", "Two", "Three"]
    assert read.records[0].abstract == f"{ABSTRACT.strip()} {ABSTRACT.strip()} Code: https://example.org/one"
    assert read.records[1].abstract == "A short one."
    assert read.warned_lines == [5, 6]


def test_a_title_that_ends_like_a_sentence_is_a_title_where_one_is_due(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.txt", f"{NEWSLETTER}SubscribeOne\n{ABSTRACT}\nOn the Nature of Things.\n{ABSTRACT}")
    assert (read.titles, read.warnings) == (["One", "On the Nature of Things."], [])


def test_an_abstract_before_any_title_is_warned_of(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.txt", f"{NEWSLETTER}{ABSTRACT}\nOne\n{ABSTRACT}")
    assert (read.titles, read.warned_lines) == (["One"], [3])


# ---------------------------------------------------------------------- listings


def listing(*cards: str, page_date: str = "Dec 8") -> str:
    return f"{HEADING}{page_date}\n\n" + "\n\n".join(cards)


def card(title: str, *small_print: str) -> str:
    return f"{title}\n\n{ABSTRACT}" + ("\n\n" + "\n".join(small_print) if small_print else "")


def dates_of(
    folder: Path, *printed: str, page_date: str = "Dec 8", today: date = TODAY
) -> tuple[list[date | None], int]:
    """Return the dates read from cards that print these, and how many warnings there were."""
    cards = [card(f"Title {i}", "  • 2 authors", "·", text) for i, text in enumerate(printed)]
    read = read_text(folder, "listing.txt", listing(*cards, page_date=page_date), today=today)
    assert read.page.layout == "listing"
    return [record.posted_date for record in read.records], len(read.warnings)


def test_a_card_of_a_listing_has_authors_date_and_comments(tmp_path: Path) -> None:
    text = listing(
        card("One", "  • 5 authors", "·", "Jun 20, 2024 1"), card("Two"), card("Three", "  • 1 author", "·", "May 4 12")
    )
    read = read_text(tmp_path, "a.txt", text)
    assert [(r.title, r.abstract, r.author_count, r.posted_date, r.comment_count) for r in read.records] == [
        ("One", ABSTRACT.strip(), 5, date(2024, 6, 20), 1),
        ("Two", ABSTRACT.strip(), None, None, None),
        ("Three", ABSTRACT.strip(), 1, date(2025, 5, 4), 12),
    ]
    assert read.warnings == []


def test_an_organisation_in_place_of_the_authors_is_neither_title_nor_lost(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.txt", listing(card("One", "Some Lab", "·", "Jun 20, 2024"), card("Two")))
    assert (read.titles, read.records[0].author_count) == (["One", "Two"], None)
    assert read.records[0].posted_date == date(2024, 6, 20)
    assert ["Some Lab" in warning.message for warning in read.warnings] == [True]


def test_small_print_that_a_card_cannot_hold_is_warned_of(tmp_path: Path) -> None:
    twice = card("One", "  • 5 authors", "  • 6 authors", "·", "Jun 20, 2024", "Jun 21, 2024")
    read = read_text(tmp_path, "a.txt", listing("  • 9 authors", f"{twice}\n\n{ABSTRACT}", card("Two")))
    assert (read.titles, read.records[0].author_count, read.records[0].posted_date) == (
        ["One", "Two"],
        5,
        date(2024, 6, 20),
    )
    assert read.warned_lines == [13, 20, 23, 25]


def test_a_date_without_a_year_is_of_the_year_after_the_latest_written_one(tmp_path: Path) -> None:
    assert dates_of(tmp_path, "Sep 2", "Oct 9, 2023", "Dec 30, 2024") == (
        [date(2025, 9, 2), date(2023, 10, 9), date(2024, 12, 30)],
        0,
    )


def test_a_date_without_a_year_is_never_after_today(tmp_path: Path) -> None:
    dates, warning_count = dates_of(tmp_path, "Sep 2", "Oct 9, 2026", page_date="Dec 8")
    assert (dates, warning_count) == ([date(2025, 9, 2), date(2026, 10, 9)], 1)


@pytest.mark.parametrize(
    ("page_date", "printed", "today", "expected"),
    [
        ("Dec 8", "Sep 2", date(2026, 11, 21), date(2025, 9, 2)),
        ("Nov 8", "Sep 2", date(2026, 11, 21), date(2026, 9, 2)),
        ("Mar 4", "Nov 29", date(2026, 11, 21), date(2025, 11, 29)),
    ],
)
def test_without_any_year_the_latest_possible_one_is_taken_and_warned_of(
    tmp_path: Path, page_date: str, printed: str, today: date, expected: date
) -> None:
    assert dates_of(tmp_path, printed, page_date=page_date, today=today) == ([expected], 1)


def test_a_leap_day_tells_the_year_and_never_crashes(tmp_path: Path) -> None:
    assert dates_of(tmp_path, "Feb 29", "Dec 1, 2022") == ([date(2024, 2, 29), date(2022, 12, 1)], 0)
    assert dates_of(tmp_path, "Feb 29, 2023") == ([None], 1)
    assert dates_of(tmp_path, "Feb 29", page_date="Feb 29", today=date(2027, 1, 1)) == ([date(2024, 2, 29)], 1)
    assert dates_of(tmp_path, "Feb 31") == ([None], 2)


# ------------------------------------------------------------------------ titles


def test_a_list_of_titles_is_read_line_author_list(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.txt", "Learning to Read Pages\n\nbert2BERT: Towards Reuse\nReading Revisited")
    assert (read.page.layout, read.titles) == (
        "titles",
        ["Learning to Read Pages", "bert2BERT: Towards Reuse", "Reading Revisited"],
    )
    assert [record.line for record in read.records] == [1, 3, 4]


def test_a_script_without_blanks_has_words_too(tmp_path: Path) -> None:
    assert read_text(tmp_path, "a.txt", "深度学习方法综述\n图神经网络\n").titles == ["深度学习方法综述", "图神经网络"]


def test_numbering_is_removed_only_when_every_line_has_it(tmp_path: Path) -> None:
    numbered = read_text(tmp_path, "a.txt", "1. Learning to Read Pages\n2. 3D Reading of Pages")
    assert numbered.titles == ["Learning to Read Pages", "3D Reading of Pages"]
    mixed = read_text(tmp_path, "b.txt", "1. Learning to Read Pages\n3D Reading of Pages")
    assert mixed.titles == ["1. Learning to Read Pages", "3D Reading of Pages"]
    assert read_text(tmp_path, "c.txt", "- One Little Page\n- Two Little Pages").titles[0] == "One Little Page"


@pytest.mark.parametrize(
    "prose",
    [
        "This is a note that somebody wrote. It has two sentences.",
        "The program reads pages, one after the other, and\nwrites down what it finds there. When a page\n"
        "cannot be read, it says so and goes on with the\nnext one. This is what people expect of it,\nand "
        "what it does.",
        f"{ABSTRACT}\n{ABSTRACT}\n",
        f"Introduction\n{ABSTRACT}\nMethods\n{ABSTRACT}\n",
        "def read(path):\n    with open(path) as f:\n        return f.read()\n",
    ],
)
def test_prose_is_refused_with_the_list_of_known_layouts(tmp_path: Path, prose: str) -> None:
    with pytest.raises(PageError, match=r"prose\.txt: in no known layout.*feed \(.*listing \(.*bibtex \("):
        read_text(tmp_path, "prose.txt", prose)


def test_a_line_unlike_a_title_in_a_list_is_warned_of(tmp_path: Path) -> None:
    titles = "".join(f"Reading Page Number {i}\n" for i in range(30))
    read = read_text(tmp_path, "a.txt", f"{titles}see the following,\n{ABSTRACT}\n")
    assert (len(read.records), read.warned_lines) == (31, [31, 32])


# ------------------------------------------------------------------------ tables


def test_a_table_is_read_by_its_header(tmp_path: Path) -> None:
    text = (
        "Paper Title,Abstract,DOI,arXiv ID,Year,Authors,Published\r\n"
        '"One, and\r\nmore",Some text.,https://doi.org/10.1145/ABC.,arXiv:2401.00001v3,2024,"Doe, J.; Roe, R.",'
        "2024-01-02\r\n"
        "Two,,,cs/0112017,,Jane Doe and Richard Roe,\r\n"
    )
    read = read_text(tmp_path, "a.csv", text, encoding="utf-8-sig")
    first, second = read.records
    assert read.page.layout == "csv"
    assert (first.title, first.abstract, first.line, second.line) == ("One, and more", "Some text.", 2, 4)
    assert (first.doi, first.arxiv_id, first.year, first.posted_date) == (
        "10.1145/abc",
        "2401.00001",
        2024,
        date(2024, 1, 2),
    )
    assert (first.authors, first.author_count) == (("Doe, J.", "Roe, R."), 2)
    assert (second.authors, second.arxiv_id, second.doi) == (("Jane Doe", "Richard Roe"), "cs/0112017", None)
    assert read.warnings == []


@pytest.mark.parametrize(
    ("name", "text", "layout"),
    [
        ("a.tsv", "title\tyear\nOne, Two\t2020\n", "tsv"),
        ("a.csv", "title;year\nOne, Two;2020\n", "csv"),
        ("a.csv", "TITLE\nOne, Two\n", "csv"),
        ("a.txt", "Title\nOne, Two\n", "csv"),
        ("a.txt", "year\ttitle\n2020\tOne, Two\n", "tsv"),
    ],
)
def test_the_delimiter_follows_from_suffix_and_header(tmp_path: Path, name: str, text: str, layout: str) -> None:
    read = read_text(tmp_path, name, text)
    assert (read.page.layout, read.titles, read.warnings) == (layout, ["One, Two"], [])


def test_rows_that_cannot_be_read_are_warned_of_author_list(tmp_path: Path) -> None:
    read = read_text(
        tmp_path, "a.csv", 'title,year\nOne,2020\n,2021\nTwo, Three,2022\nFour,soon\nFive\n"Six,1\nSeven,2\n'
    )
    assert (read.titles, read.warned_lines) == (["One", "Four", "Five"], [3, 4, 5, 7])


def test_a_table_without_a_title_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PageError, match=r"a\.csv: the first row must name the columns.*'author'"):
        read_text(tmp_path, "a.csv", "author,year\nDoe,2020\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Doe; Richard Roe", ("Jane Doe", "Richard Roe")),
        ("Jane Doe, Richard Roe, and Max Muster", ("Jane Doe", "Richard Roe", "Max Muster")),
        ("Doe, Jane and Roe, Richard", ("Doe, Jane", "Roe, Richard")),
        ("Doe, J., van Dam, R. K.", ("Doe, J.", "van Dam, R. K.")),
        ("Doe, Jane", ("Doe, Jane",)),
    ],
)
def test_authors_in_one_text_are_parted(tmp_path: Path, text: str, expected: tuple[str, ...]) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([["title", "authors"], ["One", text]])
    assert read_text(tmp_path, "a.csv", stream.getvalue()).records[0].authors == expected


# -------------------------------------------------------------------------- JSON

DAILY_PAPERS = [
    {
        "paper": {
            "id": "2401.00001",
            "title": "A Daily Paper",
            "summary": "What it is\nabout.",
            "authors": [{"name": "Jane Doe", "hidden": False}, {"name": "No One", "hidden": True}],
            "publishedAt": "2024-01-01T00:00:00.000Z",
            "upvotes": 3,
        },
        "publishedAt": "2024-01-03T00:00:00.000Z",
        "title": "A Daily Paper",
        "numComments": 2,
    }
]


def assert_is_the_daily_paper(record: PaperRecord) -> None:
    assert (record.title, record.abstract, record.arxiv_id) == ("A Daily Paper", "What it is about.", "2401.00001")
    assert (record.authors, record.author_count) == (("Jane Doe",), 1)
    assert (record.posted_date, record.comment_count) == (date(2024, 1, 1), 2)


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


# ---------------------------------------------------------------- BibTeX and RIS


def test_bibtex_is_read_without_its_latex(tmp_path: Path) -> None:
    text = r"""% made by hand
@string{venue = "A Venue"}
@article{doe,
  title = {The {BERT} of \"{U}bung: 100% more},
  author = {Doe, Jane and M{\"u}ller, J\"org and others},
  year = 2020, eprint = {2001.00001v2}, archivePrefix = {arXiv},
  abstract = {Two
    lines.}, doi = {https://doi.org/10.1/ABC}
}
@misc{roe, title = {{Plain Title}}, doi = {10.48550/arXiv.2401.00001}}
"""
    read = read_text(tmp_path, "a.bib", text)
    first, second = read.records
    assert (first.title, first.abstract, first.line) == ("The BERT of Übung: 100% more", "Two lines.", 3)
    assert (first.authors, first.author_count) == (("Doe, Jane", "Müller, Jörg"), None)
    assert (first.year, first.arxiv_id, first.doi) == (2020, "2001.00001", None)
    assert (second.title, second.arxiv_id) == ("Plain Title", "2401.00001")
    assert ["doi" in warning.message for warning in read.warnings] == [True]


def test_broken_bibtex_is_warned_of_and_the_rest_read(tmp_path: Path) -> None:
    broken = "@misc{b, title={open\n@misc{a, title={Two}}\nstray\n@misc{c, year={1}}\n"
    text = "@misc{a, title={One}}\n" + broken + "@misc{d, title={Three}, title={x}}"
    read = read_text(tmp_path, "a.txt", text)
    assert (read.page.layout, read.titles, read.warned_lines) == (
        "bibtex",
        ["One", "Two", "Three"],
        [2, 3, 4, 5, 6],
    )


def test_ris_is_read_even_where_records_have_no_end(tmp_path: Path) -> None:
    text = (
        "TY  - JOUR\r\nTI  - One\r\nAU  - Doe, Jane\r\nAU  - Roe, R.\r\nPY  - 2020/01/02\r\nDO  - doi:10.1145/X\r\n"
        "UR  - https://arxiv.org/abs/2401.00001v1\r\nAB  - Some\r\ntext.\r\nER  -\r\nstray\r\n"
        "TY  - CONF\r\nT1  - Two\r\nTY  - JOUR\r\nAU  - No Title\r\nER  - \r\n"
    )
    read = read_text(tmp_path, "a.ris", text)
    first = read.records[0]
    assert (read.titles, read.warned_lines) == (["One", "Two"], [11, 14])
    assert (first.authors, first.author_count, first.year) == (("Doe, Jane", "Roe, R."), 2, 2020)
    assert (first.doi, first.arxiv_id, first.abstract) == ("10.1145/x", "2401.00001", "Some text.")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.bib", "@inproceedings{doe, title={One}, booktitle = {Proc. of the {VLDB}}}"),
        ("a.bib", "@article{doe, title={One}, journal = {Proc. of the VLDB}}"),
        ("a.ris", "TY  - CONF\nTI  - One\nT2  - Proc. of the VLDB\nER  -\n"),
        ("a.ris", "TY  - JOUR\nTI  - One\nJO  - Proc. of the VLDB\nER  -\n"),
        ("a.csv", "Title,Source Title\nOne,Proc. of the VLDB\n"),
        ("a.json", '[{"title": "One", "journal": {"name": "Proc. of the VLDB", "pages": "1-9"}}]'),
    ],
    ids=["booktitle", "journal", "T2", "JO", "column", "object"],
)
def test_the_venue_that_a_page_names_is_read(tmp_path: Path, name: str, text: str) -> None:
    read = read_text(tmp_path, name, text)
    assert ([record.venue for record in read.records], read.warnings) == (["Proc. of the VLDB"], [])


# -------------------------------------------------------------------------- HTML

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


# --------------------------------------------------------------- files and bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "le", "be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(tmp_path: Path, encoding: str, line_end: str) -> None:
    text = f"{NEWSLETTER}SubscribeNaïve Söhne\n{ABSTRACT}\nZwei\n{ABSTRACT}".replace("\n", line_end)
    marks = {"le": codecs.BOM_UTF16_LE, "be": codecs.BOM_UTF16_BE}
    path = tmp_path / "a.txt"
    path.write_bytes(marks.get(encoding, b"") + text.encode(f"utf-16-{encoding}" if encoding in marks else encoding))
    read = Read(path)
    assert [(record.line, record.title) for record in read.records] == [(3, "Naïve Söhne"), (5, "Zwei")]
    assert read.warnings == []


@pytest.mark.parametrize("offset", [0, 7, (1 << 20) - 1, 1 << 20, (1 << 20) + 5])
def test_a_byte_that_does_not_decode_is_named_by_its_offset(tmp_path: Path, offset: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * offset + b"\xe4" + b"bc\n" * 10)
    with pytest.raises(PageError, match=rf"a\.txt: byte {offset} .*UTF-8"):
        Read(path)


def test_half_a_character_at_the_end_is_named_by_its_offset(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(codecs.BOM_UTF16_LE + "Ab".encode("utf-16-le") + b"\x41")
    with pytest.raises(PageError, match=r"a\.txt: byte 6 .*UTF-16"):
        Read(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "holds no text"), (b" \n\n ", "holds no text"), (b"PK\x03\x04\x00\x00", "NUL"), (b"%\x00PDF", "NUL")],
)
def test_empty_and_binary_files_are_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(PageError, match=rf"a\.txt: .*{message}"):
        Read(path)


def test_a_page_is_named_by_a_hash_of_its_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    content = b"Learning to Read Pages\n"
    first.write_bytes(content)
    second.write_bytes(content)
    page = Read(first).page
    assert page == Page(hashlib.blake2b(content).hexdigest()[:16], str(first), "titles", len(content))
    assert Read(second).page.page_id == page.page_id
    assert open_page(first, name="mine", today=TODAY, warn=print).page.name == "mine"


def test_reading_a_page_twice_gives_the_same_records(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(listing(card("One", "Some Lab", "·", "Jun 20, 2024"), card("Two", "  • 2 authors", "·", "May 4")))
    warnings: list[PageWarning] = []
    page = open_page(path, today=TODAY, warn=warnings.append)
    assert list(page) == list(page)
    assert warnings[0] == warnings[1]


def test_a_page_that_turns_out_empty_is_warned_of(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.csv", "title,year\n")
    assert (read.records, [warning.message for warning in read.warnings]) == ([], ["no paper found on this page"])


def test_a_very_long_line_is_only_a_long_line(tmp_path: Path) -> None:
    long_abstract = "word " * 400_000
    feed = read_text(tmp_path, "a.txt", f"{NEWSLETTER}SubscribeOne\n{long_abstract}\nTwo\n{ABSTRACT}")
    assert (feed.titles, feed.records[0].abstract) == (["One", "Two"], long_abstract.strip())
    table = read_text(tmp_path, "a.csv", f'title,abstract\nOne,"{long_abstract}"\n')
    assert table.records[0].abstract == long_abstract.strip()


def test_memory_does_not_grow_with_a_feed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWSLETTER + "".join(f"A Title of Number {i}\n{ABSTRACT}\n" for i in range(8_000)))
    page = open_page(path, today=TODAY, warn=print)

    def read() -> None:
        assert sum(1 for _ in page) == 8_000

    assert peak_bytes(read) < path.stat().st_size / 10


def test_folders_globs_and_paths_are_expanded_each_file_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.csv", "sub/c.JSON", "sub/picture.png", ".hidden.txt", ".git/d.txt", "odd[1].txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")

    def found(*arguments: str) -> list[str]:
        return [str(page.path.relative_to(tmp_path)) for page in find_pages([str(tmp_path / a) for a in arguments])]

    assert found("") == ["a.csv", "b.txt", "odd[1].txt", os.path.join("sub", "c.JSON")]  # noqa: PTH118
    assert found("b.txt", "*.txt", "sub/picture.png") == ["b.txt", "odd[1].txt", os.path.join("sub", "picture.png")]  # noqa: PTH118
    assert found("odd[1].txt") == ["odd[1].txt"]


@pytest.mark.parametrize("argument", ["missing.txt", "*.nothing", "empty"])
def test_an_argument_that_yields_nothing_is_named(tmp_path: Path, argument: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(PageError, match=re.escape(str(tmp_path / argument))):
        find_pages([str(tmp_path / argument)])


def test_standard_input_is_a_page_like_any_other() -> None:
    content = b"Learning to Read Pages\n"
    (page_file,) = find_pages(["-"], stdin=io.BytesIO(content))
    page = open_page(page_file, today=TODAY, warn=print)
    assert (page.page.name, page.page.layout) == ("standard input", "titles")
    assert [record.title for record in page] == ["Learning to Read Pages"]
    page_file.path.unlink()


# -------------------------------------------------------------------- properties

WORDS = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=8)
# Glued to "Subscribe", a word like "r" makes another word: no reader can tell.
TITLES = st.lists(WORDS, min_size=3, max_size=12).map(" ".join).filter(lambda title: title[0] not in "rds")
ABSTRACTS = st.lists(WORDS, min_size=5, max_size=40).map(lambda words: " ".join(words) + ".")
PAIRS = st.lists(st.tuples(TITLES, ABSTRACTS), min_size=1, max_size=5)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(PAIRS)
def test_any_pairs_come_back_from_feed_and_listing(tmp_path: Path, pairs: list[tuple[str, str]]) -> None:
    feed = NEWSLETTER + "Subscribe" + "".join(f"{title}\n{abstract}\n" for title, abstract in pairs)
    cards = "".join(f"{title}\n\n{abstract}\n\n  • 3 authors\n·\nMay 4, 2024\n\n" for title, abstract in pairs)
    for text in (feed, f"{HEADING}Dec 8\n\n{cards}"):
        read = read_text(tmp_path, "a.txt", text)
        assert [(record.title, record.abstract) for record in read.records] == pairs
        assert read.warnings == []


@QUICK
@given(
    st.lists(st.tuples(*[st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))] * 2), max_size=5)
)
def test_any_pairs_come_back_from_a_table(tmp_path: Path, pairs: list[tuple[str, str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([("title", "abstract"), *pairs])
    read = read_text(tmp_path, "a.csv", stream.getvalue())
    expected = [(" ".join(title.split()), " ".join(abstract.split()) or None) for title, abstract in pairs]
    assert [(record.title, record.abstract) for record in read.records] == [pair for pair in expected if pair[0]]


MARKUP = r'title|@misc{a, title={|}|"|,|TY  - J|TI  - A|ER  - |  x|[|{|{"title": "A"}|<article>|<h3>A</h3>|\|$|%|~|1. '
SMALL_PRINT = "•|·|May 4|Feb 29|3 authors|A Long Enough Title|One ends.|Daily Papers|Subscribe|https://x.org|\t|\n"
SCRAPS = st.sampled_from([*MARKUP.split("|"), *SMALL_PRINT.split("|"), ABSTRACT, NEWSLETTER])


@QUICK
@given(
    st.lists(SCRAPS | st.text(max_size=5), max_size=30),
    st.sampled_from(["txt", "csv", "json", "jsonl", "bib", "ris", "html"]),
)
def test_nonsense_is_read_or_refused_but_never_crashes(tmp_path: Path, scraps: list[str], suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes("".join(scraps).encode("utf-8", "surrogatepass"))
    try:
        read = Read(path)
    except PageError as error:
        assert str(path) in str(error)  # noqa: PT017
    else:
        assert read.records or read.warnings
        assert all(record.title and record.title_key for record in read.records)
