"""How fast is each graph format, beside networkx's writer of it? Run by hand: ``python tests/benchmarks/exports.py``.

The same graph for all: 220,000 edges among 10,000 nodes, weighted and of one relation, as rows in memory for us and as
a graph in memory for networkx. Times are CPU seconds, the best of three; the ratio is what networkx takes for what we
take. CSV and Parquet are written by DuckDB from a table; beside them stands Python's csv module.
"""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import duckdb
import networkx as nx

from warehouse.drawing.forces import settle
from warehouse.drawing.visual_attributes import VisualAttributes
from warehouse.export.formats.gexf import write_gexf
from warehouse.export.formats.gml import write_gml
from warehouse.export.formats.graphml import write_graphml
from warehouse.export.formats.json_graphs import write_cytoscape, write_node_link
from warehouse.export.formats.pajek import write_pajek
from warehouse.export.formats.tables import copy_csv, copy_parquet
from warehouse.export.formats.vosviewer import write_vosviewer
from warehouse.graph.attributes import Attribute, AttributeType
from warehouse.graph.queries import Query
from warehouse.graph.rows import EdgeType, GraphRows, Row

if TYPE_CHECKING:
    from collections.abc import Callable

NODES, EDGES = 10_000, 220_000
ROUNDS = 3
ATTRIBUTES = [
    Attribute("title", AttributeType.STRING),
    Attribute("year", AttributeType.INTEGER),
    Attribute("venue", AttributeType.STRING),
    Attribute("cited_by_count", AttributeType.LONG),
]
TITLE = "A study of subject {}: methods, measurements & a few <open> questions"
NODE_ROWS: list[Row] = [
    (f"W{n}", TITLE.format(n)[:40], TITLE.format(n), 1990 + n % 35, f"Journal {n % 500}", n % 9999)
    for n in range(NODES)
]
EDGE_ROWS: list[Row] = [
    (f"W{n * NODES // EDGES}", f"W{(n * 7919) % NODES}", False, "shares_author", 1.0 + n % 4) for n in range(EDGES)
]
GRAPH = GraphRows(NODE_ROWS, EDGE_ROWS, ATTRIBUTES, edge_type=EdgeType.UNDIRECTED)
VISUAL = {str(row[0]): VisualAttributes((1.5, 2.5), 8.0, "#332288") for row in NODE_ROWS}
YEARS = {f"W{n}": 1990 + n % 35 for n in range(NODES)}


def peer_graph() -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    names = [attribute.name for attribute in ATTRIBUTES]
    for node_id, label, *values in NODE_ROWS:
        graph.add_node(str(node_id), label=label, **dict(zip(names, values, strict=True)))
    for source, target, _, relation, weight in EDGE_ROWS:
        graph.add_edge(str(source), str(target), weight=weight, relation=relation)
    return graph


def dump(data: dict[str, Any], out: Path) -> None:
    with out.open("w") as file:
        json.dump(data, file)


def peer_pajek(graph: nx.Graph[str], out: Path) -> None:
    bare: nx.Graph[str] = nx.Graph()
    bare.add_edges_from(graph.edges(data=True))
    for *_, values in bare.edges(data=True):
        values.pop("relation", None)
    nx.write_pajek(bare, out)


def own_table(copy: Callable[..., int]) -> Callable[[Path], object]:
    con = duckdb.connect()
    con.execute(
        "create table edges as select 'W' || (n * $nodes // $edges) as source, 'W' || (n * 7919 % $nodes) as target,"
        " 'shares_author' as relation, 1.0::double + n % 4 as weight from range($edges) as numbers(n)",
        {"nodes": NODES, "edges": EDGES},
    )
    return lambda out: copy(con, out, Query("from edges", {}), "source, target")


def peer_csv(_: nx.Graph[str], out: Path) -> None:
    with out.open("w", newline="") as file:
        csv.writer(file).writerows(EDGE_ROWS)


WRITERS: dict[str, tuple[Callable[[Path], object], Callable[[nx.Graph[str], Path], object] | None]] = {
    "gexf": (lambda out: write_gexf(out, GRAPH), lambda graph, out: nx.write_gexf(graph, out, prettyprint=False)),
    "gexf, drawn and dated": (lambda out: write_gexf(out, GRAPH, VISUAL, YEARS), None),
    "graphml": (lambda out: write_graphml(out, GRAPH), lambda graph, out: nx.write_graphml(graph, out)),
    "gml": (lambda out: write_gml(out, GRAPH), lambda graph, out: nx.write_gml(graph, out)),
    "pajek": (lambda out: write_pajek(out, GRAPH), peer_pajek),
    "vosviewer": (lambda out: write_vosviewer(out, GRAPH), None),
    "node-link": (
        lambda out: write_node_link(out, GRAPH),
        lambda graph, out: dump(nx.node_link_data(graph, edges="edges"), out),
    ),
    "cytoscape": (
        lambda out: write_cytoscape(out, GRAPH),
        lambda graph, out: dump(nx.cytoscape_data(graph), out),
    ),
    "csv-edges": (own_table(copy_csv), peer_csv),
    "parquet-edges": (own_table(copy_parquet), None),
}


def seconds(job: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The least CPU seconds of some rounds."""
    times = []
    for _ in range(rounds):
        start = process_time()
        job()
        times.append(process_time() - start)
    return min(times)


def main() -> None:
    graph = peer_graph()
    # networkx holds one edge between two nodes; rows that repeat a pair count for us alone
    peer_edges = graph.number_of_edges()
    print(f"{'':24}{'CPU s':>8}{'edges/s':>12}{'MB':>7}{'networkx CPU s':>16}{'ratio per edge':>16}")
    with tempfile.TemporaryDirectory() as folder:
        for name, (own, peer) in WRITERS.items():
            out, peer_out = Path(folder, "own"), Path(folder, "peer")
            own_seconds = seconds(lambda own=own, out=out: own(out))  # type: ignore[misc]
            line = f"{name:24}{own_seconds:>8.2f}{EDGES / own_seconds:>12,.0f}{out.stat().st_size / 1e6:>7.1f}"
            if peer:
                peer_seconds = seconds(lambda peer=peer, out=peer_out: peer(graph, out), 1)  # type: ignore[misc]
                ratio = (peer_seconds / peer_edges) / (own_seconds / EDGES)
                line += f"{peer_seconds:>16.2f}{ratio:>16.1f}"
            print(line)
    pairs = [(int(str(row[0])[1:]), int(str(row[1])[1:])) for row in EDGE_ROWS]
    print(f"\nlayout of these nodes and edges: {seconds(lambda: settle([None] * NODES, pairs), 1):.1f} CPU s")


if __name__ == "__main__":
    main()
