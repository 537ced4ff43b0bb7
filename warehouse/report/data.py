"""What the page shows, read from the warehouse as plain lists and numbers that JSON can hold.

Nodes are columns of equal length, the papers in the order of their citations from each other, then the cited works
outside the corpus; everything else names a node by its place in them.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from enrich.records import SENTENCES
from warehouse.drawing.visual_attributes import COLOURS, GREY, lay_out_graph
from warehouse.export.drawn_graph import DRAWN, read_drawn_graph
from warehouse.graph.columns import Detail, Node, marked
from warehouse.graph.read import read_communities, read_edges, read_measures, read_rows
from warehouse.graph.relations import BETWEEN_WORKS, Relation
from warehouse.report.choices import column, node_groups, node_measures, shortened
from warehouse.sql_files import read_sql
from warehouse.summary import read_summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import duckdb

    from warehouse.export.drawn_graph import DrawnGraph
    from warehouse.graph.selection import Selection, Subgraph

Json = dict[str, Any]
Row = TypeVar("Row")

# A browser draws this much fluently, and the page says what it leaves out.
MAX_NODES = 10_000
MAX_EDGES = 100_000

# What the page tells of a node: columns of all nodes, and what report/details.sql adds.
NODE_COLUMNS = (*marked(Node, Detail), "abstract", "reference_status", "is_in_corpus")
RELATION_LABELS = {
    Relation.CITES: "cites",
    Relation.SHARES_AUTHOR: "shares an author",
    Relation.CO_CITATION: "is cited together",
    Relation.BIBLIOGRAPHIC_COUPLING: "cites the same works",
}
TABLES = ("authors", "missing_classics", "match_report", "unresolved_papers", "reference_statuses")


def read_page_data(
    con: duckdb.DuckDBPyConnection,
    selection: Selection = DRAWN,
    drawn: DrawnGraph | None = None,
    *,
    max_nodes: int = MAX_NODES,
    max_edges: int = MAX_EDGES,
) -> Json:
    """Everything on the page: the nodes selected and their edges of all relations; the tables are of the whole corpus.

    ``drawn`` is what was read of the selection for other files. Of more than ``max_nodes`` papers the most cited stay,
    and of more than ``max_edges`` edges of one relation the heaviest; ``totals`` counts all. The same warehouse gives
    the same data.
    """
    drawn = drawn or read_drawn_graph(con, selection)
    papers, outside = _papers(con, drawn.rows.works()), _outside(con, drawn.subgraph)
    nodes = [*papers[:max_nodes], *outside]
    place_of = {node["work_id"]: place for place, node in enumerate(nodes)}
    edges = _of_each(partial(read_edges, con, subgraph=drawn.subgraph))
    measured = _of_each(partial(read_measures, con))
    communities = _of_each(partial(read_communities, con))
    return {
        "summary": asdict(read_summary(con)),
        "totals": {"nodes": len(papers)} | {relation: len(found) for relation, found in edges.items()},
        "selection": {"relations": drawn.subgraph.relations},
        "relations": list(map(_relation, BETWEEN_WORKS)),
        "nodes": {name: column(nodes, name) for name in NODE_COLUMNS} | _positions(con, drawn, list(place_of)),
        "edges": {relation: _edge_columns(found, place_of, max_edges) for relation, found in edges.items()},
        "measures": node_measures(nodes, measured, place_of),
        "groups": node_groups(nodes, measured, communities, place_of),
        "colours": {"groups": COLOURS, "rest": GREY},
        "sentences": SENTENCES,
        "communities": {relation: [row._asdict() for row in found] for relation, found in communities.items()},
    } | {table: _table(con, table) for table in TABLES}


def _of_each(read: Callable[[Relation], Iterable[Row]]) -> dict[Relation, list[Row]]:
    """The rows of each relation that the page shows."""
    return {relation: list(read(relation)) for relation in BETWEEN_WORKS}


def _papers(con: duckdb.DuckDBPyConnection, works: Iterable[Node]) -> list[Json]:
    """Those of the works that are in the corpus, with their details, the most cited first."""
    details = {row["work_id"]: row for row in _table(con, "details")}
    papers = [
        work._asdict() | details[work.work_id] | {"is_in_corpus": True} for work in works if work.work_id in details
    ]
    return sorted(papers, key=_most_cited_first)


def _most_cited_first(paper: Json) -> tuple[int, int, str]:
    return -paper["local_citation_count"], -(paper["cited_by_count"] or 0), paper["work_id"]


def _outside(con: duckdb.DuckDBPyConnection, subgraph: Subgraph) -> list[Json]:
    """The selected nodes outside the corpus, the most cited first: the query knows no others."""
    return _table(con, "outside_works", {"work_ids": subgraph.ids}) if subgraph.includes_cited else []


def _table(con: duckdb.DuckDBPyConnection, name: str, parameters: Json | None = None) -> list[Json]:
    cursor = con.execute(read_sql(f"report/{name}"), parameters)
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, map(shortened, row), strict=True)) for row in cursor.fetchall()]


def _positions(con: duckdb.DuckDBPyConnection, drawn: DrawnGraph, ids: Sequence[str]) -> Json:
    """Where the nodes stand: as in every other file, or, of more than those show, by the edges between these alone."""
    layout = drawn.layout or lay_out_graph(read_rows(con, replace(drawn.subgraph, ids=sorted(ids))))
    places = [layout.positions[node_id] for node_id in ids]
    return {"x": [x for x, _ in places], "y": [y for _, y in places]}


def _edge_columns(rows: Iterable[tuple[Any, ...]], place_of: dict[str, int], max_edges: int) -> Json:
    """The heaviest edges, so many at most, in the order of their ends."""
    edges = [
        (place_of[left], place_of[right], weights[0] if weights else 1)
        for left, right, *weights in rows
        if left in place_of and right in place_of
    ]
    kept = sorted(sorted(edges, key=lambda edge: (-edge[2], edge))[:max_edges])
    return {name: [edge[number] for edge in kept] for number, name in enumerate(("left", "right", "weight"))}


def _relation(relation: Relation) -> Json:
    """What the page must know of a relation; ``inverse`` is what a directed one says of the other end."""
    inverse = {"inverse": "is cited by"} if relation.is_directed else {}
    return {"name": relation, "label": RELATION_LABELS[relation], "is_directed": relation.is_directed} | inverse
