"""Commands with which people look at verdicts and settle them: explain, review, accept, reject, overrides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from enrich.identifiers import is_work_id
from enrich.matching.verdict import MEANINGS
from enrich.text.titles import title_key
from flows.commands.options import DB, Db
from flows.commands.screen import IN_PART, print_tables
from flows.progress import say
from warehouse.database import open_warehouse
from warehouse.decisions import explain as explain_paper
from warehouse.decisions import (
    find_paper,
    keep_versions,
    load_overrides,
    read_doubtful_papers,
    write_overrides,
)
from warehouse.read import read_papers, read_summary
from warehouse.save import save_override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enrich.records import Paper
    from warehouse.decisions import Explanation, WeighedCandidate

PaperWords = Annotated[str, typer.Argument(metavar="PAPER", help="The paper's id, its title, or a part of its title.")]
Why = Annotated[str | None, typer.Option("--reason", help="Why, for whoever reads the decision later.")]


def explain(paper: PaperWords, db: Db = DB) -> None:
    """Show why a paper was matched or not: the verdict, the candidates and the evidence."""
    from enrich.search.openalex import OpenAlexAPI

    with open_warehouse(db, read_only=True) as con:
        found = explain_paper(con, find_paper(con, paper, title_key(paper)))
        (asked,) = read_papers(con, [found.paper_id])
    _print_explanation(found)
    if found.source == OpenAlexAPI.name:
        _print_questions(asked, found)


def accept(
    paper: PaperWords,
    work: Annotated[str, typer.Argument(help="The OpenAlex work that the paper is, such as W2741809807.")],
    db: Db = DB,
    reason: Why = None,
) -> None:
    """Decide that a paper is a certain work; this wins over every rule, now and in later runs."""
    if not is_work_id(work):
        raise typer.BadParameter(f"{work!r} is no OpenAlex work id such as W2741809807")
    _decide(db, paper, work, reason)


def reject(paper: PaperWords, db: Db = DB, reason: Why = None) -> None:
    """Decide that a paper is none of the works found; this wins over every rule, now and in later runs."""
    _decide(db, paper, None, reason)


def review(db: Db = DB) -> None:
    """Walk through the doubtful papers and settle them one by one."""
    with open_warehouse(db) as con:
        doubtful = [explain_paper(con, paper_id) for paper_id in read_doubtful_papers(con)]
    settled = 0
    for number, found in enumerate(doubtful, start=1):
        print(f"\n{number} of {len(doubtful)}")
        _print_explanation(found)
        answer = _ask(found.candidates)
        if answer == "q":
            break
        if answer != "s":
            work_id = None if answer == "n" else found.candidates[int(answer) - 1].work_id
            with open_warehouse(db) as con:
                save_override(con, found.paper_id, work_id, "review")
            settled += 1
    say(f"{settled} of {len(doubtful)} doubtful papers settled")
    if settled:
        say("citegraph resolve fetches works that are missing; citegraph export writes the graph anew.")


def overrides(
    save: Annotated[Path | None, typer.Option(help="Write all decisions to this CSV file.")] = None,
    load: Annotated[Path | None, typer.Option(help="Take over the decisions in this CSV file.")] = None,
    db: Db = DB,
) -> None:
    """Share decisions: save them as CSV (paper, work or none, reason), or load those of others."""
    if (save is None) == (load is None):
        raise typer.BadParameter("give either --save FILE or --load FILE")
    if save is not None:
        with open_warehouse(db, read_only=True) as con:
            say(f"{write_overrides(con, save)} decisions written to {save}")
        return
    assert load is not None
    with open_warehouse(db) as con:
        taken, refused = load_overrides(con, load)
    for sentence in refused:
        say(f"error: {sentence}")
    say(f"{taken} decisions taken over from {load}")
    if refused:
        raise typer.Exit(IN_PART)


def versions(
    choice: Annotated[str, typer.Argument(metavar="merged|apart", help="One node a paper, or one a version.")],
    db: Db = DB,
) -> None:
    """Choose whether the versions of a paper are one node of the graph or one each; can be taken back."""
    if choice not in ("merged", "apart"):
        raise typer.BadParameter(f"{choice!r} is neither merged nor apart")
    if not db.exists():
        raise typer.BadParameter(f"there is no warehouse {db}; citegraph run makes one")
    with open_warehouse(db) as con:
        keep_versions(con, apart=choice == "apart")
        node_count = read_summary(con).nodes
    say(f"versions {choice}: {node_count:,} nodes")
    say("citegraph analyse, export and report measure, write and draw the graph anew.")


def _decide(db: Path, paper: str, work_id: str | None, reason: str | None) -> None:
    with open_warehouse(db, read_only=True) as con:
        paper_id = find_paper(con, paper, title_key(paper))
    with open_warehouse(db) as con:
        save_override(con, paper_id, work_id, reason)
        title = explain_paper(con, paper_id).title
    say(f"{title}: {'accepted ' + work_id if work_id else 'rejected'}")


def _ask(candidates: Sequence[WeighedCandidate]) -> str:
    """Return a candidate's number, n (none of them), s (skip) or q (quit)."""
    numbers = [str(candidate.rank) for candidate in candidates]
    choices = [*numbers, "n", "s", "q"]
    while True:
        answer = typer.prompt(f"Which one? {', '.join(numbers)}, n none of them, s skip, q quit", default="s")
        if answer in choices:
            return str(answer)


