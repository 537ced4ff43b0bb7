"""The pipeline: ingest, resolve, export, in this order."""

from __future__ import annotations

from dataclasses import dataclass

from prefect import flow

from flows.export import export
from flows.ingest import Ingested, ingest
from flows.resolve import Resolved, resolve
from flows.sources import API
from warehouse.database import open_warehouse
from warehouse.export import WrittenFile
from warehouse.read import Summary, read_summary


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of the pipeline did, and what the warehouse holds after it."""

    ingested: Ingested
    resolved: Resolved
    files: tuple[WrittenFile, ...]
    summary: Summary

    @property
    def is_complete(self) -> bool:
        """Whether every file was a page and every paper could be asked."""
        return not self.ingested.refused and not self.resolved.stopped and not self.resolved.unasked_count


@flow(name="pipeline")
def pipeline(
    pages: list[str],
    db: str = "citegraph.duckdb",
    out: str = ".",
    works: str = API,
    budget: float | None = None,
    refresh: bool = False,
) -> Run:
    """Turn pages into a warehouse and graph files. Run again, it asks only for what is new."""
    # Their bodies, not the flows: a run of its own for each stage would cost a second each and tell nothing more.
    ingested = ingest.fn(pages, db)
    resolved = resolve.fn(db, works, budget, refresh)
    files = export.fn(db, out)
    with open_warehouse(db, read_only=True) as con:
        summary = read_summary(con)
    return Run(ingested, resolved, tuple(files), summary)


if __name__ == "__main__":
    from flows.cli import run_command

    run_command("run")
