"""Where the nodes stand in the files and on the page: nothing torn apart, nothing hidden.

The largest connected component stands in the middle, the smaller ones in rings around it: forces alone drive
components far from each other, and what is worth looking at becomes small. The smallest components are circles, which
need no forces. Nodes that would cover each other are then pushed apart, as far as they overlap, like the discs of T.
Dwyer et al., Lecture Notes in Computer Science 3843, 153 (2006), but both at once and by half of it.
"""

from __future__ import annotations

from collections import defaultdict
from math import asin, cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from warehouse.analysis.communities import connected_components
from warehouse.drawing.forces import settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from warehouse.drawing.forces import Floats, Ints, Position

Edge = tuple[int, int]
NodeId = TypeVar("NodeId", int, str)

# A component of n nodes reaches this times the root of n from its middle, in the units of Gephi's canvas.
REACH = 45.0
# What a node alone and the root of a circle's nodes need of it, and what lies between components.
ALONE, CIRCLED, GAP = 0.4, 0.6, 0.25
MAX_CIRCLED = 12
# Between nodes, and how often they are pushed apart at most.
MARGIN = 2.0
MAX_PUSHES = 60


def lay_out(
    groups: Sequence[int | None], edges: Sequence[Edge], sizes: Sequence[float] | None = None
) -> list[Position]:
    """A place for each node, rounded to a tenth; ``groups`` and ``edges`` as for ``settle``, ``sizes`` are diameters.

    The same graph gives the same places. Safe to repeat.
    """
    components = connected_components(len(groups), edges)
    places = _put_together(components, _shapes(components, groups, edges))
    if sizes is not None:
        places = _apart(places, np.array(sizes) / 2)
    return [(round(x, 1) + 0.0, round(y, 1) + 0.0) for x, y in places.tolist()]


def _shapes(
    components: Sequence[Sequence[int]], groups: Sequence[int | None], edges: Sequence[Edge]
) -> dict[int, Position]:
    """Each node's position among those of its component, wherever that goes."""
    first, *others = components or [[]]
    # The smaller components at once: forces within a component hardly feel the others, and one by one takes long.
    large = [node for component in others if len(component) > MAX_CIRCLED for node in component]
    shapes = _laid_out(first, groups, edges) | _laid_out(large, groups, edges)
    neighbours = list_neighbours(edges)
    for component in others:
        if len(component) <= MAX_CIRCLED:
            shapes |= _circled(component, neighbours)
    return shapes


def _put_together(components: Sequence[Sequence[int]], shapes: Mapping[int, Position]) -> Floats:
    """All nodes' places, each component as large as its number of nodes asks for and beside the others."""
    reaches = [_reach(component, is_first=not number) for number, component in enumerate(components)]
    middles = _middles([reach + GAP for reach in reaches])
    places = np.zeros((len(shapes), 2))
    for component, reach, middle in zip(components, reaches, middles, strict=True):
        scaled = _scaled([shapes[node] for node in component], reach)
        places[component] = REACH * (np.array(scaled) + np.array(middle))
    return places


def _reach(component: Sequence[int], *, is_first: bool) -> float:
    if len(component) == 1:
        return ALONE
    return sqrt(len(component)) * (CIRCLED if len(component) <= MAX_CIRCLED and not is_first else 1.0)


def list_neighbours(edges: Iterable[tuple[NodeId, NodeId]]) -> dict[NodeId, list[NodeId]]:
    """The neighbours of each node in the order of the edges, direction aside; none for a node without edges."""
    neighbours: dict[NodeId, list[NodeId]] = defaultdict(list)
    for left, right in edges:
        neighbours[left].append(right)
        neighbours[right].append(left)
    return neighbours


def _circled(component: Sequence[int], neighbours: Mapping[int, Sequence[int]]) -> dict[int, Position]:
    """A small component as a circle, in which neighbours follow each other as far as that goes."""
    waiting, order = [component[0]], dict.fromkeys(component[:0])
    while waiting:
        node = waiting.pop()
        if node not in order:
            order[node] = None
            waiting += sorted(neighbours[node], reverse=True)
    turn = 2 * pi / len(order)
    return {node: (cos(number * turn), sin(number * turn)) for number, node in enumerate(order)}


