"""What bibliographies print around a title: numbers, quotes, authors before it, venue and year behind it.

``[12] A. Vaswani et al. "Attention is all you need." In NeurIPS, 2017.`` is one title, and says venue and year besides.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MIN_WORDS = 3
MAX_WORDS_OF_A_NAME = 4

_YEAR = r"(?:1[89]|20)\d\d"
_NUMBER = re.compile(r"^\s*(?:\[(?=\w*\d)\w{1,12}\]|\(\d{1,4}\)|\d{1,4}[.)])\s+(?=\S)")
_QUOTED = re.compile(r"^(?P<before>[^\"“”]*?)[\"“](?P<title>[^\"“”]+)[\"”](?P<rest>[^\"“”]*)$")
# Lovelace, A., & Babbage, C. (1843). Title. Venue, 12(3), 1-9.
_AFTER_YEAR = re.compile(
    rf"^(?P<before>[^()]{{3,400}}?)\s*\((?P<year>{_YEAR})[a-z]?(?:, \w+(?: \d+)?)?\)[.,:]?\s+"
    r"(?P<title>[^.?!]+[?!]?)\s*(?:\.|$)(?P<rest>.*)$"
)
# A. Lovelace and C. Babbage. Title. In Venue, 1843.
_AFTER_AUTHORS = re.compile(
    r"^(?P<before>[^.?!]*(?:\b[A-Z]\.[^.?!]*|\bal\.[^.?!]*)*?[^.?!A-Z]{2})\.\s+"
    rf"(?:(?P<year>{_YEAR})[a-z]?\.\s+)?(?P<title>[^.?!]{{15,}}[?!]?)\s*\.\s+(?P<rest>.+)$"
)
_IN_VENUE = re.compile(
    r"^(?P<title>.+?)(?:[.,;:?!]\s+In:?\s+|\s+In:\s+|\s+In\s+(?=Proc|Advances in|[A-Z]{3,}|[A-Z]\w*[A-Z]))"
    r"(?P<rest>[^.]{2,150}.*)$"
)
_PREPRINT = re.compile(
    r"^(?P<title>.+?)[.,;:]?\s+"
    r"(?P<rest>(?:arXiv(?: preprint)?[:,\s]+(?:arXiv:)?\s?[\w.-]*/?\d{4}|CoRR,? abs/).{0,80})$",
    re.IGNORECASE,
)
_ENDS_IN_YEAR = re.compile(rf"^(?P<title>.+?)(?:\s*[(\[](?P<year>{_YEAR})[)\]]|\.\s*(?P<other>{_YEAR}))\s*\.?\s*$")
_ARXIV_ID = re.compile(r"\d{4}\.\d{4,5}\S*")
_ANY_YEAR = re.compile(rf"\b{_YEAR}\b")
_CUT = re.compile(r"\s*(?:…|\.{3,}|\[\.{3}\])\s*$")
# A part of an author list: a name of few words, with an initial or a comma to its right or left.
_AUTHORS = re.compile(r"\b[A-Z]\.|\bet al\b|,|\band\b|&")
_NO_VENUE = re.compile(
    rf"^[\s.,;:]*(?:In:?\s+)?|[\s.,;(]*(?:vol|pp|pages|no|{_YEAR})\b.*$|[\s.,;]*\d.*$|[\s.,;:]+$", re.IGNORECASE
)


class BareTitle(NamedTuple):
    """A title and what stood around it; ``is_cut`` if it ends in an ellipsis, ``is_sure`` if no title looks so."""

    title: str
    year: int | None = None
    venue: str | None = None
    is_cut: bool = False
    is_sure: bool = False


def take_off(printed: str) -> BareTitle:
    """Return the title alone; the text itself, blanks collapsed, where nothing is recognised around it.

    >>> take_off("[3] Growing Networks Slowly and Steadily. In NetSci, 2020.")
    BareTitle(title='Growing Networks Slowly and Steadily', year=2020, venue='NetSci', is_cut=False, is_sure=True)
    """
    return without_year(take_off_all_but_year(printed))


def take_off_all_but_year(printed: str) -> BareTitle:
    """Return the title with the year behind it, if one is, which may be a part of it."""
    text = " ".join(printed.split())
    bare = BareTitle(_CUT.sub("", text), is_cut=is_cut(text))
    for step in (_without_number, _from_quotes, _from_reference, _without_venue, _without_end):
        bare = step(bare)
    return bare


def is_cut(title: str) -> bool:
    """Whether the title ends in an ellipsis."""
    return _CUT.search(title) is not None


def _without_number(bare: BareTitle) -> BareTitle:
    """A number without square brackets may be part of the title: "10. Symphony"."""
    rest = _NUMBER.sub("", bare.title)
    is_sure = bare.title.startswith("[")
    return bare._replace(title=rest, is_sure=is_sure) if rest != bare.title and _has_words(rest) else bare


def _from_quotes(bare: BareTitle) -> BareTitle:
    """The title in quotes: all of the text, or between authors and a venue with its year."""
    found = _QUOTED.match(bare.title)
    if found is None or not _has_words(found["title"]):
        return bare
    is_reference = _ANY_YEAR.search(found["rest"]) is not None
    if found["before"].strip() + found["rest"].strip(" .") and not (is_reference and _are_authors(found["before"])):
        return bare
    return _told(bare, found["title"], found["rest"])


def _from_reference(bare: BareTitle) -> BareTitle:
    """The title between authors and the rest of a reference."""
    for pattern in (_AFTER_YEAR, _AFTER_AUTHORS):
        found = pattern.match(bare.title)
        if found and _are_authors(found["before"]) and _has_words(found["title"]):
            year = found["year"] or next(iter(_ANY_YEAR.findall(found["rest"])[-1:]), None)
            if year:
                return _told(bare._replace(year=int(year)), found["title"], found["rest"])
    return bare


def _without_venue(bare: BareTitle) -> BareTitle:
    for pattern in (_PREPRINT, _IN_VENUE):
        found = pattern.match(bare.title)
        if found and _has_words(found["title"]) and (pattern is _PREPRINT or _ANY_YEAR.search(found["rest"])):
            told = _told(bare, found["title"], found["rest"])
            return told._replace(venue=bare.venue) if pattern is _PREPRINT else told
    return bare


def without_year(bare: BareTitle) -> BareTitle:
    """The title without a year behind it, in brackets or after a full stop; some are that of an edition."""
    found = _ENDS_IN_YEAR.match(bare.title)
    if found is None or not _has_words(found["title"]):
        return bare
    return _without_end(bare._replace(title=found["title"], year=bare.year or int(found["year"] or found["other"])))


def _without_end(bare: BareTitle) -> BareTitle:
    return bare._replace(title=bare.title.strip(" .,;"))


def _told(bare: BareTitle, title: str, rest: str) -> BareTitle:
    years = _ANY_YEAR.findall(_ARXIV_ID.sub("", rest))
    venue = _NO_VENUE.sub("", rest) or None
    year = bare.year or (int(years[-1]) if years else None)
    return bare._replace(title=title.strip(" .,;"), year=year, venue=bare.venue or venue, is_sure=True)


def _are_authors(text: str) -> bool:
    """Whether the text reads as an author list, or is empty: short parts, an initial, a comma or an "and"."""
    parts = [part for part in re.split(r",|;|\band\b|&|\bet al\b\.?", text.strip(" .,:")) if part.strip(" .")]
    are_short = all(len(part.split()) <= MAX_WORDS_OF_A_NAME and not part.strip().islower() for part in parts)
    return not parts or (are_short and _AUTHORS.search(text) is not None)


def _has_words(text: str) -> bool:
    return len(text.split()) >= MIN_WORDS
