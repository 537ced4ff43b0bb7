"""Which part of the graph is meant, and its nodes and edges as rows: questions to the warehouse, in SQL."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import duckdb

from enrich.errors import WarehouseError
from warehouse.export.rows import Attribute, AttributeType, EdgeType, GraphRows
from warehouse.read import BETWEEN_WORKS, EDGE_COLUMNS, EDGE_VIEWS, Node, Relation

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
# More rows at once leave the processor's cache before they are written, and take a fifth longer.
ROWS_PER_BATCH = 1_024
LARGEST = "largest"
# So many works of the second circle at most, those that most nodes cite.
MAX_OUTSIDE = 1_000


class Kind(StrEnum):
    """What a node can be."""

    WORK = "work"
    PERSON = "person"
    TOPIC = "topic"
    VENUE = "venue"


ENDS = dict.fromkeys(BETWEEN_WORKS, (Kind.WORK,)) | {
    Relation.COLLABORATES: (Kind.PERSON,),
    Relation.HAS_TOPIC: (Kind.WORK, Kind.TOPIC),
    Relation.APPEARS_IN: (Kind.WORK, Kind.VENUE),
}
ID_COLUMNS = {Kind.WORK: "work_id", Kind.PERSON: "author_id", Kind.TOPIC: "topic_id", Kind.VENUE: "venue_id"}
# Where works and what they have stand side by side.
TIES = {Kind.PERSON: "node_authors", Kind.TOPIC: "node_topics", Kind.VENUE: "node_venues"}
# All nodes of a kind; those of works depend on what was analysed.
QUERIES = {
    Kind.PERSON: "select author_id, coalesce(author, author_id) as label, * exclude (author_id, author)"
    " from author_profiles",
    Kind.TOPIC: "select topic_id, any_value(topic) as label, any_value(subfield) as subfield,"
    " any_value(node_topics.field) as field, any_value(domain) as domain, count(*) as node_count"
    " from node_topics group by topic_id",
    Kind.VENUE: "select venue_id, min(node_venues.venue) as label, count(*) as node_count, min(year) as first_year,"
    " max(year) as last_year, sum(cited_by_count)::bigint as cited_by_count,"
    " sum(local_citation_count)::bigint as local_citation_count"
    " from node_venues join graph_nodes using (work_id) group by venue_id",
}


@dataclass(frozen=True, slots=True)
class Part:
    """The part of the graph that is written: relations, the ids of all its nodes (None for all), the least weight.

    ``has_second_circle`` says that among the ids are works on no page.
    """

    relations: tuple[Relation, ...]
    ids: list[str] | None = None
    min_weight: float | None = None
    has_second_circle: bool = False

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of its nodes, works first."""
        return [kind for kind in Kind if any(kind in ENDS[relation] for relation in self.relations)]


# ------------------------------------------------------------------- which part


def choose(
    con: duckdb.DuckDBPyConnection,
    relations: tuple[Relation, ...],
    *,
    where: str | None = None,
    community: int | None = None,
    min_weight: float | None = None,
    component: str | None = None,
    second_circle: int | None = None,
) -> Part:
    """The part that ``warehouse.export.files.write_export`` describes, and with its errors."""
    if component not in (None, LARGEST):
        raise ValueError(f"there is no component {component!r}; say {LARGEST!r}")
    if second_circle is not None and second_circle < 2:
        raise WarehouseError(f"at least two papers cite a work of the second circle; {second_circle} is too few")
    if second_circle is not None and Relation.CITES not in relations:
        raise WarehouseError("citations tie the second circle to the papers: name the relation cites as well")
    part = Part(relations, None, min_weight)
    if community is not None:
        _check_community(con, part, community)
    if where is not None or community is not None:
        part = replace(part, ids=_matching_ids(con, part, where, community))
    if second_circle is not None:
        part = replace(part, ids=_with_outside(con, part, second_circle), has_second_circle=True)
    if component is not None:
        part = replace(part, ids=_largest_part(con, part))
    return part


def _check_community(con: duckdb.DuckDBPyConnection, part: Part, community: int) -> None:
    communities = _communities(con, part)
    if not communities:
        raise WarehouseError(f"no communities are known of {' and '.join(part.relations)}: analyse the graph first")
    if community not in communities:
        raise WarehouseError(f"there is no community {community}: they are numbered from 1 to {max(communities)}")


def _matching_ids(con: duckdb.DuckDBPyConnection, part: Part, where: str | None, community: int | None) -> list[str]:
    """The nodes asked for, and those of other kinds that they have; in order.

    DuckDB's parser sees to it that ``where`` is one expression and nothing else.
    """
    kind, *others = part.kinds
    nodes = con.cursor().sql(_every_node(con, part, kind))
    if community is not None:
        nodes = nodes.filter(f"community = {int(community)}")
    try:
        if where is not None:
            nodes = nodes.filter(duckdb.SQLExpression(where))
        ids = [node_id for (node_id,) in nodes.project(ID_COLUMNS[kind]).fetchall()]
    except duckdb.Error as error:
        raise WarehouseError(
            f"the condition {where!r} cannot be used; write one SQL expression on the columns of "
            f"{'graph_nodes' if kind is Kind.WORK else 'author_profiles'}, such as "
            f"\"year >= 2023 and venue like '%Nature%'\" ({error})"
        ) from error
    for other in others:
        query = f"select distinct {ID_COLUMNS[other]} from {TIES[other]} where work_id {_CHOSEN}"
        ids += [node_id for (node_id,) in con.execute(query, {"ids": ids}).fetchall()]
    return sorted(ids)


