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


def in_weighed_batches(weighed: Iterable[tuple[Item, int]], max_weight: int, max_size: int) -> Iterator[list[Item]]:
    """Yield the items, given with their weights, in lists of ``max_weight`` at most; a heavier one is alone."""
    batch: list[Item] = []
    total = 0
    for item, weight in weighed:
        if batch and (total + weight > max_weight or len(batch) >= max_size):
            yield batch
            batch, total = [], 0
        batch.append(item)
        total += weight
    if batch:
        yield batch
