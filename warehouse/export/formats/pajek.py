"""Pajek's .net (W. de Nooy, A. Mrvar and V. Batagelj, Exploratory Social Network Analysis with Pajek), as a stream.

A vertex has a label and no other attribute: its id and the readable label behind it. Pajek knows no quote inside a
label: double quotes become single ones and backslashes slashes, which NetworkX would take for the start of an escape.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from warehouse.export.registry import register_graph_format
from warehouse.export.rows import Spelling, write_spelled
from warehouse.graph.attributes import LABEL, plain
from warehouse.graph.rows import EdgeType, edge_facts

if TYPE_CHECKING:
    from pathlib import Path

    from warehouse.files import WrittenFile
    from warehouse.graph.rows import GraphRows, Row


def write_pajek(out: Path, graph: GraphRows) -> WrittenFile:
    """Write the weighted edges, all of the direction ``graph.edge_type``; errors as ``write_spelled`` has them.

    The file begins with the number of nodes, so that these are held in memory.
    """
    nodes = list(graph.nodes)
    spelling = Spelling(
        head=f"*Vertices {len(nodes)}\n",
        end=lambda _, number: str(number + 1),
        node=_vertex,
        middle="*Arcs\n" if graph.edge_type is EdgeType.DIRECTED else "*Edges\n",
        edge=("", " "),
        edge_rest=lambda fields: f" {edge_facts(fields)[2]!r}\n",
        tail="",
    )
    return write_spelled(out, replace(graph, nodes=nodes), spelling)


_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_QUOTES = str.maketrans({'"': "'", "\\": "/"})


def _vertex(number: str, row: Row) -> str:
    label = "" if row[1] is None else f" {plain(LABEL, row[1])}"
    return f'{number} "{_UNSEEN.sub(" ", f"{row[0]}{label}").translate(_QUOTES)}"\n'


register_graph_format("pajek", ".net", "labels and weighted edges of one relation, for Pajek", write_pajek, rank=4)