def _with_outside(con: duckdb.DuckDBPyConnection, part: Part, least: int) -> list[str]:
    """The part's ids and those of works on no page that at least so many of its nodes cite, the most cited first."""
    chosen = "" if part.ids is None else f"where citing_work_id {_CHOSEN}"
    query = f"""
        select cited_work_id
        from outside_citation_edges
        {chosen}
        group by cited_work_id
        having count(*) >= $least
        order by count(*) desc, cited_work_id
        limit {MAX_OUTSIDE}
    """
    rows = con.execute(query, _stated(least=least, ids=part.ids)).fetchall()
    return sorted([*read_ids(con, part), *(work_id for (work_id,) in rows)])


def _largest_part(con: duckdb.DuckDBPyConnection, part: Part) -> list[str]:
    edges, parameters = edge_query(part)
    ends = ((left, right) for left, right, *_ in rows_of(con, edges, parameters))
    return largest_component(read_ids(con, part), ends)


def read_ids(con: duckdb.DuckDBPyConnection, part: Part) -> list[str]:
    """The ids of the part's nodes, in order."""
    query, parameters = node_query(con, part)
    return [node_id for (node_id,) in rows_of(con, f"select id from ({query}) order by id", parameters)]


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


def _every_node(con: duckdb.DuckDBPyConnection, part: Part, kind: Kind) -> str:
    """A query for all nodes of a kind; of works, with the measures there are, in the order of ``node_measures``."""
    if kind is not Kind.WORK:
        return QUERIES[kind]
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
    """The nodes of the part, without an order: ``id``, ``label`` and what is known of them.

    Nodes of several kinds say of which ``kind`` they are, and works beside a second circle of which ``circle``.
    """
    chosen = "" if part.ids is None else f"where id {_CHOSEN}"
    queries = [f"from ({_one_kind(con, part, kind)}) {chosen}" for kind in part.kinds]
    if part.has_second_circle:
        kind = f", '{Kind.WORK}' as kind" if len(part.kinds) > 1 else ""
        queries.append(f"select *, 2 as circle{kind} from ({_OUTSIDE_NODES})")
    return " union all by name ".join(f"({query})" for query in queries), _stated(ids=part.ids)


def _one_kind(con: duckdb.DuckDBPyConnection, part: Part, kind: Kind) -> str:
    said = [
        *(["1 as circle"] if part.has_second_circle and kind is Kind.WORK else []),
        *([f"'{kind}' as kind"] if len(part.kinds) > 1 else []),
    ]
    # Formats have meanings of their own for "type".
    renamed = " rename (type as work_type)" if kind is Kind.WORK else ""
    columns = ", ".join([f"{ID_COLUMNS[kind]} as id", f"* exclude ({ID_COLUMNS[kind]}){renamed}", *said])
    return f"select {columns} from ({_every_node(con, part, kind)})"


_CHOSEN = "in (select unnest($ids::varchar[]))"
_OUTSIDE_NODES = f"""
    select
        work_id as id, label, title, doi, venue, year, type as work_type, authors, author_count, cited_by_count,
        citing_node_count as local_citation_count, 0 as paper_count, is_retracted
    from missing_classics
    where work_id {_CHOSEN}
"""


def _stated(**parameters: Any) -> dict[str, Any]:
    """The parameters that are not None: DuckDB wants no others than the query names."""
    return {name: value for name, value in parameters.items() if value is not None}


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
    return query, _stated(ids=part.ids, min_weight=part.min_weight)


def _relation_query(number: int, relation: Relation, extra: Sequence[str], part: Part) -> str:
    left, right, *values = EDGE_COLUMNS[relation]
    edges = f"from {EDGE_VIEWS[relation]}"
    if relation is Relation.CITES and part.has_second_circle:
        edges += " union all from outside_citation_edges"
    weight = "weight::double" if "weight" in values else "1::double"
    columns = "".join(f", {name if name in values else 'null'}::double as {name}" for name in extra)
    conditions = [
        *([f"{left} {_CHOSEN}", f"{right} {_CHOSEN}"] if part.ids is not None else []),
        *([f"{weight} >= $min_weight"] if part.min_weight is not None else []),
    ]
    return f"""
        select
            {number} as position, {left} as source, {right} as target, {relation is Relation.CITES} as is_directed,
            '{relation}' as relation, {weight} as weight{columns}
        from ({edges})
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
    """The attributes of the nodes behind id and label; DuckDB knows the types of those that not every graph has."""
    columns = con.execute(f"select * from ({query}) limit 0", parameters).description or []
    types = {attribute.name: attribute.type for attribute in NODE_ATTRIBUTES}
    return [Attribute(name, types.get(name) or TYPES[str(kind)]) for name, kind, *_ in columns[2:]]


def graph_rows(con: duckdb.DuckDBPyConnection, part: Part, *, is_folded: bool = False) -> GraphRows:
    nodes, node_parameters = node_query(con, part)
    edges, edge_parameters = edge_query(part, is_folded=is_folded)
    is_directed = Relation.CITES in part.relations and not is_folded
    return GraphRows(
        nodes=rows_of(con, f"{nodes} order by id", node_parameters),
        edges=rows_of(con, edges, edge_parameters),
        node_attributes=_attributes(con, nodes, node_parameters),
        edge_attributes=[Attribute(name, AttributeType.DOUBLE) for name in _extra_columns(part)],
        edge_type=EdgeType.DIRECTED if is_directed else EdgeType.UNDIRECTED,
        description=" and ".join(relation.replace("_", " ") for relation in part.relations),
        communities=_communities(con, part),
    )
