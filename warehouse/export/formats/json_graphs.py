"""Graphs as JSON, written as streams: node-link (NetworkX, D3) and Cytoscape's .cyjs (Cytoscape, cytoscape.js)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.escaping import json_text
from warehouse.export.registry import register_graph_format
from warehouse.export.rows import Spelling, write_spelled
from warehouse.graph.attributes import LABEL, stated_values
from warehouse.graph.rows import EdgeType, edge_facts

if TYPE_CHECKING:
    from pathlib import Path

    from warehouse.files import WrittenFile
    from warehouse.graph.rows import GraphRows, Row


def write_node_link(out: Path, graph: GraphRows) -> WrittenFile:
    """Write what ``networkx.node_link_graph`` reads; errors as ``write_spelled`` has them.

    All edges have the direction ``graph.edge_type``. Values nobody stated are left out.
    """

    def node(name: str, row: Row) -> str:
        return f'{{"id":{name}{_more(_node_values(graph, row))}}}'

    def edge_rest(fields: Row) -> str:
        return f"{_more(_edge_values(graph, fields))}}}"

    spelling = Spelling(
        head=f'{{{_flags(graph)},"graph":{_about(graph)},"nodes":[\n',
        end=lambda node_id, _: json_text(node_id),
        node=node,
        middle='\n],"edges":[\n',
        edge=('{"source":', ',"target":'),
        edge_rest=edge_rest,
        tail="\n]}\n",
        joint=",\n",
    )
    return write_spelled(out, graph, spelling)


def write_cytoscape(out: Path, graph: GraphRows) -> WrittenFile:
    """Write what Cytoscape, cytoscape.js and ``networkx.cytoscape_graph`` read; errors as ``write_spelled`` has them.

    ``name``, which Cytoscape shows, is the label; ``value`` is the id again, under which NetworkX looks for it;
    ``interaction`` is the relation, under Cytoscape's own name for it.
    """

    def node(name: str, row: Row) -> str:
        label = row[0] if row[1] is None else row[1]
        return f'{{"data":{{"id":{name},"value":{name},"name":{json_text(label)}{_more(_node_values(graph, row))}}}}}'

    def edge_rest(fields: Row) -> str:
        values = _edge_values(graph, fields)
        return f"{_more({'interaction': values['relation'], **values})}}}}}"

    spelling = Spelling(
        head=f'{{{_flags(graph)},"data":{_about(graph)},"elements":{{"nodes":[\n',
        end=lambda node_id, _: json_text(node_id),
        node=node,
        middle='\n],"edges":[\n',
        edge=('{"data":{"source":', ',"target":'),
        edge_rest=edge_rest,
        tail="\n]}}\n",
        joint=",\n",
    )
    return write_spelled(out, graph, spelling)


def _flags(graph: GraphRows) -> str:
    return f'"directed":{json_text(graph.edge_type is EdgeType.DIRECTED)},"multigraph":false'


def _about(graph: GraphRows) -> str:
    return json_text({"name": graph.description, "creator": "citegraph"})


def _node_values(graph: GraphRows, row: Row) -> dict[str, object]:
    return dict(stated_values([LABEL, *graph.node_attributes], row[1:]))


def _edge_values(graph: GraphRows, fields: Row) -> dict[str, object]:
    _, relation, weight, values = edge_facts(fields)
    return {"relation": relation, "weight": weight, **dict(stated_values(graph.edge_attributes, values))}


def _more(values: dict[str, object]) -> str:
    """The members of an object behind its first ones."""
    return f",{json_text(values)[1:-1]}" if values else ""


register_graph_format("node-link", ".json", "a graph of one relation, for NetworkX and D3", write_node_link, rank=6)
register_graph_format(
    "cytoscape", ".cyjs", "a graph of one relation, for Cytoscape and cytoscape.js", write_cytoscape, rank=7
)
