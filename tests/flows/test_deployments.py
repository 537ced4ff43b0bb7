"""Flows as Prefect sees them: deployments that load, and modules that run."""

from __future__ import annotations

import inspect
import runpy
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from flows.cli import DEMO

ROOT = Path(__file__).parents[2]
DEPLOYMENTS: list[dict[str, Any]] = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: deployment["name"])
def test_a_deployment_names_a_flow_that_takes_its_parameters(
    deployment: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect import Flow
    from prefect.flows import load_flow_from_entrypoint

    monkeypatch.chdir(ROOT)
    flow: Flow[Any, Any] = load_flow_from_entrypoint(deployment["entrypoint"])
    assert isinstance(flow, Flow)
    assert set(deployment["parameters"]) <= set(inspect.signature(flow.fn).parameters)
    assert deployment["concurrency_limit"]["limit"] == 1


def test_all_deployments_are_accepted_by_a_server(prefect: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.testing.cli import invoke_and_assert

    monkeypatch.chdir(ROOT)
    for words in (["work-pool", "create", "local", "--type", "process", "--overwrite"], ["deploy", "--all"]):
        invoke_and_assert(["--no-prompt", *words], expected_code=0)
    listed = invoke_and_assert(["deployment", "ls"], expected_code=0).stdout
    assert [item["name"] for item in DEPLOYMENTS if f"/{item['name']}" not in listed] == []


def test_the_package_runs_as_the_command_line_and_its_steps_are_flow_runs(
    prefect: str, clean_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", prefect)
    monkeypatch.setattr("sys.argv", ["flows", "ingest", str(DEMO / "pages" / "feed.txt"), "--db", "x.duckdb"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_module("flows", run_name="__main__")
    assert stop.value.code in (0, None)
    with duckdb.connect("x.duckdb", read_only=True) as con:
        assert con.execute("select count(*) from papers").fetchall() == [(25,)]
    assert "ingest" in flow_names()


def flow_names() -> set[str]:
    """The names of the flows that have run."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        return {flow.name for flow in client.read_flows()}
