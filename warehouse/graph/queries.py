"""What is asked of the warehouse: the nodes and the edges of a subgraph, put together from files of SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from warehouse.graph.columns import NodeMeasures
from warehouse.graph.relations import NodeKind, Relation
from warehouse.sql_files import read_sql, run_sql

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from warehouse.graph.selection import Subgraph

CHOSEN = "in (select unnest($ids::varchar[]))"


class Query(NamedTuple):
    """SQL and the parameters that it names, no others: DuckDB refuses those."""

    sql: str
    parameters: dict[str, Any]


# ------------------------------------------------------------------------- nodes


def node_query(con: duckdb.DuckDBPyConnection, subgraph: Subgraph, measured: Relation | None = None) -> Query:
    """The nodes of the subgraph, without an order: ``id``, ``label`` and what is known of them.

    Works come with what was measured of them in the graph of ``measured``. Nodes of several kinds say of which
    ``kind`` they are, and works beside cited ones outside whether each ``is_in_corpus``.
    """
    condition = "true" if subgraph.ids is None else f"id {CHOSEN}"
    nodes = (_nodes_of_kind(con, subgraph, kind, measured) for kind in subgraph.kinds)
    queries = [read_sql("graph/chosen_nodes", nodes=of_kind, condition=condition) for of_kind in nodes]
    if subgraph.includes_cited:
        queries.append(read_sql("graph/works_outside", told_apart=_told_apart(subgraph, NodeKind.WORK, "false")))
    return Query(" union all by name ".join(f"({query})" for query in queries), _parameters(subgraph.ids))


def every_node(con: duckdb.DuckDBPyConnection, kind: NodeKind, measured: Relation | None) -> str:
    """A query for all nodes of a kind; works with what was measured of them in the graph of ``measured``."""
    nodes = read_sql(f"graph/{kind}")
    if kind is not NodeKind.WORK or measured is None:
        return nodes
    return read_sql("graph/measured_works", works=nodes, measures=measures_of_works(con, measured))


def measures_of_works(con: duckdb.DuckDBPyConnection, graph: Relation) -> str:
    """A query for what was measured of works in one graph: ``work_id``, and measures in the order of the view."""
    metrics = {metric for (metric,) in run_sql(con, "graph/metrics", graph=graph)} | {"community_label"}
    measures = ", ".join(name for name in NodeMeasures._fields if name in metrics)
    return read_sql("graph/measures_of_works", measures=measures, graph=graph)


def measured_relation(con: duckdb.DuckDBPyConnection, relations: Sequence[Relation]) -> Relation | None:
    """The first of the relations that was analysed."""
    analysed = {graph for (graph,) in run_sql(con, "graph/analysed_relations")}
    return next((relation for relation in relations if relation in analysed), None)


def _nodes_of_kind(
    con: duckdb.DuckDBPyConnection, subgraph: Subgraph, kind: NodeKind, measured: Relation | None
) -> str:
    return read_sql(
        "graph/nodes_of_kind",
        nodes=every_node(con, kind, measured),
        id=kind.id_column,
        # Formats have meanings of their own for "type".
        renamed="rename (type as work_type)" if kind is NodeKind.WORK else "",
        told_apart=_told_apart(subgraph, kind, "true"),
    )


def _told_apart(subgraph: Subgraph, kind: NodeKind, is_in_corpus: str) -> str:
    """The columns that tell this node from others of the subgraph, each with a comma before it."""
    columns = [
        *([f"{is_in_corpus} as is_in_corpus"] if subgraph.includes_cited and kind is NodeKind.WORK else []),
        *([f"'{kind}' as kind"] if len(subgraph.kinds) > 1 else []),
    ]
    return "".join(f", {column}" for column in columns)


# ------------------------------------------------------------------------- edges


def edge_query(subgraph: Subgraph, *, is_folded: bool = False) -> Query:
    """The edges of the subgraph in the order of relations and ends, as ``GraphRows`` wants them.

    ``is_folded`` makes one undirected edge of two that join the same nodes, with the sum of their weights.
    """
    columns = extra_columns(subgraph.relations)
    edges = " union all ".join(_edges(subgraph, position) for position in range(len(subgraph.relations)))
    if is_folded:
        edges = read_sql(
            "graph/folded_edges", edges=edges, sums="".join(f", sum({name}) as {name}" for name in columns)
        )
    return Query(read_sql("graph/ordered_edges", edges=edges), _parameters(subgraph.ids, subgraph.min_weight))


def extra_columns(relations: Sequence[Relation]) -> list[str]:
    """What edges of these relations carry besides their weight."""
    return list(dict.fromkeys(name for relation in relations for name in relation.values if name != "weight"))


def edges_of_relation(subgraph: Subgraph, relation: Relation) -> Query:
    """The subgraph's edges of one relation, without an order: both ends, and the relation's ``values`` as they are."""
    is_wider = relation is Relation.CITES and subgraph.includes_cited
    view = f"({read_sql('graph/wider_citations')})" if is_wider else relation.view
    query = read_sql(
        "graph/edges_of_relation",
        columns=", ".join([*relation.ends, *relation.values]),
        view=view,
        conditions=" and ".join(_conditions(subgraph, relation)) or "true",
    )
    return Query(query, _parameters(subgraph.ids, subgraph.min_weight))


def _conditions(subgraph: Subgraph, relation: Relation) -> list[str]:
    chosen = [f"{end} {CHOSEN}" for end in relation.ends] if subgraph.ids is not None else []
    return chosen + ([f"{_weight(relation)} >= $min_weight"] if subgraph.min_weight is not None else [])


def _weight(relation: Relation) -> str:
    return "weight" if "weight" in relation.values else "1"


def _edges(subgraph: Subgraph, position: int) -> str:
    relation = subgraph.relations[position]
    source, target = relation.ends
    extra = [
        f", {name if name in relation.values else 'null'}::double as {name}"
        for name in extra_columns(subgraph.relations)
    ]
    return read_sql(
        "graph/edges",
        edges=edges_of_relation(subgraph, relation).sql,
        position=str(position),
        source=source,
        target=target,
        is_directed=str(relation.is_directed),
        relation=relation,
        weight=_weight(relation),
        values="".join(extra),
    )


def _parameters(ids: list[str] | None, min_weight: float | None = None) -> dict[str, Any]:
    parameters = {"ids": ids, "min_weight": min_weight}
    return {name: value for name, value in parameters.items() if value is not None}
