"""What Prefect finds in its environment, which it reads when it is first imported, wherever that happens."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from collections.abc import Iterator

# Files in which Prefect may find its server's address, and a word that stands in those that hold one.
TELLING_WORDS = {".env": "PREFECT_", "prefect.toml": "api", "pyproject.toml": "tool.prefect"}

_are_steps_flows: ContextVar[bool] = ContextVar("are_steps_flows", default=False)


def prepare_prefect() -> None:
    """Give Prefect a home of its own, silence its telemetry and its chatter. What the user has set is left alone."""
    home = Path(os.environ.get("CITEGRAPH_HOME") or user_cache_path("citegraph")) / "prefect"
    if "PREFECT_HOME" not in os.environ:
        # Prefect makes this folder itself, but not the folders above it.
        with suppress(OSError):
            home.parent.mkdir(parents=True, exist_ok=True)
    has_server = bool(os.environ.get("PREFECT_API_URL"))
    for name, value in {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        # A standing server is told all; here, the command line tells of a failed flow in one sentence.
        "PREFECT_LOGGING_LEVEL": "INFO" if has_server else "CRITICAL",
        "PREFECT_LOGGING_TO_API_ENABLED": "true" if has_server else "false",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
        # Twenty seconds, the default, is short for a first start on a busy machine.
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    }.items():
        os.environ.setdefault(name, value)


def is_api_configured() -> bool:
    """Return whether Prefect has been told of a server: by the environment, a file of this folder or a profile.

    Prefect itself is asked, which takes a second, only where there is something that may tell.
    """
    if "PREFECT_API_URL" in os.environ:
        return bool(os.environ["PREFECT_API_URL"])
    profiles = Path(os.environ.get("PREFECT_PROFILES_PATH") or Path(os.environ["PREFECT_HOME"]) / "profiles.toml")
    files = {Path(name): word for name, word in TELLING_WORDS.items()} | {profiles: "PREFECT_API_URL"}
    if "PREFECT_PROFILE" not in os.environ and not any(_holds(file, word) for file, word in files.items()):
        return False
    from prefect.settings import PREFECT_API_URL

    return bool(PREFECT_API_URL.value())


def _holds(file: Path, word: str) -> bool:
    try:
        return word in file.read_text(encoding="utf-8", errors="ignore")
    except OSError:
        return False


@contextmanager
def steps_as_flows() -> Iterator[None]:
    """In the block every step is a flow run, whether a server is there or must be started."""
    token = _are_steps_flows.set(True)
    try:
        yield
    finally:
        _are_steps_flows.reset(token)


def are_steps_flows() -> bool:
    """Return whether steps are to be flow runs: because somebody said so, or because a server is there to see them."""
    return _are_steps_flows.get() or is_api_configured()
