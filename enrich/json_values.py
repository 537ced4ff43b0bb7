"""Values of JSON whose type nobody vouches for: each is what it should be, or None, or nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]


def as_text(value: object) -> str | None:
    """Return a text without the blanks around it; None for an empty one and anything else."""
    return (value.strip() or None) if isinstance(value, str) else None


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


def objects_in(value: object) -> Iterator[Json]:
    """Yield those entries of a list that are objects."""
    return (entry for entry in as_list(value) if isinstance(entry, dict))


def display_name(value: object) -> str | None:
    """Return the ``display_name`` of an object, as everything at OpenAlex has one; else None."""
    return as_text(value.get("display_name")) if isinstance(value, dict) else None


def parsed(text: str | bytes) -> object:
    """Return what a text of JSON stands for, or None where it is none."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
