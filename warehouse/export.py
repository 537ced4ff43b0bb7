"""The graph as files: what is asked of the warehouse, and what it is called on disk."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from warehouse.gexf import Attribute, AttributeType, EdgeType, write_gexf
from warehouse.plot import write_picture
from warehouse.read import Relation, read_edges, read_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import duckdb

    from warehouse.gexf import Row

NODE_ATTRIBUTES = (
    Attribute("title", AttributeType.STRING),
    Attribute("doi", AttributeType.STRING),
    Attribute("venue", AttributeType.STRING),
    Attribute("year", AttributeType.INTEGER),
    Attribute("work_type", AttributeType.STRING),
    Attribute("authors", AttributeType.STRING),
    Attribute("author_count", AttributeType.INTEGER),
    Attribute("cited_by_count", AttributeType.LONG),
    Attribute("reference_count", AttributeType.INTEGER),
    Attribute("local_citation_count", AttributeType.INTEGER),
    Attribute("local_reference_count", AttributeType.INTEGER),
    Attribute("version_count", AttributeType.INTEGER),
    Attribute("paper_count", AttributeType.INTEGER),
    Attribute("topic", AttributeType.STRING),
    Attribute("field", AttributeType.STRING),
    Attribute("is_retracted", AttributeType.BOOLEAN),
)
FRACTIONAL_WEIGHT = Attribute("fractional_weight", AttributeType.DOUBLE)


@dataclass(frozen=True, slots=True)
class GraphFile:
    """One graph file: its name, the relations it holds, and the direction of most of its edges."""

    name: str
    relations: tuple[Relation, ...]
    edge_type: EdgeType


# NetworkX cannot read a file that mixes directed and undirected edges; Gephi and graphology can.
GRAPH_FILES = (
    GraphFile("citegraph.gexf", (Relation.CITES, Relation.SHARES_AUTHOR), EdgeType.DIRECTED),
    GraphFile("citations.gexf", (Relation.CITES,), EdgeType.DIRECTED),
    GraphFile("shared_authors.gexf", (Relation.SHARES_AUTHOR,), EdgeType.UNDIRECTED),
)
PICTURE = "citegraph.svg"
DRAWN = (Relation.CITES, Relation.SHARES_AUTHOR)


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that now exists, and what it holds."""

    path: Path
    node_count: int
    edge_count: int
    byte_count: int


def write_graph_files(con: duckdb.DuckDBPyConnection, folder: Path) -> list[WrittenFile]:
    """Write all graph files and their picture to ``folder``, made if missing.

    The same warehouse gives the same bytes. Safe to repeat.
    """
    written = [write_graph_file(con, folder / file.name, file.relations, file.edge_type) for file in GRAPH_FILES]
    return [*written, draw_graph(con, folder / PICTURE)]


def draw_graph(con: duckdb.DuckDBPyConnection, path: Path) -> WrittenFile:
    """Draw citations and shared authors as SVG."""
    edges = {relation: [(left, right) for left, right, *_ in read_edges(con, relation)] for relation in DRAWN}
    picture = write_picture(path, read_nodes(con), edges[Relation.CITES], edges[Relation.SHARES_AUTHOR])
    return WrittenFile(path, picture.node_count, picture.edge_count, picture.byte_count)


def write_graph_file(
    con: duckdb.DuckDBPyConnection, path: Path, relations: Sequence[Relation], edge_type: EdgeType
) -> WrittenFile:
    """Write one GEXF file as a stream; an existing one is replaced once the new one is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    has_shared_authors = Relation.SHARES_AUTHOR in relations
    written = write_gexf(
        path,
        nodes=read_nodes(con),
        node_attributes=NODE_ATTRIBUTES,
        edges=chain.from_iterable(_edges(con, relation, has_shared_authors) for relation in relations),
        edge_attributes=[FRACTIONAL_WEIGHT] if has_shared_authors else [],
        default_edge_type=edge_type,
        description=" and ".join(relation.replace("_", " ") for relation in relations),
    )
    return WrittenFile(path, written.node_count, written.edge_count, written.byte_count)


def _edges(con: duckdb.DuckDBPyConnection, relation: Relation, has_fractional_weight: bool) -> Iterator[Row]:
    """Yield the relation's edges as GEXF rows; relations without a weight weigh 1."""
    is_directed = relation is Relation.CITES
    for left, right, *weights in read_edges(con, relation):
        weight, fractional_weight = (*weights, 1.0, None)[:2] if weights else (1.0, None)
        tail = (fractional_weight,) if has_fractional_weight else ()
        yield (left, right, is_directed, str(relation), weight, *tail)
