from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.enrich.pages.makers import (
    TODAY,
    card,
    listing,
    read_text,
)


def dates_of(
    folder: Path, *printed: str, page_date: str = "Dec 8", today: date = TODAY
) -> tuple[list[date | None], int]:
    """Return the dates read from cards that print these, and how many warnings there were."""
    cards = [card(f"Title {i}", "  • 2 authors", "·", text) for i, text in enumerate(printed)]
    read = read_text(folder, "listing.txt", listing(*cards, page_date=page_date), today=today)
    assert read.page.layout == "listing"
    return [record.posted_date for record in read.records], len(read.warnings)


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
