"""Feeds and listings: the text of a Daily Papers page, copied out of a browser.

A feed is title and abstract in turn, the first title glued to the word
"Subscribe". A listing has blank lines in between, and author list, dot and date
under most abstracts. One reader serves both: a feed is a listing without the
small print. A title is told from an abstract by its length and by the way it
ends, so that one missing line does not shift the pairs that follow.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from enrich.pages.card_lines import END, HEADER, NEWSLETTER, Kind, Line, classified, read_author_count, without_button
from enrich.pages.line_heuristics import LONGEST_TITLE, has_words, reads_as_sentence
from enrich.pages.mentions import Diagnostic, Mention, Mentions
from enrich.pages.page_dates import Calendar, make_date, read_calendar, read_printed_date
from enrich.pages.reader import Read, Reader
from enrich.pages.strangers import describe_stranger

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from enrich.pages.text import Text

# In words; headings of a text ("Related Work") have fewer.
_SHORTEST_TITLE = 4
_SMALL_PRINT = (Kind.AUTHORS, Kind.DATE, Kind.DOT)


def _fits_listing(_name: str, head: Sequence[str]) -> bool:
    """Tell whether the page's heading is there, or a line that counts authors."""
    return any(line == "Daily Papers" or (line[0] == "•" and read_author_count(line) is not None) for line in head)


def _fits_feed(_name: str, head: Sequence[str]) -> bool:
    """Tell whether a text begins with the site's newsletter box, or goes in turn.

    In turn: four in five of its lines pair up as a title-sized line and a long
    paragraph, and most of those titles have four words or more and do not end
    like a sentence, unlike the headings of a text and its paragraphs.
    """
    return head[0] in NEWSLETTER or (_is_alternating(head) and not describe_stranger(head))


