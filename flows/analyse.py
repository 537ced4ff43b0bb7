"""Analyse: measures and communities of the warehouse's graphs."""

from __future__ import annotations

from prefect import flow

from flows.tasks import measure_graphs_task
from warehouse.graph.metrics import Analysis


@flow(name="analyse")
def analyse_flow(db: str = "citegraph.duckdb", seed: int = 0) -> Analysis:
    """Measure every relation's graph and store the measures in the place of all before. Same seed, same numbers."""
    return measure_graphs_task(db, seed)
