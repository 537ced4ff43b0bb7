"""Where the nodes stand in the files and on the page: nothing torn apart, nothing hidden.

The largest connected part stands in the middle, the smaller ones in rings around it: forces alone drive parts that
nothing ties together far from each other, and what is worth looking at becomes small. The smallest parts are circles,
which need no forces. Nodes that would cover each other are then pushed apart, as far as they overlap, like the discs of
T. Dwyer et al., Lecture Notes in Computer Science 3843, 153 (2006), but both at once and by half of it.
"""

from __future__ import annotations

from math import asin, cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING

import numpy as np

from warehouse.drawing.forces import lay_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warehouse.drawing.forces import Floats, Ints, Place

Tie = tuple[int, int]

# A part of n nodes reaches this times the root of n from its middle, in the units of Gephi's canvas.
REACH = 45.0
# What a node alone and the root of a circle's nodes need of it, and what lies between parts.
ALONE, CIRCLED, GAP = 0.4, 0.6, 0.25
MAX_CIRCLED = 12
# Between nodes, and how often they are pushed apart at most.
MARGIN = 2.0
MAX_PUSHES = 60


def arrange(groups: Sequence[int | None], ties: Sequence[Tie], sizes: Sequence[float] | None = None) -> list[Place]:
    """A place for each node, rounded to a tenth; ``groups`` and ``ties`` as for ``lay_out``, ``sizes`` are diameters.

    The same graph gives the same places. Safe to repeat.
    """
    places = np.zeros((len(groups), 2))
    parts = _parts(len(groups), ties)
    ties_of = _neighbours(len(groups), ties)
    reaches = [_reach(part, is_first=not number) for number, part in enumerate(parts)]
    middles = _middles([reach + GAP for reach in reaches])
    # The smaller parts at once: forces within a part hardly feel the others, and one by one takes long.
    others = [node for part in parts[1:] if len(part) > MAX_CIRCLED for node in part]
    found = _laid_out(parts[0] if parts else [], groups, ties) | _laid_out(others, groups, ties)
    for part in parts[1:]:
        if len(part) <= MAX_CIRCLED:
            found |= _circled(part, ties_of)
    for part, reach, middle in zip(parts, reaches, middles, strict=True):
        scaled = _scaled([found[node] for node in part], reach)
        places[part] = REACH * (np.array(scaled) + np.array(middle))
    if sizes is not None:
        places = _apart(places, np.array(sizes) / 2)
    return [(round(x, 1) + 0.0, round(y, 1) + 0.0) for x, y in places.tolist()]


def _reach(part: Sequence[int], *, is_first: bool) -> float:
    if len(part) == 1:
        return ALONE
    return sqrt(len(part)) * (CIRCLED if len(part) <= MAX_CIRCLED and not is_first else 1.0)


def _neighbours(count: int, ties: Sequence[Tie]) -> list[list[int]]:
    neighbours: list[list[int]] = [[] for _ in range(count)]
    for left, right in ties:
        neighbours[left].append(right)
        neighbours[right].append(left)
    return neighbours


def _circled(part: Sequence[int], neighbours: Sequence[Sequence[int]]) -> dict[int, Place]:
    """A small part as a circle, in which one node follows another that it is tied to as far as that goes."""
    waiting, order = [part[0]], dict.fromkeys(part[:0])
    while waiting:
        node = waiting.pop()
        if node not in order:
            order[node] = None
            waiting += sorted(neighbours[node], reverse=True)
    turn = 2 * pi / len(order)
    return {node: (cos(number * turn), sin(number * turn)) for number, node in enumerate(order)}


def _middles(reaches: Sequence[float]) -> list[Place]:
    """Where parts that reach so far go, the first in the middle, the others side by side in rings; largest first."""
    middles: list[Place] = [(0.0, 0.0)][: len(reaches)]
    inside = reaches[0] if reaches else 0.0
    while len(middles) < len(reaches):
        radius = inside + reaches[len(middles)]
        turns: list[float] = []
        for reach in reaches[len(middles) :]:
            turn = 2 * asin(min(reach / radius, 1.0))
            if turns and sum(turns) + turn > 2 * pi:
                break
            turns.append(turn)
        inside = radius + reaches[len(middles)]
        spare = max(2 * pi - sum(turns), 0.0) / len(turns)
        angle = 0.0
        for turn in turns:
            angle += (turn + spare) / 2
            middles.append((radius * cos(angle), radius * sin(angle)))
            angle += (turn + spare) / 2
    return middles


def _parts(count: int, ties: Sequence[Tie]) -> list[list[int]]:
    """The connected parts, the largest first; their nodes in order."""
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right in ties:
        one, other = sorted((root(left), root(right)))
        parent[other] = one
    parts: dict[int, list[int]] = {}
    for node in range(count):
        parts.setdefault(root(node), []).append(node)
    return sorted(parts.values(), key=lambda part: (-len(part), part[0]))


def _laid_out(chosen: Sequence[int], groups: Sequence[int | None], ties: Sequence[Tie]) -> dict[int, Place]:
    """Places of the chosen nodes by the forces between them; whole parts are chosen, so that no tie leads out."""
    number = {node: place for place, node in enumerate(chosen)}
    own = [(number[left], number[right]) for left, right in ties if left in number]
    return dict(zip(chosen, lay_out([groups[node] for node in chosen], own), strict=True))


def _scaled(places: Sequence[Place], radius: float) -> list[Place]:
    """The places around their middle, none further from it than ``radius``."""
    left, right = min(x for x, _ in places), max(x for x, _ in places)
    low, high = min(y for _, y in places), max(y for _, y in places)
    x0, y0 = (left + right) / 2, (low + high) / 2
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
        # Two at one place part along the x axis.
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
