"""Measures of the warehouse's graphs."""

from __future__ import annotations

from flows.progress import stage
from warehouse.database import open_warehouse
from warehouse.graph.metrics import Analysis, analyse_graphs


def measure_graphs(db: str, seed: int) -> Analysis:
    """Measure every relation's graph and store the measures in the place of all before. Same seed, same numbers."""
    with open_warehouse(db) as con, stage("Measuring graphs"):
        return analyse_graphs(con, seed)
