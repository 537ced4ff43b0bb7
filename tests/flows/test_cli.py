"""The command line as a whole: how it ends, and what it says of what cannot be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.conftest import Citegraph

HEAVY = {
    "bibtexparser", "dotenv", "duckdb", "networkx", "numpy", "orjson", "pandas", "prefect", "pyalex", "pydantic",
    "pydantic_settings", "rapidfuzz", "requests", "requests_cache", "rispy", "rustworkx", "selectolax",
}  # fmt: skip
SHOW_MODULES = """
import atexit, sys
atexit.register(lambda: print("modules:", *sys.modules))
from flows.cli import main
main()
"""


def test_a_path_that_does_not_exist_is_named_in_one_sentence(citegraph: Citegraph) -> None:
    done = citegraph("run", "nowhere.txt", "--works", "x.jsonl")
    assert done.code == 1
    assert "nowhere.txt" in done.err
    assert "Traceback" not in done.err


def test_an_unknown_option_is_wrong_usage(citegraph: Citegraph) -> None:
    assert citegraph("parse", "--colour").code == 2


def test_a_snapshot_that_does_not_exist_is_named(citegraph: Citegraph, page: Path) -> None:
    done = citegraph("run", page, "--works", "nowhere.jsonl")
    assert done.code == 1
    assert "nowhere.jsonl" in done.err


def test_a_warehouse_that_does_not_exist_is_named_and_not_made(citegraph: Citegraph, clean_environment: Path) -> None:
    for command in ("sql", "check", "export", "resolve"):
        words = ["from papers"] if command == "sql" else []
        done = citegraph(command, *words, "--db", "nowhere.duckdb")
        assert done.code == 1, command
        assert "nowhere.duckdb" in done.err
    assert not (clean_environment / "nowhere.duckdb").exists()


def test_a_setting_without_sense_is_named(citegraph: Citegraph, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEGRAPH_REQUESTS_PER_SECOND", "plenty")
    done = citegraph("run", page)
    assert done.code == 1
    assert "CITEGRAPH_REQUESTS_PER_SECOND" in done.err


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", SHOW_MODULES, "--help"], capture_output=True, text=True, check=True)
    words, _, modules = done.stdout.partition("modules:")
    assert "Exit codes" in words
    loaded = {name.partition(".")[0] for name in modules.split()}
    assert "typer" in loaded
    assert loaded & HEAVY == set()
