"""How the nodes of a finished picture look: coloured by community, as large as their PageRank, laid out by force.

The colours are P. Tol's "muted" scheme (Colour Schemes, SRON/EPS/TN/09-002, 2021), whose nine colours people with any
common colour blindness tell apart. The nine largest communities get one each, in that order; the others, and nodes of
none, are grey. Without PageRank, size is local citations. A node's area, not its diameter, grows with its value.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from warehouse.formats.layout import lay_out
from warehouse.gexf import Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from warehouse.formats.rows import Attribute, Row

COLOURS = ("#332288", "#88ccee", "#44aa99", "#117733", "#999933", "#ddcc77", "#cc6677", "#882255", "#aa4499")
GREY = "#bbbbbb"
SMALLEST, LARGEST = 8.0, 60.0
SIZES = ("pagerank", "local_citation_count")


def make_looks(
    nodes: Sequence[Row], attributes: Sequence[Attribute], edges: Iterable[tuple[str, str]]
) -> dict[str, Look]:
    """The look of each node, by id, from its attributes and from the edges between them."""
    columns = {attribute.name: [row[2 + i] for row in nodes] for i, attribute in enumerate(attributes)}
    number = {row[0]: i for i, row in enumerate(nodes)}
    communities = [value if isinstance(value, int) else None for value in columns.get("community", [None] * len(nodes))]
    places = lay_out(communities, ((number[left], number[right]) for left, right in edges))
    size_values = next((columns[name] for name in SIZES if name in columns), [0] * len(nodes))
    sizes = _sizes([float(value) if isinstance(value, int | float) else 0.0 for value in size_values])
    return {
        str(row[0]): Look(place, size, colour(community))
        for row, place, size, community in zip(nodes, places, sizes, communities, strict=True)
    }


def colour(community: int | None) -> str:
    """The colour of a community; communities are numbered from 1 by falling size."""
    return COLOURS[community - 1] if community is not None and 1 <= community <= len(COLOURS) else GREY


def _sizes(values: Sequence[float]) -> list[float]:
    largest = max(values, default=0.0) or 1.0
    return [round(SMALLEST + (LARGEST - SMALLEST) * sqrt(max(value, 0.0) / largest), 2) for value in values]
