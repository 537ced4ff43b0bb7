"""Nodes and edges as NetworkX graphs. ``read_graph("citegraph.duckdb", "shares_author")`` is the door for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from warehouse.database import open_warehouse
from warehouse.read import Node, Relation, known_relation, read_edges, read_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Graph = nx.Graph[str]
    DiGraph = nx.DiGraph[str]

ATTRIBUTES = Node._fields[1:]


def citation_graph(nodes: Iterable[Node], edges: Iterable[tuple[Any, ...]]) -> DiGraph:
    """The directed graph of citations, each edge from the citing to the cited work.

    Nodes are work ids and carry the other columns of ``graph_nodes`` as
    attributes, without those whose value is null.
    """
    graph: DiGraph = nx.DiGraph()
    graph.add_nodes_from(map(_with_attributes, nodes))
    graph.add_edges_from(edges)
    return graph


def shared_author_graph(nodes: Iterable[Node], edges: Iterable[tuple[Any, ...]]) -> Graph:
    """The undirected graph of shared authors; edges carry ``weight`` and ``fractional_weight``. Nodes as above."""
    graph: Graph = nx.Graph()
    graph.add_nodes_from(map(_with_attributes, nodes))
    graph.add_edges_from(
        (left, right, {"weight": weight, "fractional_weight": fractional_weight})
        for left, right, weight, fractional_weight in edges
    )
    return graph


def weighted_graph(nodes: Iterable[Node], edges: Iterable[tuple[Any, ...]]) -> Graph:
    """The undirected graph of co-citation or coupling; edges carry ``weight``. Nodes as above."""
    graph: Graph = nx.Graph()
    graph.add_nodes_from(map(_with_attributes, nodes))
    graph.add_weighted_edges_from(edges)
    return graph


def read_graph(path: Path | str, relation: str = "cites") -> Graph:
    """Read the graph of one relation from the warehouse at ``path``, which stays unchanged.

    ``cites`` gives a ``DiGraph``; ``shares_author``, ``co_cited`` and
    ``couples`` give a ``Graph`` with weighted edges.

    Raises ValueError for an unknown relation and WarehouseError if the file
    cannot be opened.
    """
    name = known_relation(relation)
    with open_warehouse(path, read_only=True) as con:
        return BUILDERS[name](read_nodes(con), read_edges(con, name))


BUILDERS: dict[Relation, Callable[[Iterable[Node], Iterable[tuple[Any, ...]]], Graph]] = {
    Relation.CITES: citation_graph,
    Relation.SHARES_AUTHOR: shared_author_graph,
    Relation.CO_CITED: weighted_graph,
    Relation.COUPLES: weighted_graph,
}


def _with_attributes(node: Node) -> tuple[str, dict[str, Any]]:
    work_id, *values = node
    return work_id, {name: value for name, value in zip(ATTRIBUTES, values, strict=True) if value is not None}
