"""Nodes and edges as NetworkX graphs. ``read_graph("citegraph.duckdb", "shares_author")`` is the door for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from enrich.errors import WarehouseError
from warehouse.database import open_warehouse
from warehouse.graph.read import read_edges, read_rows
from warehouse.graph.relations import Relation
from warehouse.graph.resolve import resolve
from warehouse.graph.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from warehouse.graph.rows import GraphRows

    Graph = nx.Graph[str]


def read_graph(path: Path | str, wanted: Selection | str = Relation.CITES) -> Graph:
    """Read the graph of one relation, or a selection of it, from the warehouse at ``path``, which stays unchanged.

    ``cites`` gives a ``DiGraph``, each edge from the citing to the cited work; the other relations give a ``Graph``,
    whose edges carry the weights of their view. Nodes are ids: of works, of people (``collaborates``), or of works and
    their topics or venues (``has_topic``, ``appears_in``), which then say their ``kind``. They carry what is known of
    them, and works the measures of this relation's graph if it was analysed.

    Raises ValueError for an unknown relation, and WarehouseError if the file cannot be opened, the condition not be
    used, or several relations are selected.
    """
    selection = wanted if isinstance(wanted, Selection) else Selection((Relation(wanted),))
    if len(selection.relations) > 1:
        raise WarehouseError(f"a graph holds one relation, not {len(selection.relations)}: read one after the other")
    (relation,) = selection.relations
    with open_warehouse(path, read_only=True) as con:
        subgraph = resolve(con, selection)
        return make_graph(relation, read_rows(con, subgraph), read_edges(con, relation, subgraph))


def make_graph(relation: Relation, rows: GraphRows, edges: Iterable[tuple[Any, ...]]) -> Graph:
    """The graph of the nodes in ``rows``, and of edges with the relation's ``values`` behind their ends.

    Edges whose ends are not both among the nodes are left out.
    """
    graph: Graph = nx.DiGraph() if relation.is_directed else nx.Graph()
    names = ["label", *(attribute.name for attribute in rows.node_attributes)]
    for node_id, *values in rows.nodes:
        graph.add_node(str(node_id), **_known(names, values))
    graph.add_edges_from(
        (left, right, dict(zip(relation.values, values, strict=True)))
        for left, right, *values in edges
        if left in graph and right in graph
    )
    return graph


def _known(names: Iterable[str], values: Iterable[object]) -> dict[str, object]:
    return {name: value for name, value in zip(names, values, strict=True) if value is not None}
