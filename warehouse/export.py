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
from warehouse.charts import Bar, write_bars, write_columns
from warehouse.formats.appearance import colour, make_looks
from warehouse.formats.bibliography import Publication, write_bibtex, write_csl_json, write_ris
from warehouse.formats.gml import write_gml
from warehouse.formats.graphml import write_graphml
from warehouse.formats.json_graphs import write_cytoscape, write_node_link
from warehouse.formats.pajek import write_pajek
from warehouse.formats.rows import Written, replacing
from warehouse.formats.tables import copy_csv, copy_parquet
from warehouse.formats.vosviewer import write_vosviewer
from warehouse.gexf import write_gexf
from warehouse.parts import Part, choose, edge_query, graph_rows, measured_graph, node_query, rows_of
from warehouse.plot import write_picture
from warehouse.read import Relation, known_relation, read_edges, read_nodes
from warehouse.statements import statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import duckdb

    from warehouse.formats.rows import GraphRows


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that now exists, and what it holds."""

    path: Path
    node_count: int
    edge_count: int
    byte_count: int


@dataclass(frozen=True, slots=True)
class Options:
    """What only GEXF can say: how the nodes look, and since when they are there."""

    looks: bool = False
    timeline: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: how its name ends, what it holds, what writes it, and how many relations fit in one."""

    suffix: str
    holds: str
    write: Callable[[duckdb.DuckDBPyConnection, Path, Part, Options], Written]
    is_for_one_relation: bool = False


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
    looks: bool = False,
    timeline: bool = False,
) -> WrittenFile:
    """Write the graph of ``relations``, or a part of it, to ``out``; its folder is made if missing.

    ``where`` is a condition in SQL on the columns of ``graph_nodes`` and on the measures of the first relation that
    was analysed, ``community`` the number of one of that relation's communities. Edges remain between nodes that
    remain; ``min_weight`` then drops the lighter ones (a citation weighs 1), and ``component="largest"`` keeps the
    nodes that the edges left tie together, of two parts as large the one with the id that sorts first. Only GEXF can
    hold ``looks`` (place, size, colour) and a ``timeline`` (years).

    An earlier file is replaced once the new one is whole; the same warehouse gives the same bytes. Safe to repeat.
    Raises WarehouseError for a condition that DuckDB does not take or that is more than one expression, a community
    there is not, and for what the format cannot hold; ValueError for a format, relation or component there is not.
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
    part = choose(con, asked, where=where, community=community, min_weight=min_weight, component=component)
    out.parent.mkdir(parents=True, exist_ok=True)
    written = chosen.write(con, out, part, Options(looks, timeline))
    return WrittenFile(out, written.node_count, written.edge_count, written.byte_count)


# ------------------------------------------------------------------------ formats


def _write_gexf(con: duckdb.DuckDBPyConnection, out: Path, part: Part, options: Options) -> Written:
    graph = graph_rows(con, part)
    nodes = [*graph.nodes] if options.looks or options.timeline else graph.nodes
    looks = years = None
    if options.looks:
        query, parameters = edge_query(part)
        edges = rows_of(con, f"select source, target from ({query}) order by all", parameters)
        looks = make_looks([*nodes], graph.node_attributes, edges)
    if options.timeline:
        place = 2 + [attribute.name for attribute in graph.node_attributes].index("year")
        years = {str(row[0]): year for row in nodes if isinstance(year := row[place], int)}
    return write_gexf(
        out,
        nodes=nodes,
        edges=graph.edges,
        node_attributes=graph.node_attributes,
        edge_attributes=graph.edge_attributes,
        default_edge_type=graph.edge_type,
        description=graph.description,
        looks=looks,
        years=years,
    )


def _graph_format(
    suffix: str, holds: str, write: Callable[[Path, GraphRows], Written], *, folds: bool = False
) -> Format:
    def write_part(con: duckdb.DuckDBPyConnection, out: Path, part: Part, _: Options) -> Written:
        return write(out, graph_rows(con, part, is_folded=folds))

    return Format(suffix, holds, write_part, is_for_one_relation=True)


def _bibliography(suffix: str, holds: str, write: Callable[[Path, Iterable[Publication]], Written]) -> Format:
    def write_part(con: duckdb.DuckDBPyConnection, out: Path, part: Part, _: Options) -> Written:
        rows = rows_of(con, statement("bibliography"), {"ids": part.work_ids})
        return write(out, map(Publication._make, rows))

    return Format(suffix, holds, write_part)


def _node_table(suffix: str, holds: str, copy: Callable[..., int]) -> Format:
    def write_part(con: duckdb.DuckDBPyConnection, out: Path, part: Part, _: Options) -> Written:
        query, parameters = node_query(con, part)
        named = f"select work_id as id, * exclude (work_id) rename (type as work_type) from ({query})"
        return Written(copy(con.cursor(), out, named, "id", parameters), 0, out.stat().st_size)

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
    """Draw citations and shared authors by year, as a historiograph."""
    edges = {relation: [(left, right) for left, right, *_ in read_edges(con, relation)] for relation in DRAWN}
    picture = write_picture(path, read_nodes(con), edges[Relation.CITES], edges[Relation.SHARES_AUTHOR])
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
    shown = venues[:MOST_BARS]
    return WrittenFile(path, sum(bar.count for bar in shown), 0, write_bars(path, caption, shown))


def draw_communities(con: duckdb.DuckDBPyConnection, path: Path) -> WrittenFile:
    """Draw the largest communities of the first relation that was analysed, in the colours they have in GEXF."""
    part = Part(tuple(Relation))
    graph = measured_graph(con, part)
    query = "select community, label, node_count from communities where graph = ? order by community"
    rows = con.execute(query, [graph]).fetchall()
    bars = [Bar(f"{number}  {label}", count, colour(number)) for number, label, count in rows[:MOST_BARS]]
    name = (graph or "no graph was analysed").replace("_", " ")
    caption = f"Papers by community ({name}): {_of_so_many(len(rows))}"
    return WrittenFile(path, sum(bar.count for bar in bars), 0, write_bars(path, caption, bars))


def _of_so_many(count: int) -> str:
    return f"all {count}" if count <= MOST_BARS else f"the largest {MOST_BARS} of {count}"


MOST_BARS = 20
PNG_ZOOM = 2.0
PICTURES = {"graph": draw_graph, "years": draw_years, "venues": draw_venues, "communities": draw_communities}
