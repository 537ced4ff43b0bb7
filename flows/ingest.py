"""Ingest: saved pages into the warehouse's pages, mentions and papers."""

from __future__ import annotations

from prefect import flow

from enrich.pages import PageFile
from flows.steps.ingest import Ingested
from flows.tasks import store_pages_task


@flow(name="ingest")
def ingest_flow(pages: list[str | PageFile], db: str = "citegraph.duckdb") -> Ingested:
    """Read pages (files, folders, globs, ``-``, or files found) into the warehouse. A stored page changes nothing.

    Raises PageError when a path does not exist; a file that is no page is
    reported in the result and does not keep the others out.
    """
    return store_pages_task(pages, db)
