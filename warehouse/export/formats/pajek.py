"""Pajek's .net (W. de Nooy, A. Mrvar and V. Batagelj, Exploratory Social Network Analysis with Pajek), by NetworkX.

A vertex has a label and no other attribute: its id and the readable label behind it. Pajek knows no quote inside a
label: double quotes become single ones and backslashes slashes, which NetworkX would take for the start of an escape.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import networkx as nx

from warehouse.export.checked_graph import checked_graph, renamed, write_text
from warehouse.export.registry import register_graph_format

if TYPE_CHECKING:
    from pathlib import Path

    from warehouse.files import WrittenFile
    from warehouse.graph.rows import GraphRows


def write_pajek(out: Path, rows: GraphRows) -> WrittenFile:
    """Write labels and weighted edges; errors as ``checked_graph`` has them. The graph is in memory three times.

    Vertices stand on a circle, as Pajek puts those whose places nobody gives; NetworkX would put all in one corner.
    """
    graph = renamed(checked_graph(rows), lambda node_id, label: _vertex(f"{node_id} {label}"))
    bare = nx.create_empty_copy(graph, with_data=False)
    bare.add_weighted_edges_from(graph.edges(data="weight"))
    for vertex, (x, y) in nx.circular_layout(bare, scale=0.45, center=(0.5, 0.5)).items():
        bare.nodes[vertex].update(x=round(float(x), 4), y=round(float(y), 4))
    return write_text(out, graph, (f"{line}\n" for line in nx.generate_pajek(bare)))


_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_QUOTES = str.maketrans({'"': "'", "\\": "/"})


def _vertex(label: str) -> str:
    return _UNSEEN.sub(" ", label.strip()).translate(_QUOTES)


register_graph_format("pajek", ".net", "labels and weighted edges of one relation, for Pajek", write_pajek, rank=4)
