"""An analysis of the warehouse's graphs: rows become arrays, arrays are measured, and the measures are stored.

What each measure is, and whose, stands in ``warehouse/analysis``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import orjson

from warehouse.analysis.bursts import bursts
from warehouse.analysis.centrality import betweenness, core_numbers, degrees, hubs_and_authorities, pagerank
from warehouse.analysis.communities import communities, components, modularity
from warehouse.analysis.main_path import main_path
from warehouse.analysis.network import Network
from warehouse.fingerprints import program_fingerprint
from warehouse.graph.relations import BETWEEN_WORKS, Relation
from warehouse.sql_files import read_sql, run_sql
from warehouse.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import duckdb

    from warehouse.analysis.network import IntArray, Measure


@dataclass(frozen=True, slots=True)
class AnalysedGraph:
    """The graph of one relation in a few numbers; see ``node_measures`` and ``communities`` for the rest."""

    graph: str
    node_count: int
    edge_count: int
    component_count: int
    community_count: int
    modularity: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """What an analysis found, and whether what is stored is other than before."""

    graphs: tuple[AnalysedGraph, ...]
    is_changed: bool


def analyse_graphs(con: duckdb.DuckDBPyConnection, seed: int = 0, relations: Iterable[str] = BETWEEN_WORKS) -> Analysis:
    """Measure the graphs of ``relations`` and store the measures in the place of all that were stored.

    All or nothing, and safe to repeat: the same warehouse and seed give the
    same numbers, and equal numbers change nothing. Raises ValueError for an
    unknown relation, and for one that is not between works.
    """
    asked = list(dict.fromkeys(map(Relation, relations)))
    if others := [relation for relation in asked if relation not in BETWEEN_WORKS]:
        raise ValueError(f"{others[0]} does not join works; what can be analysed is {', '.join(BETWEEN_WORKS)}")
    run_sql(con, "graph/number_nodes")
    measures: dict[str, list[Measure]] = {}
    graphs = []
    for relation in asked:
        network = read_network(con, relation)
        measures[relation] = measure(network, seed)
        if relation is Relation.CITES:
            measures[relation] += bursts(network.node_count, *read_yearly_citations(con))
        graphs.append(summarised(relation, network, measures[relation]))
    return Analysis(tuple(graphs), save_metrics(con, measures, seed))


def are_measures_outdated(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether any graph that was measured has changed since: nothing shows its measures then. Read-only."""
    return bool(run_sql(con, "graph/outdated_analyses"))


def measure_anew(con: duckdb.DuckDBPyConnection) -> Analysis | None:
    """Measure all graphs anew that were measured, with the same seed, if one has changed since; else do nothing."""
    if not are_measures_outdated(con):
        return None
    analysed = run_sql(con, "graph/analyses")
    return analyse_graphs(con, max(seed for _, seed in analysed), [graph for graph, _ in analysed])


def measure(network: Network, seed: int) -> list[Measure]:
    """All measures of one network; a directed one has hubs, authorities and a main path besides."""
    directed = [*hubs_and_authorities(network), *main_path(network)] if network.is_directed else []
    return [
        *degrees(network),
        pagerank(network),
        betweenness(network, seed),
        core_numbers(network),
        components(network),
        communities(network, seed),
        *directed,
    ]


def read_network(con: duckdb.DuckDBPyConnection, relation: Relation) -> Network:
    """The graph of one relation as arrays, edges in order; ``numbered_nodes`` says which node is which."""
    source, target = relation.ends
    query = read_sql("graph/network", view=relation.view, source=source, target=target, weight=relation.weight or "1")
    edges = con.execute(query).fetchnumpy()
    ((node_count,),) = run_sql(con, "graph/count_numbered_nodes")
    return Network(
        node_count, edges["tail"], edges["head"], edges["weight"], relation.weight, is_directed=relation.is_directed
    )


def read_yearly_citations(con: duckdb.DuckDBPyConnection) -> tuple[IntArray, IntArray, IntArray]:
    """Nodes, years and OpenAlex's numbers of citing works, as arrays in step; the canonical works' only."""
    rows = con.execute(read_sql("graph/yearly_citations")).fetchnumpy()
    return rows["node"], rows["year"], rows["cited_by_count"]


def save_metrics(con: duckdb.DuckDBPyConnection, measures: Mapping[str, Sequence[Measure]], seed: int) -> bool:
    """Save the measures of graphs by relation, in the place of all that are stored, and name their communities.

    The values are those of the nodes in ``numbered_nodes``, in their order. It is noted which graph they are of.
    Returns whether what is stored changed.
    """
    with transaction(con):
        run_sql(con, "graph/staged_metrics")
        for graph, measured in measures.items():
            for measure in measured:
                _stage_measure(con, graph, measure)
        run_sql(con, "graph/label_communities")
        run_sql(con, "graph/measured_graphs", graphs=list(measures), seed=seed, program=program_fingerprint())
        ((is_changed,),) = run_sql(con, "graph/save_metrics")
    return bool(is_changed)


def _stage_measure(con: duckdb.DuckDBPyConnection, graph: str, measure: Measure) -> None:
    """Add one measure to ``staged_metrics``, but for the nodes it does not speak of."""
    nodes = np.flatnonzero(~np.isnan(measure.values))
    con.register("measured_nodes", {"node": nodes, "value": measure.values[nodes]})
    con.execute(
        read_sql("graph/stage_measure"),
        {
            "graph": graph,
            "metric": measure.name,
            "parameters": orjson.dumps(dict(measure.parameters)).decode(),
            "seed": measure.seed,
        },
    )
    con.unregister("measured_nodes")


def summarised(graph: str, network: Network, measures: Sequence[Measure]) -> AnalysedGraph:
    """The graph in a few numbers, of its measures ``component`` and ``community``."""
    values = {measure.name: measure.values for measure in measures}
    return AnalysedGraph(
        graph=str(graph),
        node_count=network.node_count,
        edge_count=network.edge_count,
        component_count=int(values["component"].max(initial=0)),
        community_count=int(np.nan_to_num(values["community"]).max(initial=0)),
        modularity=modularity(network, values["community"]),
    )
