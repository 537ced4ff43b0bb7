"""Analyse: measures and communities of the warehouse's graphs."""

from __future__ import annotations

from prefect import flow

from flows.shown import tell
from flows.tasks import measure_graphs_task
from warehouse.graph.metrics import Analysis


@flow(name="analyse", flow_run_name="analyse {db}")
def analyse_flow(db: str = "citegraph.duckdb", seed: int = 0) -> Analysis:
    """Measure every relation's graph and store the measures in the place of all before. Same seed, same numbers."""
    return analyse(db, seed)


def analyse(db: str, seed: int) -> Analysis:
    """Measure in a task of the run that is under way."""
    analysis = measure_graphs_task(db, seed)
    counts = (f"{graph.graph} {graph.node_count:,} nodes and {graph.edge_count:,} edges" for graph in analysis.graphs)
    tell(f"Measured: {', '.join(counts)}")
    return analysis
