"""Results as tables on the screen, or as JSON Lines and CSV for other programs; always on stdout."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import asdict
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from flows.progress import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from enrich.records import PaperRecord
    from flows.steps.expand import Expanded
    from flows.steps.pipeline import Run
    from flows.steps.resolve import Resolved
    from warehouse.files import WrittenFile
    from warehouse.graph.metrics import Analysis
    from warehouse.summary import Summary

# Exit codes: nothing was done, or a part of it; the same command goes on from there.
FAILED, IN_PART = 1, 3

ROWS_ON_SCREEN = 1_000
UNBOUNDED_WIDTH = 100_000
Padding = tuple[int, int, int, int]
# All blanks behind cells, none before them.
WIDE: Padding = (0, 2, 0, 0)
NUMERIC_TYPES = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UBIGINT", "DOUBLE", "FLOAT", "DECIMAL")


def show_record(page: str, record: PaperRecord, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"page": page} | asdict(record), ensure_ascii=False, default=str))
        return
    known = [record.posted_date, f"{record.author_count} authors" if record.author_count else None, record.arxiv_id]
    details = ", ".join(str(value) for value in known if value)
    print(f"{page}:{record.line}: {record.name}" + (f" ({details})" if details else ""))


def print_run(run: Run, db: Path) -> None:
    expanded = [expanded_table(run.expanded)] if run.expanded else []
    tables = [summary_table(run.summary), resolved_table(run.resolved), *expanded, files_table([*run.files])]
    print_tables(tables)
    say(f"Warehouse: {db}")


def print_tables(tables: Iterable[Table]) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        # A pipe or a file has no width: cells are not to be cut or wrapped.
        console.width = UNBOUNDED_WIDTH
    for number, table in enumerate(tables):
        if number:
            console.print()
        console.print(table)


def summary_table(summary: Summary) -> Table:
    counts = {
        "papers": summary.papers,
        "  matched": summary.matched,
        "  ambiguous": summary.ambiguous,
        "  unmatched": summary.unmatched,
        "  not asked yet": summary.undecided,
        "works": summary.works,
        "authors": summary.authors,
        "nodes": summary.nodes,
        "citations": summary.citation_edges,
        "shared-author edges": summary.shared_author_edges,
    }
    return pairs_table("Warehouse", {name: f"{count:,}" for name, count in counts.items()})


def resolved_table(resolved: Resolved) -> Table:
    return pairs_table(
        "This run",
        {
            "papers asked": f"{resolved.asked_count:,}",
            "papers not asked": f"{resolved.unasked_count:,}",
            "works fetched": f"{resolved.fetched_count:,}",
            "works not found": f"{resolved.missing_work_count:,}",
            "requests": f"{resolved.request_count:,} ({resolved.cached_count:,} from cache)",
            "cost": f"${resolved.cost_usd:.4f}",
        },
    )


def expanded_table(expanded: Expanded) -> Table:
    return pairs_table(
        "Expanded",
        {
            "works wanted or asked about": f"{expanded.wanted_count:,}",
            "works fetched": f"{expanded.fetched_count:,}",
            "works not found": f"{expanded.gone_count:,}",
            "requests": f"{expanded.request_count:,}",
            "cost": f"${expanded.cost_usd:.4f}",
        },
    )


def analysis_table(analysis: Analysis) -> Table:
    rows = []
    for graph in analysis.graphs:
        counts = (graph.node_count, graph.edge_count, graph.component_count, graph.community_count)
        rows.append([graph.graph, *(f"{count:,}" for count in counts), f"{graph.modularity or 0:.3f}"])
    return table_of(["Graph", "Nodes", "Edges", "Components", "Communities", "Modularity"], rows)


def names_table(questions: Iterable[tuple[str, str]]) -> Table:
    return table_of(["Name", "Question"], questions)


def files_table(files: Iterable[WrittenFile]) -> Table:
    rows = ((str(file.path), f"{file.node_count:,}", f"{file.edge_count:,}", f"{file.byte_count:,}") for file in files)
    return table_of(["File", "Nodes", "Edges", "Bytes"], rows)


def pairs_table(title: str, pairs: dict[str, str]) -> Table:
    table = table_of([title, ""], pairs.items())
    table.columns[1].justify = "right"
    return table


def table_of(headers: Iterable[str], rows: Iterable[Iterable[str]], padding: Padding = (0, 1, 0, 1)) -> Table:
    """Return a table without lines; ``padding`` is above, right, below and left of each cell."""
    table = Table(*headers, box=None, pad_edge=False, padding=padding)
    for row in rows:
        table.add_row(*row)
    return table


def print_json_lines(columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    for row in rows:
        print(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=plain))


def plain(value: object) -> object:
    """Return what JSON can hold: decimals as numbers, dates and the like as text."""
    return float(value) if isinstance(value, Decimal) else str(value)


def print_csv(columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def print_rows(columns: tuple[str, ...], types: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    table = table_of(columns, (map(cell, row) for row in islice(rows, ROWS_ON_SCREEN)), WIDE)
    for column, kind in zip(table.columns, types, strict=True):
        column.justify = "right" if kind.startswith(NUMERIC_TYPES) else "left"
    print_tables([table])
    if next(rows, None) is not None:
        say(f"Only the first {ROWS_ON_SCREEN:,} rows are shown; --json and --csv print all.")


def cell(value: object) -> str:
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text.replace("[", "\\[")
