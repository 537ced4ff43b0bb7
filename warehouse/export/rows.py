"""How a text format is written as a stream of nodes and edges."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from enrich.batches import in_batches
from warehouse.export.streaming import BATCH_SIZE, Remembered, blame
from warehouse.files import WrittenFile, replacing_file
from warehouse.graph.rows import check_node_id

if TYPE_CHECKING:
    from pathlib import Path

    from warehouse.graph.rows import GraphRows, Row


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a text format spells a graph, its nodes before its edges.

    ``end`` says how edges name a node, from its id and its number (from 0); ``node`` spells a node from that name and
    its row; ``edge`` is what stands before an edge's source and between source and target, and ``edge_rest`` what
    follows, from ``(is_directed, relation, weight, *values)``. ``joint`` stands between nodes and between edges.
    """

    head: str
    end: Callable[[str, int], str]
    node: Callable[[str, Row], str]
    middle: str
    edge: tuple[str, str]
    edge_rest: Callable[[Row], str]
    tail: str
    joint: str = ""


def write_spelled(out: Path, graph: GraphRows, spelling: Spelling) -> WrittenFile:
    """Write a graph to ``out``, replacing what was there only once the new file is complete. Safe to repeat.

    Raises ValueError, naming the row, for a node given twice, an edge whose ends are not among the nodes, an edge
    without relation or finite weight, or a value that does not fit its attribute. Only the node ids stay in memory.
    """
    known: dict[str, str] = {}
    edge_count = 0
    with replacing_file(out) as file:
        file.write(spelling.head)
        for batch in in_batches(graph.nodes, BATCH_SIZE):
            file.write((spelling.joint if known else "") + spelling.joint.join(_node_texts(batch, spelling, known)))
        file.write(spelling.middle)
        remembered_rest = Remembered(spelling.edge_rest)
        for batch in in_batches(graph.edges, BATCH_SIZE):
            try:
                texts = _edge_texts(batch, spelling.edge, known, remembered_rest)
            except (IndexError, KeyError, TypeError, ValueError) as error:
                blame(batch, known, spelling.edge_rest, error)
            file.write((spelling.joint if edge_count else "") + spelling.joint.join(texts))
            edge_count += len(batch)
        file.write(spelling.tail)
    return WrittenFile.at(out, len(known), edge_count)


def _node_texts(rows: Sequence[Row], spelling: Spelling, known: dict[str, str]) -> list[str]:
    texts = []
    for row in rows:
        node_id = check_node_id(row[0], known)
        known[node_id] = spelling.end(node_id, len(known))
        try:
            texts.append(spelling.node(known[node_id], row))
        except ValueError as error:
            raise ValueError(f"node {node_id!r}: {error}") from None
    return texts


def _edge_texts(
    rows: Sequence[Row], edge: tuple[str, str], known: dict[str, str], rests: Mapping[Row, str]
) -> list[str]:
    """Edges as text. Says by some exception that a row is at fault, but not which one."""
    ids: dict[object, str] = known  # type: ignore[assignment]  # an end that is no text is just not among them
    before, between = edge
    return [f"{before}{ids[row[0]]}{between}{ids[row[1]]}{rests[row[2:]]}" for row in rows]
