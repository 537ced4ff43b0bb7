"""Named values (columns, JSON keys, BibTeX fields) to a mention.

Names are matched without case, blanks and punctuation, so that "Paper Title"
and paper_title are one. A value that cannot be used yields a
diagnostic and is never guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from enrich.identifiers import read_arxiv_address, read_arxiv_id, read_doi
from enrich.pages.authors import count_authors, read_authors
from enrich.pages.mentions import Diagnostic, Mention, Mentions
from enrich.pages.values import read_count, read_date, read_text, read_venue, read_year

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class _Field(NamedTuple):
    names: list[str]
    """What programs call it; where several are present, the first one that has a value counts."""
    read: Callable[[object], object]
    """From a value to what is meant; None or empty for a value that cannot be used."""


FIELDS = {
    "title": _Field("title papertitle articletitle documenttitle paper papername displayname name".split(), read_text),
    "abstract": _Field("abstract summary abstracttext".split(), read_text),
    "doi": _Field("doi doiurl".split(), read_doi),
    "arxiv_id": _Field("arxivid arxiv arxivurl eprint".split(), read_arxiv_id),
    "year": _Field("year publicationyear pubyear".split(), read_year),
    "authors": _Field("authors author authornames".split(), read_authors),
    "author_count": _Field("authorcount authorscount numauthors nauthors".split(), read_count),
    "posted_date": _Field(
        "posteddate date posted publicationdate publisheddate publishedat published".split(), read_date
    ),
    "comment_count": _Field("commentcount numcomments comments".split(), read_count),
    "venue": _Field(
        "venue journal booktitle journaltitle conference publicationtitle sourcetitle containertitle".split(),
        read_venue,
    ),
}
"""The fields of a mention that programs write, by their names there, each with how it is read."""

_FIELD_OF = {name: (field, rank) for field, (names, _) in FIELDS.items() for rank, name in enumerate(names)}
_NOT_OF_A_NAME = re.compile(r"[\W_]+")


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
    stated: dict[str, Any] = {field: FIELDS[field].read(value) for field, value in values.items()}
    if not stated.get("title"):
        yield Diagnostic(line, f"{place} has no title; not read")
        return
    if not stated.get("arxiv_id"):
        stated["arxiv_id"] = read_arxiv_address(stated.get("doi"))
    if "year" not in values and not stated.get("posted_date"):
        stated["year"] = read_year(values.get("posted_date"))
    for field, value in values.items():
        is_year = field == "posted_date" and stated.get("year") is not None
        if stated[field] in (None, ()) and not is_year:
            yield Diagnostic(line, f"{place}: cannot use {_shortened(value)} as {field}; left open")
    if stated.get("author_count") is None:
        stated["author_count"] = count_authors(values.get("authors"))
    yield Mention(line, **stated)


def _folded(name: object) -> str:
    return _NOT_OF_A_NAME.sub("", name).lower() if isinstance(name, str) else ""


def _is_empty(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _shortened(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
