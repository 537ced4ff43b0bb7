"""Named values (columns, JSON keys, BibTeX fields) to a mention.

Names are matched without case, blanks and punctuation, so that "Paper Title"
and paper_title are one. A value that cannot be used yields a
diagnostic and is never guessed. Addresses and ids, which may be of anything,
only fill in the identifiers that no field states.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from enrich.identifiers import (
    Identifiers,
    find_identifiers,
    read_arxiv_address,
    read_arxiv_id,
    read_doi,
    read_identifiers,
    read_work_id,
)
from enrich.pages.authors import count_authors, read_authors
from enrich.pages.mentions import Diagnostic, Mention, Mentions
from enrich.pages.values import read_count, read_date, read_text, read_venue, read_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


class _Field(NamedTuple):
    names: list[str]
    """What programs call it; where several are present, the first one that has a value counts."""
    read: Callable[[object], object]
    """From a value to what is meant; None or empty for a value that cannot be used."""


FIELDS = {
    "title": _Field(
        "title papertitle articletitle documenttitle itemtitle paper papername displayname name".split(), read_text
    ),
    "abstract": _Field("abstract summary abstracttext abstractnote".split(), read_text),
    "doi": _Field("doi doiurl itemdoi".split(), read_doi),
    "arxiv_id": _Field("arxivid arxiv arxivurl eprint".split(), read_arxiv_id),
    "openalex_id": _Field("openalexid openalex".split(), read_work_id),
    "year": _Field("year publicationyear pubyear".split(), read_year),
    "authors": _Field("authors author authornames authorfullnames authorshipsauthordisplayname".split(), read_authors),
    "author_count": _Field("authorcount authorscount numauthors nauthors".split(), read_count),
    "posted_date": _Field(
        "posteddate date posted publicationdate publisheddate publishedat published".split(), read_date
    ),
    "comment_count": _Field("commentcount numcomments comments".split(), read_count),
    "venue": _Field(
        "venue journal booktitle journaltitle conference publicationtitle sourcetitle containertitle "
        "journalbook primarylocationsourcedisplayname".split(),
        read_venue,
    ),
}
"""The fields of a mention that programs write, by their names there, each with how it is read."""

ADDRESSES = "addresses"
"""The name of the addresses and ids of a record, in a list."""
_ADDRESSES = "id workid url urls link links articleurl fulltexturl landingpageurl pdfurl number archivelocation".split()

OF_PAPERS = frozenset({"abstract", "authors", *Identifiers._fields})
"""Fields that papers have: beside one of these, a "name" is a title."""
_OF_ANYTHING = ("name", "displayname")

_FIELD_OF = {name: field for field, (names, _) in FIELDS.items() for name in names}
_NOT_OF_A_NAME = re.compile(r"[\W_]+")


def field_name(name: object) -> str | None:
    """Return the mention's field that this column or key stands for, or None."""
    return _FIELD_OF.get(_folded(name))


def has_title(names: Iterable[object]) -> bool:
    """Tell whether one of the columns or keys is a title's without doubt: anything may have a "name"."""
    return any(field_name(name) == "title" and _folded(name) not in _OF_ANYTHING for name in names)


def canonical(values: Mapping[str, object]) -> dict[str, object]:
    """Return the values under the names of the mention's fields; unknown names and empty values are left out."""
    stated = {_folded(name): value for name, value in reversed([*values.items()]) if not _is_empty(value)}
    found = {field: _first(stated, names) for field, (names, _) in FIELDS.items()}
    found[ADDRESSES] = [address for name in _ADDRESSES for address in listed(stated.get(name))]
    return {field: value for field, value in found.items() if not _is_empty(value)}


def read_mention(values: Mapping[str, object], line: int, place: str) -> Mentions:
    """Yield a diagnostic for each unusable value, then the mention, if there is a title or an identifier.

    ``values`` go by the names of the mention's fields, and ``ADDRESSES``, and are not empty; ``place`` says in a
    diagnostic where on the page they stand ("row 3", "entry 'doe2020'").
    """
    stated: dict[str, Any] = {field: FIELDS[field].read(value) for field, value in values.items() if field in FIELDS}
    unusable = [field for field, value in stated.items() if value in (None, ())]
    # "arXiv preprint arXiv:2401.00001" is how some write a preprint's venue.
    addresses = [*listed(values.get(ADDRESSES)), values.get("venue")]
    stated |= _identifiers(stated, addresses) | _year(stated, values)
    if not any(map(stated.get, ("title", *Identifiers._fields))):
        yield Diagnostic(line, f"{place} has neither a title nor a DOI, arXiv id or OpenAlex id; not read")
        return
    for field in unusable:
        # A date that says no more than its year has been used for that.
        if field != "posted_date" or not stated["year"]:
            yield Diagnostic(line, f"{place}: cannot use {_shortened(values[field])} as {field}; left open")
    stated |= _authors(stated, values.get("authors"))
    yield Mention(line, **stated | {"title": stated.get("title") or ""})


def _identifiers(stated: Mapping[str, Any], addresses: Iterable[object]) -> dict[str, str | None]:
    """Return the identifiers that are stated, or else those in addresses; arXiv's own DOI states its id.

    A title that is nothing but an identifier is one, and no title.
    """
    title = stated.get("title")
    named = read_identifiers(title or "")
    found = (named or find_identifiers(addresses))._asdict()
    known = {name: stated.get(name) or value for name, value in found.items()}
    return {
        "title": None if named else title,
        **known,
        "arxiv_id": known["arxiv_id"] or read_arxiv_address(known["doi"]),
    }


def _authors(stated: Mapping[str, Any], names: object) -> dict[str, Any]:
    """Return the names and their number; a number that is stated tells whether commas part names or stand in them."""
    count = stated.get("author_count")
    if count is None:
        return {"author_count": count_authors(stated.get("authors") or ())}
    whole = read_authors(f"{names};") if isinstance(names, str) else ()
    return {"authors": whole} if len(whole) == count else {}


def _year(stated: Mapping[str, Any], values: Mapping[str, object]) -> dict[str, int | None]:
    """Return the year that is stated, or else the one in a date that says no more."""
    if "year" in stated or stated.get("posted_date"):
        return {"year": stated.get("year")}
    return {"year": read_year(values.get("posted_date"))}


def _folded(name: object) -> str:
    return _NOT_OF_A_NAME.sub("", name).lower() if isinstance(name, str) else ""


def _first(stated: Mapping[str, object], names: Iterable[str]) -> object:
    """Return the value under the first of the names that has one, or None."""
    return next((stated[name] for name in names if name in stated), None)


def listed(value: object) -> list[object]:
    """Return the values of a field that may have several, or one without a list, or none."""
    return value if isinstance(value, list) else [value] if value else []


def _is_empty(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _shortened(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
