"""GraphML (http://graphml.graphdrawing.org), by NetworkX; yEd, Gephi, igraph and NetworkX read it.

Labels are the node attribute ``label``, weights the edge attribute ``weight``: the names Gephi and igraph look for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from networkx.readwrite.graphml import GraphMLWriter

from warehouse.escaping import without_forbidden
from warehouse.export.checked_graph import checked_graph, write_text
from warehouse.export.registry import register_graph_format

if TYPE_CHECKING:
    from pathlib import Path

    from warehouse.files import WrittenFile
    from warehouse.graph.attributes import Plain
    from warehouse.graph.rows import GraphRows


def write_graphml(out: Path, rows: GraphRows) -> WrittenFile:
    """Write a graph in ASCII; errors as ``checked_graph`` has them. Graph and document are in memory.

    Characters that XML cannot hold become U+FFFD.
    """
    graph = checked_graph(rows, _spelled)
    # The writer leaves carriage returns as they are, and every XML reader takes those for line ends.
    document = str(GraphMLWriter(graph)).replace("\r", "&#13;")
    return write_text(out, graph, ['<?xml version="1.0" encoding="UTF-8"?>\n', document, "\n"])


def _spelled(value: Plain) -> Plain:
    return without_forbidden(value) if isinstance(value, str) else value


register_graph_format(
    "graphml", ".graphml", "a graph of one relation, for yEd, igraph and most others", write_graphml, rank=2
)
