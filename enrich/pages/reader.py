"""The one shape of every reader: what its layout looks like, does a file fit, read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from enrich.pages.mentions import Mentions
from enrich.pages.text import Text

Fits = Callable[[str, Sequence[str]], bool]
Read = Callable[[], Mentions]
Open = Callable[[Text, date], Read]


@dataclass(frozen=True, slots=True)
class Reader:
    """How to know one layout and to read it; ``layouts.READERS`` holds them all.

    ``layout`` is its name in tables, ``description`` tells people in one line
    what it looks like. A file with one of the ``suffixes`` (lower case, with
    the dot) is in this layout, or in another that claims the suffix too.

    ``fits(name, head)`` tells whether a file of this name, of which ``head`` is
    the first stripped lines that are not blank (one at least), is in the layout.

    ``open(text, today)`` checks what its suffix promises and returns a function
    that reads the text from its beginning, each time anew. It raises PageError
    when the text is something else. ``today`` bounds dates without a year.
    """

    layout: str
    description: str
    fits: Fits
    open: Open
    suffixes: tuple[str, ...] = ()
