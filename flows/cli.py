"""``citegraph``: turns words into flow parameters, and results into tables on the screen.

Data goes to stdout, words and progress to stderr. Exit codes: 0 all done,
1 failed, 2 wrong usage, 3 done in part (a rerun goes on).
"""

from __future__ import annotations

import atexit
import csv
import json
import os
import sys
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, ParamSpec, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from enrich.errors import CitegraphError, PageError
from flows.progress import say, stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from enrich.records import PageWarning, PaperRecord
    from flows.pipeline import Run
    from flows.resolve import Resolved
    from warehouse.export import WrittenFile
    from warehouse.read import Summary

P = ParamSpec("P")
R = TypeVar("R")

FAILED, IN_PART = 1, 3
DEMO = Path(__file__).parent / "demo"
ROWS_ON_SCREEN = 1_000
UNBOUNDED_WIDTH = 100_000
NUMERIC_TYPES = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UBIGINT", "DOUBLE", "FLOAT", "DECIMAL")

app = typer.Typer(
    name="citegraph",
    help="Saved pages of paper titles in; a citation graph to query and draw out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Pages = Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for standard input.")]
Db = Annotated[Path, typer.Option(help="The DuckDB warehouse; made if missing.")]
Out = Annotated[Path, typer.Option(help="Folder for the files written; made if missing.")]
Works = Annotated[str, typer.Option(help="Where works come from: api, or the path of an OpenAlex snapshot.")]
Budget = Annotated[float | None, typer.Option(min=0, help="Dollars that this run may spend at OpenAlex.")]
Refresh = Annotated[bool, typer.Option("--refresh", help="Ask again what the HTTP cache could answer.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON Lines.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="CSV with a header.")]


@app.command()
def demo(out: Out = Path("citegraph-demo")) -> None:
    """Run the whole pipeline on bundled pages and works: no network, no key."""
    db = out / "citegraph.duckdb"
    _run([str(DEMO / "pages")], db=db, out=out, works=str(DEMO / "works.jsonl"))
    say(f'Next: citegraph sql "from resolved_papers limit 5" --db {db}')


@app.command()
def run(
    pages: Pages,
    db: Db = Path("citegraph.duckdb"),
    out: Out = Path(),
    works: Works = "api",
    budget: Budget = None,
    refresh: Refresh = False,
) -> None:
    """Turn pages into a warehouse and graph files; run again, it asks only for what is new."""
    _run(pages, db=db, out=out, works=works, budget=budget, refresh=refresh)


@app.command()
def parse(pages: Pages, as_json: AsJson = False) -> None:
    """Show what the readers see in pages; nothing is stored."""
    from enrich.pages import find_pages, open_page

    count, refused, papers = 0, 0, set()
    files = find_pages(pages)
    for file in files:
        try:
            page = open_page(file, today=date.today(), warn=_warn)
            for record in page:
                count += 1
                papers.add(record.paper_id)
                _show_record(page.page.name, record, as_json)
        except PageError as error:
            refused += 1
            say(f"error: {error}")
    say(f"{count} mentions of {len(papers)} papers on {len(files) - refused} pages")
    if refused:
        raise typer.Exit(IN_PART if count else FAILED)


@app.command()
def ingest(pages: Pages, db: Db = Path("citegraph.duckdb")) -> None:
    """Store pages in the warehouse; nothing is asked of OpenAlex."""
    from flows.ingest import ingest as ingest_flow

    ingested = _watch(ingest_flow, pages, str(db))
    say(
        f"{ingested.mention_count} mentions on {ingested.page_count} pages "
        f"({ingested.new_page_count} new), {ingested.new_paper_count} new papers"
    )
    if ingested.refused:
        raise typer.Exit(IN_PART if ingested.page_count else FAILED)


@app.command()
def resolve(
    db: Db = Path("citegraph.duckdb"), works: Works = "api", budget: Budget = None, refresh: Refresh = False
) -> None:
    """Ask for the papers in the warehouse that have no verdict yet."""
    from flows.resolve import resolve as resolve_flow

    _must_exist(db)
    resolved = _watch(resolve_flow, str(db), works, budget, refresh)
    _print_tables([_resolved_table(resolved), _summary_table(_read_summary(db))])
    if resolved.stopped or resolved.unasked_count:
        raise typer.Exit(IN_PART)


@app.command()
def export(db: Db = Path("citegraph.duckdb"), out: Out = Path()) -> None:
    """Write the graph as GEXF: citegraph.gexf (both relations), citations.gexf and shared_authors.gexf."""
    from flows.export import export as export_flow

    _must_exist(db)
    _print_tables([_files_table(_watch(export_flow, str(db), str(out)))])


@app.command()
def check(db: Db = Path("citegraph.duckdb")) -> None:
    """Check the warehouse: rows that contradict each other, and facts worth knowing."""
    from warehouse.checks import run_checks
    from warehouse.database import open_warehouse

    with open_warehouse(db, read_only=True) as con:
        checks = run_checks(con)
    for found in checks:
        word = "ok" if not found.row_count else found.severity
        print(f"{word:5}  {found.name}: {found.row_count}  {found.description}")
        for row in found.rows[:5] if found.row_count else ():
            print("       " + "  ".join(str(value) for value in row))
    if any(found.row_count and found.severity == "error" for found in checks):
        raise typer.Exit(FAILED)


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="Any DuckDB SQL; the warehouse is opened for reading only.")],
    db: Db = Path("citegraph.duckdb"),
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Query the warehouse, for example: citegraph sql "from resolved_papers limit 5"."""
    from warehouse.database import open_warehouse
    from warehouse.read import run_query

    with open_warehouse(db, read_only=True) as con:
        columns, types, rows = run_query(con, query)
        if as_json:
            _print_json_lines(columns, rows)
        elif as_csv:
            _print_csv(columns, rows)
        else:
            _print_rows(columns, types, rows)


def main() -> None:
    """Run ``citegraph``. Failures that citegraph can explain end in one sentence and exit code 1."""
    try:
        app(standalone_mode=True)
    except CitegraphError as error:
        say(f"citegraph: {error}")
        sys.exit(FAILED)
    except RuntimeError as error:
        if "ephemeral Prefect API server" not in str(error):
            raise
        home = os.environ["PREFECT_HOME"]
        say(f"citegraph: Prefect's local server did not start. Is its folder {home} writable and the disk not full?")
        sys.exit(FAILED)
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        sys.stderr.close()
        sys.exit(0)


def run_command(name: str) -> None:
    """Run one command as ``python -m flows.…`` does: with the words of the command line."""
    sys.argv.insert(1, name)
    main()


def _run(
    pages: list[str], *, db: Path, out: Path, works: str, budget: float | None = None, refresh: bool = False
) -> None:
    from enrich.pages import find_pages

    find_pages(pages)  # A mistyped path is told at once, not after Prefect's start.
    with stage("Starting Prefect"):
        from flows.pipeline import pipeline
    done = _watch(pipeline, pages, str(db), str(out), works, budget, refresh)
    _print_run(done, db)
    if not done.is_complete:
        raise typer.Exit(IN_PART if done.ingested.page_count else FAILED)


def _watch(flow: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a flow that a person watches: without Prefect's heartbeat, whose thread takes a second to end."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    try:
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            return flow(*args, **kwargs)
    except KeyboardInterrupt:
        say("interrupted: what was answered is kept, and the same command goes on from here.")
        _leave(IN_PART)


def _leave(code: int) -> NoReturn:
    """End the process at once, Prefect's server included.

    Python's own ending, in the middle of things, makes DuckDB's binding list
    fifty lines of objects that it had no time to free.
    """
    sys.stdout.flush()
    atexit._run_exitfuncs()
    os._exit(code)


def _must_exist(db: Path) -> None:
    from warehouse.database import open_warehouse

    with open_warehouse(db, read_only=True):
        pass


def _read_summary(db: Path) -> Summary:
    from warehouse.database import open_warehouse
    from warehouse.read import read_summary

    with open_warehouse(db, read_only=True) as con:
        return read_summary(con)


def _warn(warning: PageWarning) -> None:
    say(f"warning: {warning.page}:{warning.line}: {warning.message}")


# --------------------------------------------------------------------- printing


def _show_record(page: str, record: PaperRecord, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"page": page} | asdict(record), ensure_ascii=False, default=str))
        return
    known = [record.posted_date, f"{record.author_count} authors" if record.author_count else None, record.arxiv_id]
    details = ", ".join(str(value) for value in known if value)
    print(f"{page}:{record.line}: {record.title}" + (f" ({details})" if details else ""))


def _print_run(run: Run, db: Path) -> None:
    tables = [_summary_table(run.summary), _resolved_table(run.resolved), _files_table([*run.files])]
    _print_tables(tables)
    say(f"Warehouse: {db}")


def _print_tables(tables: Iterable[Table]) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        # A pipe or a file has no width: cells are not to be cut or wrapped.
        console.width = UNBOUNDED_WIDTH
    for number, table in enumerate(tables):
        if number:
            console.print()
        console.print(table)


def _summary_table(summary: Summary) -> Table:
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
    return _pairs_table("Warehouse", {name: f"{count:,}" for name, count in counts.items()})


def _resolved_table(resolved: Resolved) -> Table:
    return _pairs_table(
        "This run",
        {
            "papers asked": f"{resolved.asked_count:,}",
            "papers not asked": f"{resolved.unasked_count:,}",
            "works fetched": f"{resolved.fetched_count:,}",
            "works gone": f"{resolved.missing_work_count:,}",
            "requests": f"{resolved.request_count:,} ({resolved.cached_count:,} from cache)",
            "cost": f"${resolved.cost_usd:.4f}",
        },
    )


def _files_table(files: Iterable[WrittenFile]) -> Table:
    table = Table("File", "Nodes", "Edges", "Bytes", box=None, pad_edge=False)
    for file in files:
        table.add_row(str(file.path), f"{file.node_count:,}", f"{file.edge_count:,}", f"{file.byte_count:,}")
    return table


def _pairs_table(title: str, pairs: dict[str, str]) -> Table:
    table = Table(title, "", box=None, pad_edge=False)
    table.columns[1].justify = "right"
    for name, value in pairs.items():
        table.add_row(name, value)
    return table


def _print_json_lines(columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    for row in rows:
        print(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=_plain))


def _plain(value: object) -> object:
    """Return what JSON can hold: decimals as numbers, dates and the like as text."""
    return float(value) if isinstance(value, Decimal) else str(value)


def _print_csv(columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def _print_rows(columns: tuple[str, ...], types: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    table = Table(*columns, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column, kind in zip(table.columns, types, strict=True):
        column.justify = "right" if kind.startswith(NUMERIC_TYPES) else "left"
    for row in islice(rows, ROWS_ON_SCREEN):
        table.add_row(*("" if value is None else _cell(value) for value in row))
    _print_tables([table])
    if next(rows, None) is not None:
        say(f"Only the first {ROWS_ON_SCREEN:,} rows are shown; --json and --csv print all.")


def _cell(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text.replace("[", "\\[")


if __name__ == "__main__":
    main()
