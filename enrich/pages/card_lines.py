"""The lines of a Daily Papers page, copied out of a browser: what each one is, looked at alone."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from enrich.pages.line_heuristics import LONGEST_TITLE, reads_as_sentence
from enrich.pages.page_dates import read_printed_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NEWSLETTER = frozenset(
    {"Get trending papers in your email inbox once a day!", "Get trending papers in your email inbox!"}
)
HEADER = frozenset({"new", "Subscribe", "Daily Papers", "byAK and the research community"})
_AUTHOR_COUNT = re.compile(r"•?\s*(\d{1,9}) authors?")
_DOT = "·"
# "Subscribers at Risk" is a title of its own; "SubscribeOne for All" is button and title.
_BUTTON = re.compile(r"Subscribe(?!(?:r|rs|d|s)?\b)")


class Kind(Enum):
    """What a line is; ``SENTENCE`` is short like a title and ends like an abstract."""

    TITLE = auto()
    SENTENCE = auto()
    ABSTRACT = auto()
    AUTHORS = auto()
    DOT = auto()
    DATE = auto()
    NEWSLETTER = auto()
    END = auto()


class Line(NamedTuple):
    """A stripped line that is not blank; ``number`` counts from 1."""

    number: int
    text: str
    kind: Kind


END = Line(0, "", Kind.END)


def classified(lines: Iterable[str]) -> Iterator[Line]:
    """Yield the lines that are not blank, stripped, numbered and with their kind."""
    for number, line in enumerate(lines, start=1):
        if stripped := line.strip():
            yield Line(number, stripped, _kind(stripped))


def read_author_count(line: str) -> int | None:
    """Return the 5 of ``• 5 authors``; None for any other line."""
    found = _AUTHOR_COUNT.fullmatch(line)
    return int(found.group(1)) if found else None


def without_button(title: str) -> str:
    """Return the first title of a page without the word "Subscribe" that is glued to it."""
    return _BUTTON.sub("", title, count=1) if _BUTTON.match(title) else title


def _kind(line: str) -> Kind:
    if len(line) > LONGEST_TITLE:
        return Kind.ABSTRACT
    if line in NEWSLETTER:
        return Kind.NEWSLETTER
    if line == _DOT:
        return Kind.DOT
    if _AUTHOR_COUNT.fullmatch(line):
        return Kind.AUTHORS
    if read_printed_date(line):
        return Kind.DATE
    return Kind.SENTENCE if reads_as_sentence(line) else Kind.TITLE
