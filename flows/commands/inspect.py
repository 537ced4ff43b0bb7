"""Inspect: what the warehouse holds, why each verdict was given, whether all is sound, and pictures of it."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enrich.errors import WarehouseError
from flows.choices import Picture
from flows.commands.explanation import print_explanation, print_questions
from flows.commands.options import DB, AsCsv, AsJson, Db, PaperWords
from flows.commands.screen import (
    FAILED,
    files_table,
    names_table,
    print_csv,
    print_json_lines,
    print_rows,
    print_tables,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def sql(
    query: Annotated[
        str | None, typer.Argument(help="DuckDB SQL, or the name of a question; the warehouse is only read.")
    ] = None,
    db: Db = DB,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    is_list: Annotated[bool, typer.Option("--list", help="List the questions that have a name.")] = False,
) -> None:
    """Query the warehouse, for example: citegraph sql "from resolved_papers limit 5", or: citegraph sql bridges."""
    from warehouse.database import open_warehouse, seal
    from warehouse.queries import list_queries, read_query, run_query

    if is_list:
        print_tables([names_table(list_queries())])
        return
    if not (query and query.strip()):
        raise typer.BadParameter("give SQL, the name of a question, or --list")
    text = read_query(query) if query.isidentifier() else query
    with open_warehouse(db, read_only=True) as con, telling_what_can_be_asked():
        seal(con)
        columns, types, rows = run_query(con, text)
        if as_json:
            print_json_lines(columns, rows)
        elif as_csv:
            print_csv(columns, rows)
        else:
            print_rows(columns, types, rows)


@contextmanager
def telling_what_can_be_asked() -> Iterator[None]:
    """Add to DuckDB's refusal of a query what would work."""
    try:
        yield
    except WarehouseError as error:
        raise WarehouseError(
            f'{error}\nQueries read the warehouse and nothing else. "show tables" lists tables and views, '
            '"describe works" the columns of one, and --list the questions that have a name.'
        ) from error


def explain(paper: PaperWords, db: Db = DB) -> None:
    """Show why a paper was matched or not: the verdict, the candidates and the evidence."""
    from flows import decisions

    found, questions = decisions.explain(db, paper)
    print_explanation(found)
    print_questions(questions)


def check(db: Db = DB) -> None:
    """Check the warehouse: rows that contradict each other, and facts worth knowing."""
    from warehouse.checks import run_checks
    from warehouse.database import open_warehouse

    with open_warehouse(db, read_only=True) as con:
        checks = run_checks(con)
    for found in checks:
        word = found.severity if found.row_count else "ok"
        print(f"{word:5}  {found.name}: {found.row_count}  {found.description}")
        for row in found.rows[:5]:
            print("       " + "  ".join(map(str, row)))
    if any(found.row_count and found.severity == "error" for found in checks):
        raise typer.Exit(FAILED)


def plot(
    picture: Annotated[Picture, typer.Argument(help="The graph by years, or works by year, venue or community.")],
    out: Annotated[Path, typer.Option(help="The file to draw, .svg or .png.")],
    db: Db = DB,
) -> None:
    """Draw a picture for a paper or a slide."""
    from flows.steps.export import draw_file

    if out.suffix not in (".svg", ".png"):
        raise typer.BadParameter(f"{out} ends neither in .svg nor in .png")
    print_tables([files_table([draw_file(db, out, picture)])])
