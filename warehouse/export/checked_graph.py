"""Rows as the NetworkX graph that NetworkX's own writers take, each value looked at first.

The graph is in memory, and most of these formats hold their text there too: 0.6 to 1.4 kB for an edge and 1.2 to
2.2 kB for a node, GraphML 2 and 5 kB. GEXF, VOSviewer's map and the tables are written as streams instead.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx

from warehouse.files import WrittenFile, replacing_file
from warehouse.graph.attributes import LABEL, stated_values
from warehouse.graph.rows import EdgeType, check_node_id, edge_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from warehouse.graph.attributes import Plain
    from warehouse.graph.rows import GraphRows, Row

Graph: TypeAlias = "nx.Graph[Any]"


def checked_graph(rows: GraphRows, spell: Callable[[Plain], Plain] = lambda value: value) -> Graph:
    """The graph of ``rows``; values nobody stated are left out, lists of texts become one text, and ``spell`` has the
    last word on each value.

    All edges have the direction ``rows.edge_type``. Raises ValueError, naming the row, for a node given twice, an edge
    whose ends are not among the nodes, an edge without relation, a value that does not fit its attribute, or a number
    that is not finite, for which most formats have no word.
    """
    graph: Graph = nx.DiGraph() if rows.edge_type is EdgeType.DIRECTED else nx.Graph()
    graph.graph["description"] = spell(rows.description)

    def spelled(values: Iterable[tuple[str, Plain]]) -> dict[str, Plain]:
        return {name: spell(_one_value(name, value)) for name, value in values}

    for node_id, *values in rows.nodes:
        known = check_node_id(node_id, graph.nodes)
        try:
            graph.add_nodes_from([(known, spelled(stated_values([LABEL, *rows.node_attributes], values)))])
        except ValueError as error:
            raise ValueError(f"node {known!r}: {error}") from None
    for source, target, *fields in rows.edges:
        try:
            _check_ends(graph, source, target)
            graph.add_edges_from([(source, target, spelled(_edge_values(rows, tuple(fields))))])
        except ValueError as error:
            raise ValueError(f"edge {source!r} to {target!r}: {error}") from None
    return graph


def _check_ends(graph: Graph, *ends: object) -> None:
    if missing := [end for end in ends if end not in graph]:
        raise ValueError(f"there is no node {missing[0]!r}")


def _edge_values(rows: GraphRows, fields: Row) -> list[tuple[str, Plain]]:
    _, relation, weight, values = edge_facts(fields)
    return [("relation", relation), ("weight", weight), *stated_values(rows.edge_attributes, values)]


def _one_value(name: str, value: Plain) -> Plain:
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"{name} is {value!r}: a number must be finite")
    return "; ".join(value) if isinstance(value, list) else value


def renamed(graph: Graph, name: Callable[[str, str], str]) -> Graph:
    """The graph with nodes called what ``name`` makes of id and label; a name that is taken gets the id behind it."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for node_id, values in graph.nodes(data=True):
        chosen = name(node_id, values.get("label", ""))
        while chosen in taken:
            chosen = f"{chosen} ({node_id})"
        taken.add(chosen)
        names[node_id] = chosen
    named: Graph = nx.relabel_nodes(graph, names)
    return named


def write_text(out: Path, graph: Graph, texts: Iterable[str]) -> WrittenFile:
    """Write ``texts`` to ``out``, replacing what was there only once the new file is complete. Safe to repeat."""
    with replacing_file(out) as file:
        file.writelines(texts)
    return WrittenFile.at(out, graph.number_of_nodes(), graph.number_of_edges())
