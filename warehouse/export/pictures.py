"""Pictures of the warehouse by name, as SVG or PNG."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import resvg_py

from enrich.errors import WarehouseError
from warehouse.drawing.charts import Bar, write_bars, write_columns
from warehouse.drawing.historiograph import write_historiograph
from warehouse.drawing.visual_attributes import colour
from warehouse.export.drawn_graph import DRAWN
from warehouse.files import replacing
from warehouse.graph.queries import measured_relation
from warehouse.graph.read import read_communities, read_rows
from warehouse.graph.relations import BETWEEN_WORKS, Relation
from warehouse.graph.selection import Subgraph
from warehouse.sql_files import run_sql

if TYPE_CHECKING:
    import duckdb

    from warehouse.files import WrittenFile
    from warehouse.graph.rows import GraphRows

MAX_BARS = 20
PNG_ZOOM = 2.0


def draw(con: duckdb.DuckDBPyConnection, picture: str, out: Path) -> WrittenFile:
    """Draw one of ``PICTURES`` as SVG, or as PNG if ``out`` ends so; its folder is made if missing.

    The same warehouse gives the same bytes; a PNG's also depend on the machine's fonts. Safe to repeat. Raises
    ValueError for a picture there is not, WarehouseError for another ending.
    """
    if picture not in PICTURES:
        raise ValueError(f"there is no picture {picture!r}; the pictures are {', '.join(PICTURES)}")
    suffix = out.suffix.lower()
    if suffix not in (".svg", ".png"):
        raise WarehouseError(f"{out} is no name for a picture: let it end in .svg or .png")
    out.parent.mkdir(parents=True, exist_ok=True)
    if suffix == ".svg":
        return PICTURES[picture](con, out)
    with TemporaryDirectory() as folder:
        drawn = PICTURES[picture](con, Path(folder, "picture.svg"))
        with replacing(out) as unfinished:
            unfinished.write_bytes(resvg_py.svg_to_bytes(svg_path=str(drawn.path), background="#fff", zoom=PNG_ZOOM))
    return replace(drawn, path=out, byte_count=out.stat().st_size)


def draw_graph(path: Path, graph: GraphRows) -> WrittenFile:
    """Draw citations and shared authors of works by year, as a historiograph in the colours of communities."""
    graph = graph.kept()
    names = ["id", "label", *(attribute.name for attribute in graph.node_attributes)]
    colours = {}
    if "community" in names:
        place = names.index("community")
        colours = {str(row[0]): colour(row[place]) for row in graph.nodes}  # type: ignore[arg-type]  # whole numbers
    of_relation = {
        relation: [(str(row[0]), str(row[1])) for row in graph.edges if row[3] == relation]
        for relation in DRAWN.relations
    }
    cites, shares_author = of_relation[Relation.CITES], of_relation[Relation.SHARES_AUTHOR]
    return write_historiograph(path, list(graph.works()), cites, shares_author, colours)


def _draw_graph(con: duckdb.DuckDBPyConnection, path: Path) -> WrittenFile:
    return draw_graph(path, read_rows(con, Subgraph(DRAWN.relations)))


def draw_years(con: duckdb.DuckDBPyConnection, path: Path) -> WrittenFile:
    """Draw the number of papers of each year."""
    counts = dict(run_sql(con, "graph/works_by_year"))
    return write_columns(path, "Papers by year of publication", counts)


def draw_venues(con: duckdb.DuckDBPyConnection, path: Path) -> WrittenFile:
    """Draw the venues with most papers."""
    venues = [Bar(*row) for row in run_sql(con, "graph/works_by_venue")]
    return write_bars(path, f"Papers by venue: {_of_so_many(len(venues))}", venues[:MAX_BARS])


def draw_communities(con: duckdb.DuckDBPyConnection, path: Path) -> WrittenFile:
    """Draw the largest communities of the first relation that was analysed, in the colours they have in GEXF."""
    relation = measured_relation(con, BETWEEN_WORKS)
    found = read_communities(con, relation) if relation else []
    bars = [Bar(f"{one.community}  {one.label}", one.node_count, colour(one.community)) for one in found[:MAX_BARS]]
    name = f"links “{relation.replace('_', ' ')}”" if relation else "no graph was analysed"
    return write_bars(path, f"Papers by community ({name}): {_of_so_many(len(found))}", bars)


def _of_so_many(count: int) -> str:
    return f"all {count}" if count <= MAX_BARS else f"the largest {MAX_BARS} of {count}"


PICTURES = {"graph": _draw_graph, "years": draw_years, "venues": draw_venues, "communities": draw_communities}
