"""GEXF 1.3, written as a stream: rows in, one file out, in memory that does not grow with the edges.

What the file promises its readers (Gephi, NetworkX, graphology):

* An attribute's name is its id and its title, for some readers look at one and some at the other.
* An edge says its relation twice: as the attribute ``relation``, which every reader hands on, and as GEXF's
  ``kind``, by which Gephi keeps a citation and a shared author between the same two nodes apart. GEXF's ``type``
  can only say directed or undirected; it is written where it differs from the graph's default.
* A value nobody stated is left out. Infinity is spelled ``Infinity``, not XML Schema's ``INF``: JavaScript and
  Java know only that spelling, Python knows both. A date is text, since GEXF 1.3 has no type for it.
* A list of texts reads ``["one", "two"]``: graphology and Gephi take it apart, NetworkX hands on this very text.
* The same rows give the same bytes: the order is the rows' own, and the file carries no date.

NetworkX refuses files that hold directed and undirected edges together; give it one relation a file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache, partial
from itertools import islice
from numbers import Real
from operator import index
from pathlib import Path
from typing import NoReturn, TextIO, TypeAlias
from uuid import uuid4

Row: TypeAlias = tuple[object, ...]


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
class Written:
    """What a finished file holds."""

    node_count: int
    edge_count: int
    byte_count: int


def write_gexf(
    out: Path,
    *,
    nodes: Iterable[Row],
    edges: Iterable[Row],
    node_attributes: Sequence[Attribute] = (),
    edge_attributes: Sequence[Attribute] = (),
    default_edge_type: EdgeType = EdgeType.DIRECTED,
    description: str = "",
) -> Written:
    """Write a graph to ``out``, replacing what was there only once the new file is complete.

    A row of ``nodes`` is ``(node_id, label, *values)``, a row of ``edges`` is
    ``(source, target, is_directed, relation, weight, *values)``: tuples, with the values in the order of the
    attributes and None for a value nobody stated. Edges are numbered from 0 in the order given. Characters that XML
    cannot hold become U+FFFD. Both iterables are read once and in batches; only the node ids stay in memory.

    Give ``default_edge_type`` the direction of most edges: it sets NetworkX's kind of graph and keeps the file small.

    Raises ValueError, naming the row, for a node given twice, an edge whose ends are not among the nodes, an edge
    without relation or finite weight, or a value that does not fit its attribute; and for an attribute name that is
    taken. Nothing is left behind after an error, and the file that was there before stays as it was. Safe to repeat.
    """
    head = _head(node_attributes, edge_attributes, default_edge_type, description)
    tail = partial(_edge_tail, edge_attributes, default_edge_type)
    known: dict[str, str] = {}
    edge_count = 0
    with _replacing(out) as file:
        file.write(head)
        for batch in _batches(nodes):
            file.write("".join([_node_line(row, node_attributes, known) for row in batch]))
        file.write("</nodes>\n<edges>\n")
        remembered_tail = lru_cache(_REMEMBERED_TAILS)(tail)
        for batch in _batches(edges):
            try:
                file.write(_edge_lines(batch, edge_count, known, remembered_tail))
            except (IndexError, KeyError, TypeError, ValueError) as error:
                _blame(batch, known, tail, error)
            edge_count += len(batch)
        file.write("</edges>\n</graph>\n</gexf>\n")
    return Written(len(known), edge_count, out.stat().st_size)


# Enough rows to make the joins and writes cheap, few enough to stay in the processor's cache.
_BATCH_SIZE = 256

# Edges differ in their ends; the rest of the row has few distinct values. Formatting those once makes writing
# several times as fast; the bound keeps the memory for them to about ten megabytes.
_REMEMBERED_TAILS = 16_384


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH_SIZE)):
        yield batch


@contextmanager
def _replacing(out: Path) -> Iterator[TextIO]:
    """Open a file beside ``out`` that takes its place if the block ends well, and vanishes if it does not."""
    unfinished = out.with_name(f".{out.name}.{uuid4().hex}.unfinished")
    try:
        with unfinished.open("x", encoding="utf-8", newline="\n") as file:
            yield file
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)


# ------------------------------------------------------------------------ the head

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)

# Names that are more than a name to some reader: columns Gephi has already, values NetworkX gives a meaning of its
# own (when it reads them, or when it writes the graph again), and the parameters NetworkX would confuse them with.
_TAKEN_BY_ANY = frozenset({"id", "label", "timeset", "interval", "start", "end", "spells", "slices", "viz", "self"})
_TAKEN_BY_NODES = _TAKEN_BY_ANY | {"pid", "parents", "node_for_adding"}
_TAKEN_BY_EDGES = _TAKEN_BY_ANY | {
    "source", "target", "type", "kind", "weight", "relation", "key", "networkx_key", "u_for_edge", "v_for_edge",
}  # fmt: skip

_RELATION = Attribute("relation", AttributeType.STRING)
_WEIGHT = Attribute("weight", AttributeType.DOUBLE)
_LABEL = Attribute("label", AttributeType.STRING)


def _head(
    node_attributes: Sequence[Attribute],
    edge_attributes: Sequence[Attribute],
    default_edge_type: EdgeType,
    description: str,
) -> str:
    """Everything above the first node."""
    _check_names("node", node_attributes, _TAKEN_BY_NODES)
    _check_names("edge", edge_attributes, _TAKEN_BY_EDGES)
    if lists := [a.name for a in edge_attributes if a.type is AttributeType.LIST_OF_STRINGS]:
        raise ValueError(f"edge attribute {lists[0]!r} is a list, and only nodes can have lists: join it to one text")
    about = f"<description>{escape_xml(description)}</description>" if description else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        f"<meta><creator>citegraph</creator>{about}</meta>\n"
        f'<graph defaultedgetype="{EdgeType(default_edge_type)}">\n'
        f"{_declarations('node', node_attributes)}{_declarations('edge', [_RELATION, *edge_attributes])}<nodes>\n"
    )


def _check_names(element: str, attributes: Sequence[Attribute], taken: frozenset[str]) -> None:
    """Raise ValueError for a name that is no plain word, is taken, or comes twice; Gephi looks past upper case."""
    seen: set[str] = set()
    for attribute in attributes:
        name = attribute.name
        where = f"{element} attribute {name!r}"
        if not _NAME.fullmatch(name):
            raise ValueError(f"{where}: use letters, digits and underscores, beginning with a letter")
        if name.lower() in taken:
            raise ValueError(f"{where}: GEXF or one of its readers means something else by this name: choose another")
        if name.lower() in seen:
            raise ValueError(f"{where} comes twice, as Gephi reads it: names must differ in more than upper case")
        seen.add(name.lower())


def _declarations(element: str, attributes: Sequence[Attribute]) -> str:
    lines = [f'<attribute id="{a.name}" title="{a.name}" type="{AttributeType(a.type)}"/>\n' for a in attributes]
    return f'<attributes class="{element}">\n{"".join(lines)}</attributes>\n' if lines else ""


# ------------------------------------------------------------------ nodes and edges


def _node_line(row: Row, attributes: Sequence[Attribute], known: dict[str, str]) -> str:
    """One node as text; enters its id into ``known``, beside the id as XML spells it."""
    node_id, label, *values = row
    # What XML or a reader would change in an id, or show as nothing, could make two nodes one.
    if not isinstance(node_id, str) or not node_id.strip() or not node_id.isprintable():
        raise ValueError(f"node {node_id!r}: an id must be text, visible and without control characters")
    if node_id in known:
        raise ValueError(f"node {node_id!r} is given twice: give each node once")
    known[node_id] = escape_xml(node_id)
    try:
        shown = "" if label is None else f' label="{_format(_LABEL, label)}"'
        stated = _attvalues(attributes, values)
    except ValueError as error:
        raise ValueError(f"node {node_id!r}: {error}") from None
    inside = f"<attvalues>{stated}</attvalues>" if stated else ""
    return f'<node id="{known[node_id]}"{shown}>{inside}</node>\n'


def _edge_lines(rows: Sequence[Row], first: int, known: dict[str, str], tail: Callable[[Row], str]) -> str:
    """Edges as text, numbered from ``first``. Says by some exception that a row is at fault, but not which one."""
    ids: dict[object, str] = known  # type: ignore[assignment]  # an end that is no text is just not among them
    return "".join(
        [
            f'<edge id="{number}" source="{ids[row[0]]}" target="{ids[row[1]]}"{tail(row[2:])}'
            for number, row in enumerate(rows, first)
        ]
    )


def _edge_tail(attributes: Sequence[Attribute], default_edge_type: EdgeType, fields: Row) -> str:
    """All of an edge behind its ends, from ``(is_directed, relation, weight, *values)``."""
    if len(fields) < 3:
        raise ValueError("a row is (source, target, is_directed, relation, weight, *values)")
    is_directed, relation, weight, *values = fields
    if not isinstance(is_directed, bool):
        raise ValueError(f"is_directed is {is_directed!r}: it must be true or false")
    if not isinstance(relation, str) or not relation.strip():
        raise ValueError(f"relation is {relation!r}: every edge needs one")
    number = _format(_WEIGHT, weight)
    if not math.isfinite(float(number)):
        raise ValueError(f"weight is {weight!r}: every edge needs a finite one")
    edge_type = EdgeType.DIRECTED if is_directed else EdgeType.UNDIRECTED
    stated_type = "" if edge_type == default_edge_type else f' type="{edge_type}"'
    kind = escape_xml(relation)
    stated = f'<attvalue for="{_RELATION.name}" value="{kind}"/>{_attvalues(attributes, values)}'
    return f'{stated_type} kind="{kind}" weight="{number}"><attvalues>{stated}</attvalues></edge>\n'


def _blame(rows: Sequence[Row], known: dict[str, str], tail: Callable[[Row], str], error: Exception) -> NoReturn:
    """Raise ValueError naming the first of ``rows`` at fault; ``error`` again if it is none of them."""
    for row in rows:
        source, target = (*row, None, None)[:2]
        if missing := [end for end in (source, target) if end not in known]:
            raise ValueError(f"edge {source!r} to {target!r}: there is no node {missing[0]!r}") from None
        try:
            tail(row[2:])
        except ValueError as fault:
            raise ValueError(f"edge {source!r} to {target!r}: {fault}") from None
    raise error


# ---------------------------------------------------------------------------- values


def _attvalues(attributes: Sequence[Attribute], values: Sequence[object]) -> str:
    if len(values) != len(attributes):
        names = [attribute.name for attribute in attributes]
        raise ValueError(f"a row must end in one value for each of the attributes {names}, not in {list(values)!r}")
    return "".join(
        [
            f'<attvalue for="{attribute.name}" value="{_format(attribute, value)}"/>'
            for attribute, value in zip(attributes, values, strict=True)
            if value is not None
        ]
    )


def _format(attribute: Attribute, value: object) -> str:
    """``value`` as XML attribute text; ValueError if it is not of the attribute's type."""
    try:
        return _FORMATS[attribute.type](value)
    except (TypeError, OverflowError):
        raise ValueError(f"{attribute.name} is {value!r}, which is no {attribute.type}") from None


