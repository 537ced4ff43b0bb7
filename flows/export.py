"""Export: the warehouse's graph as GEXF files."""

from __future__ import annotations

from prefect import flow

from flows.tasks import write_files_task
from warehouse.files import WrittenFile


@flow(name="export", flow_run_name="export {db} to {out}")
def export_flow(db: str = "citegraph.duckdb", out: str = ".") -> list[WrittenFile]:
    """Write citegraph.gexf, citations.gexf, shared_authors.gexf and citegraph.svg."""
    return write_files_task(db, out)
