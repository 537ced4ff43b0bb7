"""What people look at and decide: verdicts with what they rest on, and decisions that win over every rule."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from enrich.identifiers import read_identifiers
from enrich.records import API
from enrich.search.openalex import OpenAlexAPI
from enrich.search.strategies import STRATEGIES
from enrich.text.titles import title_key
from warehouse.database import open_warehouse
from warehouse.decisions import keep_versions, load_overrides, save_override, write_overrides
from warehouse.explanations import explain as explain_paper
from warehouse.explanations import read_doubtful_papers
from warehouse.papers import find_paper, read_papers
from warehouse.runs import read_last_works
from warehouse.summary import read_summary
from warehouse.venues import load_aliases, write_aliases
from warehouse.works import read_missing_work_ids

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from enrich.records import Paper
    from warehouse.explanations import Explanation

WORKS_NAMED = 5


def explain(db: Path, words: str) -> tuple[Explanation, list[str]]:
    """Return the verdict on the paper that is meant, and what OpenAlex was asked for it, one line a question.

    ``words`` are the paper's id, its title or a part of it, or one of its identifiers. Nothing was asked where a
    snapshot decided. Raises WarehouseError.
    """
    with open_warehouse(db, read_only=True) as con:
        found = explain_paper(con, _find_paper(con, words))
        (paper,) = read_papers(con, [found.paper_id])
    return found, _questions(paper, found) if found.source == OpenAlexAPI.name else []


def read_doubtful(db: Path) -> list[Explanation]:
    """Return the ambiguous papers that nobody has decided yet, by title."""
    with open_warehouse(db) as con:
        return [explain_paper(con, paper_id) for paper_id in read_doubtful_papers(con)]


def settle(db: Path, words: str, work_id: str | None, reason: str | None) -> str:
    """Keep the decision that a paper is this work, or none at all; return the paper's title. Safe to repeat."""
    with open_warehouse(db, read_only=True) as con:
        paper_id = _find_paper(con, words)
    with open_warehouse(db) as con:
        save_override(con, paper_id, work_id, reason)
        return explain_paper(con, paper_id).title


def how_to_fetch(db: Path) -> str | None:
    """Return which works that verdicts name are not stored, and the command that fetches them; None if all are."""
    with open_warehouse(db, read_only=True) as con:
        missing, works = read_missing_work_ids(con), read_last_works(con) or API
    if not missing:
        return None
    named = ", ".join(missing[:WORKS_NAMED]) + (", …" if len(missing) > WORKS_NAMED else "")
    source = "" if works == API else f" --works {quote(works)}"
    return f"Not stored yet: {named}. To fetch: citegraph resolve{source} --db {quote(str(db))}"


def write_decisions(db: Path, out: Path) -> int:
    """Write all decisions as CSV; return how many there are."""
    with open_warehouse(db, read_only=True) as con:
        return write_overrides(con, out)


def load_decisions(db: Path, file: Path) -> tuple[int, list[str]]:
    """Take over the decisions in a CSV file; return how many, and a sentence for each line that cannot be taken."""
    with open_warehouse(db) as con:
        return load_overrides(con, file)


def write_venue_aliases(db: Path, out: Path) -> int:
    """Write the names of venues that people have added as CSV; return how many there are."""
    with open_warehouse(db, read_only=True) as con:
        return write_aliases(con, out)


def load_venue_aliases(db: Path, file: Path) -> int:
    """Add the names of venues in a CSV file; return how many."""
    with open_warehouse(db) as con:
        return load_aliases(con, file)


def choose_versions(db: Path, *, apart: bool) -> int:
    """Make each version of a paper a node of its own, or all of them one; return how many nodes there are then."""
    with open_warehouse(db) as con:
        keep_versions(con, apart=apart)
        return read_summary(con).nodes


def _find_paper(con: duckdb.DuckDBPyConnection, words: str) -> str:
    """Return the id of the paper that is meant, by title or by an identifier in whatever form."""
    named = read_identifiers(words) or ()
    return find_paper(con, next(filter(None, named), words), title_key(words))


def _questions(paper: Paper, found: Explanation) -> list[str]:
    """Return the questions strategy by strategy, up to the one that brought the work that was matched."""
    settled_by = next((entry.found_by for entry in found.candidates if entry.work_id == found.work_id), None)
    questions = []
    for strategy in STRATEGIES:
        if strategy.depends_on_others:
            continue
        questions += [f"{strategy.name}: {strategy.field}:{question.value}" for question in strategy.ask([paper])]
        if strategy.name == settled_by:
            break
    return questions
