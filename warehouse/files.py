"""The one way to write a file: under a name of its own until it is whole, then in the place of what was there.

And the one way to read a table that people have filled in.
"""

from __future__ import annotations

import csv
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO
from uuid import uuid4

from enrich.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that now exists, and what it holds."""

    path: Path
    node_count: int
    edge_count: int
    byte_count: int

    @classmethod
    def at(cls, path: Path, node_count: int, edge_count: int = 0) -> WrittenFile:
        """The record of a file that is whole."""
        return cls(path, node_count, edge_count, path.stat().st_size)


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A path beside ``out`` for a file that takes its place if the block ends well, and vanishes if it does not."""
    unfinished = out.with_name(f".{out.name}.{uuid4().hex}.unfinished")
    try:
        yield unfinished
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def replacing_file(out: Path) -> Iterator[TextIO]:
    """Such a file, open for UTF-8 text with ``\\n`` at the ends of lines."""
    with replacing(out) as unfinished, unfinished.open("x", encoding="utf-8", newline="\n") as file:
        yield file
        file.close()  # Windows does not rename an open file.


def read_csv(path: Path, header: Sequence[str], needed: int) -> list[dict[str, str | None]]:
    """Return the lines of a CSV file by column. Raises WarehouseError.

    ``header``: its columns, of which the first ``needed`` must be there.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines: list[dict[str, str | None]] = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise WarehouseError(f"{path} cannot be read as CSV: {error}") from error
    if lines and not set(header[:needed]) <= set(lines[0]):
        columns = " and ".join(header[:needed])
        raise WarehouseError(f"{path} has no columns {columns}; its first line must be: {','.join(header)}")
    return lines
