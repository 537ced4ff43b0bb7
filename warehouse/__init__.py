"""The store: records in, rows out. The only package that speaks SQL and graphs.

For notebooks, in three lines:

    from warehouse import read_frame, read_graph
    papers = read_frame("citegraph.duckdb", "resolved_papers")
    citations = read_graph("citegraph.duckdb", "cites")

Measures stand in the view ``node_measures``, ready to join.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warehouse.frames import read_frame
    from warehouse.graph.networkx_graphs import read_graph
    from warehouse.graph.selection import Selection

__all__ = ["Selection", "read_frame", "read_graph"]


def __getattr__(name: str) -> Any:
    # NetworkX takes half a second to import, which those who only store rows need not wait for.
    if name == "read_frame":
        from warehouse.frames import read_frame

        return read_frame
    if name == "read_graph":
        from warehouse.graph.networkx_graphs import read_graph

        return read_graph
    if name == "Selection":
        from warehouse.graph.selection import Selection

        return Selection
    raise AttributeError(f"module 'warehouse' has no attribute {name!r}")