# --------------------------------------------------------------------- printing

MARKS = {True: "yes", False: "no", None: "unknown"}


def _print_explanation(found: Explanation) -> None:
    """Print the paper, its verdict, and a table with a column for each candidate."""
    print(found.title)
    print(f"paper {found.paper_id}, on {', '.join(found.mentions)}")
    if found.status is None:
        print("not judged yet: citegraph resolve asks for it")
        return
    by = "by hand" if found.is_by_hand else f"score {found.score}, from {found.source}"
    named = f" as {found.work_id}" if found.work_id else ""
    versions = f", with versions {', '.join(found.version_ids)}" if found.version_ids else ""
    print(f"{found.status}{named}: {found.reason} ({by}){versions}")
    if found.reason in MEANINGS:
        print(f"  {MEANINGS[found.reason]}")
    if found.candidates:
        print()
        print_tables([_evidence_table(found.candidates)])
        if silent := _silent_facts(found.candidates):
            print(f"unknown: {', '.join(map(_label, silent))}")


def _print_questions(paper: Paper, found: Explanation) -> None:
    """Print what OpenAlex was asked for the paper, step by step, up to the one that settled it."""
    from enrich.search.strategies import LADDER

    settled_by = next((entry.found_by for entry in found.candidates if entry.work_id == found.work_id), None)
    print("\nasked of OpenAlex, beside other papers:")
    for step in LADDER:
        if step.is_substitute or step.is_second_look:
            continue  # Whether these were asked depended on the other papers of the run.
        for value in filter(None, step.values(paper)):
            print(f"  {step.name}: {step.field}:{value}")
        if step.name == settled_by:
            return


def _evidence_table(candidates: Sequence[WeighedCandidate]) -> Table:
    table = Table(
        "", *(f"{candidate.rank}" for candidate in candidates), box=None, pad_edge=False, padding=(0, 2, 0, 0)
    )
    rows: list[tuple[str, list[object]]] = [
        ("work", [candidate.work_id for candidate in candidates]),
        ("title", [candidate.title for candidate in candidates]),
        ("authors", [_names(candidate.author_names) for candidate in candidates]),
        ("venue", [candidate.source_name for candidate in candidates]),
        ("year", [candidate.publication_year for candidate in candidates]),
        ("type", [candidate.type for candidate in candidates]),
        ("doi", [candidate.doi for candidate in candidates]),
        ("found by", [candidate.found_by for candidate in candidates]),
        ("against it", [candidate.conflict or "nothing" for candidate in candidates]),
    ]
    silent = _silent_facts(candidates)
    told = [name for name in candidates[0].evidence if name not in silent]
    rows.extend((_label(name), [candidate.evidence[name] for candidate in candidates]) for name in told)
    for label, values in rows:
        table.add_row(label, *(escape(_shown(value)) for value in values))
    return table


def _silent_facts(candidates: Sequence[WeighedCandidate]) -> list[str]:
    """Return the facts that are known of no candidate."""
    return [name for name in candidates[0].evidence if all(entry.evidence[name] is None for entry in candidates)]


def _label(fact: str) -> str:
    return fact.removeprefix("is_").replace("_", " ")


def _shown(value: object) -> str:
    return MARKS[value] if value is None or isinstance(value, bool) else str(value)


def _names(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
