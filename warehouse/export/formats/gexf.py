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
* Time is years, in Gephi's format ``double``: it knows no whole numbers, and a date would claim a day. Nodes are
  there from their year on, edges from the later year of their ends on.

NetworkX refuses files that hold directed and undirected edges together; give it one relation a file.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from enrich.batches import in_batches
from warehouse.drawing.visual_attributes import MAX_LAID_OUT, lay_out_graph, visual_attributes
from warehouse.escaping import escape_xml
from warehouse.export.registry import Appearance, Format, register
from warehouse.export.streaming import BATCH_SIZE, Remembered, blame
from warehouse.files import WrittenFile, replacing_file
from warehouse.graph.attributes import LABEL, RELATION, AttributeType, Plain, plain, stated_values
from warehouse.graph.read import read_rows, read_years
from warehouse.graph.rows import EdgeType, check_node_id, edge_facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import duckdb

    from warehouse.drawing.visual_attributes import VisualAttributes
    from warehouse.graph.attributes import Attribute
    from warehouse.graph.rows import GraphRows, Row
    from warehouse.graph.selection import Subgraph


def write_gexf(
    out: Path,
    graph: GraphRows,
    visual: Mapping[str, VisualAttributes] | None = None,
    years: Mapping[str, int] | None = None,
) -> WrittenFile:
    """Write a graph to ``out``, replacing what was there only once the new file is complete.

    Edges are numbered from 0 in the order given. Characters that XML cannot hold become U+FFFD. Both iterables are
    read once and in batches; only the node ids stay in memory. ``graph.edge_type`` sets NetworkX's kind of graph and
    keeps the file small. ``visual`` attributes of nodes, by id, make a finished picture; ``years`` of nodes make the
    graph dynamic.

    Raises ValueError, naming the row, for a node given twice, an edge whose ends are not among the nodes, an edge
    without relation or finite weight, or a value that does not fit its attribute; and for an attribute name that is
    taken. Nothing is left behind after an error, and the file that was there before stays as it was. Safe to repeat.
    """
    head = _head(graph, has_visual=visual is not None, is_dynamic=years is not None)
    tail = partial(_edge_tail, graph)
    starts = {node_id: f' start="{year}"' for node_id, year in (years or {}).items()}
    known: dict[str, str] = {}
    edge_count = 0
    with replacing_file(out) as file:
        file.write(head)
        for batch in in_batches(graph.nodes, BATCH_SIZE):
            file.write("".join([_node_line(row, graph.node_attributes, known, visual or {}, starts) for row in batch]))
        file.write("</nodes>\n<edges>\n")
        remembered_tail = Remembered(tail)
        # Copies made together lie together: looking up an end is mostly waiting for memory.
        same_in_xml = frozenset("\n".join(i for i, escaped in known.items() if i == escaped).split("\n"))
        for batch in in_batches(graph.edges, BATCH_SIZE):
            try:
                lines = _edge_lines(batch, edge_count, known, same_in_xml, remembered_tail)
            except (IndexError, KeyError, TypeError, ValueError) as error:
                blame(batch, known, tail, error)
            file.write("".join(lines if years is None else _dated(lines, batch, years, starts)))
            edge_count += len(batch)
        file.write("</edges>\n</graph>\n</gexf>\n")
    return WrittenFile.at(out, len(known), edge_count)


def _write_subgraph(
    con: duckdb.DuckDBPyConnection, out: Path, subgraph: Subgraph, appearance: Appearance
) -> WrittenFile:
    graph, visual = read_rows(con, subgraph), None
    is_drawn = appearance.visual_attributes
    if is_drawn is None:
        is_drawn, graph = _is_small(graph)
    if is_drawn:
        graph = graph.kept()
        visual = visual_attributes(graph, lay_out_graph(graph))
    return write_gexf(out, graph, visual, read_years(con, subgraph) if appearance.timeline else None)


def _is_small(graph: GraphRows) -> tuple[bool, GraphRows]:
    """Whether the nodes are few enough to be laid out, and the graph, whose rows are still to be read."""
    nodes = iter(graph.nodes)
    first = list(islice(nodes, MAX_LAID_OUT + 1))
    return len(first) <= MAX_LAID_OUT, replace(graph, nodes=chain(first, nodes))


register(
    Format(
        "gexf",
        ".gexf",
        "a graph of any relations, for Gephi: with visual attributes, or with years",
        _write_subgraph,
        rank=1,
        has_appearance=True,
    )
)


# ------------------------------------------------------------------------ the head

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)

# Names that are more than a name to some reader: columns Gephi has already, values NetworkX gives a meaning of its
# own (when it reads them, or when it writes the graph again), and the parameters NetworkX would confuse them with.
_TAKEN_BY_ANY = frozenset({"id", "label", "timeset", "interval", "start", "end", "spells", "slices", "viz", "self"})
_TAKEN_BY_NODES = _TAKEN_BY_ANY | {"pid", "parents", "node_for_adding"}
_TAKEN_BY_EDGES = _TAKEN_BY_ANY | {
    "source", "target", "type", "kind", "weight", "relation", "key", "networkx_key", "u_for_edge", "v_for_edge",
}  # fmt: skip


