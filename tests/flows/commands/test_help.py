"""``citegraph --help`` waits for nothing: what it imports is what the terminal needs."""

from __future__ import annotations

import subprocess
import sys

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


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", SHOW_MODULES, "--help"], capture_output=True, text=True, check=True)
    words, _, modules = done.stdout.partition("modules:")
    assert "Exit codes" in words
    loaded = {name.partition(".")[0] for name in modules.split()}
    assert "typer" in loaded
    assert loaded & HEAVY == set()
