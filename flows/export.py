"""Export: the warehouse's graph as GEXF files."""

from __future__ import annotations

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.steps.export import write_files
from warehouse.files import WrittenFile

write_files_task = task(name="write graph files", cache_policy=NO_CACHE)(write_files)


@flow(name="export")
def export_flow(db: str = "citegraph.duckdb", out: str = ".") -> list[WrittenFile]:
    """Write citegraph.gexf, citations.gexf, shared_authors.gexf and citegraph.svg."""
    return write_files_task(db, out)
