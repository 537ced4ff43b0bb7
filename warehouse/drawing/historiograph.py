"""The graph as a picture: a historiograph in one SVG file that any browser opens, drawn from rows.

Years go from left to right (as in E. Garfield's historiographs, J. Inf. Sci.
30, 2004), so citations run from right to left. Circles grow with the citations
they get from the other nodes. Within a year, works stand near their neighbours:
each column is ordered by the mean height of its neighbours, a few times
over (the barycentre method of K. Sugiyama et al., IEEE SMC-11, 1981).
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from math import ceil, hypot, sqrt
from typing import TYPE_CHECKING

from warehouse.drawing.layout import list_neighbours
from warehouse.drawing.svg import write_svg
from warehouse.escaping import escape_xml
from warehouse.files import WrittenFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from warehouse.graph.columns import Node

Point = tuple[float, float]
Edge = tuple[str, str]

WIDTH, HEIGHT = 1280, 800
LEFT, RIGHT, TOP, BOTTOM = 50, 90, 60, 50
# More circles than this hide each other.
MAX_NODES = 400
MAX_LABELS = 60
NODES_PER_COLUMN = 24
SWEEPS = 12
LABEL_LENGTH = 18
SHIFTS = (0.5, 0.25, 0.75, 0.4, 0.6)

STYLE = """
svg { background: #fff; font: 12px system-ui, sans-serif; }
.cites { stroke: #4477aa; stroke-opacity: .35; fill: none; }
.shares_author { stroke: #cc5522; stroke-width: 1.6; stroke-opacity: .8; fill: none; }
circle { fill: #223344; stroke: #fff; }
text { fill: #111; paint-order: stroke; stroke: #fff; stroke-width: 3px; stroke-linejoin: round; }
.year { fill: #667; text-anchor: middle; }
.grid { stroke: #889; stroke-opacity: .15; }
@media (prefers-color-scheme: dark) {
svg { background: #111820; }
.cites { stroke: #77aadd; }
.shares_author { stroke: #ee9966; }
circle { fill: #ccd6e0; stroke: #111820; }
text { fill: #eef2f6; stroke: #111820; }
.year { fill: #99a; }
}
"""


def write_historiograph(
    path: Path,
    nodes: Iterable[Node],
    citations: Iterable[Edge],
    shared_authors: Iterable[Edge],
    colours: Mapping[str, str] | None = None,
) -> WrittenFile:
    """Draw the graph to ``path`` as SVG. The same rows give the same bytes.

    ``colours`` are those of nodes, by id, as of their communities. Nodes without
    any edge, nodes without a year, and all but the ``MAX_NODES`` best connected
    ones are left out; the picture says so.
    """
    known = {node.work_id: node for node in nodes}
    edges = [("cites", *edge) for edge in citations] + [("shares_author", *edge) for edge in shared_authors]
    drawn = _best_connected(known, edges)
    shown = set(drawn)
    edges = [edge for edge in edges if shown.issuperset(edge[1:])]
    caption = _caption(len(drawn), len(known), is_coloured=bool(colours))
    lines = _drawn([known[work_id] for work_id in drawn], edges, caption, colours or {})
    path.parent.mkdir(parents=True, exist_ok=True)
    write_svg(path, (WIDTH, HEIGHT), caption, STYLE, lines)
    return WrittenFile.at(path, len(drawn), len(edges))


def _best_connected(nodes: Mapping[str, Node], edges: Iterable[tuple[str, str, str]]) -> list[str]:
    """The ids of the nodes to draw, those with most edges first."""
    degree = Counter(chain.from_iterable(edge[1:] for edge in edges))
    dated = [work_id for work_id in degree if nodes[work_id].year is not None]
    return sorted(dated, key=lambda work_id: (-degree[work_id], work_id))[:MAX_NODES]


# ----------------------------------------------------------------------- layout


def _columns(nodes: Sequence[Node], edges: Iterable[Edge]) -> dict[int, list[str]]:
    """Return each year's works from top to bottom, near their neighbours."""
    columns = _by_year(nodes)
    neighbours = list_neighbours(edges)
    for _ in range(SWEEPS):
        for column in columns.values():
            height = _heights(columns)
            column.sort(key=lambda work_id: (_mean([height[other] for other in neighbours[work_id]]), work_id))
    return columns


def _by_year(nodes: Iterable[Node]) -> dict[int, list[str]]:
    columns: dict[int, list[str]] = {}
    for year, work_id in sorted((node.year or 0, node.work_id) for node in nodes):
        columns.setdefault(year, []).append(work_id)
    return columns


def _heights(columns: dict[int, list[str]]) -> dict[str, float]:
    """Return how far down each work stands, 0 to 1; columns are shifted in turn, so that labels pass by."""
    return {
        work_id: (index + SHIFTS[number % len(SHIFTS)]) / len(column)
        for number, column in enumerate(columns.values())
        for index, work_id in enumerate(column)
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 9) if values else 0.5


def _places(columns: dict[int, list[str]]) -> tuple[dict[str, Point], dict[int, float]]:
    """Return the place of every work and of every year, in pixels; full years get more room."""
    room = {year: 1 + ceil(len(column) / NODES_PER_COLUMN) * 0.5 for year, column in columns.items()}
    unit = (WIDTH - LEFT - RIGHT) / sum(room.values()) if room else 0.0
    heights = _heights(columns)
    places: dict[str, Point] = {}
    years: dict[int, float] = {}
    start = float(LEFT)
    for year, column in columns.items():
        width = unit * room[year]
        years[year] = round(start + width / 2, 1)
        lanes = max(2, ceil(len(column) / NODES_PER_COLUMN))
        for index, work_id in enumerate(column):
            shift = (index % lanes - (lanes - 1) / 2) * width / (lanes + 1) if len(column) > 1 else 0.0
            height = TOP + heights[work_id] * (HEIGHT - TOP - BOTTOM)
            places[work_id] = (round(years[year] + shift, 1), round(height, 1))
        start += width
    return places, years


# ---------------------------------------------------------------------- drawing


def _caption(drawn_count: int, node_count: int, *, is_coloured: bool) -> str:
    by_community = ", coloured by community" if is_coloured else ""
    return f"{drawn_count} of {node_count} works, by year{by_community}; circles grow with citations from the others"


def _drawn(
    nodes: Sequence[Node], edges: Sequence[tuple[str, str, str]], caption: str, colours: Mapping[str, str]
) -> list[str]:
    places, years = _places(_columns(nodes, [(left, right) for _, left, right in edges]))
    labelled = sorted(nodes, key=lambda node: (-node.local_citation_count, node.work_id))[:MAX_LABELS]
    return [
        *(_year(year, x) for year, x in years.items()),
        *(_line(relation, places[left], places[right]) for relation, left, right in sorted(edges)),
        *(_circle(node, places[node.work_id], colours.get(node.work_id)) for node in nodes),
        *(_label(node, places[node.work_id]) for node in reversed(labelled)),
        f'<text x="{LEFT}" y="24">{caption}</text>',
        *_key(),
    ]


def _key() -> list[str]:
    return [
        f'<path class="cites" style="stroke-opacity:1" d="M{WIDTH - 300} 20h30"/>',
        f'<text x="{WIDTH - 262}" y="24">cites</text>',
        f'<path class="shares_author" d="M{WIDTH - 205} 20h30"/>',
        f'<text x="{WIDTH - 167}" y="24">shares an author</text>',
    ]


def _year(year: int, x: float) -> str:
    return (
        f'<path class="grid" d="M{x} {TOP - 15}V{HEIGHT - BOTTOM + 5}"/>'
        f'<text class="year" x="{x}" y="{HEIGHT - 20}">{year}</text>'
    )


def _line(relation: str, start: Point, end: Point) -> str:
    """Return one edge, bent to one side, so that edges between the same two works or within a year stay apart."""
    (x1, y1), (x2, y2) = start, end
    length = hypot(x2 - x1, y2 - y1) or 1.0
    bend = (0.08 if relation == "cites" else -0.12) * length
    mid_x, mid_y = (x1 + x2) / 2 - (y2 - y1) / length * bend, (y1 + y2) / 2 + (x2 - x1) / length * bend
    return f'<path class="{relation}" d="M{x1} {y1}Q{mid_x:.1f} {mid_y:.1f} {x2} {y2}"/>'


def _radius(node: Node) -> float:
    return round(4 + 1.8 * sqrt(node.local_citation_count), 1)


def _circle(node: Node, place: Point, colour: str | None) -> str:
    style = f' style="fill:{colour}"' if colour else ""
    about = escape_xml(f"{node.title} ({node.venue or 'no venue'}, {node.year})")
    return f'<circle cx="{place[0]}" cy="{place[1]}" r="{_radius(node)}"{style}><title>{about}</title></circle>'


def _label(node: Node, place: Point) -> str:
    return f'<text x="{place[0] + _radius(node) + 2:.1f}" y="{place[1] + 4:.1f}">{escape_xml(_short_name(node))}</text>'


def _short_name(node: Node) -> str:
    """Return what people call the work: a name before a colon if it is short, else the first author's surname."""
    name, colon, _ = node.title.partition(":")
    text = name if colon and len(name) <= LABEL_LENGTH else node.label.partition(" ")[0]
    return text if len(text) <= LABEL_LENGTH else text[: LABEL_LENGTH - 1] + "…"