def _middles(reaches: Sequence[float]) -> list[Position]:
    """Where components that reach so far go: the first in the middle, the others side by side in rings, in order."""
    middles: list[Position] = [(0.0, 0.0)][: len(reaches)]
    inside = reaches[0] if reaches else 0.0
    while len(middles) < len(reaches):
        radius = inside + reaches[len(middles)]
        turns = _turns(reaches[len(middles) :], radius)
        inside = radius + reaches[len(middles)]
        spare = max(2 * pi - sum(turns), 0.0) / len(turns)
        angle = 0.0
        for turn in turns:
            angle += (turn + spare) / 2
            middles.append((radius * cos(angle), radius * sin(angle)))
            angle += (turn + spare) / 2
    return middles


def _turns(reaches: Sequence[float], radius: float) -> list[float]:
    """How far around a ring each component goes, of as many as have room on it, and of one in any case."""
    turns: list[float] = []
    for reach in reaches:
        turn = 2 * asin(min(reach / radius, 1.0))
        if turns and sum(turns) + turn > 2 * pi:
            break
        turns.append(turn)
    return turns


def _laid_out(chosen: Sequence[int], groups: Sequence[int | None], edges: Sequence[Edge]) -> dict[int, Position]:
    """Positions of the chosen nodes, which are whole components, by the forces between them."""
    number = {node: place for place, node in enumerate(chosen)}
    own = [(number[left], number[right]) for left, right in edges if left in number]
    return dict(zip(chosen, settle([groups[node] for node in chosen], own), strict=True))


def _scaled(places: Sequence[Position], radius: float) -> list[Position]:
    """The places around their middle, none further from it than ``radius``."""
    xs, ys = zip(*places, strict=True)
    x0, y0 = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    reach = max(hypot(x - x0, y - y0) for x, y in places)
    scale = radius / reach if reach else 1.0
    return [((x - x0) * scale, (y - y0) * scale) for x, y in places]


def _apart(places: Floats, radii: Floats) -> Floats:
    """The places once no two discs cover each other, or nearly so where the crowd is dense."""
    for _ in range(MAX_PUSHES):
        left, right = _close_pairs(places, 2 * float(radii.max(initial=0.0)) + MARGIN)
        reach = places[left] - places[right]
        length = np.hypot(*reach.T)
        lacking = radii[left] + radii[right] + MARGIN - length
        is_covered = lacking > MARGIN / 2
        if not is_covered.any():
            break
        left, right, reach, length = left[is_covered], right[is_covered], reach[is_covered], length[is_covered]
        # Two at one place move apart along the x axis.
        reach[length == 0], length[length == 0] = (1.0, 0.0), 1.0
        push = reach / length[:, None] * (lacking[is_covered] / 2)[:, None]
        count = len(places)
        moves = [np.bincount(left, push[:, i], count) - np.bincount(right, push[:, i], count) for i in (0, 1)]
        places = places + np.stack(moves, axis=1)
    return places


def _close_pairs(places: Floats, distance: float) -> tuple[Ints, Ints]:
    """All pairs of nodes within that distance, and some beyond: those in the same or in neighbouring cells."""
    cells = np.floor((places - places.min(axis=0, initial=0.0)) / distance).astype(np.int64)
    width = int(cells[:, 1].max(initial=0)) + 2
    keys = cells[:, 0] * width + cells[:, 1]
    order: Ints = np.argsort(keys, kind="stable")
    sorted_keys = keys[order]
    lefts, rights = [], []
    for offset in (0, 1, width - 1, width, width + 1):
        # Where the nodes of the other cell begin and end among the sorted; of its own cell, those that come later.
        first = np.searchsorted(sorted_keys, sorted_keys + offset, "left")
        last = np.searchsorted(sorted_keys, sorted_keys + offset, "right")
        if not offset:
            first = np.arange(1, len(order) + 1)
        counts = np.maximum(last - first, 0)
        lefts.append(np.repeat(order, counts))
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        rights.append(order[np.repeat(first, counts) + steps])
    return np.concatenate(lefts), np.concatenate(rights)
