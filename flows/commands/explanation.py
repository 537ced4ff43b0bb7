"""How a verdict is shown: the paper, the status with its reason, and a table with a column for each candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from enrich.records import SENTENCES
from flows.commands.screen import WIDE, print_tables, table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from warehouse.explanations import Explanation, WeighedCandidate

MARKS = {True: "yes", False: "no", None: "unknown"}


def print_explanation(found: Explanation) -> None:
    """Print the paper, its verdict, and a table with a column for each candidate."""
    print(found.title)
    print(f"paper {found.paper_id}, on {', '.join(found.mentions)}")
    if found.status is None:
        print("not judged yet: citegraph resolve asks for it")
        return
    print(_verdict(found))
    if found.reason in SENTENCES:
        print(f"  {SENTENCES[found.reason]}")
    if found.candidates:
        print()
        print_tables([_evidence_table(found.candidates)])
        if silent := _silent_facts(found.candidates):
            print(f"unknown: {', '.join(map(_label, silent))}")


def print_questions(questions: Sequence[str]) -> None:
    """Print what OpenAlex was asked for a paper; nothing where it was not asked."""
    if questions:
        print("\nasked of OpenAlex, beside other papers:")
    for question in questions:
        print(f"  {question}")


def _verdict(found: Explanation) -> str:
    by = "by hand" if found.is_by_hand else f"score {found.score}, from {found.source}"
    named = f" as {found.work_id}" if found.work_id else ""
    versions = f", with versions {', '.join(found.version_ids)}" if found.version_ids else ""
    return f"{found.status}{named}: {found.reason} ({by}){versions}"


def _evidence_table(candidates: Sequence[WeighedCandidate]) -> Table:
    ranks = [str(candidate.rank) for candidate in candidates]
    silent = _silent_facts(candidates)
    columns = [_description(candidate) | _known_evidence(candidate, silent) for candidate in candidates]
    rows = ((label, *(escape(_shown(column[label])) for column in columns)) for label in columns[0])
    return table_of(["", *ranks], rows, WIDE)


def _description(candidate: WeighedCandidate) -> dict[str, object]:
    return {
        "work": candidate.work_id,
        "title": candidate.title,
        "authors": _names(candidate.author_names),
        "venue": candidate.source_name,
        "year": candidate.publication_year,
        "type": candidate.type,
        "doi": candidate.doi,
        "found by": candidate.found_by,
        "against it": candidate.conflict or "nothing",
    }


def _known_evidence(candidate: WeighedCandidate, silent: Sequence[str]) -> dict[str, object]:
    return {_label(name): value for name, value in candidate.evidence.items() if name not in silent}


def _silent_facts(candidates: Sequence[WeighedCandidate]) -> list[str]:
    """Return the facts that are known of no candidate."""
    return [name for name in candidates[0].evidence if all(entry.evidence[name] is None for entry in candidates)]


def _label(fact: str) -> str:
    return fact.removeprefix("is_").replace("_", " ")


def _shown(value: object) -> str:
    return MARKS[value] if value is None or isinstance(value, bool) else str(value)


def _names(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
