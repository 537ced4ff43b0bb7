"""Fixtures of the flows' tests.

``prefect`` gives one Prefect server for the whole session (starting one costs
ten seconds); ``citegraph`` runs a command in this process, as a user would,
in an empty folder and with an environment of its own; ``demo`` puts there what
one run of the demo has left, and ``inside_demo`` goes there.
"""

from __future__ import annotations

import os
import shutil
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
    return enter_clean_environment(monkeypatch, tmp_path)


def enter_clean_environment(monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    for name in list(os.environ):
        if name.startswith(("CITEGRAPH_", "OPENALEX_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CITEGRAPH_HOME", str(root / "home"))
    folder = root / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def citegraph(
    prefect: None, clean_environment: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Citegraph:
    """``citegraph("parse", "page.txt")``: run one command and return what it left."""

    def run(*words: object) -> Done:
        capfd.readouterr()
        code = run_command_line(monkeypatch, *words)
        out, err = capfd.readouterr()
        return Done(code, out, err)

    return run


def run_command_line(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    """Run a command in this process; return its exit code."""
    from flows.cli import main

    monkeypatch.setattr("sys.argv", ["citegraph", *map(str, words)])
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


@pytest.fixture(scope="session")
def finished_demo(prefect: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that one run of the demo has left; not to be changed."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        folder = enter_clean_environment(monkeypatch, tmp_path_factory.mktemp("demo"))
        assert run_command_line(monkeypatch, "demo") == 0
    return folder / "citegraph-demo"


@pytest.fixture
def demo(finished_demo: Path, clean_environment: Path) -> Path:
    """The demo's folder, ``citegraph-demo``, as if it had just run in the working folder."""
    return shutil.copytree(finished_demo, clean_environment / finished_demo.name)


@pytest.fixture
def inside_demo(demo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, as the working folder."""
    monkeypatch.chdir(demo)
    return demo
