"""Running a flow for somebody who watches: where it runs, and what is shown until it does."""

from __future__ import annotations

import gc
import logging
import os
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from enrich.errors import SettingsError
from flows.commands.watch import call, ending_in_part_when_interrupted
from flows.prefect_environment import are_steps_flows, is_api_configured
from flows.progress import stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

P = ParamSpec("P")
R = TypeVar("R")

# What Prefect imports at the first flow run: better while a server starts.
FIRST_NEEDED = ("prefect.flow_engine", "prefect.task_engine", "prefect.utilities.visualization", "fastapi.encoders")


class Prefect:
    """Where flows run: on a standing server if Prefect has been told of one, else on one of this process's own."""

    def __init__(self) -> None:
        from flows.prefect_server import PrefectServer

        self._server = None if is_api_configured() else PrefectServer()
        self._settings: dict[Any, Any] = {}

    def wait(self) -> None:
        """Wait until there is a server. Raises SettingsError."""
        from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY

        # Somebody watches: no heartbeat is needed, and its thread takes a second to end.
        self._settings = {PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}
        if self._server:
            self._settings[PREFECT_API_URL] = self._server.wait()
        # It tells at the end of slow runs what is yet to be sent, and Prefect's level of logging does not reach it.
        logging.getLogger("EventsWorker").setLevel(logging.CRITICAL)

    def watch(self, flow: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a flow."""
        from prefect.settings import temporary_settings

        with ending_in_part_when_interrupted(), temporary_settings(self._settings):
            return flow(*args, **kwargs)


@contextmanager
def starting_prefect() -> Iterator[Prefect]:
    """Show that Prefect starts. What the block does, such as importing the flow, is done while a server starts."""
    home = Path(os.environ["PREFECT_HOME"])
    if not can_hold_files(home):
        raise SettingsError(
            f"Prefect cannot keep its files in {home}: set CITEGRAPH_HOME to a folder that can be written."
        )
    with stage("Starting Prefect"), ending_in_part_when_interrupted():
        prefect = Prefect()
        with keeping_garbage():
            yield prefect
            for module in FIRST_NEEDED:
                with suppress(ImportError):
                    import_module(module)
        prefect.wait()


@contextmanager
def keeping_garbage() -> Iterator[None]:
    """Collect no garbage in the block: among so many imports it takes a fifth of their time, and finds nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def can_hold_files(folder: Path) -> bool:
    """Return whether the folder, which is made if missing, can be written."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return os.access(folder, os.W_OK)


def take_step(step: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Take a step of ``flows.steps``: at once, or as a run of its flow where a Prefect server is there to see it."""
    if not are_steps_flows():
        return call(step, *args, **kwargs)
    with starting_prefect() as prefect:
        from flows.steps_as_flows import flow_of
    return prefect.watch(flow_of(step), *args, **kwargs)
