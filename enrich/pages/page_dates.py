"""Dates as Daily Papers prints them: ``Jun 20, 2024``, and ``Oct 14`` for the page's own year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PRINTED = re.compile(rf"({'|'.join(_MONTHS)})[a-z]* (\d{{1,2}})(?:, (\d{{4}}))?(?: (\d{{1,9}}))?")
_EARLIEST_YEAR = 1990


class Day(NamedTuple):
    """A day of some year."""

    month: int
    day: int


_LAST_DAY = Day(12, 31)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """``Oct 14, 2024 3``: a day, its year where one is printed, and the number of comments where there are any."""

    day: Day
    year: int | None
    comment_count: int | None


def read_printed_date(line: str) -> PrintedDate | None:
    """Return the date that makes up a whole stripped line, or None when the line is something else."""
    found = _PRINTED.fullmatch(line)
    if found is None:
        return None
    month, day, year, comments = found.groups()
    return PrintedDate(
        Day(_MONTHS.index(month) + 1, int(day)),
        int(year) if year else None,
        int(comments) if comments else None,
    )


@dataclass(frozen=True, slots=True)
class Calendar:
    """The year that undated days of one page belong to.

    ``year`` is None when no single year fits them all; each day then falls in
    the latest year that puts it after neither ``today`` nor the page's date.
    ``doubt`` says why the year is a guess, or is None when the page settles it.
    """

    year: int | None
    page_day: Day | None
    today: date
    doubt: str | None = None

    def date_of(self, day: Day) -> date | None:
        """Return the date of an undated day; None for a day that no calendar has."""
        if self.year is not None:
            return make_date(self.year, day)
        page_date = latest_date(self.page_day, self.today) if self.page_day else None
        return latest_date(day, page_date or self.today)


def read_calendar(lines: Iterable[str], furniture: Collection[str], today: date) -> Calendar:
    """Return the calendar of a page after going through all of its dates.

    A date that nothing but ``furniture`` and blank lines precede is the page's own.
    """
    latest_year: int | None = None
    undated: set[Day] = set()
    page_day: Day | None = None
    for printed, is_in_heading in _printed_dates(map(str.strip, lines), furniture):
        if printed.year is not None:
            latest_year = max(printed.year, latest_year or 0)
        elif is_in_heading:
            page_day = printed.day
        else:
            undated.add(printed.day)
    return make_calendar(latest_year, undated, page_day, today)


def _printed_dates(lines: Iterable[str], furniture: Collection[str]) -> Iterator[tuple[PrintedDate, bool]]:
    """Yield each date, and whether nothing but furniture and blank lines precede it."""
    is_heading = True
    for line in lines:
        if printed := read_printed_date(line):
            yield printed, is_heading
        is_heading &= not line or line in furniture


def make_calendar(latest_year: int | None, undated: Collection[Day], page_day: Day | None, today: date) -> Calendar:
    """Return the calendar of a page from the latest year it prints and the days it prints without one.

    The site leaves the year out in the page's own year, so that is the first
    year after the latest one printed in which every undated day exists and
    none is later than the page's date or today. On a page without any year it
    is the latest such year.
    """
    days = set(filter(_exists, filter(None, (*undated, page_day))))
    latest_day = page_day or _LAST_DAY
    is_in_order = max(days, default=latest_day) <= latest_day
    years, doubt = _possible_years(latest_year, today)
    year = next((year for year in years if is_in_order and _fits(year, days, today)), None)
    is_settled = latest_year is not None and year is not None
    return Calendar(year, page_day, today, None if is_settled else doubt)


def _possible_years(latest_year: int | None, today: date) -> tuple[range, str]:
    """Return the years that undated days may be of, the likeliest first, and the doubt that is left about them."""
    if latest_year is None:
        doubt = "no date on this page has a year: took the latest year not after today for all"
        return range(today.year, _EARLIEST_YEAR - 1, -1), doubt
    doubt = "the dates without a year contradict those with one: took the latest year not after today"
    return range(latest_year + 1, today.year + 1), doubt


def make_date(year: int, day: Day) -> date | None:
    """Return the day in that year, or None when the year does not have it."""
    try:
        return date(year, day.month, day.day)
    except ValueError:
        return None


def latest_date(day: Day, limit: date) -> date | None:
    """Return the last occurrence of the day up to ``limit``; None for a day that no calendar has."""
    # Feb 29 can be eight years away, around 1900 and 2100.
    candidates = (make_date(year, day) for year in range(limit.year, max(limit.year - 9, 0), -1))
    return next((found for found in candidates if found and found <= limit), None)


def _fits(year: int, days: Collection[Day], today: date) -> bool:
    """Tell whether every one of the days exists in that year and has come by today."""
    return all((found := make_date(year, day)) is not None and found <= today for day in days)


def _exists(day: Day) -> bool:
    return 1 <= day.day <= monthrange(2024, day.month)[1]
