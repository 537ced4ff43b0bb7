"""Which part of the graph is meant, and its nodes and edges as rows: questions to the warehouse, in SQL."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import duckdb

from enrich.errors import WarehouseError
from warehouse.formats.rows import Attribute, AttributeType, EdgeType, GraphRows
from warehouse.read import EDGE_COLUMNS, EDGE_VIEWS, Node, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

TYPES = {
    "VARCHAR": AttributeType.STRING,
    "INTEGER": AttributeType.INTEGER,
    "BIGINT": AttributeType.LONG,
    "DOUBLE": AttributeType.DOUBLE,
    "BOOLEAN": AttributeType.BOOLEAN,
}
NODE_ATTRIBUTES = (
    Attribute("title", AttributeType.STRING),
    Attribute("doi", AttributeType.STRING),
    Attribute("venue", AttributeType.STRING),
    Attribute("year", AttributeType.INTEGER),
    Attribute("work_type", AttributeType.STRING),
    Attribute("authors", AttributeType.STRING),
    Attribute("author_count", AttributeType.INTEGER),
    Attribute("cited_by_count", AttributeType.LONG),
    Attribute("reference_count", AttributeType.INTEGER),
    Attribute("local_citation_count", AttributeType.INTEGER),
    Attribute("local_reference_count", AttributeType.INTEGER),
    Attribute("version_count", AttributeType.INTEGER),
    Attribute("paper_count", AttributeType.INTEGER),
    Attribute("topic", AttributeType.STRING),
    Attribute("field", AttributeType.STRING),
    Attribute("is_retracted", AttributeType.BOOLEAN),
)
ROWS_PER_BATCH = 10_000
LARGEST = "largest"


@dataclass(frozen=True, slots=True)
class Part:
    """The part of the graph that is written: relations, the nodes' ids (None for all), the least weight of an edge."""

    relations: tuple[Relation, ...]
    work_ids: list[str] | None = None
    min_weight: float | None = None


# ------------------------------------------------------------------- which part


def choose(
    con: duckdb.DuckDBPyConnection,
    relations: tuple[Relation, ...],
    *,
    where: str | None = None,
    community: int | None = None,
    min_weight: float | None = None,
    component: str | None = None,
) -> Part:
    """The part that ``warehouse.export.write_export`` describes, and with its errors."""
    if component not in (None, LARGEST):
        raise ValueError(f"there is no component {component!r}; say {LARGEST!r}")
    part = Part(relations, None, min_weight)
    if community is not None:
        _check_community(con, part, community)
    if where is not None or community is not None:
        part = replace(part, work_ids=_matching_ids(con, part, where, community))
    if component is not None:
        part = replace(part, work_ids=_largest_part(con, part))
    return part


def _check_community(con: duckdb.DuckDBPyConnection, part: Part, community: int) -> None:
    communities = _communities(con, part)
    if not communities:
        raise WarehouseError(f"no communities are known of {' and '.join(part.relations)}: analyse the graph first")
    if community not in communities:
        raise WarehouseError(f"there is no community {community}: they are numbered from 1 to {max(communities)}")


def _matching_ids(con: duckdb.DuckDBPyConnection, part: Part, where: str | None, community: int | None) -> list[str]:
    """The nodes asked for, in order. DuckDB's parser sees to it that ``where`` is one expression and nothing else."""
    nodes = con.cursor().sql(_measured_nodes(con, part))
    if community is not None:
        nodes = nodes.filter(f"community = {int(community)}")
    try:
        if where is not None:
            nodes = nodes.filter(duckdb.SQLExpression(where))
        return sorted(work_id for (work_id,) in nodes.project("work_id").fetchall())
    except duckdb.Error as error:
        raise WarehouseError(
            f"the condition {where!r} cannot be used; write one SQL expression on the columns of graph_nodes, such as "
            f"\"year >= 2023 and venue like '%Nature%'\" ({error})"
        ) from error


def _largest_part(con: duckdb.DuckDBPyConnection, part: Part) -> list[str]:
    nodes, node_parameters = node_query(con, part)
    edges, edge_parameters = edge_query(part)
    work_ids = (row[0] for row in rows_of(con, f"select work_id from ({nodes})", node_parameters))
    ends = ((left, right) for left, right, *_ in rows_of(con, edges, edge_parameters))
    return largest_component(work_ids, ends)


