"""How rows become text that is written as a stream: in batches, each kind of edge formatted once, faults by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from warehouse.graph.rows import Row

# Enough rows to make the joins and writes cheap, few enough to stay in the processor's cache.
BATCH_SIZE = 256

# Edges differ in their ends; the rest of the row has few distinct values. Formatting those once makes writing
# several times as fast; the bound keeps the memory for them to about ten megabytes.
REMEMBERED_ROWS = 16_384


class Remembered(dict["Row", str]):
    """What ``write`` makes of rows, made once for each and forgotten, all at once, when there are too many."""

    def __init__(self, write: Callable[[Row], str]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, fields: Row) -> str:
        if len(self) >= REMEMBERED_ROWS:
            self.clear()
        written = self[fields] = self._write(fields)
        return written


def blame(rows: Sequence[Row], known: Mapping[str, str], write: Callable[[Row], str], error: Exception) -> NoReturn:
    """Raise ValueError naming the first of the edges at fault; ``error`` again if it is none of them.

    ``write`` makes text of an edge's fields behind its ends.
    """
    for row in rows:
        source, target = (*row, None, None)[:2]
        if missing := [end for end in (source, target) if end not in known]:
            raise ValueError(f"edge {source!r} to {target!r}: there is no node {missing[0]!r}") from None
        try:
            write(row[2:])
        except ValueError as fault:
            raise ValueError(f"edge {source!r} to {target!r}: {fault}") from None
    raise error
