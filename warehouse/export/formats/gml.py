"""GML (M. Himsolt, Graph Modelling Language, 1996), written as a stream; Gephi, igraph, yEd and NetworkX read it.

Nodes are numbered, as GML demands; the id is the attribute ``work_id``. NetworkX names nodes by their labels and
refuses a file in which two are equal: the second gets its id behind it. Keys hold underscores, which GML does not
foresee and all these readers take.
"""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING

from warehouse.export.registry import register_graph_format
from warehouse.export.rows import Spelling, write_spelled
from warehouse.graph.attributes import LABEL as LABEL_ATTRIBUTE
from warehouse.graph.attributes import plain, stated_values
from warehouse.graph.rows import EdgeType, edge_facts

if TYPE_CHECKING:
    from pathlib import Path

    from warehouse.files import WrittenFile
    from warehouse.graph.attributes import Plain
    from warehouse.graph.rows import GraphRows, Row


def write_gml(out: Path, graph: GraphRows) -> WrittenFile:
    """Write a graph, all of whose edges have the direction ``graph.edge_type``; errors as ``write_spelled`` has them.

    The file is ASCII: other characters, markup and control characters are written as references such as ``&#233;``.
    """
    labels: set[str] = set()

    def node(number: str, row: Row) -> str:
        node_id, label, *values = row
        text = str(plain(LABEL_ATTRIBUTE, label)) if label is not None else str(node_id)
        if text in labels:
            text = f"{text} ({node_id})"
        labels.add(text)
        stated: list[tuple[str, Plain]] = [("label", text), ("work_id", str(node_id))]
        stated += stated_values(graph.node_attributes, values)
        return f"node [ id {number}{_pairs(stated)} ]\n"

    def edge_rest(fields: Row) -> str:
        _, relation, weight, values = edge_facts(fields)
        stated: list[tuple[str, Plain]] = [("weight", weight), ("relation", relation)]
        stated += stated_values(graph.edge_attributes, values)
        return f"{_pairs(stated)} ]\n"

    spelling = Spelling(
        head=(
            f'Creator "citegraph"\ngraph [\ncomment {gml_text(graph.description)}\n'
            f"directed {int(graph.edge_type is EdgeType.DIRECTED)}\n"
        ),
        end=lambda _, number: str(number),
        node=node,
        middle="",
        edge=("edge [ source ", " target "),
        edge_rest=edge_rest,
        tail="]\n",
    )
    return write_spelled(out, graph, spelling)


_SPECIAL = re.compile(r'[^ -~]|["&]')


def gml_text(text: str) -> str:
    """``text`` as a GML string; half of a surrogate pair becomes U+FFFD."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return '"' + _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", whole) + '"'


def _pairs(stated: list[tuple[str, Plain]]) -> str:
    return "".join(f" {name} {_value(value)}" for name, value in stated)


def _value(value: Plain) -> str:
    if isinstance(value, str):
        return gml_text(value)
    if isinstance(value, list):
        return gml_text("; ".join(value))
    if isinstance(value, float) or not -(2**31) <= value < 2**31:
        return _real(float(value))
    return str(int(value))


def _real(value: float) -> str:
    """A real has a point; GML's whole numbers have 32 bits, and larger ones are written as reals."""
    if not isfinite(value):
        raise ValueError(f"GML has no way to write {value!r}")
    digits, exponent, power = repr(value).partition("e")
    return digits + ("" if "." in digits else ".0") + exponent.upper() + power


register_graph_format("gml", ".gml", "a graph of one relation, for older programs", write_gml, rank=3)
