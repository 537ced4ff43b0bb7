"""What Prefect's UI shows of runs, read back from its server."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from enrich.pages import find_pages
from flows.cli import DEMO
from flows.progress import stage, watched_by
from flows.shown import names_of, progress_artifact
from tests.flows.conftest import Citegraph

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.objects import FlowRun, TaskRun


@pytest.fixture
def server(prefect: str) -> Iterator[SyncPrefectClient]:
    """The server as somebody asks it who looks at runs, told all as a standing server is."""
    from prefect.client.orchestration import get_client
    from prefect.logging.handlers import APILogWorker
    from prefect.settings import PREFECT_LOGGING_TO_API_ENABLED, temporary_settings

    logger = logging.getLogger("prefect.flow_runs")
    level = logger.level
    logger.setLevel(logging.INFO)
    with temporary_settings({PREFECT_LOGGING_TO_API_ENABLED: True}), get_client(sync_client=True) as client:
        yield client
        APILogWorker.instance().drain()
    logger.setLevel(level)


def find_run(server: SyncPrefectClient, name: str) -> FlowRun:
    """The one run whose name begins like this: other tests have runs on this server too."""
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName

    (run,) = server.read_flow_runs(flow_run_filter=FlowRunFilter(name=FlowRunFilterName(like_=name)))
    return run


def await_names(server: SyncPrefectClient, run: FlowRun, count: int) -> set[str]:
    """The names of the run's tasks, which the server learns some time later."""
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

    deadline = time.monotonic() + 30
    tasks: list[TaskRun] = []
    while len(tasks) < count and time.monotonic() < deadline:
        tasks = server.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run.id])))
    return {task.name for task in tasks}


def test_a_run_in_part_is_named_logged_summed_up_and_partial(
    server: SyncPrefectClient, citegraph: Citegraph, openalex: object, page: Path
) -> None:
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId, LogFilter, LogFilterFlowRunId
    from prefect.logging.handlers import APILogWorker

    assert citegraph("run", page.rename("shown.txt"), "--budget", "0").code == 3
    run = find_run(server, "shown.txt on 20")
    assert run.state
    assert (run.state.type.value, run.state.name) == ("COMPLETED", "Partial")
    assert "budget" in str(run.state.message)

    APILogWorker.instance().drain()
    logs = server.read_logs(LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run.id])))
    words = [log.message for log in logs]
    assert "1 mentions on 1 pages (1 new), 1 new papers" in words
    assert any(line.startswith("0 papers asked, 1 not;") and line.endswith("$0.0000") for line in words)
    assert any(line.startswith("Measured: cites 0 nodes and 0 edges") for line in words)

    artifacts = server.read_artifacts(
        artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.id]))
    )
    found = {artifact.key: str(artifact.data) for artifact in artifacts}
    assert set(found) == {"summary", "doubtful-matches", "unresolved-papers"}
    assert "| papers | 1 |" in found["summary"]
    assert "citegraph.gexf" in found["summary"]


def test_tasks_are_named_by_what_they_handle(server: SyncPrefectClient, citegraph: Citegraph) -> None:
    assert citegraph("ingest", DEMO / "pages", "--db", "shown.duckdb").code == 0
    assert citegraph("resolve", "--works", DEMO / "works.jsonl", "--db", "shown.duckdb").code == 0
    run = find_run(server, "resolve shown.duckdb")
    assert await_names(server, run, 2) == {"match papers 1 to 46", "fetch 49 works"}


def test_a_long_stage_has_a_progress_artifact(server: SyncPrefectClient) -> None:
    from prefect import flow
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

    def progress(key: str) -> list[object]:
        found = server.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])))
        return [artifact.data for artifact in found]

    @flow
    def long() -> None:
        with watched_by(partial(progress_artifact, every=0.0)), stage("Counting sheep", 4) as update:
            update(1, "")
            assert progress("counting-sheep") == [25.0]
            update(4, "")
        with watched_by(progress_artifact), stage("Counting few", 1) as update:
            update(1, "")

    long()
    assert progress("counting-sheep") == [100.0]
    assert progress("counting-few") == []


def test_two_pages_are_named_and_the_others_counted() -> None:
    assert names_of(find_pages([DEMO / "pages"])) == "feed.txt, listing.txt"
    assert names_of(["a.txt", "pages/b.txt", "c.txt", "d.txt"]) == "a.txt, b.txt, 2 more"
