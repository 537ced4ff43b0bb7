"""The warehouse's graph as files and pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flows.steps.files import unless_there
from flows.steps.measures import bring_measures_up_to_date
from warehouse.database import open_warehouse
from warehouse.export.files import write_export
from warehouse.export.pictures import draw
from warehouse.export.run_files import graph_files, write_graph_files

if TYPE_CHECKING:
    from warehouse.export.registry import Appearance
    from warehouse.files import WrittenFile
    from warehouse.graph.selection import Selection


def write_files(db: str, out: str) -> list[WrittenFile]:
    """Write citegraph.gexf, citations.gexf, shared_authors.gexf and citegraph.svg to a folder, made if missing.

    Files that are there already, as the warehouse would make them, stay as they are.
    """
    bring_measures_up_to_date(db)
    folder = Path(out)
    with open_warehouse(db, read_only=True) as con:
        return unless_there(con, "Writing graphs", graph_files(folder), None, lambda: write_graph_files(con, folder))


def export_file(db: Path, out: Path, format_name: str, selection: Selection, appearance: Appearance) -> WrittenFile:
    """Write one file in any format. Raises WarehouseError."""
    bring_measures_up_to_date(db)
    with open_warehouse(db, read_only=True) as con:
        return write_export(con, out, format_name, selection, appearance)


def draw_file(db: Path, out: Path, picture: str) -> WrittenFile:
    """Draw one picture as SVG or PNG. Raises WarehouseError."""
    bring_measures_up_to_date(db)
    with open_warehouse(db, read_only=True) as con:
        return draw(con, picture, out)
