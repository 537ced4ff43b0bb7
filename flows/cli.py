"""``citegraph``: the command line, put together. What each command does is in the file that its name comes from below.

Data goes to stdout, words and progress to stderr. Exit codes: 0 all done,
1 failed, 2 wrong usage, 3 done in part (a rerun goes on).
"""

from __future__ import annotations

import os
import re
import sys
from typing import Annotated

import typer

from enrich.errors import CitegraphError
from flows.commands import decide, inspect, run, stages
from flows.commands.run import DEMO
from flows.commands.screen import FAILED
from flows.commands.watch import is_interruption
from flows.progress import say

# What shells report of a program that Ctrl-C ended.
INTERRUPTED = 130

__all__ = ["DEMO", "app", "main"]

app = typer.Typer(
    name="citegraph",
    help="Saved pages of paper titles in; a citation graph to query and draw out.",
    epilog="Exit codes: 0 all done, 1 failed, 2 wrong usage, 3 done in part: the same command goes on from there.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

COMMANDS = {
    "Run": (run.demo, run.run, run.plan),
    "Inspect": (inspect.sql, inspect.explain, inspect.check, inspect.plot),
    "Decide": (decide.review, decide.accept, decide.reject, decide.overrides, decide.versions, decide.venues),
    "Step by step": (
        stages.parse,
        stages.ingest,
        stages.resolve,
        stages.expand,
        stages.refresh,
        stages.analyse,
        stages.export,
        stages.report,
    ),
}
for panel, commands in COMMANDS.items():
    for command in commands:
        app.command(rich_help_panel=panel)(command)


def print_version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        print(f"citegraph {version('citegraph')}")
        raise typer.Exit


@app.callback()
def before_any_command(
    is_version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Do nothing: the options of ``citegraph`` itself have callbacks of their own."""


def main() -> None:
    """Run ``citegraph``. Failures that citegraph can explain end in one sentence and exit code 1."""
    try:
        run_app()
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        discard_output()
        sys.exit(0)
    except Exception as error:
        if is_interruption(error):
            sys.exit(INTERRUPTED)
        sentence = explanation(error)
        if sentence is None:
            raise
        free_frames(error)
        say(f"citegraph: {sentence}")
        discard_output()
        sys.exit(FAILED)


def run_app() -> None:
    """Run the command that is asked for and hand over all that it prints, so that nothing is left to fail later."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # Started with it closed (>&-): words go nowhere, and no other file gets its number.
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
    try:
        app(standalone_mode=True)
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        sys.stdout.flush()
        raise


def discard_output() -> None:
    """Let go of what Python still holds for a stdout that takes no more, or it would complain when it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def explanation(error: Exception) -> str | None:
    """What happened, where, and what to do next; None for what only a programmer can mend."""
    if isinstance(error, CitegraphError):
        return str(error)
    if isinstance(error, OSError) and error.errno is not None:
        # A file is written under a name of its own until it is whole.
        name = re.sub(r"\.([^/]+)\.\w+\.unfinished$", r"\1", str(error.filename or "a file"))
        return (
            f"{name} cannot be written or read: {error.strerror}. Is the place there, writable, and the disk not full?"
        )
    if str(error).startswith("Failed to reach API at "):
        address = str(error).removeprefix("Failed to reach API at ")
        return f"No Prefect server answers at {address}. Start it, or unset PREFECT_API_URL to do without."
    return None


def free_frames(error: BaseException | None) -> None:
    """Let go of what the functions held that failed: DuckDB's binding lists fifty lines of it when Python ends."""
    if error:
        error.__traceback__ = None
        free_frames(error.__cause__)
        free_frames(error.__context__)
