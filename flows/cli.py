"""``citegraph``: turns words into flow parameters, and results into tables on the screen.

Data goes to stdout, words and progress to stderr. Exit codes: 0 all done,
1 failed, 2 wrong usage, 3 done in part (a rerun goes on).
"""

from __future__ import annotations

import atexit
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, ParamSpec, TypeVar

import typer

from enrich.errors import CitegraphError, PageError
from flows import decide
from flows.progress import say, stage
from flows.screen import (
    FAILED,
    IN_PART,
    analysis_table,
    expanded_table,
    files_table,
    names_table,
    pairs_table,
    print_csv,
    print_json_lines,
    print_rows,
    print_run,
    print_tables,
    resolved_table,
    show_record,
    summary_table,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from enrich.records import PageWarning
    from flows.expand import Relation
    from warehouse.read import Relation as GraphRelation
    from warehouse.read import Summary

P = ParamSpec("P")
R = TypeVar("R")

DEMO = Path(__file__).parent / "demo"

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
EXPAND_HELP = "references: what the resolved works cite; citations: what cites them."
ExpandBy = Annotated[str | None, typer.Option("--expand", metavar="references|citations", help=EXPAND_HELP)]
Most = Annotated[int, typer.Option(min=1, help="Works to fetch for each resolved work when expanding, at most.")]
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
    expand: ExpandBy = None,
    most: Most = 100,
) -> None:
    """Turn pages into a warehouse and graph files; run again, it asks only for what is new."""
    _run(pages, db=db, out=out, works=works, budget=budget, refresh=refresh, expand=expand, most=most)


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
                show_record(page.page.name, record, as_json)
        except PageError as error:
            refused += 1
            say(f"error: {error}")
    say(f"{count} mentions of {len(papers)} papers on {len(files) - refused} pages")
    if refused:
        raise typer.Exit(IN_PART if count else FAILED)


@app.command()
def plan(pages: Pages, db: Db = Path("citegraph.duckdb")) -> None:
    """Tell what a run would ask of OpenAlex and cost; nothing is stored and nothing sent."""
    from flows.plan import forecast

    told = forecast(pages, db, _warn)
    asked = told.plan
    counts = {
        "papers on the pages": f"{told.paper_count:,}",
        "papers to ask for": f"{told.due_count:,}",
        "requests, if all are there": f"{asked.requests:,}",
        "cost, if all are there": f"${asked.usd:.4f}",
        "requests, if none is": f"{asked.most_requests:,}",
        "cost, if none is": f"${asked.most_usd:.4f}",
    }
    print_tables([pairs_table("Plan", counts)])


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
    print_tables([resolved_table(resolved), summary_table(_read_summary(db))])
    if resolved.stopped or resolved.unasked_count:
        raise typer.Exit(IN_PART)


@app.command()
def expand(
    relation: Annotated[
        str, typer.Argument(help="references: what the resolved works cite; citations: what cites them.")
    ] = "references",
    db: Db = Path("citegraph.duckdb"),
    works: Works = "api",
    most: Most = 100,
    budget: Budget = None,
) -> None:
    """Fetch the works around the resolved ones, the most cited first."""
    from flows.expand import expand as expand_flow

    _must_exist(db)
    expanded = _watch(expand_flow, str(db), works, _relation(relation), most, budget)
    print_tables([expanded_table(expanded)])
    if expanded.stopped:
        raise typer.Exit(IN_PART)


@app.command()
def refresh(
    db: Db = Path("citegraph.duckdb"),
    works: Works = "api",
    older_than: Annotated[str, typer.Option(help="Age at which a work is asked for again, such as 30d.")] = "30d",
    budget: Budget = None,
) -> None:
    """Ask again for stored works, and show whose citation count changed."""
    from flows.refresh import refresh as refresh_flow

    _must_exist(db)
    days = older_than.removesuffix("d")
    if not days.isdigit():
        raise typer.BadParameter(f"{older_than!r} is no age such as 30d")
    refreshed = _watch(refresh_flow, str(db), works, int(days), budget)
    for work_id, title, before, after in refreshed.changes:
        print(f"{work_id}  {before:,} -> {after:,}  {title}")
    say(
        f"{refreshed.asked_count:,} works asked again, {len(refreshed.changes):,} with another citation count, "
        f"{refreshed.gone_count:,} gone; {refreshed.request_count:,} requests, ${refreshed.cost_usd:.4f}"
    )
    if refreshed.stopped:
        raise typer.Exit(IN_PART)


