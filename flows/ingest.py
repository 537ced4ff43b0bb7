"""Ingest: saved pages into the warehouse's pages, mentions and papers."""

from __future__ import annotations

from prefect import flow

from enrich.pages import PageFile
from flows.shown import tell, warn_of
from flows.steps.ingest import Ingested
from flows.tasks import store_pages_task


@flow(name="ingest", flow_run_name="ingest into {db}")
def ingest_flow(pages: list[str | PageFile], db: str = "citegraph.duckdb") -> Ingested:
    """Read pages (files, folders, globs, ``-``, or files found) into the warehouse. A stored page changes nothing.

    Raises PageError when a path does not exist; a file that is no page is
    reported in the result and does not keep the others out.
    """
    return ingest(pages, db)


def ingest(pages: list[str | PageFile], db: str) -> Ingested:
    """Store pages in a task of the run that is under way."""
    ingested = store_pages_task(pages, db)
    warn_of(f"{warning.page}:{warning.line}: {warning.message}" for warning in ingested.warnings)
    warn_of(ingested.refused)
    tell(ingested.sentence)
    return ingested
