"""What Prefect finds, and when it is there at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.prefect_environment import are_steps_flows, is_api_configured, steps_as_flows

URL = "http://127.0.0.1:4200/api"
INGEST = """
import atexit, sys
atexit.register(lambda: print("prefect" in sys.modules))
from flows.cli import main
main()
"""


@pytest.fixture
def unconfigured(clean_environment: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and nothing that tells Prefect of a server."""
    for name in ("PREFECT_API_URL", "PREFECT_PROFILE", "PREFECT_PROFILES_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(clean_environment / "prefect"))
    return clean_environment


def test_the_environment_tells_of_a_server(unconfigured: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_api_configured()
    monkeypatch.setenv("PREFECT_API_URL", URL)
    assert is_api_configured()
    monkeypatch.setenv("PREFECT_API_URL", "")
    assert not is_api_configured()


@pytest.mark.parametrize("name", [".env", "prefect.toml", "pyproject.toml", "prefect/profiles.toml"])
def test_where_a_file_may_tell_of_a_server_prefect_is_asked(name: str, unconfigured: Path) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: URL}):
        assert not is_api_configured()
        file = unconfigured / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'[tool.prefect.api]\nurl = "{URL}"\nPREFECT_API_URL = "{URL}"\n')
        assert is_api_configured()


def test_steps_are_flows_where_somebody_says_so(unconfigured: Path) -> None:
    assert not are_steps_flows()
    with steps_as_flows():
        assert are_steps_flows()
    assert not are_steps_flows()


def test_a_command_of_one_step_does_without_prefect(unconfigured: Path, page: Path) -> None:
    command = [sys.executable, "-c", INGEST, "ingest", str(page)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    assert "1 new papers" in done.stderr
    assert done.stdout.strip() == "False"
