"""What ``import citegraph`` gives, however it was installed: the build puts this file there under that name.

    import citegraph
    citegraph.run(["pages"], db="citegraph.duckdb")
    papers = citegraph.read_frame("citegraph.duckdb", "resolved_papers")
    citations = citegraph.read_graph("citegraph.duckdb", "cites")
    classics = citegraph.read_graph("citegraph.duckdb", citegraph.Selection(include_cited=3))

``run`` is the Prefect flow of the whole pipeline, ``main`` the command line. Nothing is imported before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flows.cli import main
    from flows.pipeline import pipeline_flow as run
    from warehouse import Selection, read_frame, read_graph

__all__ = ["Selection", "main", "read_frame", "read_graph", "run"]


def __getattr__(name: str) -> Any:
    if name in ("Selection", "read_frame", "read_graph"):
        import warehouse as room

        return getattr(room, name)
    if name == "main":
        from flows.cli import main

        return main
    if name == "run":
        from flows.pipeline import pipeline_flow

        return pipeline_flow
    if name == "__version__":
        from importlib.metadata import version

        return version("citegraph")
    raise AttributeError(f"module 'citegraph' has no attribute {name!r}")
