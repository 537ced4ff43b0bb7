"""What ``import citegraph`` gives, however it was installed: the build puts this file there under that name.

    import citegraph
    citegraph.run(["pages"], db="citegraph.duckdb")
    papers = citegraph.read_frame("citegraph.duckdb", "resolved_papers")
    citations = citegraph.read_graph("citegraph.duckdb", "cites")

``run`` is the Prefect flow of the whole pipeline, ``main`` the command line. Nothing is imported before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flows.cli import main
    from flows.pipeline import pipeline_flow as run
    from warehouse import read_frame, read_graph

__all__ = ["main", "read_frame", "read_graph", "run"]


def __getattr__(name: str) -> Any:
    found: Any
    match name:
        case "main":
            from flows.cli import main as found
        case "run":
            from flows.pipeline import pipeline_flow as found
        case "read_frame":
            from warehouse import read_frame as found
        case "read_graph":
            from warehouse import read_graph as found
        case "__version__":
            from importlib.metadata import version

            return version("citegraph")
        case _:
            raise AttributeError(f"module 'citegraph' has no attribute {name!r}")
    return found
