"""Where the nodes of a graph go on the plane, so that neighbours stand together.

The forces are those of ForceAtlas2 (M. Jacomy et al., PLoS ONE 9(6), e98679, 2014) in its LinLog mode, in which
communities stand apart (A. Noack, Phys. Rev. E 79, 026102, 2009): edges pull with the logarithm of their length, nodes
push each other away by 1/distance, both weighed by degrees, and all are drawn to the middle with their distance from
it (its "strong gravity"), so that what has no edges stays around the rest. Edges between communities that are known
pull less, as ForceAtlas2's edge weights would make them. Pushing every pair apart takes quadratic time; of more than
a few nodes it is read from a grid, as particle-mesh codes do (R. Hockney and J. Eastwood, Computer Simulation Using
Particles, 1981): the nodes' masses are spread over cells, one Fourier transform gives the push of all on every cell,
and each node takes that of the cells around it. A step so costs one pass over nodes and edges, whatever their number.
Nothing is drawn by lot: the same graph gives the same places.
"""

from __future__ import annotations

from itertools import chain
from math import pi, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

Position = tuple[float, float]

CELLS = 128
# Up to so many nodes, all pairs are pushed apart in less time than the grid takes.
FEW_NODES = 150
# As many steps as keep steps times nodes and edges below the first number, some seconds of one core, but within these.
MAX_MOVES = 50_000_000
FEWEST_STEPS, MAX_STEPS = 50, 250
GRAVITY = 0.01
# How an edge between two communities pulls, beside 1 within one.
PULL_BETWEEN = 0.3
GOLDEN_ANGLE = pi * (3 - sqrt(5))
# Half of n nodes are no further than this times the root of n from the middle, in the units of Gephi's canvas.
HALF_RADIUS = 25.0


def settle(groups: Sequence[int | None], edges: Iterable[tuple[int, int]]) -> list[Position]:
    """A place for each of the nodes numbered from 0, as ``groups`` counts them; rounded to a tenth.

    A group is a node's community, None where it has none: nodes of one community start side by side. Edges are pairs
    of numbers, their direction without meaning. Safe to repeat.
    """
    count = len(groups)
    if not count:
        return []
    ends = np.fromiter(chain.from_iterable(edges), dtype=np.int64).reshape(-1, 2)
    ends = ends[ends[:, 0] != ends[:, 1]]
    known = np.array([-1 if group is None else group for group in groups])
    is_between = known[ends[:, 0]] != known[ends[:, 1]]
    places = _let_move(_start(known), ends, np.where(is_between, PULL_BETWEEN, 1.0))
    places -= np.median(places, axis=0)
    spread = float(np.median(np.hypot(*places.T))) or 1.0
    places *= HALF_RADIUS * sqrt(count) / spread
    return [(round(x, 1) + 0.0, round(y, 1) + 0.0) for x, y in places.tolist()]


def _start(groups: Ints) -> Floats:
    """Communities on a circle, the nodes of each in a disc of sunflower seeds; those of none (-1) in the middle."""
    names, group_of, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    # A community's share of the circle is its share of the nodes.
    angles = 2 * pi * (np.cumsum(sizes) - sizes / 2) / len(groups)
    middles = np.stack([np.cos(angles), np.sin(angles)], axis=1) * (sqrt(len(groups)) * 2)
    middles[names < 0] = 0.0
    order = np.argsort(group_of, kind="stable")
    rank = np.empty(len(groups), dtype=np.int64)
    rank[order] = np.arange(len(groups)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    radius, turn = np.sqrt(rank + 0.5), rank * GOLDEN_ANGLE
    seeds = np.stack([radius * np.cos(turn), radius * np.sin(turn)], axis=1)
    placed: Floats = middles[group_of] + seeds
    return placed


def _let_move(places: Floats, ends: Ints, weights: Floats) -> Floats:
    """Let the forces move the nodes, each step bounded and slowed as ForceAtlas2 does where nodes swing."""
    left, right = ends[:, 0], ends[:, 1]
    mass: Floats = 1.0 + np.bincount(ends.ravel(), minlength=len(places)).astype(np.float64)
    before = np.zeros_like(places)
    speed = 1.0
    push = _push_pairs if len(places) <= FEW_NODES else _push
    step_count = min(max(MAX_MOVES // (len(places) + len(ends)), FEWEST_STEPS), MAX_STEPS)
    for step in range(step_count):
        force = push(places, mass) - _pull(places, left, right, weights) - GRAVITY * mass[:, None] * places
        swing = np.hypot(*(force - before).T)
        swinging, moving = float(mass @ swing), float(mass @ np.hypot(*(force + before).T)) / 2
        wanted = moving / swinging if swinging else 1.0
        speed = min(wanted, 1.5 * speed) if step else 1.0
        pace = speed / (1 + speed * np.sqrt(swing))
        places = places + force * pace[:, None]
        before = force
    return places


def _pull(places: Floats, left: Ints, right: Ints, weights: Floats) -> Floats:
    """The sum of each node's edges."""
    reach = places[left] - places[right]
    length = np.hypot(*reach.T)
    reach *= (weights * np.log1p(length) / np.maximum(length, 1e-9))[:, None]
    count = len(places)
    sums = [np.bincount(left, reach[:, i], count) - np.bincount(right, reach[:, i], count) for i in (0, 1)]
    return np.stack(sums, axis=1)


def _push_pairs(places: Floats, mass: Floats) -> Floats:
    """How the masses push each node away: mass times mass by distance, pair by pair."""
    reach = places[:, None, :] - places[None, :, :]
    square = np.maximum((reach**2).sum(axis=2), 1e-6)
    push: Floats = np.einsum("ijk,ij,j->ik", reach, 1 / square, mass) * mass[:, None]
    return push


def _push(places: Floats, mass: Floats) -> Floats:
    """The same, from the grid."""
    low = places.min(axis=0)
    cell = max(float((places.max(axis=0) - low).max()) / (CELLS - 2), 1e-6)
    position = (places - low) / cell + 0.5
    corner = position.astype(np.int64)
    part = position - corner
    # Each node counts in the four cells around it, and reads its push from the same four.
    shares = [
        ((corner[:, 0] + dx) * CELLS + corner[:, 1] + dy, np.abs(1 - dx - part[:, 0]) * np.abs(1 - dy - part[:, 1]))
        for dx in (0, 1)
        for dy in (0, 1)
    ]
    grid = np.zeros(CELLS * CELLS)
    for index, share in shares:
        grid += np.bincount(index, share * mass, CELLS * CELLS)
    spectrum = np.fft.rfft2(grid.reshape(CELLS, CELLS), (2 * CELLS, 2 * CELLS))
    pushes = []
    for kernel in _KERNELS:
        field = np.fft.irfft2(spectrum * kernel)[:CELLS, :CELLS].ravel()
        pushes.append(sum(field[index] * share for index, share in shares) * mass / cell)
    return np.stack(pushes, axis=1)


def _kernels() -> list[NDArray[np.complex128]]:
    """The push of one cell on every other, x/r² and y/r², transformed; the doubled grid keeps edges from wrapping."""
    steps = np.fft.fftfreq(2 * CELLS, 1 / (2 * CELLS))
    x, y = np.meshgrid(steps, steps, indexing="ij")
    # Half a cell at least: a cell does not push itself.
    square = np.maximum(x * x + y * y, 0.25)
    return [np.fft.rfft2(x / square), np.fft.rfft2(y / square)]


_KERNELS = _kernels()
