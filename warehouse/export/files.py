"""One file of any format: what is asked for is checked, the selection resolved, the format's own writer called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.errors import WarehouseError
from warehouse.export.formats import FORMATS
from warehouse.export.registry import AS_SUITS
from warehouse.graph.resolve import resolve
from warehouse.graph.selection import CITATIONS

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from warehouse.export.registry import Appearance, Format
    from warehouse.files import WrittenFile
    from warehouse.graph.selection import Selection


def write_export(
    con: duckdb.DuckDBPyConnection,
    out: Path,
    format_name: str,
    selection: Selection = CITATIONS,
    appearance: Appearance = AS_SUITS,
) -> WrittenFile:
    """Write the selected part of the graph to ``out``; its folder is made if missing.

    Of an ``appearance`` that leaves visual attributes open, GEXF has them where there are no more than
    ``MAX_LAID_OUT`` nodes: a picture of more shows nothing, and takes long to lay out. An earlier file is replaced once
    the new one is whole; the same warehouse gives the same bytes. Safe to repeat.

    Raises ValueError for a format there is not, WarehouseError for what the format cannot hold, and for what
    ``resolve`` refuses.
    """
    if format_name not in FORMATS:
        raise ValueError(f"there is no format {format_name!r}; the formats are {', '.join(FORMATS)}")
    chosen = FORMATS[format_name]
    _check(chosen, selection, appearance)
    subgraph = resolve(con, selection)
    out.parent.mkdir(parents=True, exist_ok=True)
    return chosen.write(con, out, subgraph, appearance)


def _check(chosen: Format, selection: Selection, appearance: Appearance) -> None:
    """Raise WarehouseError for what the format cannot hold."""
    count = len(selection.relations)
    if chosen.is_for_one_relation and count > 1:
        raise WarehouseError(
            f"a {chosen.name} file holds one relation, not {count}: name one, or take gexf, csv-edges or "
            "parquet-edges, which hold several"
        )
    if (appearance.visual_attributes or appearance.timeline) and not chosen.has_appearance:
        raise WarehouseError(f"a {chosen.name} file cannot hold visual attributes or a timeline: take gexf")
    if selection.include_cited is not None and not chosen.is_graph:
        raise WarehouseError(f"a {chosen.name} file holds the papers alone, without cited works outside the corpus")
