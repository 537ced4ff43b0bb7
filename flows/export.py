"""Export: the warehouse's graph as GEXF files."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.progress import stage
from warehouse.database import open_warehouse
from warehouse.export import WrittenFile, write_graph_files


@flow(name="export")
def export(db: str = "citegraph.duckdb", out: str = ".") -> list[WrittenFile]:
    """Write citegraph.gexf, citations.gexf, shared_authors.gexf and citegraph.svg."""
    written: list[WrittenFile] = write_files(db, out)
    return written


@task(name="write graph files", cache_policy=NO_CACHE)
def write_files(db: str, out: str) -> list[WrittenFile]:
    """Write all graph files in one task."""
    with open_warehouse(db, read_only=True) as con, stage("Writing graphs"):
        return write_graph_files(con, Path(out))


if __name__ == "__main__":
    from flows.cli import run_command

    run_command("export")
