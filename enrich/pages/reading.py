"""Opening a page: one pass to hash and check it, then a stream of records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from enrich.errors import PageError
from enrich.pages import bibtex, cards, html, objects, ris, tables, title_list
from enrich.pages.files import PageFile
from enrich.pages.layouts import describe_layouts, guess_layout
from enrich.pages.mentions import Item, Mention, Remark
from enrich.pages.text import Text, inspect
from enrich.records import Layout, Page, PageWarning, PaperRecord
from enrich.text.titles import paper_id, title_key

if TYPE_CHECKING:
    from datetime import date

Warn = Callable[[PageWarning], object]


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
    _read: Callable[[], Iterator[Item]]

    def __iter__(self) -> Iterator[PaperRecord]:
        position = 0
        for item in self._read():
            if isinstance(item, Remark):
                self._warn(item.line, item.message)
            elif key := title_key(item.title):
                position += 1
                yield _record(self.page.page_id, position, key, item)
            else:
                self._warn(item.line, "a title without a visible character; not read")
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
    layout, read = _choose_reader(text, today)
    return OpenPage(Page(text.digest, called, layout, text.byte_count), warn, read)


def _choose_reader(text: Text, today: date) -> tuple[Layout, Callable[[], Iterator[Item]]]:
    head = text.head()
    if not head:
        raise PageError(f"{text.name}: holds no text at all; save the page again")
    layout = guess_layout(text.path.name, head)
    match layout:
        case Layout.FEED | Layout.LISTING:
            return layout, partial(cards.read, text, today)
        case Layout.TITLES:
            return layout, partial(title_list.read, text)
        case Layout.CSV | Layout.TSV:
            delimiter = tables.find_delimiter(text.name, head[0], layout)
            return tables.layout_of(delimiter), partial(tables.read, text, delimiter)
        case Layout.JSON:
            layout, found = objects.load(text)
            return layout, partial(objects.read, found)
        case Layout.JSON_LINES:
            objects.check_lines(text.name, head[0])
            return layout, partial(objects.read_lines, text)
        case Layout.BIBTEX:
            return layout, partial(bibtex.read, bibtex.load(text))
        case Layout.RIS:
            ris.check(text)
            return layout, partial(ris.read, text)
        case Layout.HTML:
            return layout, partial(html.read, html.load(text))
        case _:
            raise PageError(f"{text.name}: in no known layout. citegraph reads: {describe_layouts()}")


def _record(page_id: str, position: int, key: str, mention: Mention) -> PaperRecord:
    return PaperRecord(
        page_id=page_id,
        position=position,
        line=mention.line,
        paper_id=paper_id(key),
        title_key=key,
        title=" ".join(mention.title.split()),
        abstract=mention.abstract,
        author_count=mention.author_count,
        authors=mention.authors,
        posted_date=mention.posted_date,
        year=mention.year,
        doi=mention.doi,
        arxiv_id=mention.arxiv_id,
        comment_count=mention.comment_count,
        venue=mention.venue,
    )
