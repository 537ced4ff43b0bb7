"""Named values (columns, JSON keys, BibTeX fields) to a mention.

Names are matched without case, blanks and punctuation, so that "Paper Title"
and paper_title are one. A value that cannot be used is told, never
guessed.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from enrich.identifiers import read_arxiv_address, read_arxiv_id, read_doi
from enrich.pages.mentions import Diagnostic, Mention, Mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What other programs call our fields; where several are present, the first one that has a value counts.
_NAMES = {
    "title": (
        "title",
        "papertitle",
        "articletitle",
        "documenttitle",
        "paper",
        "papername",
        "displayname",
        "name",
    ),
    "abstract": ("abstract", "summary", "abstracttext"),
    "doi": ("doi", "doiurl"),
    "arxiv_id": ("arxivid", "arxiv", "arxivurl", "eprint"),
    "year": ("year", "publicationyear", "pubyear"),
    "authors": ("authors", "author", "authornames"),
    "author_count": ("authorcount", "authorscount", "numauthors", "nauthors"),
    "posted_date": ("posteddate", "date", "posted", "publicationdate", "publisheddate", "publishedat", "published"),
    "comment_count": ("commentcount", "numcomments", "comments"),
    "venue": (
        "venue",
        "journal",
        "booktitle",
        "journaltitle",
        "conference",
        "publicationtitle",
        "sourcetitle",
        "containertitle",
    ),
}
_FIELD_OF = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names)}

_NOT_OF_A_NAME = re.compile(r"[\W_]+")
_ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_WRITTEN_DATES = ("%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_INITIAL = re.compile(r"\b[A-Z]\b\.?")
_AND_OTHERS = frozenset({"others", "et al", "et al."})


def field_name(name: object) -> str | None:
    """Return the mention's field that this column or key stands for, or None."""
    found = _FIELD_OF.get(_folded(name))
    return found[0] if found else None


def canonical(values: Mapping[str, object]) -> dict[str, object]:
    """Return the values under the names of the mention's fields; unknown names and empty values are left out."""
    best: dict[str, tuple[int, object]] = {}
    for name, value in values.items():
        field, rank = _FIELD_OF.get(_folded(name), (None, 0))
        if field is None or _is_empty(value):
            continue
        if field not in best or rank < best[field][0]:
            best[field] = (rank, value)
    return {field: value for field, (_, value) in best.items()}


def read_mention(values: Mapping[str, object], line: int, place: str) -> Mentions:
    """Yield a diagnostic for each unusable value, then the mention, if there is a title.

    ``values`` go by the names of the mention's fields and are not empty; ``place`` says in a
    diagnostic where on the page they stand ("row 3", "entry 'doe2020'").
    """
    title = read_text(values.get("title"))
    if title is None:
        yield Diagnostic(line, f"{place} has no title; not read")
        return
    mention = Mention(line, title, abstract=read_text(values.get("abstract")))
    mention.authors, is_complete = read_authors(values.get("authors"))
    mention.doi = read_doi(values.get("doi"))
    mention.arxiv_id = read_arxiv_id(values.get("arxiv_id")) or read_arxiv_address(mention.doi)
    mention.posted_date = read_date(values.get("posted_date"))
    mention.year = read_year(values.get("year", None if mention.posted_date else values.get("posted_date")))
    mention.author_count = read_count(values.get("author_count"))
    mention.comment_count = read_count(values.get("comment_count"))
    mention.venue = read_venue(values.get("venue"))
    for field, value in values.items():
        is_year = field == "posted_date" and mention.year is not None
        if getattr(mention, field) in (None, ()) and not is_year:
            yield Diagnostic(line, f"{place}: cannot use {_shortened(value)} as {field}; left open")
    if mention.author_count is None and mention.authors and is_complete:
        mention.author_count = len(mention.authors)
    yield mention


def read_text(value: object) -> str | None:
    """Return a text with its blanks collapsed, the first of a list of texts, or None."""
    if isinstance(value, list):
        value = next((entry for entry in value if isinstance(entry, str) and entry.strip()), None)
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def read_year(value: object) -> int | None:
    """Return the year from 1500 to 2099 that a number or text names first, or None."""
    found = _YEAR.search(str(value)) if isinstance(value, str | int | float) else None
    return int(found.group(1)) if found else None


def read_count(value: object) -> int | None:
    """Return a number of things, or None for anything but a whole number from 0 to 999,999,999."""
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def read_date(value: object) -> date | None:
    """Return the day of ``2024-06-20``, with or without a time, or of ``Jun 20, 2024``; None for anything else."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    if found := _ISO_DATE.match(text):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            return None
    for form in _WRITTEN_DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def read_venue(value: object) -> str | None:
    """Return the name of a venue: a text, the first of a list of them, or an object with a name."""
    return read_text(_name(value) if isinstance(value, dict) else value)


def read_authors(value: object) -> tuple[tuple[str, ...], bool]:
    """Return (names, whether that is all of them).

    Takes a list of names, a list of objects with a name (those marked hidden
    are left out), or one text: parted by semicolons, by "and", or by commas.
    """
    if isinstance(value, list):
        names = [_name(entry) for entry in value]
    elif isinstance(value, str):
        names = split_authors(value)
    else:
        names = []
    known = tuple(name for name in names if name and name.lower() not in _AND_OTHERS)
    return known, len(known) == len([name for name in names if name])


def split_authors(text: str) -> list[str]:
    """Return the names in a text, in their order, each as it is written.

    A comma parts names only where no semicolon does, and not within names
    written family name first: ``Doe, J., Roe, R.`` are two.
    """
    if ";" in text:
        return _stripped(text.split(";"))
    parts = _stripped(re.split(r",?\s+(?:and|&)\s+", " ".join(text.split())))
    if len(parts) > 1 and all(part.count(",") == 1 or part.lower() in _AND_OTHERS for part in parts):
        return parts
    return [name for part in parts for name in _split_at_commas(part)]


def _split_at_commas(text: str) -> list[str]:
    pieces = _stripped(text.split(","))
    pairs = list(zip(pieces[::2], pieces[1::2], strict=False))
    if 2 * len(pairs) == len(pieces) and all(_is_inverted(family, given) for family, given in pairs):
        return [f"{family}, {given}" for family, given in pairs]
    return pieces


def _is_inverted(family: str, given: str) -> bool:
    """Tell whether ``family, given`` is one name: ``Doe, Jane`` or ``van Dam, J. K.``, not ``Jane Doe, Bo Roe``."""
    if _INITIAL.search(family):
        return False
    return _INITIAL.search(given) is not None or (" " not in family and " " not in given)


def _name(entry: object) -> str:
    if isinstance(entry, dict):
        entry = "" if entry.get("hidden") is True else entry.get("name") or entry.get("display_name")
    return " ".join(entry.split()) if isinstance(entry, str) else ""


def _stripped(pieces: Iterable[str]) -> list[str]:
    return [stripped for piece in pieces if (stripped := piece.strip())]


def _folded(name: object) -> str:
    return _NOT_OF_A_NAME.sub("", name).lower() if isinstance(name, str) else ""


def _is_empty(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _shortened(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
