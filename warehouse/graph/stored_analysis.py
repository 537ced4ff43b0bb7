"""An analysis that is stored already: whether it would come out the same, and what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from warehouse.analysis.network import Measure
from warehouse.fingerprints import program_fingerprint
from warehouse.graph.metrics import Analysis, read_network, summarised
from warehouse.graph.relations import BETWEEN_WORKS, Relation
from warehouse.sql_files import run_sql

if TYPE_CHECKING:
    import duckdb

SUMMARISED = ("component", "community")


def is_analysis_current(con: duckdb.DuckDBPyConnection, seed: int = 0) -> bool:
    """Whether the stored measures of all relations are those that this program would take with this seed. Read-only."""
    ((is_current,),) = run_sql(
        con, "graph/is_analysis_current", graphs=list(BETWEEN_WORKS), seed=seed, program=program_fingerprint()
    )
    return bool(is_current)


def read_analysis(con: duckdb.DuckDBPyConnection) -> Analysis:
    """What the stored analysis of all relations found; nothing is measured. Read-only."""
    run_sql(con, "graph/number_nodes")
    graphs = []
    for relation in map(Relation, BETWEEN_WORKS):
        network = read_network(con, relation)
        measures = [_stored(con, relation, name, network.node_count) for name in SUMMARISED]
        graphs.append(summarised(relation, network, measures))
    return Analysis(tuple(graphs), is_changed=False)


def _stored(con: duckdb.DuckDBPyConnection, graph: str, metric: str, node_count: int) -> Measure:
    """One measure as an array, NaN for the nodes it does not speak of."""
    values = np.full(node_count, np.nan)
    for node, value in run_sql(con, "graph/stored_measure", graph=graph, metric=metric):
        values[node] = value
    return Measure(metric, values)
