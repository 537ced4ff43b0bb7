"""What the page shows, read from the warehouse as plain lists and numbers that JSON can hold.

Nodes are columns of equal length, the papers in the order of their citations from each other, then the cited works
outside the corpus; everything else names a node by its place in them.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from enrich.records import SENTENCES
from warehouse.drawing.visual_attributes import COLOURS, GREY
from warehouse.export.files import read_looks
from warehouse.graph.selection import Part, choose
from warehouse.read import BETWEEN_WORKS, Relation, read_communities, read_edges, read_nodes
from warehouse.report.measures import read_groups, read_node_measures, shortened
from warehouse.sql_files import read_sql
from warehouse.summary import read_summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

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
DRAWN = (Relation.CITES, Relation.SHARES_AUTHOR)
TABLES = ("authors", "missing_classics", "match_report", "unresolved_papers", "reference_statuses")


def read_page_data(
    con: duckdb.DuckDBPyConnection,
    include_cited: int | None = None,
    *,
    max_nodes: int = MAX_NODES,
    max_edges: int = MAX_EDGES,
) -> Json:
    """Everything on the page. The same warehouse gives the same data.

    ``include_cited`` adds the works on no page that at least so many papers cite, as ``write_export`` does. Of more
    than ``max_nodes`` papers the most cited stay, and of more than ``max_edges`` edges of one relation the heaviest;
    ``totals`` counts all.
    """
    papers = _papers(con)
    chosen = choose(con, DRAWN, second_circle=include_cited)
    outside_ids = sorted(set(chosen.ids or ()) - {paper["work_id"] for paper in papers})
    nodes = [*papers[:max_nodes], *_table(con, "outside_works", {"work_ids": outside_ids})]
    place_of = {node["work_id"]: place for place, node in enumerate(nodes)}
    rows = {relation: list(read_edges(con, relation)) for relation in BETWEEN_WORKS}
    rows[Relation.CITES] += _outside_citations(con, outside_ids)
    drawn_ids = None if len(nodes) == len(papers) else sorted(place_of)
    looks = read_looks(con, Part(DRAWN, drawn_ids, has_second_circle=chosen.has_second_circle))
    places = [looks[node["work_id"]].place for node in nodes]
    return {
        "summary": asdict(read_summary(con)),
        "totals": {"nodes": len(papers)} | {str(name): len(found) for name, found in rows.items()},
        "selection": {"relations": [str(relation) for relation in DRAWN]},
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
    is_directed = relation is Relation.CITES
    inverse = {"inverse": "is cited by"} if is_directed else {}
    return {"name": str(relation), "label": RELATION_LABELS[relation], "is_directed": is_directed} | inverse
