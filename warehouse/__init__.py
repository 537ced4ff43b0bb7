"""The store: records in, rows out. The only package that speaks SQL and graphs.

For notebooks, in three lines:

    from warehouse import read_frame, read_graph
    papers = read_frame("citegraph.duckdb", "resolved_papers")
    citations = read_graph("citegraph.duckdb", "cites")

Measures stand in the view ``node_measures``, ready to join. A ``Selection`` in the place of a relation's name reads a
part of its graph: ``read_graph("citegraph.duckdb", Selection(condition="year >= 2020"))``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warehouse.frames import read_frame
    from warehouse.graph.networkx_graphs import read_graph
    from warehouse.graph.selection import Selection

__all__ = ["Selection", "read_frame", "read_graph"]


# NetworkX takes half a second to import, which those who only store rows need not wait for.
_PLACES = {
    "Selection": ".graph.selection",
    "read_frame": ".frames",
    "read_graph": ".graph.networkx_graphs",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'warehouse' has no attribute {name!r}")
    return getattr(import_module(_PLACES[name], __name__), name)
