"""Single values of tables, JSON and BibTeX, as programs write them: the value that is meant, or None."""

from __future__ import annotations

import re
from datetime import date, datetime

_ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_WRITTEN_DATES = ("%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
# Parts of a family name in CSL-JSON, as they are read.
_FAMILY = ("non-dropping-particle", "dropping-particle", "family")


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
    return read_text(read_name(value) if isinstance(value, dict) else value)


def read_name(value: object) -> str:
    """Return a name, or the name of an object unless it is marked hidden; empty where there is none.

    An object names its person whole, or family and given name apart: ``Doe, Jane``, as names in CSL-JSON do.
    """
    if isinstance(value, dict):
        value = "" if value.get("hidden") is True else _name_in(value)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _name_in(person: dict[object, object]) -> object:
    whole = next(filter(None, map(person.get, ("name", "display_name", "literal"))), None)
    family = " ".join(str(part) for name in _FAMILY if (part := person.get(name)))
    return whole or ", ".join(part for part in (family, str(person.get("given") or "")) if part)
