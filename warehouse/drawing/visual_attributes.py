"""What nodes look like, in files and on the page: coloured by community, as large as their PageRank, laid out by force.

The colours are P. Tol's "bright" scheme and what his "vibrant" one adds to it (Colour Schemes, SRON/EPS/TN/09-002,
2021), made for colour-blind eyes, and a violet; all stand out on light and on dark. The largest communities get one
each, in that order; the others, and nodes of none, are grey; cited works outside the corpus, and what works have
(topics, venues, people), are dark. Communities that nobody looked for yet are found here, as an analysis finds them.
Where a node has no PageRank, the number of its works makes its size, or its local citations. A node's area, not its
diameter, grows with its value.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, sqrt
from typing import TYPE_CHECKING

import numpy as np

from warehouse.analysis.communities import communities as find_communities
from warehouse.analysis.network import Network
from warehouse.drawing.layout import lay_out
from warehouse.graph.relations import NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from warehouse.drawing.forces import Position
    from warehouse.graph.attributes import Attribute
    from warehouse.graph.rows import GraphRows, Row

COLOURS: tuple[str, ...] = (
    "#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#ee7733", "#009988", "#cc3311", "#8866cc",
)  # fmt: skip
GREY = "#9aa3ad"
DARK = "#555555"
SMALLEST, LARGEST = 8.0, 60.0
SIZES = ("pagerank", "node_count", "local_citation_count")
SEED = 0
# Of more nodes no picture is drawn unless it is asked for.
MAX_LAID_OUT = 10_000


@dataclass(frozen=True, slots=True)
class VisualAttributes:
    """Of one node: its position and its diameter, in the units of Gephi's canvas, and its colour as #rrggbb."""

    position: Position
    size: float
    colour: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where nodes stand, how large they are, so that none covers another, and the communities that stand together.

    All by id; one layout serves every file and picture in which these nodes appear.
    """

    positions: Mapping[str, Position]
    sizes: Mapping[str, float]
    communities: Mapping[str, int | None]


def lay_out_graph(graph: GraphRows) -> Layout:
    """The layout of a graph by its edges, whose order means nothing. The same graph gives the same layout."""
    nodes = list(graph.nodes)
    ids = [str(row[0]) for row in nodes]
    number = {node_id: place for place, node_id in enumerate(ids)}
    ends = [(number[left], number[right]) for left, right in sorted((str(row[0]), str(row[1])) for row in graph.edges)]
    columns = _columns(nodes, graph.node_attributes)
    sizes = _sizes(columns, len(nodes))
    communities = _known_communities(columns) or _found_communities(len(nodes), ends)
    positions = lay_out(communities, ends, sizes)
    return Layout(
        dict(zip(ids, positions, strict=True)),
        dict(zip(ids, sizes, strict=True)),
        dict(zip(ids, communities, strict=True)),
    )


def visual_attributes(graph: GraphRows, layout: Layout) -> dict[str, VisualAttributes]:
    """Those of each node, by id: coloured by the graph's own communities, or, where nobody knows any, the layout's."""
    nodes = list(graph.nodes)
    columns = _columns(nodes, graph.node_attributes)
    ids = [str(row[0]) for row in nodes]
    communities = _known_communities(columns) or [layout.communities[node_id] for node_id in ids]
    nothing = [None] * len(nodes)
    is_dark = map(_is_dark, columns.get("is_in_corpus", nothing), columns.get("kind", nothing))
    return {
        node_id: VisualAttributes(layout.positions[node_id], layout.sizes[node_id], DARK if dark else colour(community))
        for node_id, dark, community in zip(ids, is_dark, communities, strict=True)
    }


def _is_dark(is_in_corpus: object, kind: object) -> bool:
    return is_in_corpus is False or kind not in (None, NodeKind.WORK)


def colour(community: int | None) -> str:
    """The colour of a community; communities are numbered from 1 by falling size."""
    return COLOURS[community - 1] if community is not None and 1 <= community <= len(COLOURS) else GREY


def _columns(nodes: Sequence[Row], attributes: Sequence[Attribute]) -> dict[str, list[object]]:
    """The values of each attribute, by its name."""
    return {attribute.name: [row[place] for row in nodes] for place, attribute in enumerate(attributes, 2)}


def _known_communities(columns: Mapping[str, Sequence[object]]) -> list[int | None] | None:
    """The community of each node; None if nobody looked for any."""
    if "community" not in columns:
        return None
    return [value if isinstance(value, int) else None for value in columns["community"]]


def _found_communities(count: int, edges: Sequence[tuple[int, int]]) -> list[int | None]:
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
    tails, heads = np.unique(np.sort(ends[ends[:, 0] != ends[:, 1]], axis=1), axis=0).T
    network = Network(count, tails, heads, np.ones(len(tails)), None, is_directed=False)
    return [None if isnan(value) else int(value) for value in find_communities(network, SEED).values.tolist()]


def _sizes(columns: Mapping[str, Sequence[object]], count: int) -> list[float]:
    """The diameter of each node, by the first of SIZES that it has."""
    shares = [_shares(columns[name]) for name in SIZES if name in columns]
    firsts = map(_first_known, zip(*shares, strict=True))
    return [round(SMALLEST + (LARGEST - SMALLEST) * sqrt(share), 2) for share in firsts] or [SMALLEST] * count


def _first_known(shares: Iterable[float | None]) -> float:
    return next((share for share in shares if share is not None), 0.0)


def _shares(values: Sequence[object]) -> list[float | None]:
    """Each value as a part of the largest, None where there is none."""
    known = list(map(_number, values))
    largest = max((value or 0.0 for value in known), default=0.0) or 1.0
    return [None if value is None else max(value, 0.0) / largest for value in known]


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
