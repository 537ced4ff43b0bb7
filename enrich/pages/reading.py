"""Opening a page: one pass to hash and check it, then a stream of records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from enrich.errors import PageError
from enrich.identifiers import Identifiers
from enrich.pages.files import PageFile
from enrich.pages.layouts import choose_reader, describe_layouts
from enrich.pages.mentions import Diagnostic, Mention
from enrich.pages.reader import Read, Reader
from enrich.pages.strangers import describe_stranger
from enrich.pages.text import Text, inspect
from enrich.records import Page, PageWarning, PaperRecord
from enrich.text.decorations import take_off_all_but_year
from enrich.text.titles import paper_id, title_key

if TYPE_CHECKING:
    from datetime import date

Warn = Callable[[PageWarning], object]
_STATED = [field.name for field in fields(Mention)]


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page that is in a known layout. Iterating reads it from the beginning, each time anew.

    Records come in the order of the page, ``position`` counting from 1.
    ``warn`` hears of every line that is neither a record nor known furniture,
    and of every value that was guessed at or could not be used; also of a page
    without a single paper.
    """

    page: Page
    warn: Warn
    _read: Read

    def __iter__(self) -> Iterator[PaperRecord]:
        position = 0
        for found in self._read():
            if isinstance(found, Diagnostic):
                self._warn(found.line, found.message)
                continue
            found = _bare(found)
            if key := _key(found):
                position += 1
                yield _record(self.page.page_id, position, key, found)
            else:
                self._warn(found.line, "a title without a visible character; not read")
        if position == 0:
            self._warn(0, "no paper found on this page")

    def _warn(self, line: int, message: str) -> None:
        self.warn(PageWarning(self.page.name, line, message))


def open_page(source: Path | PageFile, *, name: str | None = None, today: date, warn: Warn) -> OpenPage:
    """Return the page behind a file, ready to be iterated.

    ``name`` is what the page is called in messages and records (default: the
    source's own name); ``today`` bounds the dates that a page prints without a
    year. Feeds, listings, title lists, CSV, TSV, RIS and JSON Lines are
    streamed in constant memory; JSON, BibTeX and HTML are read whole. Raises
    PageError when the file cannot be read, is not text, or is in none of the
    known layouts; whatever else is wrong with a page is told to ``warn``.
    """
    page_file = source if isinstance(source, PageFile) else PageFile(source, str(source))
    called = name or page_file.name
    text = inspect(page_file.path, called)
    reader = _choose_reader(text)
    page = Page(text.digest, called, reader.layout, text.byte_count)
    return OpenPage(page, warn, reader.open(text, today))


def _choose_reader(text: Text) -> Reader:
    head = text.head()
    if not head:
        raise PageError(f"{text.name}: holds no text at all; save the page again")
    reader = choose_reader(text.path.name, head)
    if reader is None:
        look = describe_stranger(head) or f"no list of titles, from its first line {head[0][:60]!r} on"
        raise PageError(f"{text.name}: in no known layout: {look}. citegraph reads: {describe_layouts()}")
    return reader


def _bare(mention: Mention) -> Mention:
    """The mention without what stands around its title, where that is sure to be no part of it."""
    bare = take_off_all_but_year(mention.title)
    if not bare.is_sure:
        return mention
    return replace(mention, title=bare.title, year=mention.year or bare.year, venue=mention.venue or bare.venue)


def _key(mention: Mention) -> str:
    """Return what is the same wherever the paper is mentioned: the title's key, or else an identifier."""
    return title_key(mention.title) or Identifiers(mention.doi, mention.arxiv_id, mention.openalex_id).key


def _record(page_id: str, position: int, key: str, mention: Mention) -> PaperRecord:
    stated = {name: getattr(mention, name) for name in _STATED}
    stated["title"] = " ".join(mention.title.split())
    return PaperRecord(page_id=page_id, position=position, paper_id=paper_id(key), title_key=key, **stated)
