"""The Prefect server of this process alone, for flow runs where no server is standing.

Prefect would start one by itself, but late, and after importing all of the server into this process too; and it leaves
the server running when this process is killed. ``flows.serve_prefect`` is what runs, beside all that is done here.
"""

from __future__ import annotations

import atexit
import http.client
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from enrich.errors import SettingsError

# Seconds: what a first start takes on a busy machine, and what the server's end is waited for.
MAX_START, MAX_WAIT = 120.0, 5.0
SCRIPT = Path(__file__).with_name("serve_prefect.py")


class PrefectServer:
    """A server that has been started, and some seconds later answers: ``wait`` for it. It ends with this process."""

    def __init__(self, script: Path = SCRIPT) -> None:
        self._words = tempfile.TemporaryFile()  # noqa: SIM115  it lives as long as the server
        self._process = subprocess.Popen(  # noqa: S603  our own script
            # -P: what lies beside the script or in the current folder hides no module.
            [sys.executable, "-P", str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            # Ctrl-C is for this process, which ends the server.
            start_new_session=True,
        )
        # Before Prefect is imported, whose own last words then come before the server's end.
        atexit.register(self.stop)

    def wait(self) -> str:
        """Wait until the server answers; return the address of its API. Raises SettingsError if it ends instead."""
        assert self._process.stdout
        port = self._process.stdout.readline().strip().decode()
        try:
            # No proxy stands between this machine and itself.
            connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=MAX_START)
            connection.request("GET", "/api/health")
            connection.getresponse().read()
            connection.close()
        except (OSError, ValueError, http.client.HTTPException):
            raise SettingsError(self._explanation()) from None
        return f"http://127.0.0.1:{port}/api"

    def stop(self) -> None:
        """Let the server end, and wait for it a little. Safe to repeat."""
        atexit.unregister(self.stop)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            pipe.close()
        try:
            self._process.wait(MAX_WAIT)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._words.close()

    def _explanation(self) -> str:
        self._words.seek(0)
        lines = self._words.read().decode(errors="replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        home = os.environ["PREFECT_HOME"]
        said = f" ({last})" if last else ""
        return f"Prefect's local server did not start{said}. Is its folder {home} writable and the disk not full?"
