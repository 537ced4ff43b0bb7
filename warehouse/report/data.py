"""What the page shows, read from the warehouse as plain lists and numbers that JSON can hold.

Nodes are columns of equal length, the papers in the order of their citations from each other, then the cited works
outside the corpus; everything else names a node by its place in them.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from enrich.records import SENTENCES
from warehouse.drawing.visual_attributes import COLOURS, GREY, lay_out_graph
from warehouse.export.drawn_graph import DRAWN, read_drawn_graph
from warehouse.graph.read import read_communities, read_edges, read_nodes, read_rows
from warehouse.graph.relations import BETWEEN_WORKS, Relation
from warehouse.graph.selection import Selection, Subgraph
from warehouse.report.measures import read_groups, read_node_measures, shortened
from warehouse.sql_files import read_sql
from warehouse.summary import read_summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

    from warehouse.drawing.visual_attributes import Layout
    from warehouse.export.drawn_graph import DrawnGraph

Json = dict[str, Any]
# Places of two nodes, and a weight.
Edge = tuple[int, int, float]

# A browser draws this much fluently, and the page says what it leaves out.
MAX_NODES = 10_000
MAX_EDGES = 100_000

NODE_COLUMNS = (
    "work_id",
    "label",
    "title",
    "doi",
    "venue",
    "year",
    "type",
    "authors",
    "cited_by_count",
    "reference_count",
    "local_citation_count",
    "local_reference_count",
    "topic",
    "field",
    "is_retracted",
    "abstract",
    "reference_status",
    "is_in_corpus",
)
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
    """Everything on the page. The same warehouse gives the same data.

    Of a selection ``include_cited`` is looked at; ``drawn`` is what was read of it for others. Of more than
    ``max_nodes`` papers the most cited stay, and of more than ``max_edges`` edges of one relation the heaviest;
    ``totals`` counts all.
    """
    papers = _papers(con)
    drawn = drawn or read_drawn_graph(con, selection)
    outside_ids = sorted(set(drawn.subgraph.ids or ()) - {paper["work_id"] for paper in papers})
    nodes = [*papers[:max_nodes], *_table(con, "outside_works", {"work_ids": outside_ids})]
    place_of = {node["work_id"]: place for place, node in enumerate(nodes)}
    rows = {relation: list(read_edges(con, relation)) for relation in BETWEEN_WORKS}
    rows[Relation.CITES] += _outside_citations(con, outside_ids)
    positions = (drawn.layout or _layout_of_some(con, drawn.subgraph, place_of)).positions
    places = [positions[node["work_id"]] for node in nodes]
    return {
        "summary": asdict(read_summary(con)),
        "totals": {"nodes": len(papers)} | {str(name): len(found) for name, found in rows.items()},
        "selection": {"relations": [str(relation) for relation in drawn.subgraph.relations]},
        "relations": [_relation(relation) for relation in BETWEEN_WORKS],
        "nodes": {column: [node.get(column) for node in nodes] for column in NODE_COLUMNS}
        | {"x": [x for x, _ in places], "y": [y for _, y in places]},
        "edges": {
            str(relation): _edge_columns(heaviest(_edges_among(place_of, found), max_edges))
            for relation, found in rows.items()
        },
        "measures": read_node_measures(con, nodes, place_of),
        "groups": read_groups(con, nodes, place_of),
        "colours": {"groups": COLOURS, "rest": GREY},
        "sentences": SENTENCES,
        "communities": {str(name): [row._asdict() for row in read_communities(con, name)] for name in BETWEEN_WORKS},
    } | {table: _table(con, table) for table in TABLES}


def _layout_of_some(con: duckdb.DuckDBPyConnection, subgraph: Subgraph, ids: Iterable[str]) -> Layout:
    """The layout of some nodes of a subgraph that has too many."""
    return lay_out_graph(read_rows(con, replace(subgraph, ids=sorted(ids))))


def _papers(con: duckdb.DuckDBPyConnection) -> list[Json]:
    """All nodes with their details, the most cited first."""
    details = {row["work_id"]: row for row in _table(con, "details")}
    papers = [node._asdict() | details[node.work_id] | {"is_in_corpus": True} for node in read_nodes(con)]
    return sorted(
        papers,
        key=lambda paper: (-paper["local_citation_count"], -(paper["cited_by_count"] or 0), paper["work_id"]),
    )


def _outside_citations(con: duckdb.DuckDBPyConnection, work_ids: Sequence[str]) -> list[tuple[str, str]]:
    query = "from outside_citation_edges where cited_work_id in (select unnest(?::varchar[])) order by all"
    return con.execute(query, [work_ids]).fetchall()


def _table(con: duckdb.DuckDBPyConnection, name: str, parameters: Json | None = None) -> list[Json]:
    cursor = con.execute(read_sql(f"report/{name}"), parameters)
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, map(shortened, row), strict=True)) for row in cursor.fetchall()]


def _edges_among(place_of: dict[str, int], rows: Iterable[tuple[Any, ...]]) -> list[Edge]:
    return [
        (place_of[left], place_of[right], weights[0] if weights else 1)
        for left, right, *weights in rows
        if left in place_of and right in place_of
    ]


def heaviest(edges: Iterable[Edge], max_edges: int) -> list[Edge]:
    """So many edges at most, the heaviest, in the order of their ends."""
    return sorted(sorted(edges, key=lambda edge: (-edge[2], edge[0], edge[1]))[:max_edges])


def _edge_columns(edges: Sequence[Edge]) -> Json:
    left, right, weight = zip(*edges, strict=True) if edges else ((), (), ())
    return {"left": left, "right": right, "weight": weight}


def _relation(relation: Relation) -> Json:
    """What the page must know of a relation; ``inverse`` is what a directed one says of the other end."""
    inverse = {"inverse": "is cited by"} if relation.is_directed else {}
    return {"name": str(relation), "label": RELATION_LABELS[relation], "is_directed": relation.is_directed} | inverse
