"""GraphML (http://graphml.graphdrawing.org), written as a stream; yEd, Gephi, igraph and NetworkX read it.

Labels are the node attribute ``label``, weights the edge attribute ``weight``: the names Gephi and igraph look for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.escaping import escape_xml
from warehouse.export.formats.gexf import xml_text
from warehouse.export.registry import register_graph_format
from warehouse.export.rows import Spelling, write_spelled
from warehouse.graph.attributes import LABEL, RELATION, WEIGHT, AttributeType, stated_values
from warehouse.graph.rows import edge_facts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from warehouse.files import WrittenFile
    from warehouse.graph.attributes import Attribute
    from warehouse.graph.rows import GraphRows, Row


def write_graphml(out: Path, graph: GraphRows) -> WrittenFile:
    """Write a graph, all of whose edges have the direction ``graph.edge_type``; errors as ``write_spelled`` has them.

    Characters that XML cannot hold become U+FFFD; a list of texts reads as in GEXF.
    """
    node_attributes = [LABEL, *graph.node_attributes]
    edge_attributes = [RELATION, WEIGHT, *graph.edge_attributes]

    def node(name: str, row: Row) -> str:
        return f'<node id="{name}">{_data("node", node_attributes, row[1:])}</node>\n'

    def edge_rest(fields: Row) -> str:
        _, relation, weight, values = edge_facts(fields)
        return f'">{_data("edge", edge_attributes, (relation, weight, *values))}</edge>\n'

    spelling = Spelling(
        head=(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
            f"<desc>{escape_xml(graph.description)}</desc>\n"
            f"{_keys('node', node_attributes)}{_keys('edge', edge_attributes)}"
            f'<graph edgedefault="{graph.edge_type}">\n'
        ),
        end=lambda node_id, _: escape_xml(node_id),
        node=node,
        middle="",
        edge=('<edge source="', '" target="'),
        edge_rest=edge_rest,
        tail="</graph>\n</graphml>\n",
    )
    return write_spelled(out, graph, spelling)


_TYPES = {AttributeType.INTEGER: "int", AttributeType.LIST_OF_STRINGS: "string"}


def _keys(element: str, attributes: Sequence[Attribute]) -> str:
    # Keys are unique in the whole file, attribute names only among nodes or edges.
    return "".join(
        f'<key id="{element}_{attribute.name}" for="{element}" attr.name="{attribute.name}"'
        f' attr.type="{_TYPES.get(attribute.type, attribute.type)}"/>\n'
        for attribute in attributes
    )


def _data(element: str, attributes: Sequence[Attribute], values: Sequence[object]) -> str:
    return "".join(
        f'<data key="{element}_{name}">{xml_text(value)}</data>' for name, value in stated_values(attributes, values)
    )


register_graph_format(
    "graphml", ".graphml", "a graph of one relation, for yEd, igraph and most others", write_graphml, rank=2
)
