"""The graph as files: what is asked of the warehouse, and what it is called on disk.

``write_export`` writes the whole graph, or a part of it, in one of ``FORMATS``; ``write_graph_files`` what every run
leaves behind; ``draw`` makes ``PICTURES``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import resvg_py

from enrich.errors import WarehouseError
from warehouse.drawing.charts import Bar, write_bars, write_columns
from warehouse.drawing.historiograph import write_picture
from warehouse.drawing.visual_attributes import colour, make_looks
from warehouse.export.bibliographies import Publication, write_bibtex, write_csl_json, write_ris
from warehouse.export.gexf import write_gexf
from warehouse.export.gml import write_gml
from warehouse.export.graphml import write_graphml
from warehouse.export.json_graphs import write_cytoscape, write_node_link
from warehouse.export.pajek import write_pajek
from warehouse.export.rows import Written
from warehouse.export.tables import copy_csv, copy_parquet
from warehouse.export.vosviewer import write_vosviewer
from warehouse.files import replacing
from warehouse.graph.selection import (
    Part,
    choose,
    edge_query,
    graph_rows,
    measured_graph,
    node_query,
    read_ids,
    rows_of,
)
from warehouse.read import BETWEEN_WORKS, Relation, known_relation, read_edges, read_nodes
from warehouse.sql_files import read_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import duckdb

    from warehouse.export.gexf import Look
    from warehouse.export.rows import GraphRows

YEARS = ("year", "first_year")
# Of more nodes GEXF is written without looks, unless they are asked for.
MAX_LAID_OUT = 10_000


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that now exists, and what it holds."""

    path: Path
    node_count: int
    edge_count: int
    byte_count: int


