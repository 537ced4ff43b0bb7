"""What the readers hand on: mentions, and diagnostics of what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(slots=True)
class Mention:
    """A paper as one place on a page states it; ``line`` counts from 1, 0 where the format has no lines.

    Without title it is looked up by its identifiers, of which there is one at least.
    A field that is added here goes to ``PaperRecord`` as well, and to ``fields.FIELDS`` if programs write it.
    """

    line: int
    title: str
    abstract: str | None = None
    author_count: int | None = None
    authors: tuple[str, ...] = ()
    posted_date: date | None = None
    year: int | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    comment_count: int | None = None
    venue: str | None = None
    openalex_id: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something on a page that was guessed at or left unread, and where."""

    line: int
    message: str


Mentions = Iterator[Mention | Diagnostic]
"""What a page holds, in its order, each diagnostic before the mention that it is about."""
