"""Files of a warehouse that are made anew only where they would come out otherwise."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from flows.progress import say, stage
from warehouse.database import open_warehouse
from warehouse.export.drawn_graph import DRAWN, read_drawn_graph
from warehouse.export.run_files import graph_files, write_graph_files
from warehouse.fingerprints import fingerprint, note, read_noted
from warehouse.report import write_report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import duckdb

    from warehouse.files import WrittenFile


def write_files_and_page(db: str, out: str) -> list[WrittenFile]:
    """Write what ``export`` and ``report`` write, to the byte, but read and lay out the graph once for both."""
    folder, page = Path(out), page_path(out)
    with open_warehouse(db, read_only=True) as con:
        drawn = cache(partial(read_drawn_graph, con))
        files = unless_there(
            con, "Writing graphs", graph_files(folder), None, lambda: write_graph_files(con, folder, drawn())
        )
        pages = unless_there(con, "Writing the report", [page], DRAWN, lambda: [write_report(con, page, drawn=drawn())])
        return [*files, *pages]


def unless_there(
    con: duckdb.DuckDBPyConnection,
    label: str,
    paths: Sequence[Path],
    asked: object,
    write: Callable[[], list[WrittenFile]],
) -> list[WrittenFile]:
    """Write the files at these paths, with a label to show, unless they are there as the warehouse would make them.

    ``asked``: what else decides how they come out.
    """
    made_of = fingerprint(con, asked)
    noted = read_noted(paths, made_of)
    if noted is not None:
        say(f"Up to date: {', '.join(map(str, paths))}")
        return noted
    with stage(label):
        files = write()
    note(files, made_of)
    return files


def page_path(out: str) -> Path:
    """Return where the page goes: into the folder, or to the file if the name ends in .html."""
    path = Path(out)
    return path if path.suffix.lower() == ".html" and not path.is_dir() else path / "report.html"
