"""What is known of works as nodes, a field for each column: stated here once, computed by the views.

Formats take a column's name and type from here and from the view, the page by its marks: ``Detail`` for what it tells
of a node, ``Size`` for the numbers that a node can be as large as, ``Group`` for what nodes can be coloured and
filtered by. Of people, topics and venues, ``sql/graph`` states the columns.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple, TypeVar, get_type_hints


class Detail(NamedTuple):
    """The page tells it of each node."""


class Size(NamedTuple):
    """Nodes can be as large as this number: where it stands among the page's choices, and its name in words."""

    rank: int
    words: str


class Group(NamedTuple):
    """Nodes can be coloured and filtered by it: where it stands among the page's choices, and its name in words."""

    rank: int
    words: str


class Long(NamedTuple):
    """The number may outgrow 32 bits."""


Mark = TypeVar("Mark", Detail, Size, Group, Long)


class Node(NamedTuple):
    """One row of the view ``graph_nodes``, which says what the fields mean; None where OpenAlex is silent."""

    work_id: Annotated[str, Detail()]
    label: Annotated[str, Detail()]
    title: Annotated[str, Detail()]
    doi: Annotated[str | None, Detail()]
    venue: Annotated[str | None, Detail(), Group(3, "venue")]
    year: Annotated[int | None, Detail()]
    type: Annotated[str | None, Detail(), Group(4, "type")]
    authors: Annotated[str | None, Detail()]
    author_count: Annotated[int, Size(5, "authors")]
    cited_by_count: Annotated[int | None, Long(), Detail(), Size(2, "citations in all")]
    reference_count: Annotated[int, Detail(), Size(3, "references")]
    local_citation_count: Annotated[int, Detail(), Size(1, "citations from these papers")]
    local_reference_count: Annotated[int, Detail(), Size(4, "references to these papers")]
    version_count: int
    paper_count: int
    topic: Annotated[str | None, Detail(), Group(2, "topic")]
    field: Annotated[str | None, Detail(), Group(1, "field")]
    is_retracted: Annotated[bool | None, Detail()]


class NodeMeasures(NamedTuple):
    """One row of the view ``work_measures``, which says what the fields mean; None where a measure says nothing."""

    graph: str
    work_id: str
    community_label: str | None
    in_degree: int | None
    out_degree: int | None
    degree: Annotated[int | None, Size(1, "links")]
    strength: float | None
    pagerank: Annotated[float | None, Size(2, "PageRank")]
    hub: Annotated[float | None, Size(6, "hub (HITS)")]
    authority: Annotated[float | None, Size(5, "authority (HITS)")]
    betweenness: Annotated[float | None, Size(3, "betweenness")]
    core_number: Annotated[int | None, Size(4, "core number")]
    component: int | None
    community: Annotated[int | None, Group(1, "community")]
    search_path_share: Annotated[float | None, Size(7, "share of citation paths")]
    main_path_position: int | None
    burst_start_year: int | None
    burst_end_year: int | None
    burst_weight: Annotated[float | None, Size(8, "burst of citations")]


class Community(NamedTuple):
    """One row of the table ``communities``, without how it was found."""

    community: int
    label: str
    words: list[str]
    topics: list[str]
    node_count: int


def marked(record: type[Node | NodeMeasures], mark: type[Mark]) -> dict[str, Mark]:
    """The columns of a record that bear a mark of this kind, with the mark; choices in the order of their ranks."""
    found = {
        name: one
        for name, hint in get_type_hints(record, include_extras=True).items()
        for one in getattr(hint, "__metadata__", ())
        if isinstance(one, mark)
    }
    return dict(sorted(found.items(), key=lambda column: column[1][:1]))


def _integers() -> frozenset[str]:
    hints = get_type_hints(Node)
    return frozenset(name for name in Node._fields if hints[name] in (int, int | None)) - marked(Node, Long).keys()


# What an analysis says of a node.
MEASURES = frozenset(NodeMeasures._fields) - {"graph", "work_id"}

# Whole numbers of 32 bits, wherever nodes carry them.
INTEGER_COLUMNS = _integers()
