"""Feeds and listings: the text of a Daily Papers page, copied out of a browser.

A feed is title and abstract in turn, the first title glued to the word
"Subscribe". A listing has blank lines in between, and author list, dot and date
under most abstracts. One reader serves both: a feed is a listing without the
small print. A title is told from an abstract by its length and by the way it
ends, so that one missing line does not shift the pairs that follow.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache, partial
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from enrich.pages.line_heuristics import LONGEST_TITLE, has_words, reads_as_sentence
from enrich.pages.mentions import Diagnostic, Mention, Mentions
from enrich.pages.page_dates import Calendar, make_calendar, make_date, read_printed_date
from enrich.pages.reader import Read, Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from enrich.pages.page_dates import Day
    from enrich.pages.text import Text

_NEWSLETTER = frozenset(
    {"Get trending papers in your email inbox once a day!", "Get trending papers in your email inbox!"}
)
_HEADER = frozenset({"new", "Subscribe", "Daily Papers", "byAK and the research community"})
_AUTHOR_COUNT = re.compile(r"•?\s*(\d{1,9}) authors?")
_DOT = "·"
# "Subscribers at Risk" is a title of its own; "SubscribeOne for All" is button and title.
_BUTTON = re.compile(r"Subscribe(?!(?:r|rs|d|s)?\b)")
# In words; headings of a text ("Related Work") have fewer.
_SHORTEST_TITLE = 4


class _Kind(Enum):
    TITLE = auto()
    SENTENCE = auto()
    """Short like a title, ending like an abstract."""
    ABSTRACT = auto()
    AUTHORS = auto()
    DOT = auto()
    DATE = auto()
    NEWSLETTER = auto()
    END = auto()


class _Line(NamedTuple):
    number: int
    text: str
    kind: _Kind


_END = _Line(0, "", _Kind.END)


def _fits_listing(_name: str, head: Sequence[str]) -> bool:
    """Tell whether the page's heading is there, or a line that counts authors."""
    return any(line == "Daily Papers" or (line[0] == "•" and _AUTHOR_COUNT.fullmatch(line)) for line in head)


def _fits_feed(_name: str, head: Sequence[str]) -> bool:
    """Tell whether a text begins with the site's newsletter box, or goes in turn.

    In turn: four in five of its lines pair up as a title-sized line and a long
    paragraph, and most of those titles have four words or more, unlike the
    headings of a text.
    """
    return head[0] in _NEWSLETTER or _is_alternating(head)


def _open(text: Text, today: date) -> Read:
    return partial(_read, text, today)


def _read(text: Text, today: date) -> Mentions:
    """Yield the cards of a feed or listing in order, holding one card and one line ahead.

    A date without a year makes the reader go through the page once more, for
    the years that other dates print.
    """
    reader = _CardReader(cache(lambda: _scan_dates(text, today)))
    for line, following in pairwise(chain(_classified(text.lines()), [_END])):
        yield from reader.take(line, following)
    yield from reader.close()


