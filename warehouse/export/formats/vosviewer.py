"""VOSviewer's JSON, written as a stream, in the shape VOSviewer's manual gives (app.vosviewer.com/docs).

Items have a label, an HTML description, the address of their DOI, a cluster from 1 to 1000, weights (how large they
are drawn) and scores (how they are coloured); links have a strength and no direction. VOSviewer lays the map out.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from enrich.identifiers import doi_address
from warehouse.escaping import json_text
from warehouse.export.registry import register_graph_format
from warehouse.export.rows import Spelling, write_spelled
from warehouse.graph.attributes import stated_values
from warehouse.graph.rows import edge_facts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from warehouse.files import WrittenFile
    from warehouse.graph.rows import GraphRows, Row

WEIGHTS = {
    "local_citation_count": "Local citations",
    "cited_by_count": "Citations",
    "reference_count": "References",
    "pagerank": "PageRank",
}
SCORES = {"year": "Publication year"}
LARGEST_CLUSTER = 1000


def write_vosviewer(out: Path, graph: GraphRows) -> WrittenFile:
    """Write the graph as a network; errors as ``write_spelled`` has them.

    Give each pair of nodes one edge: VOSviewer knows no direction. Communities beyond the thousandth are no clusters.
    """
    names = [attribute.name for attribute in graph.node_attributes]

    def item(_: str, row: Row) -> str:
        stated_values(graph.node_attributes, row[2:])
        return json_text(_item(row, dict(zip(names, row[2:], strict=True))))

    clusters = [
        {"cluster": number, "label": label}
        for number, label in sorted(graph.communities.items())
        if 1 <= number <= LARGEST_CLUSTER
    ]
    spelling = Spelling(
        head='{"network":{"items":[\n',
        end=lambda node_id, _: json_text(node_id),
        node=item,
        middle='\n],"links":[\n',
        edge=('{"source_id":', ',"target_id":'),
        edge_rest=lambda fields: f',"strength":{edge_facts(fields)[2]!r}}}',
        tail=(
            f'\n],"clusters":{json_text(clusters)}}},\n'
            f'"info":{{"title":"citegraph","description":{json_text(escape(graph.description))}}}}}\n'
        ),
        joint=",\n",
    )
    return write_spelled(out, graph, spelling)


def _item(row: Row, values: Mapping[str, object]) -> dict[str, object]:
    node_id, label = row[:2]
    item: dict[str, object] = {"id": node_id, "label": label or node_id, "description": _description(values)}
    if values.get("doi"):
        item["url"] = doi_address(str(values["doi"]))
    community = values.get("community")
    if isinstance(community, int) and 1 <= community <= LARGEST_CLUSTER:
        item["cluster"] = community
    item["weights"] = {name: values[key] for key, name in WEIGHTS.items() if values.get(key) is not None}
    item["scores"] = {name: values[key] for key, name in SCORES.items() if values.get(key) is not None}
    return item


def _description(values: Mapping[str, object]) -> str:
    """Title, authors, venue and year, in the HTML that VOSviewer shows."""
    lines = [values.get("title"), values.get("authors"), values.get("venue"), values.get("year")]
    return "<br>".join(escape(str(line)) for line in lines if line is not None)


register_graph_format(
    "vosviewer", ".json", "a network of one relation, for VOSviewer", write_vosviewer, rank=5, is_folded=True
)
