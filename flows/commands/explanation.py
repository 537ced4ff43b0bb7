"""How a verdict is shown: the paper, the status with its reason, and a table with a column for each candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from enrich.records import SENTENCES
from flows.commands.screen import print_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warehouse.explanations import Explanation, WeighedCandidate

MARKS = {True: "yes", False: "no", None: "unknown"}


def print_explanation(found: Explanation) -> None:
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
    known = [name for name in candidates[0].evidence if name not in silent]
    rows.extend((_label(name), [candidate.evidence[name] for candidate in candidates]) for name in known)
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
