"""Where the nodes stand on the page: the largest connected part in the middle, the smaller ones in rings around it.

Forces alone drive parts that nothing ties together far from each other, and what is worth looking at becomes small.
"""

from __future__ import annotations

from math import asin, cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING

from warehouse.formats.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warehouse.formats.layout import Place

Tie = tuple[int, int]

# Between parts, where one node alone reaches 1.
GAP = 0.3


def arrange(groups: Sequence[int | None], ties: Sequence[Tie]) -> list[Place]:
    """A place for each node; ``groups`` and ``ties`` as for ``lay_out``. The same graph gives the same places."""
    places: list[Place] = [(0.0, 0.0)] * len(groups)
    parts = _parts(len(groups), ties)
    middles = _middles([sqrt(len(part)) + GAP for part in parts])
    # The smaller parts at once: forces within a part hardly feel the others, and one by one takes long.
    others = [node for part in parts[1:] if len(part) > 1 for node in part]
    found = _laid_out(parts[0] if parts else [], groups, ties) | _laid_out(others, groups, ties)
    for part, (x0, y0) in zip(parts, middles, strict=True):
        scaled = _scaled([found.get(node, (0.0, 0.0)) for node in part], sqrt(len(part)))
        for node, (x, y) in zip(part, scaled, strict=True):
            places[node] = (round(100 * (x0 + x), 1) + 0.0, round(100 * (y0 + y), 1) + 0.0)
    return places


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
