"""What a person sees while work goes on: bars on a terminal, one line a stage elsewhere; always on stderr."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from enrich.records import PageWarning

console = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def stage(label: str, total: int | None = None) -> Iterator[Callable[[int, str], None]]:
    """Show that a stage is under way; yields ``update(done, detail)``.

    On a terminal a bar, or a pulse where ``total`` is unknown; elsewhere the
    label once, so that a log stays a log.
    """
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
