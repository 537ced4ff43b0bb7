"""Rows out: papers to ask about, nodes and edges to draw, numbers to print.

Iterators read in batches over a cursor of their own, so that the connection
stays free; each order is fixed, so that two reads give the same sequence.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from enrich.errors import WarehouseError
from enrich.records import Paper
from warehouse.sql_files import read_sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROWS_PER_BATCH = 10_000


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


@dataclass(frozen=True, slots=True)
class Summary:
    """How much of everything the warehouse holds; ``matched`` to ``undecided`` add up to ``papers``."""

    pages: int
    mentions: int
    papers: int
    matched: int
    ambiguous: int
    unmatched: int
    undecided: int
    works: int
    authors: int
    nodes: int
    citation_edges: int
    shared_author_edges: int


def read_papers(con: duckdb.DuckDBPyConnection, paper_ids: Iterable[str] | None = None) -> list[Paper]:
    """All papers, or those among ``paper_ids`` that exist, in the order of their ids."""
    if paper_ids is None:
        rows = con.execute("select * from papers order by paper_id").fetchall()
    else:
        query = "select * from papers where paper_id in (select unnest(?::varchar[])) order by paper_id"
        rows = con.execute(query, [list(paper_ids)]).fetchall()
    return [_paper(row) for row in rows]


def read_due_papers(con: duckdb.DuckDBPyConnection, source: str) -> list[Paper]:
    """The papers to ask ``source`` about: never judged, or judged by another source and not matched there.

    Papers that a person decided on are never due.
    """
    return [_paper(row) for row in con.execute(read_sql("statements/due_papers"), {"source": source}).fetchall()]


def read_due_paper_ids(con: duckdb.DuckDBPyConnection, source: str) -> list[str]:
    """The ids of the papers that ``read_due_papers`` returns, in its order: without titles and abstracts, in memory."""
    query = f"select paper_id from ({read_sql('statements/due_papers')}) order by paper_id"
    return [paper_id for (paper_id,) in con.execute(query, {"source": source}).fetchall()]


def read_missing_work_ids(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The works that verdicts name, versions included, and that are not stored; sorted."""
    return [work_id for (work_id,) in con.execute(read_sql("statements/missing_works")).fetchall()]


def read_summary(con: duckdb.DuckDBPyConnection) -> Summary:
    """Count everything once."""
    (row,) = con.execute(read_sql("statements/summary")).fetchall()
    return Summary(*row)


def read_nodes(con: duckdb.DuckDBPyConnection) -> Iterator[Node]:
    """The nodes of the graph in the order of their ids."""
    query = f"select {', '.join(Node._fields)} from graph_nodes order by work_id"
    return map(Node._make, _rows(con.cursor(), query))


def read_edges(con: duckdb.DuckDBPyConnection, relation: str) -> Iterator[tuple[Any, ...]]:
    """The edges of one relation in the order of their ends, with the columns that EDGE_COLUMNS names.

    Raises ValueError for an unknown relation.
    """
    name = known_relation(relation)
    columns = EDGE_COLUMNS[name]
    query = f"select {', '.join(columns)} from {EDGE_VIEWS[name]} order by {columns[0]}, {columns[1]}"
    return _rows(con.cursor(), query)


def read_measures(con: duckdb.DuckDBPyConnection, relation: str) -> Iterator[NodeMeasures]:
    """The measures of one relation's graph, in the order of the nodes' ids; none if it was not analysed.

    Raises ValueError for an unknown relation.
    """
    query = f"select {', '.join(NodeMeasures._fields)} from node_measures where graph = ? order by work_id"
    return map(NodeMeasures._make, _batches(con.cursor().execute(query, [known_relation(relation)])))


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


def run_query(
    con: duckdb.DuckDBPyConnection, sql: str
) -> tuple[tuple[str, ...], tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """Run a user's SQL and return the names of its columns, their types, and its rows in batches.

    Whether it may write is up to the connection. Ctrl-C ends it. Raises
    WarehouseError, in DuckDB's words, if it cannot be run.
    """
    cursor = con.cursor()
    try:
        description = _execute(cursor, sql).description or []
    except duckdb.Error as error:
        raise WarehouseError(str(error)) from error
    return (
        tuple(column[0] for column in description),
        tuple(str(column[1]) for column in description),
        _batches(cursor),
    )


def _execute(cursor: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyConnection:
    """Run the query in a thread of its own: DuckDB, when it waits in this one, misses every third Ctrl-C."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(cursor.execute, sql)
        try:
            return running.result()
        except KeyboardInterrupt:
            cursor.interrupt()
            raise


def _paper(row: tuple[Any, ...]) -> Paper:
    """The columns of ``papers`` are the fields of ``Paper``, in the same order."""
    paper_id, title_key, title, abstract, author_count, authors, *rest = row
    return Paper(paper_id, title_key, title, abstract, author_count, tuple(authors), *rest)


def _rows(cursor: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    return _batches(cursor.execute(query))


def _batches(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    try:
        while rows := cursor.fetchmany(ROWS_PER_BATCH):
            yield from rows
    except duckdb.Error as error:
        raise WarehouseError(f"reading stopped: {error}") from error
    finally:
        cursor.close()
