"""So many at a time, for what is read, asked or written better together than one by one."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Item = TypeVar("Item")


def in_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of ``size``, the last one shorter; no more than one list is held at a time."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
