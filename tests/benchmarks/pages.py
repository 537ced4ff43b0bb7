"""How fast a large feed is read, and in how much memory.

    python -m tests.benchmarks.pages [megabytes]

Prints MB/s and memory growth of the reader beside a floor measured in the same
run: decoding the file and splitting it into lines.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from enrich.pages import open_page

SENTENCE = "Reading many pages in little memory is a matter of looking at one line at a time, whatever it may hold. "


def write_feed(path: Path, size: int) -> int:
    """Write a feed of at least ``size`` bytes; return the number of its papers."""
    abstract = SENTENCE * 13
    written = count = 0
    with path.open("w", encoding="utf-8") as stream:
        stream.write("Get trending papers in your email inbox!\nSubscribe")
        while written < size:
            count += 1
            written += stream.write(f"Paper Number {count}: Reading Large Pages with a Small Program\n{abstract}\n")
    return count


def split_lines(path: Path) -> int:
    """Do what no reader can do without: decode, split into lines, count every second one."""
    with path.open(encoding="utf-8") as stream:
        return sum(1 for _ in stream) // 2


def read_page(path: Path) -> int:
    return sum(1 for _ in open_page(path, today=date(2026, 1, 1), warn=print))


def measure(read: Callable[[Path], int], path: Path, expected: int) -> tuple[float, float]:
    """Return (MB/s, growth of the process's peak memory in MB)."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    count = read(path)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if count != expected:
        raise SystemExit(f"{read.__name__} found {count} papers of {expected}")
    return path.stat().st_size / 1e6 / seconds, (after - before) / 1024


def main() -> None:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "feed.txt")
        count = write_feed(path, megabytes * 1_000_000)
        floor, floor_memory = measure(split_lines, path, count)
        speed, memory = measure(read_page, path, count)
    print(f"{megabytes} MB, {count:,} papers")
    print(f"floor   {floor:7.0f} MB/s  +{floor_memory:.1f} MB")
    print(f"reader  {speed:7.0f} MB/s  +{memory:.1f} MB  {floor / speed:.1f} times the floor's time")


if __name__ == "__main__":
    main()