def _format_string(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return escape_xml(value)
    raise TypeError


def _format_integer(bits: int, value: object) -> str:
    # Gephi drops, with no more than a line in its log, a number that is too large for the type.
    number = index(value)  # type: ignore[arg-type]  # its TypeError is the answer
    if isinstance(value, bool):
        raise TypeError
    if not -(2 ** (bits - 1)) <= number < 2 ** (bits - 1):
        raise OverflowError
    return str(number)


def _format_double(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        raise TypeError
    text = repr(float(value))
    return _NOT_FINITE.get(text, text)


def _format_boolean(value: object) -> str:
    if not isinstance(value, bool):
        raise TypeError
    return "true" if value else "false"


def _format_list_of_strings(value: object) -> str:
    """The list syntax of GEXF 1.3. Its readers know a backslash before a quote or a backslash, and nothing else."""
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise TypeError
    quoted = ['"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"' for item in value]
    return escape_xml(f"[{', '.join(quoted)}]")


_NOT_FINITE = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}

_FORMATS: dict[AttributeType, Callable[[object], str]] = {
    AttributeType.STRING: _format_string,
    AttributeType.INTEGER: partial(_format_integer, 32),
    AttributeType.LONG: partial(_format_integer, 64),
    AttributeType.DOUBLE: _format_double,
    AttributeType.BOOLEAN: _format_boolean,
    AttributeType.LIST_OF_STRINGS: _format_list_of_strings,
}

# Markup, line ends and what XML 1.0 forbids. U+0085 and U+2028 are ordinary characters in XML 1.0, but line ends in
# XML 1.1, and the parser graphology uses takes them for such in any file.
_SPECIAL = re.compile('[&<>"\x00-\x1f\x85\u2028\ud800-\udfff\ufffe\uffff]')
_REFERENCES = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;",
    "\t": "&#9;", "\n": "&#10;", "\r": "&#13;", "\x85": "&#133;", "\u2028": "&#8232;",
}  # fmt: skip


def escape_xml(text: str) -> str:
    """``text`` for an XML attribute or element; what XML cannot hold becomes U+FFFD, so that the loss is seen."""
    return _SPECIAL.sub(lambda match: _REFERENCES.get(match[0], "\ufffd"), text)
