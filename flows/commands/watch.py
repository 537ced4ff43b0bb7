"""What a command needs to know before it begins, and how it ends when it is interrupted."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar

from enrich.records import API
from flows.commands.screen import IN_PART
from flows.progress import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from warehouse.summary import Summary

P = ParamSpec("P")
R = TypeVar("R")


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


def call(step: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Take a step that may be interrupted, without Prefect."""
    with ending_in_part_when_interrupted():
        return step(*args, **kwargs)


def is_interruption(error: BaseException) -> bool:
    """Return whether this is what Ctrl-C raises: in Python, or in the midst of a query."""
    return isinstance(error, KeyboardInterrupt) or str(error) == "Query interrupted"


def must_exist(db: Path) -> None:
    """Raise WarehouseError, before Prefect is started, if there is no warehouse that can be read."""
    from warehouse.database import open_warehouse

    with open_warehouse(db, read_only=True):
        pass


def must_be_writable(db: Path) -> None:
    """Raise WarehouseError, before Prefect is started, if there is no warehouse that can be written."""
    from warehouse.database import open_warehouse

    with open_warehouse(db, read_only=not db.exists()):
        pass


def make_warehouse(db: Path) -> None:
    """Make the warehouse if it is missing. Raises WarehouseError if it cannot be written."""
    from warehouse.database import open_warehouse

    with open_warehouse(db):
        pass


def must_be_askable(works: str) -> None:
    """Raise, before Prefect is started, if ``works`` is neither a snapshot nor the API with settings that make sense.

    SnapshotError or SettingsError.
    """
    if works == API:
        from flows.settings import read_settings

        read_settings()
    else:
        from warehouse.snapshot import find_snapshot

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