def largest_component(work_ids: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[str]:
    """The ids of the largest set of nodes that edges tie together, direction aside; of two as large, the first."""
    parents = {work_id: work_id for work_id in work_ids}

    def root(work_id: str) -> str:
        while (parent := parents[work_id]) != work_id:
            parents[work_id] = parents[parent]  # half the way for the next one
            work_id = parent
        return work_id

    for left, right in edges:
        # the smaller id is the root, so that the roots do not depend on the order of the edges
        first, second = sorted((root(left), root(right)))
        parents[second] = first
    roots = {work_id: root(work_id) for work_id in parents}
    sizes = Counter(roots.values())
    largest = min(sizes, key=lambda work_id: (-sizes[work_id], work_id), default=None)
    return sorted(work_id for work_id in roots if roots[work_id] == largest)


# ------------------------------------------------------------------ rows of a part


def measured_graph(con: duckdb.DuckDBPyConnection, part: Part) -> Relation | None:
    """The first of the relations that was analysed."""
    analysed = {graph for (graph,) in con.execute("select distinct graph from node_metrics").fetchall()}
    return next((relation for relation in part.relations if relation in analysed), None)


def _measured_nodes(con: duckdb.DuckDBPyConnection, part: Part) -> str:
    """A query for all nodes with the measures that there are of them, in the order of ``node_measures``."""
    graph = measured_graph(con, part)
    nodes = f"select {', '.join(Node._fields)} from graph_nodes"
    if graph is None:
        return nodes
    found = con.execute("select distinct metric from node_metrics where graph = ?", [graph]).fetchall()
    metrics = {metric for (metric,) in found} | {"community_label"}
    known = [name for name, *_ in con.execute("select * from node_measures limit 0").description or ()]
    columns = ", ".join(name for name in known if name in metrics)
    measures = f"select work_id, {columns} from node_measures where graph = '{graph}'"
    return f"from ({nodes}) left join ({measures}) using (work_id)"


def _communities(con: duckdb.DuckDBPyConnection, part: Part) -> dict[int, str]:
    """The labels of the communities, by number."""
    query = "select community, label from communities where graph = ? order by community"
    return dict(con.execute(query, [measured_graph(con, part)]).fetchall())


def node_query(con: duckdb.DuckDBPyConnection, part: Part) -> tuple[str, dict[str, Any]]:
    """The nodes of the part, without an order."""
    if part.work_ids is None:
        return f"select * from ({_measured_nodes(con, part)})", {}
    query = f"select * from ({_measured_nodes(con, part)}) where work_id in (select unnest($work_ids::varchar[]))"
    return query, {"work_ids": part.work_ids}


def edge_query(part: Part, *, is_folded: bool = False) -> tuple[str, dict[str, Any]]:
    """The edges of the part in the order of relations and ends, as GraphRows wants them.

    ``is_folded`` makes one undirected edge of two that join the same nodes, with the sum of their weights.
    """
    extra = _extra_columns(part)
    columns = "".join(f", {name}" for name in extra)
    edges = " union all ".join(
        _relation_query(number, relation, extra, part) for number, relation in enumerate(part.relations)
    )
    if is_folded:
        sums = "".join(f", sum({name}) as {name}" for name in extra)
        edges = f"""
            select
                position, least(source, target) as source, greatest(source, target) as target,
                false as is_directed, relation, sum(weight) as weight{sums}
            from ({edges})
            group by position, least(source, target), greatest(source, target), relation
        """
    query = f"""
        select source, target, is_directed, relation, weight{columns}
        from ({edges})
        order by position, source, target
    """
    given = {"work_ids": part.work_ids, "min_weight": part.min_weight}
    return query, {name: value for name, value in given.items() if value is not None}


def _relation_query(number: int, relation: Relation, extra: Sequence[str], part: Part) -> str:
    left, right, *values = EDGE_COLUMNS[relation]
    weight = "weight::double" if "weight" in values else "1::double"
    columns = "".join(f", {name if name in values else 'null'}::double as {name}" for name in extra)
    chosen = "in (select unnest($work_ids::varchar[]))"
    conditions = [
        *([f"{left} {chosen}", f"{right} {chosen}"] if part.work_ids is not None else []),
        *([f"{weight} >= $min_weight"] if part.min_weight is not None else []),
    ]
    return f"""
        select
            {number} as position, {left} as source, {right} as target, {relation is Relation.CITES} as is_directed,
            '{relation}' as relation, {weight} as weight{columns}
        from {EDGE_VIEWS[relation]}
        {"where " + " and ".join(conditions) if conditions else ""}
    """


def _extra_columns(part: Part) -> list[str]:
    """What edges of these relations carry besides their weight."""
    columns = [name for relation in part.relations for name in EDGE_COLUMNS[relation][2:] if name != "weight"]
    return list(dict.fromkeys(columns))


def rows_of(con: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any]) -> Iterator[Any]:
    """The rows of a query in batches, over a cursor of their own."""
    cursor = con.cursor()
    try:
        cursor.execute(query, parameters)
        while rows := cursor.fetchmany(ROWS_PER_BATCH):
            yield from rows
    except duckdb.Error as error:
        raise WarehouseError(f"reading stopped: {error}") from error
    finally:
        cursor.close()


def _attributes(con: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any]) -> list[Attribute]:
    """The attributes of the nodes: those of every graph, then the measures, whose types DuckDB knows."""
    columns = con.execute(f"select * from ({query}) limit 0", parameters).description or []
    measures = [Attribute(name, TYPES[str(kind)]) for name, kind, *_ in columns[2 + len(NODE_ATTRIBUTES) :]]
    return [*NODE_ATTRIBUTES, *measures]


def graph_rows(con: duckdb.DuckDBPyConnection, part: Part, *, is_folded: bool = False) -> GraphRows:
    nodes, node_parameters = node_query(con, part)
    edges, edge_parameters = edge_query(part, is_folded=is_folded)
    is_directed = Relation.CITES in part.relations and not is_folded
    return GraphRows(
        nodes=rows_of(con, f"{nodes} order by work_id", node_parameters),
        edges=rows_of(con, edges, edge_parameters),
        node_attributes=_attributes(con, nodes, node_parameters),
        edge_attributes=[Attribute(name, AttributeType.DOUBLE) for name in _extra_columns(part)],
        edge_type=EdgeType.DIRECTED if is_directed else EdgeType.UNDIRECTED,
        description=" and ".join(relation.replace("_", " ") for relation in part.relations),
        communities=_communities(con, part),
    )
