"""A selection is resolved: the warehouse is asked which nodes it means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb

from enrich.errors import WarehouseError
from warehouse.analysis.communities import connected_components
from warehouse.graph.queries import edge_query, every_node, measured_relation
from warehouse.graph.read import read_community_labels, read_ids, stream
from warehouse.graph.selection import Selection, Subgraph
from warehouse.sql_files import read_sql, run_sql

if TYPE_CHECKING:
    from collections.abc import Iterable

    from warehouse.graph.relations import NodeKind

# So many cited works outside the corpus are included at most, those that most nodes cite.
MAX_CITED = 1_000


def resolve(con: duckdb.DuckDBPyConnection, selection: Selection, max_cited: int = MAX_CITED) -> Subgraph:
    """The nodes and edges that a selection means.

    Raises WarehouseError for a condition that DuckDB does not take, that is more than one expression or that looks at
    more than its node, and for a community there is not.
    """
    subgraph = Subgraph(selection.relations, min_weight=selection.min_weight)
    if selection.community is not None:
        _check_community(con, selection)
    if selection.condition is not None or selection.community is not None:
        subgraph = replace(subgraph, ids=_chosen_ids(con, subgraph, selection))
    if selection.include_cited is not None:
        ids = _with_cited(con, subgraph, selection.include_cited, max_cited)
        subgraph = replace(subgraph, ids=ids, includes_cited=True)
    if selection.component is not None:
        edges = stream(con, edge_query(subgraph))
        ids = largest_component(read_ids(con, subgraph), ((source, target) for source, target, *_ in edges))
        subgraph = replace(subgraph, ids=ids)
    return subgraph


def largest_component(ids: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[str]:
    """The ids of the largest connected component, direction aside, in order; of two as large, that with the first."""
    ordered = sorted(ids)
    number = {node_id: place for place, node_id in enumerate(ordered)}
    components = connected_components(len(ordered), ((number[left], number[right]) for left, right in edges))
    return [ordered[node] for node in components[0]] if components else []


def _check_community(con: duckdb.DuckDBPyConnection, selection: Selection) -> None:
    labels = read_community_labels(con, selection.relations)
    if not labels:
        raise WarehouseError(
            f"no communities are known of {' and '.join(selection.relations)}: analyse the graph first"
        )
    if selection.community not in labels:
        raise WarehouseError(f"there is no community {selection.community}: they are numbered from 1 to {max(labels)}")


def _chosen_ids(con: duckdb.DuckDBPyConnection, subgraph: Subgraph, selection: Selection) -> list[str]:
    """The nodes that meet condition and community, and those of other kinds that belong to them; in order.

    DuckDB's parser sees to it that the condition is one expression and nothing else.
    """
    kind, *others = subgraph.kinds
    if selection.condition is not None:
        _check_condition(con, selection.condition, kind)
    nodes = con.cursor().sql(every_node(con, kind, measured_relation(con, subgraph.relations)))
    if selection.community is not None:
        nodes = nodes.filter(f"community = {int(selection.community)}")
    try:
        if selection.condition is not None:
            nodes = nodes.filter(duckdb.SQLExpression(selection.condition))
        ids = [node_id for (node_id,) in nodes.project(kind.id_column).fetchall()]
    except duckdb.Error as error:
        raise _unusable(selection.condition, kind, str(error)) from error
    for other in others:
        query = read_sql("graph/nodes_of_works", id=other.id_column, works_view=other.works_view)
        ids += [node_id for (node_id,) in con.execute(query, {"ids": ids}).fetchall()]
    return sorted(ids)


def _check_condition(con: duckdb.DuckDBPyConnection, condition: str, kind: NodeKind) -> None:
    """Raise WarehouseError for a condition that could look at tables, files, settings or the environment."""
    if foreign := run_sql(con, "graph/foreign_to_nodes", condition=condition):
        things = ", ".join(thing for (thing,) in foreign)
        raise _unusable(condition, kind, f"not of one node's values alone: {things}; `citegraph sql` asks queries")


def _unusable(condition: str | None, kind: NodeKind, why: str) -> WarehouseError:
    return WarehouseError(
        f"the condition {condition!r} cannot be used; write one SQL expression on the columns of "
        f"{kind.view}, such as \"year >= 2023 and venue like '%Nature%'\" ({why})"
    )


def _with_cited(con: duckdb.DuckDBPyConnection, subgraph: Subgraph, least: int, most: int) -> list[str]:
    """The ids of the subgraph and of the works outside the corpus that at least so many of its nodes cite; in order."""
    rows = run_sql(con, "graph/most_cited_outside", ids=subgraph.ids, least=least, most=most)
    return sorted([*read_ids(con, subgraph), *(work_id for (work_id,) in rows)])
