"""Three works as rows, and writers of small GEXF files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.export.formats.gexf import write_gexf
from warehouse.graph.attributes import Attribute, AttributeType
from warehouse.graph.rows import EdgeType, GraphRows, Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from warehouse.files import WrittenFile

NODE_ATTRIBUTES = [
    Attribute("title", AttributeType.STRING),
    Attribute("publication_year", AttributeType.INTEGER),
    Attribute("cited_by_count", AttributeType.LONG),
    Attribute("pagerank", AttributeType.DOUBLE),
    Attribute("is_retracted", AttributeType.BOOLEAN),
    Attribute("authors", AttributeType.LIST_OF_STRINGS),
]
NODES: list[Row] = [
    ("W1", "First", "First: a study", 1999, 2**40, 0.1, False, ["Ada", "Bo, Jr."]),
    ("W2", "Second", None, None, None, None, None, None),
    ("W3", None, "Third", 2024, 0, 1e-300, True, []),
]
EDGE_ATTRIBUTES = [Attribute("fractional_weight", AttributeType.DOUBLE)]
CITATIONS: list[Row] = [("W1", "W2", True, "cites", 1, None), ("W2", "W1", True, "cites", 1, None)]
SHARED_AUTHORS: list[Row] = [
    ("W1", "W2", False, "shares_author", 2, 0.75),
    ("W1", "W3", False, "shares_author", 1, 1 / 3),
]


def three_works(edges: Sequence[Row] = CITATIONS, edge_type: EdgeType = EdgeType.DIRECTED) -> GraphRows:
    return GraphRows(NODES, edges, NODE_ATTRIBUTES, EDGE_ATTRIBUTES, edge_type, "Three <works>")


def write(out: Path, edges: Sequence[Row] = CITATIONS, default_edge_type: EdgeType = EdgeType.DIRECTED) -> WrittenFile:
    return write_gexf(out, three_works(edges, default_edge_type))


def write_nodes(out: Path, *nodes: Row, attributes: Sequence[Attribute] = ()) -> None:
    write_gexf(out, GraphRows(nodes, (), attributes))


def write_edge(out: Path, *edge: object, attributes: Sequence[Attribute] = ()) -> None:
    write_gexf(out, GraphRows([("A", "a"), ("B", "b")], [edge], edge_attributes=attributes))
