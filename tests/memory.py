"""What memory a piece of work takes, for tests that say it does not grow."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

ROUNDS = 2


def peak_bytes(work: Callable[[], object]) -> int:
    """Return the most that Python holds for ``work`` at one time; the least of two rounds, as other threads count."""
    return min(_peak_once(work) for _ in range(ROUNDS))


def _peak_once(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
