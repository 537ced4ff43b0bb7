"""The project's own rules: style, types, who may import whom, and what must never be committed."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED_AT_THE_TOP = {
    "pyproject.toml",
    "flows",
    "enrich",
    "warehouse",
    "tests",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "prefect.yaml",
}


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "mypy"],
        ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    ],
    ids=["style", "format", "types", "imports"],
)
def test_the_code_keeps_its_rules(command: list[str]) -> None:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_top_level_holds_what_the_customer_fixed() -> None:
    tracked = {line.split("/")[0] for line in _git_files()}
    assert {name for name in tracked if not name.startswith(".")} <= ALLOWED_AT_THE_TOP


def test_no_tracked_file_is_large() -> None:
    large = [name for name in _git_files() if (ROOT / name).stat().st_size > 1_000_000]
    assert large == []


def test_no_tracked_file_names_a_place_it_was_made_at() -> None:
    places = re.compile("py" + r"pi\.org|python" + r"hosted\.org|registry\.npm" + r"js|/(?:root|home)/\w+/")
    named = [
        name for name in _git_files() if places.search((ROOT / name).read_bytes().decode("utf-8", errors="ignore"))
    ]
    assert named == []


def test_every_dependency_carries_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    for dependency in tomllib.loads(text)["project"]["dependencies"]:
        assert re.search(re.escape(f'"{dependency}",') + r"\s+# \w+", text), dependency


def test_flow_files_are_not_named_like_packages() -> None:
    # Prefect loads a flow by path, with flows/ first in the import path: enrich.py there would hide the package.
    names = {path.stem for path in (ROOT / "flows").glob("*.py")}
    assert names.isdisjoint({"enrich", "warehouse", "flows", "prefect", "duckdb", "networkx", "pyalex"})


def _git_files() -> list[str]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]
    if not names:
        pytest.skip("not a git checkout")
    return names