class _CardReader:
    """The card being read, and what the next line does to it."""

    def __init__(self, calendar: Callable[[], Calendar]) -> None:
        self._calendar = calendar
        self._card: Mention | None = None
        self._paragraphs: list[str] = []
        self._has_author_list = False
        self._has_date = False
        self._is_after_newsletter = False
        self._is_page_dated = False
        self._is_doubt_told = False

    def take(self, line: _Line, following: _Line) -> Mentions:
        """Yield what this line completes or gives reason to doubt."""
        kind = line.kind
        if kind is _Kind.NEWSLETTER:
            self._is_after_newsletter = True
        elif line.text in _HEADER and (self._card is None or self._is_after_newsletter):
            pass
        elif kind is _Kind.AUTHORS or kind is _Kind.DATE or kind is _Kind.DOT:
            yield from self._take_small_print(line)
        elif self._is_author_list(line, following):
            self._has_author_list = True
            yield Diagnostic(line.number, f"the author list {line.text!r} counts no authors: author count left open")
        elif self._starts_card(line, following):
            yield from self.close()
            self._open(line)
        else:
            yield from self._take_paragraph(line)

    def close(self) -> Mentions:
        """Yield the card as it stands."""
        if self._card is None:
            return
        if self._paragraphs:
            self._card.abstract = " ".join(self._paragraphs)
        else:
            yield Diagnostic(self._card.line, f"no abstract follows the title {_shortened(self._card.title)}")
        yield self._card

    def _open(self, line: _Line) -> None:
        title = line.text
        if self._is_after_newsletter:
            title = _BUTTON.sub("", title, count=1) if _BUTTON.match(title) else title
            self._is_after_newsletter = False
        self._card = Mention(line.number, title)
        self._paragraphs = []
        self._has_author_list = self._has_date = False

    def _starts_card(self, line: _Line, following: _Line) -> bool:
        """Tell whether the line is a title.

        A short line that ends like a sentence is one where a title is due and
        text follows; elsewhere it is a short abstract, or the end of one.
        """
        if line.kind is _Kind.SENTENCE:
            is_title_due = self._card is None or bool(self._paragraphs) or self._has_date
            return is_title_due and following.kind in (_Kind.ABSTRACT, _Kind.SENTENCE)
        return line.kind is _Kind.TITLE

    def _is_author_list(self, line: _Line, following: _Line) -> bool:
        """Tell whether the line names an organisation: the dot stands right below, with no blank line between."""
        return (
            following.kind is _Kind.DOT
            and following.number == line.number + 1
            and self._card is not None
            and not (self._has_author_list or self._has_date)
        )

    def _take_paragraph(self, line: _Line) -> Mentions:
        if self._card is None or self._has_author_list or self._has_date:
            yield Diagnostic(line.number, f"an abstract without a title, not read: {_shortened(line.text)}")
            return
        if self._paragraphs:
            yield Diagnostic(line.number, f"took this line as more of the abstract above: {_shortened(line.text)}")
        self._paragraphs.append(line.text)

    def _take_small_print(self, line: _Line) -> Mentions:
        if self._card is None:
            is_page_date = line.kind is _Kind.DATE and not self._is_page_dated
            self._is_page_dated |= is_page_date
            if not is_page_date:
                yield Diagnostic(line.number, f"small print without a title, not read: {line.text!r}")
        elif line.kind is _Kind.DATE and not self._has_date:
            self._has_date = True
            yield from self._take_date(self._card, line)
        elif line.kind is _Kind.AUTHORS and not (self._has_author_list or self._has_date):
            self._has_author_list = True
            self._card.author_count = _read_author_count(line.text)
        elif line.kind is not _Kind.DOT:
            yield Diagnostic(line.number, f"a second author list or date on one card, not read: {line.text!r}")

    def _take_date(self, card: Mention, line: _Line) -> Mentions:
        printed = read_printed_date(line.text)
        assert printed is not None
        card.comment_count = printed.comment_count
        if printed.year is not None:
            card.posted_date = make_date(printed.year, printed.day)
        else:
            calendar = self._calendar()
            card.posted_date = calendar.date_of(printed.day)
            if calendar.doubt and not self._is_doubt_told:
                self._is_doubt_told = True
                yield Diagnostic(line.number, calendar.doubt)
        if card.posted_date is None:
            yield Diagnostic(line.number, f"no such date: {line.text!r}")


def _read_author_count(line: str) -> int | None:
    """Return the 5 of ``• 5 authors``; None for any other line."""
    found = _AUTHOR_COUNT.fullmatch(line)
    return int(found.group(1)) if found else None


def _classified(lines: Iterable[str]) -> Iterator[_Line]:
    """Yield the lines that are not blank, stripped, numbered and with their kind."""
    for number, line in enumerate(lines, start=1):
        if stripped := line.strip():
            yield _Line(number, stripped, _kind(stripped))


def _kind(line: str) -> _Kind:
    if len(line) > LONGEST_TITLE:
        return _Kind.ABSTRACT
    if line in _NEWSLETTER:
        return _Kind.NEWSLETTER
    if line == _DOT:
        return _Kind.DOT
    if _AUTHOR_COUNT.fullmatch(line):
        return _Kind.AUTHORS
    if read_printed_date(line):
        return _Kind.DATE
    return _Kind.SENTENCE if reads_as_sentence(line) else _Kind.TITLE


def _scan_dates(text: Text, today: date) -> Calendar:
    """Return the calendar of a page after going through all of its dates."""
    latest_year: int | None = None
    undated: set[Day] = set()
    page_day: Day | None = None
    is_heading = True
    for line in map(str.strip, text.lines()):
        printed = read_printed_date(line)
        if printed is None:
            is_heading = is_heading and (not line or line in _HEADER or line in _NEWSLETTER)
        elif printed.year is not None:
            latest_year = max(printed.year, latest_year or 0)
        elif is_heading:
            page_day = printed.day
        else:
            undated.add(printed.day)
        is_heading = is_heading and printed is None
    return make_calendar(latest_year, undated, page_day, today)


def _is_alternating(head: Sequence[str]) -> bool:
    titles = [line for line, following in pairwise(head) if len(line) <= LONGEST_TITLE < len(following)]
    wordy = sum(has_words(title, _SHORTEST_TITLE) for title in titles)
    return 5 * len(titles) >= 4 * max(len(head) // 2, 1) and 2 * wordy > len(titles)


def _shortened(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")


LISTING = Reader(
    "listing", 'Daily Papers cards: title, abstract, "• 5 authors", "·", "Jun 20, 2024"', _fits_listing, _open
)
FEED = Reader("feed", "a title line and an abstract line in turn", _fits_feed, _open)
