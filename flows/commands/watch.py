"""Taking a step or running a flow for somebody who watches, and what a command needs to know before it does."""

from __future__ import annotations

import atexit
import logging
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar

from enrich.errors import SettingsError
from enrich.records import API
from flows.commands.screen import IN_PART
from flows.prefect_environment import are_steps_flows
from flows.progress import say, stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from warehouse.summary import Summary

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def starting_prefect() -> Iterator[None]:
    """Show that Prefect starts: the block imports a flow, and then a server of this process's own is started.

    That takes one second and up to ten; without it, the flow would start the server itself, in silence.
    """
    home = Path(os.environ["PREFECT_HOME"])
    if not can_hold_files(home):
        raise SettingsError(
            f"Prefect cannot keep its files in {home}: set CITEGRAPH_HOME to a folder that can be written."
        )
    with stage("Starting Prefect"):
        yield
        from prefect.client.orchestration import get_client

        with get_client(sync_client=True):
            pass
    # Prefect's level of logging does not reach this one, which tells at the end of slow runs what is still to be sent.
    logging.getLogger("EventsWorker").setLevel(logging.CRITICAL)


def can_hold_files(folder: Path) -> bool:
    """Return whether the folder, which is made if missing, can be written."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return os.access(folder, os.W_OK)


def take_step(step: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Take a step of ``flows.steps``: at once, or as a run of its flow where a Prefect server is there to see it."""
    if not are_steps_flows():
        with ending_in_part_when_interrupted():
            return step(*args, **kwargs)
    with starting_prefect():
        from flows.steps_as_flows import flow_of
    return watch(flow_of(step), *args, **kwargs)


def watch(flow: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a flow that a person watches: without Prefect's heartbeat, whose thread takes a second to end."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with ending_in_part_when_interrupted(), temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        return flow(*args, **kwargs)


@contextmanager
def ending_in_part_when_interrupted() -> Iterator[None]:
    """End the process when the block is interrupted, after saying how to go on."""
    try:
        yield
    except (KeyboardInterrupt, RuntimeError) as error:
        if not is_interruption(error):
            raise
        say("interrupted: what was answered is kept, and the same command goes on from here.")
        _leave(IN_PART)


def is_interruption(error: BaseException) -> bool:
    """Return whether this is what Ctrl-C raises: in Python, or in the midst of a query."""
    return isinstance(error, KeyboardInterrupt) or str(error) == "Query interrupted"


def must_exist(db: Path) -> None:
    """Raise WarehouseError, before Prefect is started, if there is no warehouse that can be read."""
    from warehouse.database import open_warehouse

    with open_warehouse(db, read_only=True):
        pass


def must_be_works(works: str) -> None:
    """Raise SnapshotError, before Prefect is started, if ``works`` is neither the API nor a snapshot."""
    from warehouse.snapshot import find_snapshot

    if works != API:
        find_snapshot(Path(works))


def summary_of(db: Path) -> Summary:
    """Count what the warehouse holds. Raises WarehouseError."""
    from warehouse.database import open_warehouse
    from warehouse.summary import read_summary

    with open_warehouse(db, read_only=True) as con:
        return read_summary(con)


def _leave(code: int) -> NoReturn:
    """End the process at once, Prefect's server included.

    Python's own ending, in the middle of things, makes DuckDB's binding list
    fifty lines of objects that it had no time to free.
    """
    sys.stdout.flush()
    atexit._run_exitfuncs()
    os._exit(code)
