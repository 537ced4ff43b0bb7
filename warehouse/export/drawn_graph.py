"""Citations and shared authors, read and laid out once for all that shows them: GEXF files, picture and page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warehouse.drawing.visual_attributes import MAX_LAID_OUT, Layout, VisualAttributes, lay_out_graph, visual_attributes
from warehouse.graph.read import read_rows
from warehouse.graph.relations import Relation
from warehouse.graph.resolve import resolve
from warehouse.graph.selection import Selection, Subgraph

if TYPE_CHECKING:
    import duckdb

    from warehouse.graph.rows import GraphRows

DRAWN = Selection((Relation.CITES, Relation.SHARES_AUTHOR))


@dataclass(frozen=True, slots=True)
class DrawnGraph:
    """A subgraph with its rows in memory and their layout, None where there are more nodes than a picture can show."""

    subgraph: Subgraph
    rows: GraphRows
    layout: Layout | None

    def visual_attributes(self, rows: GraphRows) -> dict[str, VisualAttributes] | None:
        """Those of the same nodes in another graph, of one relation alone; None without a layout."""
        return None if self.layout is None else visual_attributes(rows, self.layout)


def read_drawn_graph(
    con: duckdb.DuckDBPyConnection, selection: Selection = DRAWN, max_laid_out: int = MAX_LAID_OUT
) -> DrawnGraph:
    """Read and lay out what is selected, once for every file. Raises WarehouseError as ``resolve`` does."""
    subgraph = resolve(con, selection)
    rows = read_rows(con, subgraph).kept()
    is_laid_out = len(list(rows.nodes)) <= max_laid_out
    return DrawnGraph(subgraph, rows, lay_out_graph(rows) if is_laid_out else None)
