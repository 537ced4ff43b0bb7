"""What Prefect finds in its environment, which it reads when it is first imported, wherever that happens."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path


def prepare_prefect() -> None:
    """Give Prefect a home of its own, silence its telemetry and its chatter. What the user has set is left alone."""
    home = Path(os.environ.get("CITEGRAPH_HOME") or user_cache_path("citegraph")) / "prefect"
    if "PREFECT_HOME" not in os.environ:
        # Prefect makes this folder itself, but not the folders above it.
        with suppress(OSError):
            home.parent.mkdir(parents=True, exist_ok=True)
    for name, value in {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        # A failed flow is told in one sentence by the command line; its traceback goes to the caller.
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        # Twenty seconds, the default, is short for a first start on a busy machine.
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    }.items():
        os.environ.setdefault(name, value)