@dataclass(frozen=True, slots=True)
class Options:
    """What only GEXF can say: how the nodes look (None: if they are few enough), and since when they are there."""

    looks: bool | None = None
    timeline: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: how its name ends, what it holds, what writes it, and how many relations fit in one."""

    suffix: str
    holds: str
    write: Callable[[duckdb.DuckDBPyConnection, Path, Part, Options], Written]
    is_for_one_relation: bool = False
    is_graph: bool = True


def write_export(
    con: duckdb.DuckDBPyConnection,
    out: Path,
    format_name: str,
    relations: Iterable[str] = (Relation.CITES,),
    *,
    where: str | None = None,
    community: int | None = None,
    min_weight: float | None = None,
    component: str | None = None,
    second_circle: int | None = None,
    looks: bool | None = None,
    timeline: bool = False,
) -> WrittenFile:
    """Write the graph of ``relations``, or a part of it, to ``out``; its folder is made if missing.

    ``where`` is a condition in SQL on the columns of ``graph_nodes`` and on the measures of the first relation that
    was analysed (of people alone, on those of ``author_profiles``), ``community`` the number of one of that relation's
    communities. Edges remain between nodes that remain; ``min_weight`` then drops the lighter ones (a citation weighs
    1). ``second_circle`` adds the works on no page that at least so many of these nodes cite, two or more, and
    ``MAX_OUTSIDE`` at most; nodes then have the attribute ``circle``: 1 for papers, 2 for what they
    cite. ``component="largest"`` keeps the nodes that the edges left tie together, of two parts as large the one with
    the id that sorts first.

    Only GEXF can hold ``looks`` (place, size, colour) and a ``timeline`` (years). Unless told, it has looks where there
    are no more than ``MAX_LAID_OUT`` nodes: a picture of more shows nothing, and takes long to lay out.

    An earlier file is replaced once the new one is whole; the same warehouse gives the same bytes. Safe to repeat.
    Raises WarehouseError for a condition that DuckDB does not take or that is more than one expression, a community
    there is not, a second circle of fewer than two, and for what the format cannot hold; ValueError for a format,
    relation or component there is not.
    """
    if format_name not in FORMATS:
        raise ValueError(f"there is no format {format_name!r}; the formats are {', '.join(FORMATS)}")
    chosen = FORMATS[format_name]
    asked = tuple(dict.fromkeys(known_relation(relation) for relation in relations))
    if not asked:
        raise ValueError(f"name at least one relation; the relations are {', '.join(Relation)}")
    if chosen.is_for_one_relation and len(asked) > 1:
        raise WarehouseError(
            f"a {format_name} file holds one relation, not {len(asked)}: name one, or take gexf, csv-edges or "
            "parquet-edges, which hold several"
        )
    if (looks or timeline) and format_name != "gexf":
        raise WarehouseError(f"a {format_name} file cannot hold looks or a timeline: take gexf")
    if second_circle is not None and not chosen.is_graph:
        raise WarehouseError(f"a {format_name} file holds the papers alone, without a second circle")
    part = choose(
        con,
        asked,
        where=where,
        community=community,
        min_weight=min_weight,
        component=component,
        second_circle=second_circle,
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    written = chosen.write(con, out, part, Options(looks, timeline))
    return WrittenFile(out, written.node_count, written.edge_count, written.byte_count)


# ------------------------------------------------------------------------ formats


def _write_gexf(con: duckdb.DuckDBPyConnection, out: Path, part: Part, options: Options) -> Written:
    graph = graph_rows(con, part)
    has_looks = len(read_ids(con, part)) <= MAX_LAID_OUT if options.looks is None else options.looks
    years = None
    if options.timeline:
        years = _years(con, part)
    return write_gexf(
        out,
        nodes=graph.nodes,
        edges=graph.edges,
        node_attributes=graph.node_attributes,
        edge_attributes=graph.edge_attributes,
        default_edge_type=graph.edge_type,
        description=graph.description,
        looks=read_looks(con, part) if has_looks else None,
        years=years,
    )


def _years(con: duckdb.DuckDBPyConnection, part: Part) -> dict[str, int]:
    """Since when the nodes are there, by id: works by their year, people and venues by that of their first work."""
    query, parameters = node_query(con, part)
    known = {column for column, *_ in con.execute(f"select * from ({query}) limit 0", parameters).description or ()}
    year = f"coalesce({', '.join(column for column in YEARS if column in known)})"
    return dict(rows_of(con, f"select id, {year} from ({query}) where {year} is not null", parameters))


def read_looks(con: duckdb.DuckDBPyConnection, part: Part) -> dict[str, Look]:
    """How the nodes of the part look, laid out by its edges."""
    graph = graph_rows(con, part)
    query, parameters = edge_query(part)
    edges = rows_of(con, f"select source, target from ({query}) order by all", parameters)
    return make_looks([*graph.nodes], graph.node_attributes, edges)


def _graph_format(
    suffix: str, holds: str, write: Callable[[Path, GraphRows], Written], *, folds: bool = False
) -> Format:
    def write_part(con: duckdb.DuckDBPyConnection, out: Path, part: Part, _: Options) -> Written:
        return write(out, graph_rows(con, part, is_folded=folds))

    return Format(suffix, holds, write_part, is_for_one_relation=True)


def _bibliography(suffix: str, holds: str, write: Callable[[Path, Iterable[Publication]], Written]) -> Format:
    def write_part(con: duckdb.DuckDBPyConnection, out: Path, part: Part, _: Options) -> Written:
        rows = rows_of(con, read_sql("statements/bibliography"), {"ids": part.ids})
        return write(out, map(Publication._make, rows))

    return Format(suffix, holds, write_part, is_graph=False)


def _node_table(suffix: str, holds: str, copy: Callable[..., int]) -> Format:
    def write_part(con: duckdb.DuckDBPyConnection, out: Path, part: Part, _: Options) -> Written:
        query, parameters = node_query(con, part)
        return Written(copy(con.cursor(), out, query, "id", parameters), 0, out.stat().st_size)

    return Format(suffix, holds, write_part)


def _edge_table(suffix: str, holds: str, copy: Callable[..., int]) -> Format:
    def write_part(con: duckdb.DuckDBPyConnection, out: Path, part: Part, _: Options) -> Written:
        query, parameters = edge_query(part)
        typed = (
            "select source, target, if(is_directed, 'Directed', 'Undirected') as type, * exclude (source, target,"
            f" is_directed) from ({query})"
        )
        return Written(0, copy(con.cursor(), out, typed, "relation, source, target", parameters), out.stat().st_size)

    return Format(suffix, holds, write_part)


FORMATS = {
    "gexf": Format(".gexf", "a graph of any relations, for Gephi: with looks, or with years", _write_gexf),
    "graphml": _graph_format(".graphml", "a graph of one relation, for yEd, igraph and most others", write_graphml),
    "gml": _graph_format(".gml", "a graph of one relation, for older programs", write_gml),
    "pajek": _graph_format(".net", "labels and weighted edges of one relation, for Pajek", write_pajek),
    "vosviewer": _graph_format(".json", "a network of one relation, for VOSviewer", write_vosviewer, folds=True),
    "node-link": _graph_format(".json", "a graph of one relation, for NetworkX and D3", write_node_link),
    "cytoscape": _graph_format(".cyjs", "a graph of one relation, for Cytoscape and cytoscape.js", write_cytoscape),
    "csv-nodes": _node_table(".csv", "a table of nodes, safe in spreadsheets", copy_csv),
    "csv-edges": _edge_table(".csv", "a table of edges of any relations", copy_csv),
    "parquet-nodes": _node_table(".parquet", "a table of nodes", copy_parquet),
    "parquet-edges": _edge_table(".parquet", "a table of edges of any relations", copy_parquet),
    "bibtex": _bibliography(".bib", "the papers, for LaTeX", write_bibtex),
    "ris": _bibliography(".ris", "the papers, for reference managers", write_ris),
    "csl-json": _bibliography(".json", "the papers, for Zotero and Pandoc", write_csl_json),
}


def formats_of(out: Path) -> list[str]:
    """The formats whose files end as this one's name does: none, one or several."""
    return [name for name, known in FORMATS.items() if known.suffix == out.suffix.lower()]


