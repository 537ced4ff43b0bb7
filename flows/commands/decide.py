"""Decide: people look at verdicts and settle them (review, accept, reject, overrides, versions)."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enrich.identifiers import is_work_id
from flows.commands.explanation import print_explanation
from flows.commands.options import DB, Db, PaperWords
from flows.commands.screen import IN_PART
from flows.progress import say

if TYPE_CHECKING:
    from warehouse.explanations import Explanation

Why = Annotated[str | None, typer.Option("--reason", help="Why, for whoever reads the decision later.")]


class Versions(StrEnum):
    """What a node of the graph is: a paper with all its versions, or one version."""

    MERGED = "merged"
    APART = "apart"


def accept(
    paper: PaperWords,
    work: Annotated[str, typer.Argument(help="The OpenAlex work that the paper is, such as W2741809807.")],
    db: Db = DB,
    reason: Why = None,
) -> None:
    """Decide that a paper is a certain work; this wins over every rule, now and in later runs."""
    from flows import decisions

    if not is_work_id(work):
        raise typer.BadParameter(f"{work!r} is no OpenAlex work id such as W2741809807")
    say(f"{decisions.settle(db, paper, work, reason)}: accepted {work}")
    _say_how_to_fetch(db)


def reject(paper: PaperWords, db: Db = DB, reason: Why = None) -> None:
    """Decide that a paper is none of the works found; this wins over every rule, now and in later runs."""
    from flows import decisions

    say(f"{decisions.settle(db, paper, None, reason)}: rejected")


def review(db: Db = DB) -> None:
    """Walk through the doubtful papers and settle them one by one."""
    from flows import decisions

    doubtful = decisions.read_doubtful(db)
    settled = 0
    for number, found in enumerate(doubtful, start=1):
        print(f"\n{number} of {len(doubtful)}")
        print_explanation(found)
        answer = _ask(found)
        if answer == "q":
            break
        if answer != "s":
            work_id = None if answer == "n" else found.candidates[int(answer) - 1].work_id
            decisions.settle(db, found.paper_id, work_id, "review")
            settled += 1
    say(f"{settled} of {len(doubtful)} doubtful papers settled")
    if settled:
        _say_how_to_fetch(db)
        say("citegraph export writes the graph anew.")


def overrides(
    save: Annotated[Path | None, typer.Option(help="Write all decisions to this CSV file.")] = None,
    load: Annotated[Path | None, typer.Option(help="Take over the decisions in this CSV file.")] = None,
    db: Db = DB,
) -> None:
    """Share decisions: save them as CSV (paper, work or none, reason), or load those of others."""
    from flows import decisions

    if save is not None and load is None:
        say(f"{decisions.write_decisions(db, save)} decisions written to {save}")
    elif load is not None and save is None:
        _take_over(db, load)
    else:
        raise typer.BadParameter("give either --save FILE or --load FILE")


def _take_over(db: Path, file: Path) -> None:
    from flows import decisions

    taken, refused = decisions.load_decisions(db, file)
    for sentence in refused:
        say(f"error: {sentence}")
    say(f"{taken} decisions taken over from {file}")
    _say_how_to_fetch(db)
    if refused:
        raise typer.Exit(IN_PART)


def versions(
    choice: Annotated[Versions, typer.Argument(help="One node a paper, or one a version.")],
    db: Db = DB,
) -> None:
    """Choose whether the versions of a paper are one node of the graph or one each; can be taken back."""
    from flows import decisions

    if not db.exists():
        raise typer.BadParameter(f"there is no warehouse {db}; citegraph run makes one")
    node_count = decisions.choose_versions(db, apart=choice is Versions.APART)
    say(f"versions {choice}: {node_count:,} nodes")
    say("citegraph analyse, export and report measure, write and draw the graph anew.")


def venues(
    load: Annotated[Path | None, typer.Option(help="Add the names in this CSV file: alias, venue.")] = None,
    save: Annotated[Path | None, typer.Option(help="Write the names that were added to this CSV file.")] = None,
    db: Db = DB,
) -> None:
    """Make several names one venue: load them as CSV (alias, venue; an empty venue takes a name back), or save them."""
    from flows import decisions

    if not db.exists():
        raise typer.BadParameter(f"there is no warehouse {db}; citegraph run makes one")
    if save is not None and load is None:
        say(f"{decisions.write_venue_aliases(db, save)} names of venues written to {save}")
    elif load is not None and save is None:
        say(f"{decisions.load_venue_aliases(db, load)} names of venues taken over from {load}")
    else:
        raise typer.BadParameter("give either --load FILE or --save FILE")


def _say_how_to_fetch(db: Path) -> None:
    """Tell which works people have named that are not stored, and the command that fetches them."""
    from flows import decisions

    if sentence := decisions.how_to_fetch(db):
        say(sentence)


def _ask(found: Explanation) -> str:
    """Return a candidate's number, n (none of them), s (skip) or q (quit)."""
    numbers = [str(candidate.rank) for candidate in found.candidates]
    choices = [*numbers, "n", "s", "q"]
    while True:
        answer = typer.prompt(f"Which one? {', '.join(numbers)}, n none of them, s skip, q quit", default="s")
        if answer in choices:
            return str(answer)
