"""CSV and TSV: a header row that names a column of titles or identifiers, then a row a paper.

So export Scopus, Web of Science (tab delimited, with two-letter tags for names), Publish or Perish, PubMed, Dimensions,
Zotero, spreadsheets, and citegraph itself.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain, product
from pathlib import Path
from typing import TYPE_CHECKING

from enrich.errors import PageError
from enrich.identifiers import Identifiers
from enrich.pages.fields import OF_PAPERS, canonical, field_name, has_title, read_mention
from enrich.pages.mentions import Diagnostic, Mentions
from enrich.pages.reader import Read, Reader
from enrich.pages.strangers import READABLE_EXPORTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from enrich.pages.text import Text

_TAB_SUFFIXES = (".tsv", ".tab")
_SUFFIXES = (".csv", *_TAB_SUFFIXES)
_DELIMITERS = ("\t", ",", ";", "|")
# Follows the last line: when it does not come back as a row of its own, a quote above was never closed.
_SENTINEL = "\x1eend of table"
# Dimensions writes a note on the export above its header, Excel a line "sep=;".
_MAX_LINES_ABOVE = 2
# Without a suffix, a header may be one of these words alone.
_ALONE = {"title", "doi", "arxiv id", "arxiv_id", "openalex id", "openalex_id"}

# Web of Science parts its cells by tabs alone, so that quotes in them are quotes, and the names in one by semicolons.
_TAG = re.compile(r"[A-Z][A-Z0-9]")
_TAGS = {"TI": "title", "AF": "authors", "AU": "author", "SO": "venue", "DI": "doi", "PY": "year", "AB": "abstract"}
# Where these columns stand, one of a common name is the venue's: Publish or Perish, and Google Scholar.
_VENUES = (({"Title", "Source", "GSRank"}, "Source"), ({"Title", "Publication", "Volume"}, "Publication"))
# citegraph's own CSV has this in front of a text that spreadsheets would run as a formula.
_GUARD = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")


@dataclass(frozen=True)
class _Header:
    """A header: its place among the rows that are not blank, from 0, and what parts its cells."""

    row: int
    delimiter: str
    cells: list[str]

    @cached_property
    def has_tags(self) -> bool:
        """Whether all names are tags of Web of Science."""
        return all(map(_TAG.fullmatch, filter(None, self.cells)))

    @cached_property
    def names(self) -> list[str]:
        """What the columns hold, as ``fields`` knows it."""
        if self.has_tags:
            return [_TAGS.get(cell, "") for cell in self.cells]
        renamed = {column: "venue" for columns, column in _VENUES if columns.issubset(self.cells)}
        return [renamed.get(cell, cell) for cell in self.cells]

    @property
    def fields(self) -> set[str]:
        """The mention's fields that there are columns for."""
        return set(filter(None, map(field_name, self.names)))

    @property
    def is_of_papers(self) -> bool:
        """Whether there is a column for titles or identifiers."""
        has_name_of_paper = "title" in self.fields and not OF_PAPERS.isdisjoint(self.fields)
        return has_title(self.names) or has_name_of_paper or not self.fields.isdisjoint(Identifiers._fields)


def _fits(name: str, head: Sequence[str]) -> bool:
    """Tell whether the first line is a header: by the file's suffix, or by what it names.

    Without a suffix, a header is the word "title" or an identifier's name alone, or has such a column and another one
    we know.
    """
    if _suffix(name) in _SUFFIXES or head[0].strip('"').lower() in _ALONE:
        return True
    header = _find_header(name, head)
    return header is not None and len(header.fields) > 1


def _fits_tabs(name: str, head: Sequence[str]) -> bool:
    header = _find_header(name, head)
    return header is not None and header.delimiter == "\t" and len(header.cells) > 1 and _fits(name, head)


def _open(text: Text, _today: date) -> Read:
    """Read by the header; raises PageError, naming the columns found, when no column holds what a paper is known by."""
    name, head = text.path.name, text.head()
    header = _find_header(name, head)
    if header is None:
        cells = max((_cells(head[0], delimiter) for delimiter in _delimiters(name)), key=len)
        raise PageError(
            f"{text.name}: the first row must name the columns, one of them 'title', 'doi', 'arxiv id' "
            f"or 'openalex id'; found {', '.join(map(repr, cells[:10]))}. {READABLE_EXPORTS}"
        )
    return partial(_read, text, header)


def _find_header(name: str, head: Sequence[str]) -> _Header | None:
    """Return the first line that has a telling column, parted in the way that yields the most columns; else None."""
    above = _MAX_LINES_ABOVE if _suffix(name) in _SUFFIXES else 0
    lines = product(enumerate(head[: above + 1]), _delimiters(name))
    headers = [_Header(row, delimiter, _cells(line, delimiter)) for (row, line), delimiter in lines]
    telling = [header for header in headers if header.is_of_papers]
    return min(telling, key=lambda header: (header.row, -len(header.cells)), default=None)


def _delimiters(name: str) -> Sequence[str]:
    return ("\t",) if _suffix(name) in _TAB_SUFFIXES else _DELIMITERS


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()


def _read(text: Text, header: _Header) -> Mentions:
    """Yield a mention a row, in constant memory; cells may be quoted and hold line ends."""
    rows = ((line, row) for line, row in _rows(text, header) if any(map(str.strip, row)))
    for place, (line, row) in enumerate(rows):
        if row[-1].endswith(_SENTINEL):
            yield Diagnostic(line, "a quote that opens in this row never closes: nothing from here on could be read")
        elif place == header.row:
            header = replace(header, cells=row)
        elif place > header.row:
            yield from _read_row(row, header, line)


def _read_row(row: list[str], header: _Header, line: int) -> Mentions:
    count = len(header.cells)
    if any(map(str.strip, row[count:])):
        yield Diagnostic(line, f"the row has {len(row)} cells, the header {count}; not read. Quote such cells")
    else:
        yield from read_mention(_values(header, row), line, "the row")


def _values(header: _Header, row: Iterable[str]) -> dict[str, object]:
    # A shorter row is complete: many programs leave empty cells at the end out.
    cells = zip(header.names, row, strict=False)
    values = canonical({name: _GUARD.sub("", cell) for name, cell in cells})
    if header.has_tags and "authors" in values:
        values["authors"] = f"{values['authors']};"
    return values


def _rows(text: Text, header: _Header) -> Iterator[tuple[int, list[str]]]:
    """Yield (line the row begins at, its cells), and the sentinel only where an open quote has swallowed it."""
    # The limit is the module's, not the reader's; a cell here may be of any length.
    csv.field_size_limit(2**31 - 1)
    quote = None if header.has_tags else '"'
    # A header of one cell has no delimiter, and the whole line is the one cell.
    delimiter = header.delimiter if len(header.cells) > 1 else "\x1f"
    reader = csv.reader(chain(text.lines(), [_SENTINEL]), delimiter=delimiter, quotechar=quote)
    line = 1
    for row in reader:
        if row != [_SENTINEL]:
            yield line, row
        line = reader.line_num + 1


def _cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]


TSV = Reader("tsv", "the same, separated by tabs", _fits_tabs, _open, _SUFFIXES)
CSV = Reader("csv", "a header row with a column of titles or identifiers", _fits, _open, _SUFFIXES)
