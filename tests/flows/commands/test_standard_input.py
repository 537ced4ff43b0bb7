"""Pages from standard input: a pipe can be read only once, and every command that takes pages takes it."""

from __future__ import annotations

import os

import pytest

from flows.cli import DEMO
from tests.flows.conftest import Citegraph

TITLES = b"Deep Residual Learning for Image Recognition\nA Title That Nobody Has Given to Any Paper\n"
WORKS = DEMO / "works.jsonl"


def pipe_in(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Put a pipe that holds the content in the place of standard input."""
    end, start = os.pipe()
    os.write(start, content)
    os.close(start)
    monkeypatch.setattr("sys.stdin", os.fdopen(end))


def test_a_run_takes_pages_from_standard_input(citegraph: Citegraph, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe_in(monkeypatch, TITLES)
    done = citegraph("run", "-", "--works", WORKS)
    assert done.code == 0, done.err
    rows = [line.split() for line in done.out.splitlines()]
    assert ["papers", "2"] in rows
    assert ["matched", "1"] in rows


@pytest.mark.parametrize("command", ["parse", "ingest", "plan"])
def test_stages_that_take_pages_take_standard_input(
    command: str, citegraph: Citegraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe_in(monkeypatch, TITLES)
    done = citegraph(command, "-")
    assert done.code == 0, done.err


def test_what_is_wrong_with_it_is_told_of_standard_input(citegraph: Citegraph, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe_in(monkeypatch, b"of what is left over, and\n")
    done = citegraph("ingest", "-")
    assert done.code == 1
    assert "error: standard input: in no known layout" in done.err