@app.command()
def export(
    db: Db = Path("citegraph.duckdb"),
    out: Annotated[Path, typer.Option(help="A folder; with --format, the file to write.")] = Path(),
    format_name: Annotated[
        str | None, typer.Option("--format", help="One file in this format (--list-formats).")
    ] = None,
    relation: Annotated[
        list[str] | None, typer.Option(help="cites (default), shares_author, co_cited, couples.")
    ] = None,
    where: Annotated[str | None, typer.Option(help="Condition on nodes, such as: year >= 2023")] = None,
    community: Annotated[int | None, typer.Option(help="Only nodes of this community.")] = None,
    min_weight: Annotated[float | None, typer.Option(help="Only edges that weigh as much.")] = None,
    component: Annotated[str | None, typer.Option(help="largest: only the largest connected part.")] = None,
    looks: Annotated[bool, typer.Option("--looks", help="GEXF with colours, sizes and positions.")] = False,
    timeline: Annotated[bool, typer.Option("--timeline", help="GEXF that grows by year.")] = False,
    is_list: Annotated[bool, typer.Option("--list-formats", help="List the formats.")] = False,
) -> None:
    """Write the graph: GEXF files and a picture to a folder, or one file in another format, or part of the graph."""
    from flows.export import Wanted, export_file
    from flows.export import export as export_flow
    from warehouse.export import FORMATS

    if is_list:
        print_tables([names_table([(name, known.holds) for name, known in FORMATS.items()])])
        return
    _must_exist(db)
    if format_name is None:
        if any((relation, where, community, min_weight, component, looks, timeline)):
            raise typer.BadParameter("filters and looks belong to one file: name its --format and --out")
        print_tables([files_table(_watch(export_flow, str(db), str(out)))])
        return
    if format_name not in FORMATS:
        raise typer.BadParameter(f"{format_name!r} is no format; there are {', '.join(FORMATS)}")
    if out.is_dir():
        raise typer.BadParameter("with --format, --out names the file to write")
    if component not in (None, "largest"):
        raise typer.BadParameter(f"{component!r} is no component; there is largest")
    wanted = Wanted(format_name, _relations(relation), where, community, min_weight, component, looks, timeline)
    print_tables([files_table([export_file(db, out, wanted)])])


@app.command()
def report(db: Db = Path("citegraph.duckdb"), out: Out = Path()) -> None:
    """Write report.html: the graph to explore, with tables and plots, in one file that needs no network."""
    from flows.report import report as report_flow

    _must_exist(db)
    print_tables([files_table([_watch(report_flow, str(db), str(out))])])


@app.command()
def plot(
    picture: Annotated[str, typer.Argument(help="graph, years, venues or communities.")],
    out: Annotated[Path, typer.Option(help="The file to draw, .svg or .png.")],
    db: Db = Path("citegraph.duckdb"),
) -> None:
    """Draw a picture for a paper or a slide."""
    from flows.export import draw_file
    from warehouse.export import PICTURES

    if picture not in PICTURES:
        raise typer.BadParameter(f"{picture!r} is no picture; there are {', '.join(PICTURES)}")
    if out.suffix not in (".svg", ".png"):
        raise typer.BadParameter(f"{out} ends neither in .svg nor in .png")
    print_tables([files_table([draw_file(db, out, picture)])])


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
def analyse(
    db: Db = Path("citegraph.duckdb"),
    seed: Annotated[int, typer.Option(help="The same seed gives the same numbers.")] = 0,
) -> None:
    """Measure the graphs: PageRank, betweenness, communities, main path and more, into node_metrics."""
    from flows.analyse import analyse as analyse_flow

    _must_exist(db)
    print_tables([analysis_table(_watch(analyse_flow, str(db), seed))])


@app.command()
def sql(
    query: Annotated[
        str | None, typer.Argument(help="DuckDB SQL, or the name of a question; the warehouse is only read.")
    ] = None,
    db: Db = Path("citegraph.duckdb"),
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    is_list: Annotated[bool, typer.Option("--list", help="List the questions that have a name.")] = False,
) -> None:
    """Query the warehouse, for example: citegraph sql "from resolved_papers limit 5", or: citegraph sql bridges."""
    from warehouse.database import open_warehouse
    from warehouse.queries import list_queries, read_query
    from warehouse.read import run_query

    if is_list:
        print_tables([names_table(list_queries())])
        return
    if query is None:
        raise typer.BadParameter("give SQL, the name of a question, or --list")
    text = read_query(query) if query.isidentifier() else query
    with open_warehouse(db, read_only=True) as con:
        columns, types, rows = run_query(con, text)
        if as_json:
            print_json_lines(columns, rows)
        elif as_csv:
            print_csv(columns, rows)
        else:
            print_rows(columns, types, rows)


for command in (decide.explain, decide.review, decide.accept, decide.reject, decide.overrides):
    app.command()(command)


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
    pages: list[str],
    *,
    db: Path,
    out: Path,
    works: str,
    budget: float | None = None,
    refresh: bool = False,
    expand: str | None = None,
    most: int = 100,
) -> None:
    from enrich.pages import find_pages

    find_pages(pages)  # A mistyped path is told at once, not after Prefect's start.
    with stage("Starting Prefect"):
        from flows.pipeline import pipeline
    expand_by = _relation(expand) if expand else None
    done = _watch(pipeline, pages, str(db), str(out), works, budget, refresh, expand_by, most)
    print_run(done, db)
    if not done.is_complete:
        raise typer.Exit(IN_PART if done.ingested.page_count else FAILED)


def _relations(names: list[str] | None) -> tuple[GraphRelation, ...]:
    from warehouse.read import Relation as GraphRelation

    if unknown := [name for name in names or [] if name not in list(GraphRelation)]:
        raise typer.BadParameter(f"{unknown[0]!r} is no relation; there are {', '.join(GraphRelation)}")
    return tuple(GraphRelation(name) for name in names or [GraphRelation.CITES])


def _relation(name: str) -> Relation:
    from flows.expand import Relation

    if name not in list(Relation):
        raise typer.BadParameter(f"{name!r} is neither references nor citations")
    return Relation(name)


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


if __name__ == "__main__":
    main()
