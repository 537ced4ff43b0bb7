"""The server of one process: it answers whoever asks early, and ends with the process that started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from enrich.errors import SettingsError
from flows.prefect_server import PrefectServer

# Prefect's place is taken by an application that starts in no time.
STUB = """
import os, uvicorn
from flows import serve_prefect

async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(os.getpid()).encode()})

serve_prefect.make_server = lambda: uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="error"))
serve_prefect.serve()
"""
START = """
import sys, time
from pathlib import Path
from flows.prefect_server import PrefectServer

print(PrefectServer()._process.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def stub(tmp_path: Path) -> Path:
    script = tmp_path / "stub.py"
    script.write_text(STUB)
    return script


@pytest.fixture
def server(stub: Path) -> Iterator[PrefectServer]:
    server = PrefectServer(stub)
    yield server
    server.stop()


def is_alive(pid: int) -> bool:
    """Whether there is such a process, and more of it than the name that nobody has asked for yet."""
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        stat = Path(f"/proc/{pid}/stat")
        return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")
    return False


def test_the_server_answers_at_the_address_it_is_said_to_and_ends_when_told_to(server: PrefectServer) -> None:
    with urllib.request.urlopen(server.wait(), timeout=60) as answer:
        pid = int(answer.read())
    assert is_alive(pid)
    server.stop()
    assert not is_alive(pid)
    server.stop()


def test_a_server_that_does_not_start_is_told_with_its_last_words(tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text("raise OSError('the disk is full of sand')")
    server = PrefectServer(script)
    with pytest.raises(SettingsError, match=r"did not start \(OSError: the disk is full of sand\)"):
        server.wait()
    server.stop()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_server_outlives_the_process_that_started_it(end: signal.Signals) -> None:
    command = [sys.executable, "-c", START]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        pid = int(process.stdout.readline())
        process.send_signal(end)
        process.wait()
    deadline = time.monotonic() + 60
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(pid)
