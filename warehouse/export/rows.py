"""What every graph format is given: nodes and edges as rows, typed attributes; and how a stream becomes a file."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from numbers import Real
from operator import index
from pathlib import Path
from typing import NoReturn, TypeAlias

from enrich.batches import in_batches
from warehouse.files import replacing_file

Row: TypeAlias = tuple[object, ...]
Plain: TypeAlias = str | int | float | bool | list[str]


class AttributeType(StrEnum):
    """The types of GEXF 1.3 that citegraph has values for; dates are STRING. INTEGER has 32 bits, LONG has 64."""

    STRING = "string"
    INTEGER = "integer"
    LONG = "long"
    DOUBLE = "double"
    BOOLEAN = "boolean"
    LIST_OF_STRINGS = "liststring"


class EdgeType(StrEnum):
    """Whether an edge has a direction."""

    DIRECTED = "directed"
    UNDIRECTED = "undirected"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A named, typed value of every node or of every edge."""

    name: str
    type: AttributeType


@dataclass(frozen=True, slots=True)
class GraphRows:
    """A graph to be written. Both iterables are read once.

    A row of ``nodes`` is ``(node_id, label, *values)``, a row of ``edges`` is
    ``(source, target, is_directed, relation, weight, *values)``: tuples, with the values in the order of the
    attributes and None for a value nobody stated. ``edge_type`` is the direction of most edges; ``communities`` are
    the labels of the numbers that the node attribute ``community`` holds.
    """

    nodes: Iterable[Row]
    edges: Iterable[Row]
    node_attributes: Sequence[Attribute] = ()
    edge_attributes: Sequence[Attribute] = ()
    edge_type: EdgeType = EdgeType.DIRECTED
    description: str = ""
    communities: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """What a finished file holds."""

    node_count: int
    edge_count: int
    byte_count: int


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


def write_spelled(out: Path, graph: GraphRows, spelling: Spelling) -> Written:
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
    return Written(len(known), edge_count, out.stat().st_size)


# Enough rows to make the joins and writes cheap, few enough to stay in the processor's cache.
BATCH_SIZE = 256

# Edges differ in their ends; the rest of the row has few distinct values. Formatting those once makes writing
# several times as fast; the bound keeps the memory for them to about ten megabytes.
REMEMBERED_ROWS = 16_384


class Remembered(dict[Row, str]):
    """What ``spell`` makes of rows, made once for each and forgotten, all at once, when there are too many."""

    def __init__(self, spell: Callable[[Row], str]) -> None:
        super().__init__()
        self._spell = spell

    def __missing__(self, fields: Row) -> str:
        if len(self) >= REMEMBERED_ROWS:
            self.clear()
        spelled = self[fields] = self._spell(fields)
        return spelled


def check_node_id(node_id: object, known: Mapping[str, str]) -> str:
    """The id of a new node; ValueError if it is known, or if a format or a reader would change it or show nothing."""
    if not isinstance(node_id, str) or not node_id.strip() or not node_id.isprintable():
        raise ValueError(f"node {node_id!r}: an id must be text, visible and without control characters")
    if node_id in known:
        raise ValueError(f"node {node_id!r} is given twice: give each node once")
    return node_id


def edge_facts(fields: Row) -> tuple[bool, str, float, Row]:
    """``(is_directed, relation, weight, values)`` of an edge's fields behind its ends; ValueError if wrong."""
    if len(fields) < 3:
        raise ValueError("a row is (source, target, is_directed, relation, weight, *values)")
    is_directed, relation, weight, *values = fields
    if not isinstance(is_directed, bool):
        raise ValueError(f"is_directed is {is_directed!r}: it must be true or false")
    if not isinstance(relation, str) or not relation.strip():
        raise ValueError(f"relation is {relation!r}: every edge needs one")
    number = plain(WEIGHT, weight)
    if not isinstance(number, float) or not math.isfinite(number):
        raise ValueError(f"weight is {weight!r}: every edge needs a finite one")
    return is_directed, relation, number, tuple(values)


def blame(rows: Sequence[Row], known: Mapping[str, str], rest: Callable[[Row], str], error: Exception) -> NoReturn:
    """Raise ValueError naming the first of the edges at fault; ``error`` again if it is none of them."""
    for row in rows:
        source, target = (*row, None, None)[:2]
        if missing := [end for end in (source, target) if end not in known]:
            raise ValueError(f"edge {source!r} to {target!r}: there is no node {missing[0]!r}") from None
        try:
            rest(row[2:])
        except ValueError as fault:
            raise ValueError(f"edge {source!r} to {target!r}: {fault}") from None
    raise error


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


# ------------------------------------------------------------------------ values

LABEL = Attribute("label", AttributeType.STRING)
RELATION = Attribute("relation", AttributeType.STRING)
WEIGHT = Attribute("weight", AttributeType.DOUBLE)


def stated_values(attributes: Sequence[Attribute], values: Sequence[object]) -> list[tuple[str, Plain]]:
    """The names and values of what is not None; ValueError if there are too few, too many, or one does not fit."""
    if len(values) != len(attributes):
        names = [attribute.name for attribute in attributes]
        raise ValueError(f"a row must end in one value for each of the attributes {names}, not in {list(values)!r}")
    return [
        (attribute.name, plain(attribute, value))
        for attribute, value in zip(attributes, values, strict=True)
        if value is not None
    ]


def plain(attribute: Attribute, value: object) -> Plain:
    """``value`` as Python's own type for the attribute's; ValueError if it is not of that type."""
    try:
        return _PLAIN[attribute.type](value)
    except (TypeError, OverflowError):
        raise ValueError(f"{attribute.name} is {value!r}, which is no {attribute.type}") from None


def _string(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError


def _integer(bound: int, value: object) -> int:
    # Gephi drops, with no more than a line in its log, a number that is too large for the type.
    number = index(value)  # type: ignore[arg-type]  # its TypeError is the answer
    if isinstance(value, bool):
        raise TypeError
    if not -bound <= number < bound:
        raise OverflowError
    return number


def _double(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        raise TypeError
    return float(value)


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _list_of_strings(value: object) -> list[str]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise TypeError
    return list(value)


_PLAIN: dict[AttributeType, Callable[[object], Plain]] = {
    AttributeType.STRING: _string,
    AttributeType.INTEGER: lambda value: _integer(2**31, value),
    AttributeType.LONG: lambda value: _integer(2**63, value),
    AttributeType.DOUBLE: _double,
    AttributeType.BOOLEAN: _boolean,
    AttributeType.LIST_OF_STRINGS: _list_of_strings,
}
