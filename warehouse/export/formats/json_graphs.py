"""Two shapes of JSON for graphs, by NetworkX: its own node-link data, and Cytoscape's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from warehouse.escaping import json_text
from warehouse.export.checked_graph import checked_graph, write_text
from warehouse.export.registry import register_graph_format

if TYPE_CHECKING:
    from pathlib import Path

    from warehouse.files import WrittenFile
    from warehouse.graph.rows import GraphRows


def write_node_link(out: Path, rows: GraphRows) -> WrittenFile:
    """Write what ``networkx.node_link_graph`` reads; errors as ``checked_graph`` has them. All is in memory."""
    graph = checked_graph(rows)
    return write_text(out, graph, [json_text(nx.node_link_data(graph, edges="edges")), "\n"])


def write_cytoscape(out: Path, rows: GraphRows) -> WrittenFile:
    """Write what Cytoscape, cytoscape.js and ``networkx.cytoscape_graph`` read; errors as ``checked_graph`` has them.

    ``name``, which Cytoscape shows, is the label; ``interaction`` is the relation, under Cytoscape's own name for it.
    All is in memory.
    """
    graph = checked_graph(rows)
    for node_id, values in graph.nodes(data=True):
        values["name"] = values.get("label", node_id)
    for *_, values in graph.edges(data=True):
        values["interaction"] = values["relation"]
    # NetworkX gives the graph's own values as pairs, where Cytoscape asks for an object.
    return write_text(out, graph, [json_text({**nx.cytoscape_data(graph), "data": dict(graph.graph)}), "\n"])


register_graph_format("node-link", ".json", "a graph of one relation, for NetworkX and D3", write_node_link, rank=6)
register_graph_format(
    "cytoscape", ".cyjs", "a graph of one relation, for Cytoscape and cytoscape.js", write_cytoscape, rank=7
)
