"""Pages are saved whole or not at all, and a second time without effect; the first value stated wins."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from enrich.errors import PageError, WarehouseError
from enrich.records import Paper, PaperRecord
from tests.warehouse.makers import mention, page
from tests.warehouse.stored import content, rows
from warehouse.pages import PageSaved, save_page
from warehouse.papers import read_papers

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb


def test_save_page__stores_page_mentions_and_papers(con: duckdb.DuckDBPyConnection) -> None:
    stated: dict[str, Any] = {
        "abstract": "We study graphs.",
        "author_count": 2,
        "authors": ("Ada B", "Cem D"),
        "posted_date": date(2026, 3, 4),
        "year": 2026,
        "doi": "10.1/x",
        "arxiv_id": "2603.00001",
    }
    saved = save_page(con, page(), [mention("p1", 1, comment_count=7, **stated), mention("p2", 2)])
    assert saved == PageSaved("page-1", True, mention_count=2, new_paper_count=2)
    assert rows(con, "from pages") == [("page-1", "daily.txt", "feed", 1000, 2)]
    assert rows(con, "from mentions order by position") == [
        ("page-1", 1, 3, "p1", "Title of p1", 2, date(2026, 3, 4), 7),
        ("page-1", 2, 6, "p2", "Title of p2", None, None, None),
    ]
    assert read_papers(con) == [
        Paper("p1", "key of p1", "Title of p1", **stated),
        Paper("p2", "key of p2", "Title of p2"),
    ]


def test_save_page__first_value_stated_wins(con: duckdb.DuckDBPyConnection) -> None:
    save_page(
        con,
        page(),
        [
            mention("p1", 1, title="First"),
            mention("p1", 2, title="Second", year=2020, authors=("A",)),
            mention("p1", 3, year=2021, doi="10.1/third", authors=("B", "C")),
        ],
    )
    (paper,) = read_papers(con)
    assert (paper.title, paper.year, paper.doi, paper.authors) == ("First", 2020, "10.1/third", ("A",))

    saved = save_page(
        con,
        page("page-2"),
        [mention("p1", 1, "page-2", title="Later", year=1999, abstract="New.", authors=("Z",))],
    )
    assert saved == PageSaved("page-2", True, 1, new_paper_count=0, completed_paper_count=1)
    (paper,) = read_papers(con)
    assert (paper.title, paper.year, paper.abstract, paper.authors) == ("First", 2020, "New.", ("A",))


def test_save_page__first_value_wins_over_chunks(con: duckdb.DuckDBPyConnection) -> None:
    mentions = [mention(f"p{position % 3}", position, year=2000 + position) for position in range(1, 8)]
    saved = save_page(con, page(), mentions, mentions_per_chunk=2)
    assert (saved.mention_count, saved.new_paper_count, saved.completed_paper_count) == (7, 3, 0)
    assert [paper.year for paper in read_papers(con)] == [2003, 2001, 2002]


def test_save_page__stored_page_is_left_as_it_is_and_not_read_again(con: duckdb.DuckDBPyConnection) -> None:
    save_page(con, page(), [mention("p1")])
    before = content(con, "pages", "mentions", "papers")

    unread = iter([mention("p9")])
    assert save_page(con, page(name="copy.txt"), unread) == PageSaved("page-1", False, mention_count=1)
    assert next(unread).paper_id == "p9"
    assert content(con, "pages", "mentions", "papers") == before


def test_save_page__same_mentions_on_another_page_change_no_paper(con: duckdb.DuckDBPyConnection) -> None:
    save_page(con, page(), [mention("p1", year=2020)])
    before = content(con, "papers")
    saved = save_page(con, page("page-2"), [mention("p1", page_id="page-2", year=2020)])
    assert (saved.new_paper_count, saved.completed_paper_count) == (0, 0)
    assert content(con, "papers") == before


def test_save_page__page_without_papers(con: duckdb.DuckDBPyConnection) -> None:
    assert save_page(con, page(), []).mention_count == 0
    assert rows(con, "select mention_count from pages") == [(0,)]


def test_save_page__page_that_breaks_off_leaves_nothing(con: duckdb.DuckDBPyConnection) -> None:
    def broken() -> Iterator[PaperRecord]:
        yield mention("p1")
        raise PageError("line 4 is not text")

    with pytest.raises(PageError, match="line 4"):
        save_page(con, page(), broken(), mentions_per_chunk=1)
    assert content(con, "pages", "mentions", "papers") == {"pages": [], "mentions": [], "papers": []}
    assert save_page(con, page(), [mention("p1")]).new_paper_count == 1


@pytest.mark.parametrize("title", ['"quoted"', "it's", "a\x00b", "𝒢raph ∀ 图", "back\\slash", "two\nlines", "{}[]:,"])
def test_save_page__any_text(con: duckdb.DuckDBPyConnection, title: str) -> None:
    save_page(con, page(), [mention("p1", title=title)])
    assert read_papers(con)[0].title == title


def test_save_page__text_that_is_not_unicode_is_refused(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(WarehouseError, match="cannot store this record"):
        save_page(con, page(), [mention("p1", title="half a \ud800 pair")])
