"""What every run leaves behind: the graph of both relations and of each in GEXF, and a picture of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from warehouse.export.drawn_graph import DRAWN, DrawnGraph, read_drawn_graph
from warehouse.export.formats.gexf import write_gexf
from warehouse.export.pictures import draw_graph
from warehouse.graph.queries import measured_relation
from warehouse.graph.read import read_rows
from warehouse.graph.relations import Relation
from warehouse.graph.selection import Subgraph

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from warehouse.files import WrittenFile
    from warehouse.graph.rows import GraphRows

# NetworkX cannot read a file that mixes directed and undirected edges; Gephi and graphology can.
BOTH = "citegraph.gexf"
ALONE = {"citations.gexf": Relation.CITES, "shared_authors.gexf": Relation.SHARES_AUTHOR}
PICTURE = "citegraph.svg"


def write_graph_files(
    con: duckdb.DuckDBPyConnection, folder: Path, drawn: DrawnGraph | None = None
) -> list[WrittenFile]:
    """Write all graph files and their picture to ``folder``, made if missing.

    A node stands at the same place in all of them. ``drawn`` is what ``read_drawn_graph`` read, where others want it
    too. The same warehouse gives the same bytes. Safe to repeat.
    """
    folder.mkdir(parents=True, exist_ok=True)
    drawn = drawn or read_drawn_graph(con)
    graphs = {BOTH: drawn.rows} | {name: _of_relation(con, drawn.rows, relation) for name, relation in ALONE.items()}
    files = [write_gexf(folder / name, graph, drawn.visual_attributes(graph)) for name, graph in graphs.items()]
    return [*files, draw_graph(folder / PICTURE, drawn.rows)]


def _of_relation(con: duckdb.DuckDBPyConnection, rows: GraphRows, relation: Relation) -> GraphRows:
    """The graph of one relation alone; its nodes are only read anew where they carry other measures."""
    graph = rows.of_relation(relation)
    if measured_relation(con, [relation]) == measured_relation(con, DRAWN.relations):
        return graph
    own = read_rows(con, Subgraph((relation,)))
    return replace(graph, nodes=list(own.nodes), node_attributes=own.node_attributes)
