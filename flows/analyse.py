"""Analyse: measures and communities of the warehouse's graphs."""

from __future__ import annotations

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.progress import stage
from warehouse.database import open_warehouse
from warehouse.graph.metrics import Analysis, analyse_graphs


@flow(name="analyse")
def analyse_flow(db: str = "citegraph.duckdb", seed: int = 0) -> Analysis:
    """Measure every relation's graph and store the measures in the place of all before. Same seed, same numbers."""
    analysis: Analysis = measure_graphs(db, seed)
    return analysis


@task(name="measure graphs", cache_policy=NO_CACHE)
def measure_graphs(db: str, seed: int) -> Analysis:
    """Measure all graphs in one task."""
    with open_warehouse(db) as con, stage("Measuring graphs"):
        return analyse_graphs(con, seed)
