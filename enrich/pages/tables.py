"""CSV and TSV: a header row that names a title column, then a row a paper."""

from __future__ import annotations

import csv
from itertools import chain
from typing import TYPE_CHECKING

from enrich.errors import PageError
from enrich.pages.fields import canonical, field_name, read_mention
from enrich.pages.mentions import Item, Remark
from enrich.records import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from enrich.pages.text import Text

_DELIMITERS = ("\t", ",", ";", "|")
# No delimiter at all: the whole line is the one cell.
_NO_DELIMITER = "\x1f"
# Follows the last line: when it does not come back as a row of its own, a quote above was never closed.
_SENTINEL = "\x1eend of table"


def recognise(head: Sequence[str]) -> Layout | None:
    """Return TSV or CSV when the first line is a header, else None.

    A header is the word "title" alone, or a title column and another one we know.
    """
    if head[0].strip('"').lower() == "title":
        return Layout.CSV
    for delimiter in _DELIMITERS:
        fields = {field_name(cell) for cell in _cells(head[0], delimiter)} - {None}
        if "title" in fields and len(fields) > 1:
            return layout_of(delimiter)
    return None


def layout_of(delimiter: str) -> Layout:
    """Return the layout that goes by this delimiter."""
    return Layout.TSV if delimiter == "\t" else Layout.CSV


def find_delimiter(name: str, header: str, layout: Layout) -> str:
    """Return what parts the columns of this header: the tab in TSV, in CSV whatever yields a title column.

    Raises PageError, naming the columns found, when there is no title column.
    """
    delimiters = ("\t",) if layout is Layout.TSV else _DELIMITERS
    having_title = [d for d in delimiters if any(field_name(cell) == "title" for cell in _cells(header, d))]
    if not having_title:
        columns = ", ".join(repr(cell) for cell in max((_cells(header, d) for d in delimiters), key=len)[:10])
        raise PageError(f"{name}: the first row must name the columns, one of them 'title'; found {columns}")
    delimiter = max(having_title, key=lambda d: len(_cells(header, d)))
    return delimiter if len(_cells(header, delimiter)) > 1 else _NO_DELIMITER


def read(text: Text, delimiter: str) -> Iterator[Item]:
    """Yield a mention a row, in constant memory; cells may be quoted and hold line ends."""
    rows = _rows(text, delimiter)
    header = next(row for _, row in rows if any(cell.strip() for cell in row))
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if row[-1].endswith(_SENTINEL):
            yield Remark(line, "a quote that opens in this row never closes: nothing from here on could be read")
        elif len(row) > len(header):
            yield Remark(line, f"the row has {len(row)} cells, the header {len(header)}; not read. Quote such cells")
        else:
            # A shorter row is complete: many programs leave empty cells at the end out.
            yield from read_mention(canonical(dict(zip(header, row, strict=False))), line, "the row")


def _rows(text: Text, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line the row begins at, its cells), and the sentinel only where an open quote has swallowed it."""
    # The limit is the module's, not the reader's; a cell here may be of any length.
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(chain(text.lines(), [_SENTINEL]), delimiter=delimiter)
    line = 1
    for row in reader:
        if row != [_SENTINEL]:
            yield line, row
        line = reader.line_num + 1


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])
