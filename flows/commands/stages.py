"""Step by step: one stage of the pipeline alone, in the order in which a run takes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enrich.errors import PageError
from enrich.records import API
from flows.choices import MAX_PER_WORK, Expansion
from flows.commands.flow_runs import starting_prefect, take_step
from flows.commands.options import (
    DB,
    EXPAND_HELP,
    AsJson,
    Budget,
    Db,
    IncludeCited,
    MaxPerWork,
    Pages,
    Refresh,
    Works,
)
from flows.commands.screen import (
    FAILED,
    IN_PART,
    analysis_table,
    expanded_table,
    files_table,
    names_table,
    print_tables,
    resolved_table,
    show_record,
    summary_table,
)
from flows.commands.watch import must_be_askable, must_be_writable, must_exist, summary_of
from flows.progress import say, warn
from warehouse.graph.relations import Relation
from warehouse.graph.selection import CITATIONS, Component, Selection

if TYPE_CHECKING:
    from warehouse.export.registry import Appearance


def parse(pages: Pages, as_json: AsJson = False) -> None:
    """Show what the readers see in pages; nothing is stored."""
    from enrich.pages import find_pages, open_page

    count, refused, papers = 0, 0, set()
    files = find_pages(pages)
    for file in files:
        try:
            page = open_page(file, today=date.today(), warn=warn)
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


def ingest(pages: Pages, db: Db = DB) -> None:
    """Store pages in the warehouse; nothing is asked of OpenAlex."""
    from enrich.pages import find_pages
    from flows.steps.ingest import store_pages

    files = find_pages(pages)
    ingested = take_step(store_pages, files, str(db))
    say(ingested.sentence)
    if ingested.refused:
        raise typer.Exit(IN_PART if ingested.page_count else FAILED)


def resolve(db: Db = DB, works: Works = API, budget: Budget = None, refresh: Refresh = False) -> None:
    """Ask for the papers in the warehouse that have no verdict yet."""
    must_be_writable(db)
    must_be_askable(works)
    with starting_prefect() as prefect:
        from flows.resolve import resolve_flow
    resolved = prefect.watch(resolve_flow, str(db), works, budget, refresh)
    print_tables([resolved_table(resolved), summary_table(summary_of(db))])
    if resolved.stopped or resolved.unasked_count:
        raise typer.Exit(IN_PART)


def expand(
    expansion: Annotated[Expansion, typer.Argument(help=EXPAND_HELP)] = Expansion.REFERENCES,
    db: Db = DB,
    works: Works = API,
    max_per_work: MaxPerWork = MAX_PER_WORK,
    budget: Budget = None,
) -> None:
    """Fetch the works around the resolved ones, the most cited first."""
    must_be_writable(db)
    must_be_askable(works)
    with starting_prefect() as prefect:
        from flows.expand import expand_flow
    expanded = prefect.watch(expand_flow, str(db), works, expansion, max_per_work, budget)
    print_tables([expanded_table(expanded)])
    if expanded.stopped:
        raise typer.Exit(IN_PART)


def refresh(
    db: Db = DB,
    works: Works = API,
    older_than: Annotated[str, typer.Option(help="Age at which a work is asked for again, such as 30d.")] = "30d",
    budget: Budget = None,
) -> None:
    """Ask again for stored works, and show whose citation count changed."""
    days = older_than.removesuffix("d")
    if not days.isdigit():
        raise typer.BadParameter(f"{older_than!r} is no age such as 30d")
    must_be_writable(db)
    must_be_askable(works)
    with starting_prefect() as prefect:
        from flows.refresh import refresh_flow
    refreshed = prefect.watch(refresh_flow, str(db), works, int(days), budget)
    for work_id, title, before, after in refreshed.changes:
        print(f"{work_id}  {before:,} -> {after:,}  {title}")
    say(refreshed.sentence)
    if refreshed.stopped:
        raise typer.Exit(IN_PART)


def analyse(
    db: Db = DB,
    seed: Annotated[int, typer.Option(help="The same seed gives the same numbers.")] = 0,
) -> None:
    """Measure the graphs: PageRank, betweenness, communities, main path and more, into node_metrics."""
    from flows.steps.analyse import measure_graphs

    must_be_writable(db)
    print_tables([analysis_table(take_step(measure_graphs, str(db), seed))])


def export(
    db: Db = DB,
    out: Annotated[Path, typer.Option(help="A folder for all files, or the one file to write.")] = Path(),
    format_name: Annotated[
        str | None,
        typer.Option("--format", help="One file in this format (--list-formats); else its name's ending tells."),
    ] = None,
    relation: Annotated[
        list[Relation] | None,
        typer.Option(metavar="NAME", help="What edges say: cites unless told; again for another in the same file."),
    ] = None,
    where: Annotated[str | None, typer.Option(help="Condition on nodes, such as: year >= 2023")] = None,
    community: Annotated[int | None, typer.Option(help="Only nodes of this community.")] = None,
    min_weight: Annotated[float | None, typer.Option(help="Only edges that weigh as much.")] = None,
    component: Annotated[Component | None, typer.Option(help="Only the largest connected component.")] = None,
    include_cited: IncludeCited = None,
    visual_attributes: Annotated[
        bool | None,
        typer.Option(help="Colours, sizes and positions in GEXF; unless told, where nodes are few enough."),
    ] = None,
    timeline: Annotated[bool, typer.Option("--timeline", help="GEXF that grows by year.")] = False,
    is_list: Annotated[bool, typer.Option("--list-formats", help="List the formats.")] = False,
) -> None:
    """Write the graph: GEXF files and a picture to a folder, or one file in another format, or part of the graph.

    Relations are cites, shares_author, co_citation, bibliographic_coupling, collaborates, has_topic and appears_in.
    --visual-attributes and --no-visual-attributes say whether GEXF holds colours, sizes and positions.
    """
    from flows.steps.export import write_files
    from warehouse.export.formats import FORMATS
    from warehouse.export.registry import AS_SUITS, Appearance

    if is_list:
        print_tables([names_table([(name, known.holds) for name, known in FORMATS.items()])])
        return
    must_exist(db)
    relations = tuple(relation or CITATIONS.relations)
    selection = Selection(relations, where, community, min_weight, component, include_cited)
    appearance = Appearance(visual_attributes, timeline)
    format_name = format_name or format_by_name(out)
    if format_name is not None:
        _export_one(db, out, format_name, selection, appearance)
    elif relation or (selection, appearance) != (CITATIONS, AS_SUITS):
        raise typer.BadParameter("filters and visual attributes belong to one file: name its --format and --out")
    else:
        print_tables([files_table(take_step(write_files, str(db), str(out)))])


def _export_one(db: Path, out: Path, format_name: str, selection: Selection, appearance: Appearance) -> None:
    from flows.steps.export import export_file
    from warehouse.export.formats import FORMATS

    if format_name not in FORMATS:
        raise typer.BadParameter(f"{format_name!r} is no format; there are {', '.join(FORMATS)}")
    if out.is_dir():
        raise typer.BadParameter("with --format, --out names the file to write")
    print_tables([files_table([export_file(db, out, format_name, selection, appearance)])])


def format_by_name(out: Path) -> str | None:
    """Return the format that a file of this name has; None for a folder. Raises BadParameter if it may be several."""
    from warehouse.export.formats import formats_of

    fitting = [] if out.is_dir() else formats_of(out)
    if len(fitting) > 1:
        raise typer.BadParameter(f"{out.name} may be {', '.join(fitting)}: name its --format")
    return fitting[0] if fitting else None


def report(
    db: Db = DB,
    out: Annotated[Path, typer.Option(help="A folder for report.html, or another name that ends in .html.")] = Path(),
    include_cited: IncludeCited = None,
) -> None:
    """Write report.html: the graph to explore, with tables and plots, in one file that needs no network."""
    from flows.steps.report import write_page

    must_exist(db)
    print_tables([files_table([take_step(write_page, str(db), str(out), include_cited)])])
