"""All layouts that can be read, and which of them a file is in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from enrich.pages import bibtex, cards, html, identifier_list, objects, ris, tables, title_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enrich.pages.reader import Reader

# In the order in which they are asked: what is marked as it is nowhere else goes first, the plainest last.
READERS: tuple[Reader, ...] = (
    html.HTML,
    objects.JSON_LINES,
    objects.DAILY_PAPERS,
    objects.JSON,
    bibtex.BIBTEX,
    ris.RIS,
    cards.LISTING,
    cards.FEED,
    tables.TSV,
    tables.CSV,
    identifier_list.IDENTIFIERS,
    title_list.TITLES,
)

# A text file may be in any layout.
SUFFIXES = frozenset(suffix for reader in READERS for suffix in reader.suffixes) | {".txt", ".text"}


def describe_layouts() -> str:
    """Return one line that tells each layout and what it looks like, the plainest first."""
    return "; ".join(f"{reader.layout} ({reader.description})" for reader in reversed(READERS))


def choose_reader(name: str, head: Sequence[str]) -> Reader | None:
    """Return the first reader that a file with this name and these first stripped lines fits; None without any.

    A suffix is believed: the readers that claim it are asked alone, and when
    none fits, the last of them takes the file, to say what is wrong with it.
    """
    suffix = Path(name).suffix.lower()
    claiming = [reader for reader in READERS if suffix in reader.suffixes]
    fitting = (reader for reader in claiming or READERS if reader.fits(name, head))
    return next(fitting, claiming[-1] if claiming else None)
