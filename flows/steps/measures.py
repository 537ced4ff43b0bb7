"""Measures that are written or drawn are those of the graph as it is: taken anew where it has changed, or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.errors import WarehouseError
from flows.progress import say, stage
from warehouse.database import open_warehouse
from warehouse.graph.metrics import are_measures_outdated, measure_anew

if TYPE_CHECKING:
    from pathlib import Path


def bring_measures_up_to_date(db: Path | str) -> None:
    """Measure the graphs anew that were measured and have changed since, as by a decision. Safe to repeat.

    Where the warehouse cannot be written to, it says so; nothing shows the outdated measures then. Raises
    WarehouseError where it cannot be read.
    """
    with open_warehouse(db, read_only=True) as con:
        if not are_measures_outdated(con):
            return
    try:
        with open_warehouse(db) as con, stage("Measuring graphs"):
            measure_anew(con)
    except WarehouseError as error:
        say(f"The graph has changed since it was measured; its measures are left out: {error}")
