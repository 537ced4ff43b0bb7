"""CSV and TSV: a header row that names a title column, then a row a paper."""

from __future__ import annotations

import csv
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from enrich.errors import PageError
from enrich.pages.fields import canonical, field_name, read_mention
from enrich.pages.mentions import Diagnostic, Mentions
from enrich.pages.reader import Read, Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from enrich.pages.text import Text

_TAB_SUFFIXES = (".tsv", ".tab")
_SUFFIXES = (".csv", *_TAB_SUFFIXES)
_DELIMITERS = ("\t", ",", ";", "|")
# No delimiter at all: the whole line is the one cell.
_NO_DELIMITER = "\x1f"
# Follows the last line: when it does not come back as a row of its own, a quote above was never closed.
_SENTINEL = "\x1eend of table"


def _fits(name: str, head: Sequence[str]) -> bool:
    """Tell whether the first line is a header: by the file's suffix, or by what it names.

    Without a suffix, a header is the word "title" alone, or a title column and another one we know.
    """
    if _suffix(name) in _SUFFIXES or head[0].strip('"').lower() == "title":
        return True
    known = ({field_name(cell) for cell in _cells(head[0], delimiter)} - {None} for delimiter in _DELIMITERS)
    return any("title" in fields and len(fields) > 1 for fields in known)


def _fits_tabs(name: str, head: Sequence[str]) -> bool:
    return _fits(name, head) and _find_delimiter(head[0], _delimiters(name)) == "\t"


def _open(text: Text, _today: date) -> Read:
    """Read by the header; raises PageError, naming the columns found, when there is no title column."""
    header, delimiters = text.head()[0], _delimiters(text.path.name)
    delimiter = _find_delimiter(header, delimiters)
    if delimiter is None:
        columns = ", ".join(map(repr, max((_cells(header, d) for d in delimiters), key=len)[:10]))
        raise PageError(f"{text.name}: the first row must name the columns, one of them 'title'; found {columns}")
    return partial(_read, text, delimiter)


def _find_delimiter(header: str, delimiters: Sequence[str]) -> str | None:
    """Return the delimiter that yields a title column and the most columns beside it; None where none yields one."""
    rows = {delimiter: _cells(header, delimiter) for delimiter in delimiters}
    having_title = [d for d, cells in rows.items() if "title" in map(field_name, cells)]
    delimiter = max(having_title, key=lambda d: len(rows[d]), default=None)
    return _NO_DELIMITER if delimiter and len(rows[delimiter]) == 1 else delimiter


def _delimiters(name: str) -> Sequence[str]:
    return ("\t",) if _suffix(name) in _TAB_SUFFIXES else _DELIMITERS


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()


def _read(text: Text, delimiter: str) -> Mentions:
    """Yield a mention a row, in constant memory; cells may be quoted and hold line ends."""
    rows = _rows(text, delimiter)
    header = next(row for _, row in rows if any(cell.strip() for cell in row))
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if row[-1].endswith(_SENTINEL):
            yield Diagnostic(line, "a quote that opens in this row never closes: nothing from here on could be read")
        elif len(row) > len(header):
            yield Diagnostic(
                line, f"the row has {len(row)} cells, the header {len(header)}; not read. Quote such cells"
            )
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


TSV = Reader("tsv", "the same, separated by tabs", _fits_tabs, _open, _SUFFIXES)
CSV = Reader("csv", "a header row with a title column", _fits, _open, _SUFFIXES)
