from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.errors import PageError
from tests.enrich.pages.makers import (
    QUICK,
    read_text,
)


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


def test_each_row_that_cannot_be_read_is_warned_of(tmp_path: Path) -> None:
    read = read_text(
        tmp_path, "a.csv", 'title,year\nOne,2020\n,2021\nTwo, Three,2022\nFour,soon\nFive\n"Six,1\nSeven,2\n'
    )
    assert (read.titles, read.warned_lines) == (["One", "Four", "Five"], [3, 4, 5, 7])


@pytest.mark.parametrize(("text", "line"), [('an "export\n"of\ntitle,year\nOne,1\n', 2), ('title,"year\nOne,1\n', 1)])
def test_a_quote_that_swallows_the_header_is_warned_of(tmp_path: Path, text: str, line: int) -> None:
    read = read_text(tmp_path, "a.csv", text)
    assert (read.records, read.warned_lines) == ([], [line, 0])
    assert "quote" in read.warnings[0].message


@pytest.mark.parametrize("header", ["name,age", "name,year", "id,name,author_count", "source,target,weight"])
def test_a_table_of_something_else_is_refused(tmp_path: Path, header: str) -> None:
    with pytest.raises(PageError, match=r"a\.csv: the first row must name the columns, .*'title'.*own exports"):
        read_text(tmp_path, "a.csv", f"{header}\nOne,Two,3\n")


def test_beside_what_papers_have_a_name_is_a_title(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.csv", "name,authors\nAttention Is All You Need,Ashish Vaswani\nAdam,\n")
    assert (read.titles, read.warnings) == (["Attention Is All You Need", "Adam"], [])


def test_a_table_without_a_title_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PageError, match=r"a\.csv: the first row must name the columns.*'author'"):
        read_text(tmp_path, "a.csv", "author,year\nDoe,2020\n")


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
