"""Options that several commands share, and names of things that become things."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.choices import Expansion

DB = Path("citegraph.duckdb")

Pages = Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for standard input.")]
PaperWords = Annotated[str, typer.Argument(metavar="PAPER", help="The paper's id, its title, or a part of its title.")]
Db = Annotated[Path, typer.Option(help="The DuckDB warehouse; `run` makes it.")]
Out = Annotated[Path, typer.Option(help="Folder for the files written; made if missing.")]
Works = Annotated[str, typer.Option(help="Where works come from: api, or the path of an OpenAlex snapshot.")]
EXPAND_HELP = "references: what the resolved works cite; citations: what cites them."
ExpandBy = Annotated[Expansion | None, typer.Option("--expand", help=EXPAND_HELP)]
MaxPerWork = Annotated[int, typer.Option(min=1, help="Works to fetch for each resolved work when expanding, at most.")]
Budget = Annotated[float | None, typer.Option(min=0, help="Dollars that this run may spend at OpenAlex.")]
Refresh = Annotated[bool, typer.Option("--refresh", help="Ask again what the HTTP cache could answer.")]
CITED_HELP = "Add the works on no page that at least so many papers cite."
IncludeCited = Annotated[int | None, typer.Option(min=2, help=CITED_HELP)]
AsJson = Annotated[bool, typer.Option("--json", help="JSON Lines.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="CSV with a header.")]
