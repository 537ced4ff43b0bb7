"""The graph's rows go out: nodes and edges to write and draw, measures and communities to print.

Iterators read in batches over a cursor of their own, so that the connection stays free; each order is fixed, so that
two reads give the same sequence.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING, Any

import duckdb

from enrich.errors import WarehouseError
from warehouse.graph.attributes import Attribute, AttributeType
from warehouse.graph.columns import INTEGER_COLUMNS, MEASURES, Community, NodeMeasures
from warehouse.graph.queries import (
    Query,
    edge_query,
    edges_of_relation,
    extra_columns,
    measured_relation,
    measures_of_works,
    node_query,
)
from warehouse.graph.rows import EdgeType, GraphRows
from warehouse.graph.selection import Subgraph
from warehouse.rows import stream_rows
from warehouse.sql_files import read_sql, run_sql

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from warehouse.graph.relations import Relation

# More rows at once leave the processor's cache before they are written, and take a fifth longer.
ROWS_PER_BATCH = 1_024
TYPES = {
    "VARCHAR": AttributeType.STRING,
    "INTEGER": AttributeType.INTEGER,
    "BIGINT": AttributeType.LONG,
    "DOUBLE": AttributeType.DOUBLE,
    "BOOLEAN": AttributeType.BOOLEAN,
}


def read_rows(con: duckdb.DuckDBPyConnection, subgraph: Subgraph, *, is_folded: bool = False) -> GraphRows:
    """The subgraph, its nodes in the order of ids and its edges in that of ``edge_query``, to be read once."""
    measured = measured_relation(con, subgraph.relations)
    nodes = node_query(con, subgraph, measured)
    cursor = _asked(con, nodes._replace(sql=f"{nodes.sql} order by id"))
    is_directed = any(relation.is_directed for relation in subgraph.relations) and not is_folded
    return GraphRows(
        nodes=stream_rows(cursor, ROWS_PER_BATCH),
        edges=stream(con, edge_query(subgraph, is_folded=is_folded)),
        node_attributes=_attributes(cursor)[2:],
        edge_attributes=[Attribute(name, AttributeType.DOUBLE) for name in extra_columns(subgraph.relations)],
        edge_type=EdgeType.DIRECTED if is_directed else EdgeType.UNDIRECTED,
        description=" and ".join(relation.replace("_", " ") for relation in subgraph.relations),
        measured=measured,
        communities=_community_labels(con, measured),
    )


def with_measures_of(con: duckdb.DuckDBPyConnection, rows: GraphRows, relation: Relation) -> GraphRows:
    """The same works with what was measured of them in the graph of one relation, nothing if it was not analysed."""
    measured = measured_relation(con, [relation])
    if measured == rows.measured:
        return rows
    cursor = _asked(con, Query(measures_of_works(con, relation) if measured else read_sql("graph/no_measures"), {}))
    attributes = _attributes(cursor)[1:]
    measures = {work_id: values for work_id, *values in stream_rows(cursor)}
    is_kept = [attribute.name not in MEASURES for attribute in rows.node_attributes]
    unknown = [None] * len(attributes)
    return replace(
        rows,
        nodes=[(*row[:2], *compress(row[2:], is_kept), *measures.get(str(row[0]), unknown)) for row in rows.nodes],
        node_attributes=[*compress(rows.node_attributes, is_kept), *attributes],
        measured=measured,
        communities=_community_labels(con, measured),
    )


def read_ids(con: duckdb.DuckDBPyConnection, subgraph: Subgraph) -> list[str]:
    """The ids of the subgraph's nodes, in order."""
    if subgraph.ids is not None:
        return subgraph.ids
    nodes = node_query(con, subgraph)
    ids = nodes._replace(sql=read_sql("rows/ordered", columns="id", query=nodes.sql, order="id"))
    return [node_id for (node_id,) in stream(con, ids)]


def read_years(con: duckdb.DuckDBPyConnection, subgraph: Subgraph) -> dict[str, int]:
    """Since when the nodes are there, by id: works by their year, people and venues by that of their first work."""
    nodes = node_query(con, subgraph)
    return dict(stream(con, nodes._replace(sql=read_sql("graph/years", nodes=nodes.sql))))


def read_edges(
    con: duckdb.DuckDBPyConnection, relation: Relation, subgraph: Subgraph | None = None
) -> Iterator[tuple[Any, ...]]:
    """The edges of one relation, or of a subgraph, in the order of their ends: ends, then the relation's ``values``."""
    query = edges_of_relation(subgraph or Subgraph((relation,)), relation)
    return stream(con, query._replace(sql=f"{query.sql} order by {', '.join(relation.ends)}"))


def read_measures(con: duckdb.DuckDBPyConnection, relation: Relation) -> Iterator[NodeMeasures]:
    """The measures of one relation's graph, in the order of the nodes' ids; none if it was not analysed."""
    return map(NodeMeasures._make, stream_rows(con.cursor().execute(read_sql("graph/measures"), {"graph": relation})))


def read_communities(con: duckdb.DuckDBPyConnection, relation: Relation) -> list[Community]:
    """The communities of one relation's graph, the largest first; none if it was not analysed."""
    return [Community(*row) for row in run_sql(con, "graph/communities", graph=relation)]


def read_community_labels(con: duckdb.DuckDBPyConnection, relations: Sequence[Relation]) -> dict[int, str]:
    """The labels of the communities of the first relation that was analysed, by number."""
    return _community_labels(con, measured_relation(con, relations))


def stream(con: duckdb.DuckDBPyConnection, query: Query) -> Iterator[Any]:
    """The rows of a query. It is asked when the first is wanted. Raises WarehouseError when one cannot be read."""
    yield from stream_rows(_asked(con, query), ROWS_PER_BATCH)


def _asked(con: duckdb.DuckDBPyConnection, query: Query) -> duckdb.DuckDBPyConnection:
    try:
        return con.cursor().execute(*query)
    except duckdb.Error as error:
        raise WarehouseError(f"reading stopped: {error}") from error


def _community_labels(con: duckdb.DuckDBPyConnection, measured: Relation | None) -> dict[int, str]:
    return {one.community: one.label for one in read_communities(con, measured)} if measured else {}


def _attributes(cursor: duckdb.DuckDBPyConnection) -> list[Attribute]:
    """An attribute for each column; DuckDB knows the types of those that not every graph has."""
    return [
        Attribute(name, AttributeType.INTEGER if name in INTEGER_COLUMNS else TYPES[str(kind)])
        for name, kind, *_ in cursor.description or ()
    ]
