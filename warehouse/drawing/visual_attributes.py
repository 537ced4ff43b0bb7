"""How nodes look, in files and on the page: coloured by community, as large as their PageRank, laid out by force.

The colours are P. Tol's "bright" scheme and what his "vibrant" one adds to it (Colour Schemes, SRON/EPS/TN/09-002,
2021), made for colour-blind eyes, and a violet; all stand out on light and on dark. The largest communities get one
each, in that order; the others, and nodes of none, are grey; works of the second circle, and what works have (topics,
venues, people), are dark. Communities that nobody looked for yet are found here, as an analysis finds them. Where a
node has no PageRank, the number of its works makes its size, or its local citations. A node's area, not its diameter,
grows with its value.
"""

from __future__ import annotations

from math import isnan, sqrt
from typing import TYPE_CHECKING

import numpy as np

from warehouse.analysis.communities import communities
from warehouse.analysis.network import Network
from warehouse.drawing.layout import arrange
from warehouse.export.gexf import Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from warehouse.export.rows import Attribute, Row

COLOURS: tuple[str, ...] = (
    "#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#ee7733", "#009988", "#cc3311", "#8866cc",
)  # fmt: skip
GREY = "#9aa3ad"
DARK = "#555555"
WORK = "work"
SMALLEST, LARGEST = 8.0, 60.0
SIZES = ("pagerank", "node_count", "local_citation_count")
SEED = 0


def make_looks(
    nodes: Sequence[Row], attributes: Sequence[Attribute], edges: Iterable[tuple[str, str]]
) -> dict[str, Look]:
    """The look of each node, by id, from its attributes and from the edges between them."""
    columns = {attribute.name: [row[2 + i] for row in nodes] for i, attribute in enumerate(attributes)}
    number = {row[0]: i for i, row in enumerate(nodes)}
    nothing = [None] * len(nodes)
    ties = [(number[left], number[right]) for left, right in edges]
    if "community" in columns:
        groups = [value if isinstance(value, int) else None for value in columns["community"]]
    else:
        groups = _communities(len(nodes), ties)
    is_dark = [
        circle == 2 or kind not in (None, WORK)
        for circle, kind in zip(columns.get("circle", nothing), columns.get("kind", nothing), strict=True)
    ]
    colours = [DARK if dark else colour(community) for dark, community in zip(is_dark, groups, strict=True)]
    shares = [_shares(columns[name]) for name in SIZES if name in columns]
    sizes = [_size(next((share for share in found if share is not None), 0.0)) for found in zip(*shares, strict=True)]
    sizes = sizes or [SMALLEST] * len(nodes)
    places = arrange(groups, ties, sizes)
    return {
        str(row[0]): Look(place, size, shown)
        for row, place, size, shown in zip(nodes, places, sizes, colours, strict=True)
    }


def _communities(count: int, ties: Sequence[tuple[int, int]]) -> list[int | None]:
    ends = np.array(ties, dtype=np.int64).reshape(-1, 2)
    tails, heads = np.unique(np.sort(ends[ends[:, 0] != ends[:, 1]], axis=1), axis=0).T
    network = Network(count, tails, heads, np.ones(len(tails)), None, is_directed=False)
    return [None if isnan(value) else int(value) for value in communities(network, SEED).values.tolist()]


def colour(community: int | None) -> str:
    """The colour of a community; communities are numbered from 1 by falling size."""
    return COLOURS[community - 1] if community is not None and 1 <= community <= len(COLOURS) else GREY


def _shares(values: Sequence[object]) -> list[float | None]:
    """Each value as a part of the largest, None where there is none."""
    known = [float(value) if isinstance(value, int | float) else None for value in values]
    largest = max((value for value in known if value is not None), default=0.0) or 1.0
    return [None if value is None else max(value, 0.0) / largest for value in known]


def _size(share: float) -> float:
    return round(SMALLEST + (LARGEST - SMALLEST) * sqrt(share), 2)
