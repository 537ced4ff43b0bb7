"""Fixtures of the flows' tests.

``prefect`` gives one Prefect server for the whole session (starting one costs
ten seconds); ``citegraph`` runs a command in this process, as a user would,
in an empty folder and with an environment of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import flows  # noqa: F401  Prefect's environment is prepared before Prefect is imported below


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


Citegraph = Callable[..., Done]


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    """A Prefect server of the tests' own, with a database of its own."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty working folder, a home of its own, and no setting or key of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith(("CITEGRAPH_", "OPENALEX_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CITEGRAPH_HOME", str(tmp_path / "home"))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def citegraph(
    prefect: None, clean_environment: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Citegraph:
    """``citegraph("parse", "page.txt")``: run one command and return what it left."""
    from flows.cli import main

    def run(*words: object) -> Done:
        monkeypatch.setattr("sys.argv", ["citegraph", *map(str, words)])
        capfd.readouterr()
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capfd.readouterr()
        return Done(code, out, err)

    return run
