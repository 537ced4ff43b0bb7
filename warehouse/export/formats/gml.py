"""GML (M. Himsolt, Graph Modelling Language, 1996), by NetworkX; Gephi, igraph, yEd and NetworkX read it.

Nodes are numbered, as GML demands, and their ids are the attribute ``work_id``. NetworkX names nodes by their labels
and refuses a file in which two are equal: the second gets its id behind it. Keys hold underscores, which GML does not
foresee and all these readers take.
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
    from warehouse.graph.attributes import Plain
    from warehouse.graph.rows import GraphRows


def write_gml(out: Path, rows: GraphRows) -> WrittenFile:
    """Write a graph; errors as ``checked_graph`` has them. The graph is in memory twice, the text is not.

    The file is ASCII: other characters, markup and control characters are written as references such as ``&#233;``.
    """
    graph = checked_graph(rows, _spelled)
    for node_id, values in graph.nodes(data=True):
        values["work_id"] = node_id
    named = renamed(graph, lambda node_id, label: label or node_id)
    return write_text(out, graph, (f"{_POINT_ALONE.sub('.0E', line)}\n" for line in nx.generate_gml(named)))


# NetworkX writes 1e-05 as 1.E-05, which igraph refuses; a text, which begins with a quote, is not looked into.
_POINT_ALONE = re.compile(r"(?<=\d)\.E(?=[-+]?\d+$)")


def _spelled(value: Plain) -> Plain:
    """GML's whole numbers have 32 bits: larger ones are written as reals. Half of a surrogate pair becomes U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, int) and not -(2**31) <= value < 2**31:
        return float(value)
    return value


register_graph_format("gml", ".gml", "a graph of one relation, for older programs", write_gml, rank=3)
