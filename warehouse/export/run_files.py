"""What every run leaves behind: the graph of both relations and of each in GEXF, and a picture of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.export.drawn_graph import DrawnGraph, read_drawn_graph
from warehouse.export.formats.gexf import write_gexf
from warehouse.export.pictures import draw_graph
from warehouse.graph.read import with_measures_of
from warehouse.graph.relations import Relation

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from warehouse.files import WrittenFile

# NetworkX cannot read a file that mixes directed and undirected edges; Gephi and graphology can.
BOTH = "citegraph.gexf"
ALONE = {"citations.gexf": Relation.CITES, "shared_authors.gexf": Relation.SHARES_AUTHOR}
PICTURE = "citegraph.svg"


def graph_files(folder: Path) -> list[Path]:
    """Return the files that are written to a folder, in their order."""
    return [folder / name for name in (BOTH, *ALONE, PICTURE)]


def write_graph_files(
    con: duckdb.DuckDBPyConnection, folder: Path, drawn: DrawnGraph | None = None
) -> list[WrittenFile]:
    """Write all graph files and their picture to ``folder``, made if missing.

    A node stands at the same place in all of them. ``drawn`` is what ``read_drawn_graph`` read, where others want it
    too. The same warehouse gives the same bytes. Safe to repeat.
    """
    folder.mkdir(parents=True, exist_ok=True)
    drawn = drawn or read_drawn_graph(con)
    graphs = {BOTH: drawn.rows} | {
        name: with_measures_of(con, drawn.rows.of_relation(relation), relation) for name, relation in ALONE.items()
    }
    files = [write_gexf(folder / name, graph, drawn.visual_attributes(graph)) for name, graph in graphs.items()]
    return [*files, draw_graph(folder / PICTURE, drawn.rows)]
