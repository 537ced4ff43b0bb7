"""Measures of the warehouse's graphs."""

from __future__ import annotations

from flows.progress import say, stage
from warehouse.database import open_warehouse
from warehouse.graph.metrics import Analysis, analyse_graphs
from warehouse.graph.stored_analysis import is_analysis_current, read_analysis


def measure_graphs(db: str, seed: int) -> Analysis:
    """Measure every relation's graph and store the measures in the place of all before. Same seed, same numbers.

    Measures that would come out the same are not taken again.
    """
    with open_warehouse(db) as con:
        if is_analysis_current(con, seed):
            say("Up to date: the measures of all graphs")
            return read_analysis(con)
        with stage("Measuring graphs"):
            return analyse_graphs(con, seed)
