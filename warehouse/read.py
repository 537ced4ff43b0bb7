"""The graph's rows go out: nodes and edges to draw, measures and communities to print.

Iterators read in batches over a cursor of their own, so that the connection
stays free; each order is fixed, so that two reads give the same sequence.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from warehouse.rows import stream_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb


class Relation(StrEnum):
    """What can tie two nodes together: two works, two people, or a work and its topic or venue."""

    CITES = "cites"
    SHARES_AUTHOR = "shares_author"
    CO_CITATION = "co_citation"
    BIBLIOGRAPHIC_COUPLING = "bibliographic_coupling"
    COLLABORATES = "collaborates"
    HAS_TOPIC = "has_topic"
    APPEARS_IN = "appears_in"


# What an analysis measures and the page shows.
BETWEEN_WORKS = (Relation.CITES, Relation.SHARES_AUTHOR, Relation.CO_CITATION, Relation.BIBLIOGRAPHIC_COUPLING)

EDGE_VIEWS = {
    Relation.CITES: "citation_edges",
    Relation.SHARES_AUTHOR: "shared_author_edges",
    Relation.CO_CITATION: "co_citation_edges",
    Relation.BIBLIOGRAPHIC_COUPLING: "coupling_edges",
    Relation.COLLABORATES: "author_collaborations",
    Relation.HAS_TOPIC: "topic_edges",
    Relation.APPEARS_IN: "venue_edges",
}

# columns of each view: both ends, then what the edge carries
EDGE_COLUMNS = {
    Relation.CITES: ("citing_work_id", "cited_work_id"),
    Relation.SHARES_AUTHOR: ("left_work_id", "right_work_id", "weight", "fractional_weight"),
    Relation.CO_CITATION: ("left_work_id", "right_work_id", "weight"),
    Relation.BIBLIOGRAPHIC_COUPLING: ("left_work_id", "right_work_id", "weight"),
    Relation.COLLABORATES: ("left_author_id", "right_author_id", "weight", "fractional_weight"),
    Relation.HAS_TOPIC: ("work_id", "topic_id", "weight"),
    Relation.APPEARS_IN: ("work_id", "venue_id"),
}


class Node(NamedTuple):
    """One row of the view ``graph_nodes``, which says what the fields mean; None where OpenAlex is silent."""

    work_id: str
    label: str
    title: str
    doi: str | None
    venue: str | None
    year: int | None
    type: str | None
    authors: str | None
    author_count: int
    cited_by_count: int | None
    reference_count: int
    local_citation_count: int
    local_reference_count: int
    version_count: int
    paper_count: int
    topic: str | None
    field: str | None
    is_retracted: bool | None


class NodeMeasures(NamedTuple):
    """One row of the view ``node_measures``, which says what the fields mean; None where a measure says nothing."""

    graph: str
    work_id: str
    label: str
    title: str
    year: int | None
    cited_by_count: int | None
    local_citation_count: int
    community_label: str | None
    in_degree: int | None
    out_degree: int | None
    degree: int | None
    strength: float | None
    pagerank: float | None
    hub: float | None
    authority: float | None
    betweenness: float | None
    core_number: int | None
    component: int | None
    community: int | None
    search_path_share: float | None
    main_path_position: int | None
    burst_start_year: int | None
    burst_end_year: int | None
    burst_weight: float | None


class Community(NamedTuple):
    """One row of the table ``communities``, without how it was found."""

    community: int
    label: str
    words: list[str]
    topics: list[str]
    node_count: int


def read_nodes(con: duckdb.DuckDBPyConnection) -> Iterator[Node]:
    """The nodes of the graph in the order of their ids."""
    query = f"select {', '.join(Node._fields)} from graph_nodes order by work_id"
    return map(Node._make, stream_rows(con.cursor().execute(query)))


def read_edges(con: duckdb.DuckDBPyConnection, relation: str) -> Iterator[tuple[Any, ...]]:
    """The edges of one relation in the order of their ends, with the columns that EDGE_COLUMNS names.

    Raises ValueError for an unknown relation.
    """
    name = known_relation(relation)
    columns = EDGE_COLUMNS[name]
    query = f"select {', '.join(columns)} from {EDGE_VIEWS[name]} order by {columns[0]}, {columns[1]}"
    return stream_rows(con.cursor().execute(query))


def read_measures(con: duckdb.DuckDBPyConnection, relation: str) -> Iterator[NodeMeasures]:
    """The measures of one relation's graph, in the order of the nodes' ids; none if it was not analysed.

    Raises ValueError for an unknown relation.
    """
    query = f"select {', '.join(NodeMeasures._fields)} from node_measures where graph = ? order by work_id"
    return map(NodeMeasures._make, stream_rows(con.cursor().execute(query, [known_relation(relation)])))


def read_communities(con: duckdb.DuckDBPyConnection, relation: str) -> list[Community]:
    """The communities of one relation's graph, the largest first; none if it was not analysed.

    Raises ValueError for an unknown relation.
    """
    query = f"select {', '.join(Community._fields)} from communities where graph = ? order by community"
    return [Community(*row) for row in con.execute(query, [known_relation(relation)]).fetchall()]


def known_relation(relation: str) -> Relation:
    """The relation of that name. Raises ValueError, with the names there are, if it is unknown."""
    if relation not in list(Relation):
        raise ValueError(f"there is no relation {relation!r}; the relations are {', '.join(Relation)}")
    return Relation(relation)
