"""Analyse: measures and communities of the warehouse's graphs."""

from __future__ import annotations

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.steps.analyse import measure_graphs
from warehouse.graph.metrics import Analysis

measure_graphs_task = task(name="measure graphs", cache_policy=NO_CACHE)(measure_graphs)


@flow(name="analyse")
def analyse_flow(db: str = "citegraph.duckdb", seed: int = 0) -> Analysis:
    """Measure every relation's graph and store the measures in the place of all before. Same seed, same numbers."""
    return measure_graphs_task(db, seed)
