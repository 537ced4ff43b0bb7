"""Author lists: a list of names or objects, or one text in whatever way its names are parted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from enrich.pages.values import read_name
from enrich.text.names import AND_OTHERS, without_others

if TYPE_CHECKING:
    from collections.abc import Iterable

_INITIAL = re.compile(r"\b[A-Z]\b\.?")


def read_authors(value: object) -> tuple[str, ...]:
    """Return the names without notes in brackets; behind those of a list that is cut, in any words, stands "et al.".

    Takes a list of names, a list of objects with a name (those marked hidden
    are left out), or one text: parted by semicolons or bars, by "and", or by commas.
    """
    names = _names(value)
    whole = [without_others(name) for name in names]
    known = [name for name in whole if name and not _is_note(name)]
    return (*known, AND_OTHERS) if known and whole != names else tuple(known)


def count_authors(authors: tuple[str, ...]) -> int | None:
    """Return the number of authors; None where nobody is named, or others are said to be left out."""
    return len(authors) if authors and authors[-1] != AND_OTHERS else None


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return _split(value)
    return list(filter(None, map(read_name, value))) if isinstance(value, list) else []


def _is_note(name: str) -> bool:
    """Tell whether a name is none: ``[No author name available]``."""
    return name.startswith("[") and name.endswith("]")


def _split(text: str) -> list[str]:
    """Return the names in a text, in their order, each as it is written.

    A comma parts names only where no semicolon or bar does, and not within names
    written family name first: ``Doe, J., Roe, R.`` are two.
    """
    if ";" in text or "|" in text:
        return _stripped(re.split("[;|]", text))
    parts = _stripped(re.split(r",?\s+(?:and|&)\s+", " ".join(text.split())))
    if len(parts) > 1 and all(part.count(",") == 1 or not without_others(part) for part in parts):
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


def _stripped(pieces: Iterable[str]) -> list[str]:
    return [stripped for piece in pieces if (stripped := piece.strip())]
