"""What the page shows, read from the warehouse as plain lists and numbers that JSON can hold.

Nodes are columns of equal length, the papers in the order of their citations from each other, then the second circle;
everything else names a node by its place in them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from warehouse.drawing.visual_attributes import COLOURS, GREY
from warehouse.export.files import read_looks
from warehouse.graph.selection import Part, choose
from warehouse.read import BETWEEN_WORKS, Relation, read_communities, read_edges, read_measures, read_nodes
from warehouse.sql_files import read_sql
from warehouse.summary import read_summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

Json = dict[str, Any]

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
    "circle",
)
NODE_MEASURES = ("local_citation_count", "cited_by_count", "reference_count", "local_reference_count", "author_count")
GRAPH_MEASURES = (
    "degree",
    "pagerank",
    "betweenness",
    "core_number",
    "authority",
    "hub",
    "search_path_share",
    "burst_weight",
)
NODE_GROUPS = ("field", "topic", "venue", "type")
DRAWN = (Relation.CITES, Relation.SHARES_AUTHOR)
TABLES = ("authors", "missing_classics", "match_report", "unresolved_papers", "reference_statuses")


def read_page_data(con: duckdb.DuckDBPyConnection, second_circle: int | None = None) -> Json:
    """Everything on the page. The same warehouse gives the same data.

    ``second_circle`` adds the works on no page that at least so many papers cite, as ``write_export`` does. Of more
    than ``MAX_NODES`` papers the most cited stay, and of more than ``MAX_EDGES`` edges of one relation the heaviest;
    ``totals`` counts all.
    """
    papers = _papers(con)
    chosen = choose(con, DRAWN, second_circle=second_circle)
    outside_ids = sorted(set(chosen.ids or ()) - {paper["work_id"] for paper in papers})
    nodes = [*papers[:MAX_NODES], *_table(con, "outside_works", {"work_ids": outside_ids})]
    place_of = {node["work_id"]: place for place, node in enumerate(nodes)}
    rows = {relation: list(read_edges(con, relation)) for relation in BETWEEN_WORKS}
    rows[Relation.CITES] += _outside_citations(con, outside_ids)
    edges = {relation: _heaviest(_edges_among(place_of, found)) for relation, found in rows.items()}
    measures, groups = _measures(con, nodes, place_of)
    drawn_ids = None if len(nodes) == len(papers) else sorted(place_of)
    looks = read_looks(con, Part(DRAWN, drawn_ids, has_second_circle=chosen.has_second_circle))
    places = [looks[node["work_id"]].place for node in nodes]
    return {
        "summary": asdict(read_summary(con)),
        "totals": {"nodes": len(papers)} | {str(name): len(found) for name, found in rows.items()},
        "nodes": {column: [node.get(column) for node in nodes] for column in NODE_COLUMNS}
        | {"x": [x for x, _ in places], "y": [y for _, y in places]},
        "edges": {
            str(relation): {
                "left": [left for left, _, _ in found],
                "right": [right for _, right, _ in found],
                "weight": [weight for _, _, weight in found],
            }
            for relation, found in edges.items()
        },
        "measures": measures,
        "groups": groups,
        "colours": {"groups": COLOURS, "rest": GREY},
        "communities": {str(name): [row._asdict() for row in read_communities(con, name)] for name in BETWEEN_WORKS},
    } | {table: _table(con, table) for table in TABLES}


def _papers(con: duckdb.DuckDBPyConnection) -> list[Json]:
    """All nodes with their details, the most cited first."""
    details = {row["work_id"]: row for row in _table(con, "details")}
    papers = [node._asdict() | details[node.work_id] | {"circle": 1} for node in read_nodes(con)]
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
    return [dict(zip(columns, map(_short, row), strict=True)) for row in cursor.fetchall()]


def _short(value: Any) -> Any:
    """Six digits are enough for the eye, and the same on every machine."""
    return float(f"{value:.6g}") if isinstance(value, float) else value


def _edges_among(place_of: dict[str, int], rows: Iterable[tuple[Any, ...]]) -> list[tuple[int, int, float]]:
    return [
        (place_of[left], place_of[right], weights[0] if weights else 1)
        for left, right, *weights in rows
        if left in place_of and right in place_of
    ]


def _heaviest(edges: Sequence[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    return sorted(sorted(edges, key=lambda edge: (-edge[2], edge[0], edge[1]))[:MAX_EDGES])


def _measures(
    con: duckdb.DuckDBPyConnection, nodes: Sequence[Json], place_of: dict[str, int]
) -> tuple[list[Json], list[Json]]:
    """The numbers and the groups that nodes can be sized, coloured and filtered by; those that say nothing left out."""
    measures = [_measure(name, None, [node.get(name) for node in nodes]) for name in NODE_MEASURES]
    groups = []
    for relation in BETWEEN_WORKS:
        rows = [row for row in read_measures(con, relation) if row.work_id in place_of]
        measures += [_measure(name, relation, _spread(rows, name, place_of)) for name in GRAPH_MEASURES]
        labels = {row.community: f"{row.community} {row.label}" for row in read_communities(con, relation)}
        of_nodes = _spread(rows, "community", place_of)
        names = [None if number is None else labels.get(number, str(number)) for number in of_nodes]
        groups.append(_group("community", relation, names))
    groups += [_group(name, None, [node.get(name) for node in nodes]) for name in NODE_GROUPS]
    return (
        [measure for measure in measures if any(measure["values"])],
        [group for group in groups if len(group["labels"]) > 1],
    )


def _spread(rows: Sequence[Any], column: str, place_of: dict[str, int]) -> list[Any]:
    values: list[Any] = [None] * len(place_of)
    for row in rows:
        values[place_of[row.work_id]] = getattr(row, column)
    return values


def _measure(name: str, relation: Relation | None, values: Sequence[float | None]) -> Json:
    return {"name": name, "relation": relation and str(relation), "values": list(map(_short, values))}


def _group(name: str, relation: Relation | None, values: Sequence[str | None]) -> Json:
    """Labels from the largest group to the smallest, and each node's place among them."""
    sizes = Counter(value for value in values if value is not None)
    labels = sorted(sizes, key=lambda label: (-sizes[label], label))
    number = {label: place for place, label in enumerate(labels)}
    return {
        "name": name,
        "relation": relation and str(relation),
        "labels": labels,
        "sizes": [sizes[label] for label in labels],
        "of": [None if value is None else number[value] for value in values],
    }
