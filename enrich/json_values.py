"""Values of JSON whose type nobody vouches for: each is what it should be, or None, or nothing."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

# A tag has a name, or a name and attributes: "x<y and z>w" is no tag.
_TAG_FORM = r"</?[a-zA-Z][\w:.-]*(?:\s[^<>=]*=[^<>]*)?\s*/?>"
_TAG = re.compile(_TAG_FORM)
_INDEX_TAG = re.compile(r"</?su[bp]>", re.IGNORECASE)
# OpenAlex holds "for<i>ab initio</i>total", where the tag took the place of the blank.
_TAG_BETWEEN_WORDS = re.compile(rf"(?<=\w)(?:{_TAG_FORM})+(?=\w)")


def as_text(value: object) -> str | None:
    """Return a text without the blanks around it; None for an empty one and anything else."""
    return (value.strip() or None) if isinstance(value, str) else None


def as_plain_text(value: object) -> str | None:
    """Return a text as a person would print it: entities, tags and line breaks gone; None where nothing is left.

    | from | comes |
    |---|---|
    | ``Using<b>lme4</b>`` | ``Using lme4`` |
    | ``CO<sub>2</sub> &amp;amp; H&lt;sub&gt;2&lt;/sub&gt;O`` | ``CO2 & H2O`` |
    """
    if not isinstance(value, str):
        return None
    text = value
    if "<" in text or "&" in text:
        text = html.unescape(html.unescape(text))
        text = _TAG.sub("", _TAG_BETWEEN_WORDS.sub(" ", _INDEX_TAG.sub("", text)))
    return " ".join(text.split()) or None


def as_integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def as_date(value: object) -> date | None:
    """Return the day that a text begins with, as in ``2020-02-03T00:00:00``; else None."""
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def as_object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def objects_in(value: object) -> Iterator[Json]:
    """Yield those entries of a list that are objects."""
    return (entry for entry in as_list(value) if isinstance(entry, dict))


def display_name(value: object) -> str | None:
    """Return the ``display_name`` of an object, as everything at OpenAlex has one; else None."""
    return as_text(as_object(value).get("display_name"))


def parsed(text: str | bytes) -> object:
    """Return what a text of JSON stands for, or None where it is none."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
