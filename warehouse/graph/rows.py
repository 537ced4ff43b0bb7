"""A graph as rows: what every format and every picture is given, and what a row must be."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import compress
from typing import TYPE_CHECKING, TypeAlias

from warehouse.graph.attributes import WEIGHT, Attribute, plain
from warehouse.graph.columns import Node

if TYPE_CHECKING:
    from warehouse.graph.relations import Relation

Row: TypeAlias = tuple[object, ...]


class EdgeType(StrEnum):
    """Whether an edge has a direction."""

    DIRECTED = "directed"
    UNDIRECTED = "undirected"


@dataclass(frozen=True, slots=True)
class GraphRows:
    """A graph, of which both iterables may be good for one reading only.

    A row of ``nodes`` is ``(node_id, label, *values)``, a row of ``edges`` is
    ``(source, target, is_directed, relation, weight, *values)``: tuples, with the values in the order of the
    attributes and None for a value nobody stated. ``edge_type`` is the direction of most edges; ``measured`` is the
    relation in whose graph the nodes were measured, and ``communities`` are the labels of the numbers that the node
    attribute ``community`` holds.
    """

    nodes: Iterable[Row]
    edges: Iterable[Row]
    node_attributes: Sequence[Attribute] = ()
    edge_attributes: Sequence[Attribute] = ()
    edge_type: EdgeType = EdgeType.DIRECTED
    description: str = ""
    measured: Relation | None = None
    communities: Mapping[int, str] = field(default_factory=dict)

    def kept(self) -> GraphRows:
        """The same graph in memory, to be read as often as wanted."""
        return replace(self, nodes=list(self.nodes), edges=list(self.edges))

    def works(self) -> Iterator[Node]:
        """The nodes of a graph of works, without their measures."""
        return (Node._make(row[: len(Node._fields)]) for row in self.nodes)

    def of_relation(self, relation: Relation) -> GraphRows:
        """The same nodes with the edges of one relation, and with what those carry."""
        is_carried = [attribute.name in relation.values for attribute in self.edge_attributes]
        return replace(
            self,
            edges=[(*row[:5], *compress(row[5:], is_carried)) for row in self.edges if row[3] == relation],
            edge_attributes=list(compress(self.edge_attributes, is_carried)),
            edge_type=EdgeType.DIRECTED if relation.is_directed else EdgeType.UNDIRECTED,
            description=relation.replace("_", " "),
        )


def check_node_id(node_id: object, known: Mapping[str, object]) -> str:
    """The id of a new node; ValueError if it is known, or if a format or a reader would change it or show nothing."""
    if not isinstance(node_id, str) or not node_id.strip() or not node_id.isprintable():
        raise ValueError(f"node {node_id!r}: an id must be text, visible and without control characters")
    if node_id in known:
        raise ValueError(f"node {node_id!r} is given twice: give each node once")
    return node_id


def edge_facts(fields: Row) -> tuple[bool, str, float, Row]:
    """``(is_directed, relation, weight, values)`` of an edge's fields behind its ends; ValueError if wrong."""
    if len(fields) < 3:
        raise ValueError("a row is (source, target, is_directed, relation, weight, *values)")
    is_directed, relation, weight, *values = fields
    if not isinstance(is_directed, bool):
        raise ValueError(f"is_directed is {is_directed!r}: it must be true or false")
    if not isinstance(relation, str) or not relation.strip():
        raise ValueError(f"relation is {relation!r}: every edge needs one")
    number = plain(WEIGHT, weight)
    if not isinstance(number, float) or not math.isfinite(number):
        raise ValueError(f"weight is {weight!r}: every edge needs a finite one")
    return is_directed, relation, number, tuple(values)
