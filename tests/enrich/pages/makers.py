"""Pages to read, and what reading one gave."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, settings

from enrich.pages import open_page
from enrich.records import Page, PageWarning, PaperRecord

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
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


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


def listing(*cards: str, page_date: str = "Dec 8") -> str:
    return f"{HEADING}{page_date}\n\n" + "\n\n".join(cards)


def card(title: str, *small_print: str) -> str:
    return f"{title}\n\n{ABSTRACT}" + ("\n\n" + "\n".join(small_print) if small_print else "")


def assert_is_the_daily_paper(record: PaperRecord) -> None:
    assert (record.title, record.abstract, record.arxiv_id) == ("A Daily Paper", "What it is about.", "2401.00001")
    assert (record.authors, record.author_count) == (("Jane Doe",), 1)
    assert (record.posted_date, record.comment_count) == (date(2024, 1, 1), 2)