def _head(graph: GraphRows, *, has_visual: bool, is_dynamic: bool) -> str:
    """Everything above the first node."""
    _check_names("node", graph.node_attributes, _TAKEN_BY_NODES)
    _check_names("edge", graph.edge_attributes, _TAKEN_BY_EDGES)
    if lists := [a.name for a in graph.edge_attributes if a.type is AttributeType.LIST_OF_STRINGS]:
        raise ValueError(f"edge attribute {lists[0]!r} is a list, and only nodes can have lists: join it to one text")
    about = f"<description>{escape_xml(graph.description)}</description>" if graph.description else ""
    viz = ' xmlns:viz="http://gexf.net/1.3/viz"' if has_visual else ""
    time = ' mode="dynamic" timeformat="double"' if is_dynamic else ""
    attributes = _declarations("node", graph.node_attributes) + _declarations(
        "edge", [RELATION, *graph.edge_attributes]
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<gexf xmlns="http://gexf.net/1.3"{viz} version="1.3">\n'
        f"<meta><creator>citegraph</creator>{about}</meta>\n"
        f'<graph defaultedgetype="{EdgeType(graph.edge_type)}"{time}>\n'
        f"{attributes}<nodes>\n"
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


def _node_line(
    row: Row,
    attributes: Sequence[Attribute],
    known: dict[str, str],
    visual: Mapping[str, VisualAttributes],
    starts: Mapping[str, str],
) -> str:
    """One node as text; enters its id into ``known``, beside the id as XML spells it."""
    node_id, label, *values = row
    node_id = check_node_id(node_id, known)
    known[node_id] = escape_xml(node_id)
    try:
        shown = "" if label is None else f' label="{xml_text(plain(LABEL, label))}"'
        stated = _attvalues(attributes, values)
    except ValueError as error:
        raise ValueError(f"node {node_id!r}: {error}") from None
    viz = _viz(visual[node_id]) if node_id in visual else ""
    inside = f"<attvalues>{stated}</attvalues>" if stated else ""
    return f'<node id="{known[node_id]}"{shown}{starts.get(node_id, "")}>{inside}{viz}</node>\n'


def _viz(visual: VisualAttributes) -> str:
    red, green, blue = bytes.fromhex(visual.colour.removeprefix("#"))
    x, y = visual.position
    return (
        f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:position x="{x}" y="{y}"/><viz:size value="{visual.size}"/>'
    )


def _edge_lines(
    rows: Sequence[Row], first: int, known: dict[str, str], same_in_xml: frozenset[str], tails: Mapping[Row, str]
) -> list[str]:
    """Edges as text, numbered from ``first``. Says by some exception that a row is at fault, but not which one.

    Columns, not rows: most of the time goes into looking up ends among many, which one set does for another at once.
    """
    sources: Sequence[object]
    targets: Sequence[object]
    sources, targets, *rest = zip(*rows, strict=True)
    if not same_in_xml.issuperset({*sources, *targets}):
        ids: dict[object, str] = known  # type: ignore[assignment]  # an end that is no text is just not among them
        sources, targets = [ids[end] for end in sources], [ids[end] for end in targets]
    numbers = range(first, first + len(rows))
    found = map(tails.__getitem__, zip(*rest, strict=True))
    return [
        f'<edge id="{number}" source="{source}" target="{target}"{tail}'
        for number, source, target, tail in zip(numbers, sources, targets, found, strict=True)
    ]


def _dated(lines: Sequence[str], rows: Sequence[Row], years: Mapping[str, int], starts: Mapping[str, str]) -> list[str]:
    """The edges with the later year of their ends, where one has a year."""
    ends = [[end for end in row[:2] if isinstance(end, str) and end in years] for row in rows]
    found = [starts[max(dated, key=years.__getitem__)] if dated else "" for dated in ends]
    return [line.replace("<edge", f"<edge{start}", 1) for line, start in zip(lines, found, strict=True)]


def _edge_tail(graph: GraphRows, fields: Row) -> str:
    """All of an edge behind its ends, from ``(is_directed, relation, weight, *values)``."""
    is_directed, relation, weight, values = edge_facts(fields)
    edge_type = EdgeType.DIRECTED if is_directed else EdgeType.UNDIRECTED
    stated_type = "" if edge_type == graph.edge_type else f' type="{edge_type}"'
    kind = escape_xml(relation)
    stated = f'<attvalue for="{RELATION.name}" value="{kind}"/>{_attvalues(graph.edge_attributes, values)}'
    return f'{stated_type} kind="{kind}" weight="{weight!r}"><attvalues>{stated}</attvalues></edge>\n'


# ---------------------------------------------------------------------------- values


def _attvalues(attributes: Sequence[Attribute], values: Sequence[object]) -> str:
    return "".join(
        [f'<attvalue for="{name}" value="{xml_text(value)}"/>' for name, value in stated_values(attributes, values)]
    )


def xml_text(value: Plain) -> str:
    """``value`` as XML attribute or element text; a list in the syntax of GEXF 1.3."""
    if isinstance(value, str):
        return escape_xml(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        # Readers of lists know a backslash before a quote or a backslash, and nothing else.
        quoted = ['"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"' for item in value]
        return escape_xml(f"[{', '.join(quoted)}]")
    text = repr(value)
    return _NOT_FINITE.get(text, text)


_NOT_FINITE = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}
