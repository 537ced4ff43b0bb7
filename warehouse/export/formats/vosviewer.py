"""VOSviewer's JSON, written as a stream, in the shape VOSviewer's manual gives (app.vosviewer.com/docs).

Items have a label, an HTML description, the address of their DOI, a cluster from 1 to 1000, weights (how large they
are drawn) and scores (how they are coloured); links have a strength and no direction. VOSviewer lays the map out.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, cast

from enrich.batches import in_batches
from enrich.identifiers import doi_address
from warehouse.escaping import json_text
from warehouse.export.registry import register_graph_format
from warehouse.export.streaming import BATCH_SIZE, Remembered, blame
from warehouse.files import WrittenFile, replacing_file
from warehouse.graph.attributes import stated_values
from warehouse.graph.rows import check_node_id, edge_facts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

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
    """Write the graph as a network, as a stream: only the node ids stay in memory. Safe to repeat.

    Give each pair of nodes one edge: VOSviewer knows no direction. Communities beyond the thousandth are no clusters.
    Raises ValueError, naming the row, as ``write_gexf`` does; the file that was there before then stays as it was.
    """
    known: dict[str, str] = {}
    edge_count = 0
    with replacing_file(out) as file:
        file.write('{"network":{"items":[\n')
        for batch in in_batches(graph.nodes, BATCH_SIZE):
            file.write((",\n" if known else "") + ",\n".join([_item_text(row, graph, known) for row in batch]))
        file.write('\n],"links":[\n')
        strengths = Remembered(_strength)
        for batch in in_batches(graph.edges, BATCH_SIZE):
            try:
                links = [
                    f'{{"source_id":{known[source]},"target_id":{known[target]}{strengths[tuple(fields)]}'
                    for source, target, *fields in cast("list[tuple[str, ...]]", batch)
                ]
            except (KeyError, TypeError, ValueError) as error:
                blame(batch, known, _strength, error)
            file.write((",\n" if edge_count else "") + ",\n".join(links))
            edge_count += len(batch)
        file.write(_tail(graph))
    return WrittenFile.at(out, len(known), edge_count)


def _item_text(row: Row, graph: GraphRows, known: dict[str, str]) -> str:
    """One node as text; enters its id into ``known``, beside the id as JSON spells it."""
    node_id = check_node_id(row[0], known)
    known[node_id] = json_text(node_id)
    try:
        values = dict(stated_values(graph.node_attributes, row[2:]))
        return json_text(_item(row, values))
    except ValueError as error:
        raise ValueError(f"node {node_id!r}: {error}") from None


def _strength(fields: Row) -> str:
    return f',"strength":{edge_facts(fields)[2]!r}}}'


def _tail(graph: GraphRows) -> str:
    clusters = [
        {"cluster": number, "label": label}
        for number, label in sorted(graph.communities.items())
        if 1 <= number <= LARGEST_CLUSTER
    ]
    about = {"title": "citegraph", "description": escape(graph.description)}
    return f'\n],"clusters":{json_text(clusters)}}},\n"info":{json_text(about)}}}\n'


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
