"""What a person sees while work goes on: bars on a terminal, one line a stage elsewhere; always on stderr."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from enrich.records import PageWarning

    Update = Callable[[int, str], None]
    # Is told of each stage with a total, and returns what is told of its progress.
    Watcher = Callable[[str, int], Update]

_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)
console = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """In the block, somebody else is told of the progress of stages too."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


@contextmanager
def stage(label: str, total: int | None = None) -> Iterator[Update]:
    """Show that a stage is under way; yields ``update(done, detail)``."""
    watcher = _watcher.get()
    tell = watcher(label, total) if watcher and total else _ignore
    with _shown(label, total) as show:

        def update(done: int, detail: str) -> None:
            show(done, detail)
            tell(done, detail)

        yield update


@contextmanager
def _shown(label: str, total: int | None) -> Iterator[Update]:
    """On a terminal a bar, or a pulse where ``total`` is unknown; elsewhere the label once, so that a log stays one."""
    if not console.is_terminal:
        console.print(f"{label} …")
        yield _ignore
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.fields[detail]}"), console=console, transient=True) as progress:
        task = progress.add_task(label, total=total, detail="")

        def update(done: int, detail: str) -> None:
            progress.update(task, completed=done, detail=detail)

        yield update


def _ignore(done: int, detail: str) -> None:
    """Show nothing: the label is enough for a log."""


def warn(warning: PageWarning) -> None:
    """Print what a reader of pages had to guess at or leave out, and where."""
    say(f"warning: {warning.page}:{warning.line}: {warning.message}")


def say(message: str) -> None:
    """Print one line to stderr, as it is."""
    console.print(message, markup=False)
