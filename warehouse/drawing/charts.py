"""Counts as bar charts in one SVG file each, from names and numbers: columns for years, bars for everything named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warehouse.drawing.svg import write_svg
from warehouse.escaping import escape_xml
from warehouse.files import WrittenFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WIDTH, HEIGHT = 960, 420
LEFT, RIGHT, TOP, BOTTOM = 60, 30, 60, 45
GROUND = HEIGHT - BOTTOM
ROW = 28
NAME_WIDTH, NAME_LENGTH = 500, 66
BLUE = "#4477aa"
# As many numbers and years as have room beside each other.
MAX_NUMBERED, MAX_YEARS = 40, 20
NO_DATA = "no data"

STYLE = """
svg { background: #fff; font: 13px system-ui, sans-serif; }
text { fill: #111; }
.caption { font-size: 15px; }
.number, .tick { fill: #556; font-size: 12px; }
.grid { stroke: #889; stroke-opacity: .25; }
@media (prefers-color-scheme: dark) {
svg { background: #111820; }
text { fill: #eef2f6; }
.number, .tick { fill: #aab; }
}
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """One named number and the colour of its bar."""

    name: str
    count: int
    colour: str = BLUE


def write_columns(path: Path, caption: str, counts: dict[int, int]) -> WrittenFile:
    """Draw a column for each year from the first to the last, those without any included.

    The same counts give the same bytes. Safe to repeat.
    """
    _write(path, caption, HEIGHT, _columns(counts) if counts else [_no_data()])
    return WrittenFile.at(path, sum(counts.values()))


def _columns(counts: dict[int, int]) -> list[str]:
    years = range(min(counts), max(counts) + 1)
    step = (WIDTH - LEFT - RIGHT) / len(years)
    ticks = _ticks(max(counts.values()))
    unit = (HEIGHT - TOP - BOTTOM) / (ticks[-1] or 1)
    every = -(-len(years) // MAX_YEARS)
    lines = [_grid_line(tick, GROUND - tick * unit) for tick in ticks]
    for place, year in enumerate(years):
        count, middle = counts.get(year, 0), LEFT + (place + 0.5) * step
        top = GROUND - count * unit
        lines.append(
            f'<rect x="{middle - 0.4 * step:.1f}" y="{top:.1f}" width="{0.8 * step:.1f}" height="{count * unit:.1f}"'
            f' fill="{BLUE}"><title>{year}: {count}</title></rect>'
        )
        if count and len(years) <= MAX_NUMBERED:
            lines.append(f'<text class="number" x="{middle:.1f}" y="{top - 5:.1f}" text-anchor="middle">{count}</text>')
        # counted from the last year, which people look for
        if (len(years) - 1 - place) % every == 0:
            lines.append(f'<text class="tick" x="{middle:.1f}" y="{GROUND + 20}" text-anchor="middle">{year}</text>')
    return lines


def _grid_line(tick: int, y: float) -> str:
    return (
        f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        f'<text class="tick" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick}</text>'
    )


def write_bars(path: Path, caption: str, bars: Sequence[Bar]) -> WrittenFile:
    """Draw the bars from top to bottom in the order given.

    The same bars give the same bytes. Safe to repeat.
    """
    largest = max((bar.count for bar in bars), default=0) or 1
    room = WIDTH - NAME_WIDTH - RIGHT - 50
    lines = []
    for place, bar in enumerate(bars):
        top = TOP + place * ROW
        width = max(room * bar.count / largest, 1.0)
        name = escape_xml(" ".join(bar.name.split()))
        lines.append(
            f'<text x="{NAME_WIDTH - 10}" y="{top + 18}" text-anchor="end">{escape_xml(_shortened(bar.name))}</text>'
            f'<rect x="{NAME_WIDTH}" y="{top + 4}" width="{width:.1f}" height="{ROW - 8}" fill="{bar.colour}">'
            f"<title>{name}: {bar.count}</title></rect>"
            f'<text class="number" x="{NAME_WIDTH + width + 7:.1f}" y="{top + 18}">{bar.count}</text>'
        )
    _write(path, caption, TOP + max(len(bars), 2) * ROW + 20, lines or [_no_data()])
    return WrittenFile.at(path, sum(bar.count for bar in bars))


def _shortened(name: str) -> str:
    """The name in one line; a long one keeps its end, too, where proceedings say the year."""
    line = " ".join(name.split())
    head = NAME_LENGTH * 3 // 4
    return line if len(line) <= NAME_LENGTH else f"{line[:head].rstrip()}…{line[head + 1 - NAME_LENGTH :].lstrip()}"


def _ticks(largest: int) -> list[int]:
    """Whole numbers from 0 to the largest or a little more, about five, in steps of 1, 2 or 5 times a power of ten."""
    step = 1
    while largest > 5 * step:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return list(range(0, largest + step, step))


def _no_data() -> str:
    return f'<text x="{LEFT}" y="{TOP + 20}">{NO_DATA}</text>'


def _write(path: Path, caption: str, height: int, lines: Sequence[str]) -> None:
    written = f'<text class="caption" x="24" y="32">{escape_xml(caption)}</text>'
    write_svg(path, (WIDTH, height), caption, STYLE, [written, *lines])
