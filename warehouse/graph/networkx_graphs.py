"""Nodes and edges as NetworkX graphs. ``read_graph("citegraph.duckdb", "shares_author")`` is the door for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from warehouse.database import open_warehouse
from warehouse.graph.selection import choose, node_query, rows_of
from warehouse.read import EDGE_COLUMNS, Relation, known_relation, read_edges

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import duckdb

    from warehouse.graph.selection import Part

    Graph = nx.Graph[str]


def read_graph(
    path: Path | str, relation: str = "cites", *, where: str | None = None, second_circle: int | None = None
) -> Graph:
    """Read the graph of one relation from the warehouse at ``path``, which stays unchanged.

    ``cites`` gives a ``DiGraph``, each edge from the citing to the cited work;
    the other relations give a ``Graph``, whose edges carry the weights of their
    view. Nodes are ids: of works, of people (``collaborates``), or of works and
    their topics or venues (``has_topic``, ``appears_in``), which then say their
    ``kind``. They carry what is known of them, and works the measures of this
    relation's graph if it was analysed. ``where`` and ``second_circle`` are
    those of ``warehouse.export.files.write_export``.

    Raises ValueError for an unknown relation, and WarehouseError if the file
    cannot be opened or the condition not be used.
    """
    name = known_relation(relation)
    with open_warehouse(path, read_only=True) as con:
        part = choose(con, (name,), where=where, second_circle=second_circle)
        return make_graph(name, _nodes(con, part), _edges(con, name, part))


def make_graph(
    relation: Relation, nodes: Iterable[tuple[str, dict[str, Any]]], edges: Iterable[tuple[Any, ...]]
) -> Graph:
    """The graph of rows: nodes with their attributes, edges with the columns that ``EDGE_COLUMNS`` names.

    Edges whose ends are not both among the nodes are left out.
    """
    graph: Graph = nx.DiGraph() if relation is Relation.CITES else nx.Graph()
    graph.add_nodes_from(nodes)
    _, _, *names = EDGE_COLUMNS[relation]
    graph.add_edges_from(
        (left, right, dict(zip(names, values, strict=True)))
        for left, right, *values in edges
        if left in graph and right in graph
    )
    return graph


def _nodes(con: duckdb.DuckDBPyConnection, part: Part) -> Iterator[tuple[str, dict[str, Any]]]:
    """The part's nodes, each with what is known of it, in the order of their ids."""
    query, parameters = node_query(con, part)
    names = [name for name, *_ in con.execute(f"select * from ({query}) limit 0", parameters).description or ()]
    for node_id, *values in rows_of(con, f"{query} order by id", parameters):
        yield node_id, {name: value for name, value in zip(names[1:], values, strict=True) if value is not None}


def _edges(con: duckdb.DuckDBPyConnection, relation: Relation, part: Part) -> Iterator[tuple[Any, ...]]:
    """All edges of the relation, and the citations of a second circle, in the order of their ends."""
    yield from read_edges(con, relation)
    if part.has_second_circle:
        yield from rows_of(con, "from outside_citation_edges order by all", {})