def _is_alternating(head: Sequence[str]) -> bool:
    titles = [line for line, following in pairwise(head) if len(line) <= LONGEST_TITLE < len(following)]
    wordy = sum(has_words(title, _SHORTEST_TITLE) and not reads_as_sentence(title) for title in titles)
    return 5 * len(titles) >= 4 * max(len(head) // 2, 1) and 2 * wordy > len(titles)


def _open(text: Text, today: date) -> Read:
    return partial(_read, text, today)


def _read(text: Text, today: date) -> Mentions:
    """Yield the cards of a feed or listing in order, holding one card and one line ahead.

    A date without a year makes the reader go through the page once more, for
    the years that other dates print.
    """
    reader = _PageReader(cache(lambda: read_calendar(text.lines(), HEADER | NEWSLETTER, today)))
    for line, following in pairwise(chain(classified(text.lines()), [END])):
        yield from reader.take(line, following)
    yield from reader.close()


@dataclass(slots=True)
class _Card:
    """The card being read: what it states, and which of its parts have come."""

    mention: Mention
    paragraphs: list[str] = field(default_factory=list)
    has_author_list: bool = False
    has_date: bool = False

    @property
    def has_small_print(self) -> bool:
        return self.has_author_list or self.has_date

    def close(self) -> Mentions:
        """Yield the mention as it stands."""
        if self.paragraphs:
            self.mention.abstract = " ".join(self.paragraphs)
        else:
            yield Diagnostic(self.mention.line, f"no abstract follows the title {_shortened(self.mention.title)}")
        yield self.mention


class _PageReader:
    """The card at hand, what is known of the page, and what the next line does to them."""

    def __init__(self, calendar: Callable[[], Calendar]) -> None:
        self._calendar = calendar
        self._card: _Card | None = None
        self._is_after_newsletter = False
        self._is_page_dated = False
        self._is_doubt_told = False

    def take(self, line: Line, following: Line) -> Mentions:
        """Yield what this line completes or gives reason to doubt."""
        if self._is_furniture(line):
            self._is_after_newsletter |= line.kind is Kind.NEWSLETTER
        elif line.kind in _SMALL_PRINT:
            yield from self._take_small_print(line)
        elif self._card and self._is_author_list(self._card, line, following):
            self._card.has_author_list = True
            yield Diagnostic(line.number, f"the author list {line.text!r} counts no authors: author count left open")
        elif self._starts_card(line, following):
            yield from self.close()
            self._start_card(line)
        else:
            yield from self._take_paragraph(line)

    def close(self) -> Mentions:
        """Yield the last card."""
        if self._card:
            yield from self._card.close()

    def _is_furniture(self, line: Line) -> bool:
        """Tell whether the line is of the newsletter's box, or of the heading above the first card or below the box."""
        is_heading = line.text in HEADER and (self._card is None or self._is_after_newsletter)
        return is_heading or line.kind is Kind.NEWSLETTER

    def _start_card(self, line: Line) -> None:
        title = without_button(line.text) if self._is_after_newsletter else line.text
        self._card, self._is_after_newsletter = _Card(Mention(line.number, title)), False

    def _starts_card(self, line: Line, following: Line) -> bool:
        """Tell whether the line is a title.

        A short line that ends like a sentence is one where a title is due and
        text follows; elsewhere it is a short abstract, or the end of one.
        """
        if line.kind is Kind.SENTENCE:
            is_title_due = self._card is None or bool(self._card.paragraphs) or self._card.has_date
            return is_title_due and following.kind in (Kind.ABSTRACT, Kind.SENTENCE)
        return line.kind is Kind.TITLE

    @staticmethod
    def _is_author_list(card: _Card, line: Line, following: Line) -> bool:
        """Tell whether the line names an organisation: the dot stands right below, with no blank line between."""
        is_above_dot = following.kind is Kind.DOT and following.number == line.number + 1
        return is_above_dot and not card.has_small_print

    def _take_paragraph(self, line: Line) -> Mentions:
        if self._card is None or self._card.has_small_print:
            yield Diagnostic(line.number, f"an abstract without a title, not read: {_shortened(line.text)}")
            return
        if self._card.paragraphs:
            yield Diagnostic(line.number, f"took this line as more of the abstract above: {_shortened(line.text)}")
        self._card.paragraphs.append(line.text)

    def _take_small_print(self, line: Line) -> Mentions:
        card = self._card
        if card is None:
            yield from self._take_page_date(line)
        elif line.kind is Kind.DATE and not card.has_date:
            card.has_date = True
            yield from self._take_date(card.mention, line)
        elif line.kind is Kind.AUTHORS and not card.has_small_print:
            card.has_author_list = True
            card.mention.author_count = read_author_count(line.text)
        elif line.kind is not Kind.DOT:
            yield Diagnostic(line.number, f"a second author list or date on one card, not read: {line.text!r}")

    def _take_page_date(self, line: Line) -> Mentions:
        is_page_date = line.kind is Kind.DATE and not self._is_page_dated
        self._is_page_dated |= is_page_date
        if not is_page_date:
            yield Diagnostic(line.number, f"small print without a title, not read: {line.text!r}")

    def _take_date(self, mention: Mention, line: Line) -> Mentions:
        printed = read_printed_date(line.text)
        assert printed is not None
        mention.comment_count = printed.comment_count
        if printed.year is not None:
            mention.posted_date = make_date(printed.year, printed.day)
        else:
            calendar = self._calendar()
            mention.posted_date = calendar.date_of(printed.day)
            if calendar.doubt and not self._is_doubt_told:
                self._is_doubt_told = True
                yield Diagnostic(line.number, calendar.doubt)
        if mention.posted_date is None:
            yield Diagnostic(line.number, f"no such date: {line.text!r}")


def _shortened(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")


LISTING = Reader(
    "listing", 'Daily Papers cards: title, abstract, "• 5 authors", "·", "Jun 20, 2024"', _fits_listing, _open
)
FEED = Reader("feed", "a title line and an abstract line in turn", _fits_feed, _open)
