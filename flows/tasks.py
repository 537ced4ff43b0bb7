"""The steps as Prefect's tasks: few and thick, each with a batch to handle; nothing is cached but in the warehouse."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import task_run

from flows.shown import names_of
from flows.steps.analyse import measure_graphs
from flows.steps.expand import fetch_citations
from flows.steps.export import write_files
from flows.steps.files import write_files_and_page
from flows.steps.ingest import store_pages
from flows.steps.report import write_page
from flows.steps.resolve import match_papers
from flows.steps.sources import fetch_works


def store_name() -> str:
    """Return the name of a run of the task: the pages."""
    return f"store {names_of(task_run.parameters['pages'])}"


def fetch_name() -> str:
    """Return the name of a run of the task: how many works."""
    return f"fetch {len(task_run.parameters['wanted']):,} works"


store_pages_task = task(name="store pages", task_run_name=store_name, cache_policy=NO_CACHE)(store_pages)
match_papers_task = task(name="match papers", cache_policy=NO_CACHE)(match_papers)
fetch_works_task = task(name="fetch works", task_run_name=fetch_name, cache_policy=NO_CACHE)(fetch_works)
fetch_citations_task = task(
    name="fetch citing works", task_run_name="fetch works that cite nodes of {db}", cache_policy=NO_CACHE
)(fetch_citations)
measure_graphs_task = task(name="measure graphs", task_run_name="measure graphs of {db}", cache_policy=NO_CACHE)(
    measure_graphs
)
write_files_task = task(name="write graph files", task_run_name="write graph files to {out}", cache_policy=NO_CACHE)(
    write_files
)
write_page_task = task(name="write the page", task_run_name="write the page to {out}", cache_policy=NO_CACHE)(
    write_page
)
write_files_and_page_task = task(
    name="write graph files and the page",
    task_run_name="write graph files and the page to {out}",
    cache_policy=NO_CACHE,
)(write_files_and_page)