# ------------------------------------------------------- what every run leaves behind

# NetworkX cannot read a file that mixes directed and undirected edges; Gephi and graphology can.
GRAPH_FILES = {
    "citegraph.gexf": (Relation.CITES, Relation.SHARES_AUTHOR),
    "citations.gexf": (Relation.CITES,),
    "shared_authors.gexf": (Relation.SHARES_AUTHOR,),
}
PICTURE = "citegraph.svg"
DRAWN = (Relation.CITES, Relation.SHARES_AUTHOR)


def write_graph_files(con: duckdb.DuckDBPyConnection, folder: Path) -> list[WrittenFile]:
    """Write all graph files and their picture to ``folder``, made if missing.

    The same warehouse gives the same bytes. Safe to repeat.
    """
    written = [write_export(con, folder / name, "gexf", relations) for name, relations in GRAPH_FILES.items()]
    return [*written, draw_graph(con, folder / PICTURE)]


# ---------------------------------------------------------------------- pictures


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


def draw_graph(con: duckdb.DuckDBPyConnection, path: Path) -> WrittenFile:
    """Draw citations and shared authors by year, as a historiograph in the colours of communities."""
    edges = {relation: [(left, right) for left, right, *_ in read_edges(con, relation)] for relation in DRAWN}
    query = "select work_id, community from node_measures where graph = ?"
    rows = con.execute(query, [measured_graph(con, Part(DRAWN))]).fetchall()
    colours = {work_id: colour(community) for work_id, community in rows}
    picture = write_picture(path, read_nodes(con), edges[Relation.CITES], edges[Relation.SHARES_AUTHOR], colours)
    return WrittenFile(path, picture.node_count, picture.edge_count, picture.byte_count)


def draw_years(con: duckdb.DuckDBPyConnection, path: Path) -> WrittenFile:
    """Draw the number of papers of each year."""
    query = "select year, count(*) from graph_nodes where year is not null group by year"
    counts = dict(con.execute(query).fetchall())
    return WrittenFile(path, sum(counts.values()), 0, write_columns(path, "Papers by year of publication", counts))


def draw_venues(con: duckdb.DuckDBPyConnection, path: Path) -> WrittenFile:
    """Draw the venues with most papers."""
    query = (
        "select venue, count(*) from graph_nodes where venue is not null group by venue order by count(*) desc, venue"
    )
    venues = [Bar(*row) for row in con.execute(query).fetchall()]
    caption = f"Papers by venue: {_of_so_many(len(venues))}"
    shown = venues[:MAX_BARS]
    return WrittenFile(path, sum(bar.count for bar in shown), 0, write_bars(path, caption, shown))


def draw_communities(con: duckdb.DuckDBPyConnection, path: Path) -> WrittenFile:
    """Draw the largest communities of the first relation that was analysed, in the colours they have in GEXF."""
    part = Part(BETWEEN_WORKS)
    graph = measured_graph(con, part)
    query = "select community, label, node_count from communities where graph = ? order by community"
    rows = con.execute(query, [graph]).fetchall()
    bars = [Bar(f"{number}  {label}", count, colour(number)) for number, label, count in rows[:MAX_BARS]]
    name = f"links “{graph.replace('_', ' ')}”" if graph else "no graph was analysed"
    caption = f"Papers by community ({name}): {_of_so_many(len(rows))}"
    return WrittenFile(path, sum(bar.count for bar in bars), 0, write_bars(path, caption, bars))


def _of_so_many(count: int) -> str:
    return f"all {count}" if count <= MAX_BARS else f"the largest {MAX_BARS} of {count}"


MAX_BARS = 20
PNG_ZOOM = 2.0
PICTURES = {"graph": draw_graph, "years": draw_years, "venues": draw_venues, "communities": draw_communities}
