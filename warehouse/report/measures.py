"""What nodes can be sized, coloured and filtered by: numbers and groups, of their own and of each analysis."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from warehouse.graph.read import read_communities, read_measures
from warehouse.graph.relations import BETWEEN_WORKS, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import duckdb

Json = dict[str, Any]

# Columns of nodes, and what an analysis of a relation's graph measures, in the words of the page.
NODE_MEASURES = {
    "local_citation_count": "citations from these papers",
    "cited_by_count": "citations in all",
    "reference_count": "references",
    "local_reference_count": "references to these papers",
    "author_count": "authors",
}
GRAPH_MEASURES = {
    "degree": "links",
    "pagerank": "PageRank",
    "betweenness": "betweenness",
    "core_number": "core number",
    "authority": "authority (HITS)",
    "hub": "hub (HITS)",
    "search_path_share": "share of citation paths",
    "burst_weight": "burst of citations",
}
NODE_GROUPS = ("field", "topic", "venue", "type")


def read_node_measures(
    con: duckdb.DuckDBPyConnection, nodes: Sequence[Json], place_of: Mapping[str, int]
) -> list[Json]:
    """The numbers: a name, its words, the relation it was computed from, and a value for each node.

    What is zero or unknown everywhere is left out.
    """
    measures = [
        _measure(name, words, None, [node.get(name) for node in nodes]) for name, words in NODE_MEASURES.items()
    ]
    for relation in BETWEEN_WORKS:
        rows = list(read_measures(con, relation))
        measures += [
            _measure(name, words, relation, _spread(rows, name, place_of)) for name, words in GRAPH_MEASURES.items()
        ]
    return [measure for measure in measures if any(measure["values"])]


def read_groups(con: duckdb.DuckDBPyConnection, nodes: Sequence[Json], place_of: Mapping[str, int]) -> list[Json]:
    """The groups: labels from the largest to the smallest, their sizes, and each node's place among them.

    What puts all nodes into one group says nothing, and is left out.
    """
    communities = [_communities(con, relation, place_of) for relation in BETWEEN_WORKS]
    groups = [*communities, *(_group(name, None, [node.get(name) for node in nodes]) for name in NODE_GROUPS)]
    return [group for group in groups if len(group["labels"]) > 1]


def shortened(value: Any) -> Any:
    """Six digits are enough for the eye, and the same on every machine."""
    return float(f"{value:.6g}") if isinstance(value, float) else value


def _communities(con: duckdb.DuckDBPyConnection, relation: Relation, place_of: Mapping[str, int]) -> Json:
    labels = {row.community: f"{row.community} {row.label}" for row in read_communities(con, relation)}
    numbers = _spread(read_measures(con, relation), "community", place_of)
    names = [None if number is None else labels.get(number, str(number)) for number in numbers]
    return _group("community", relation, names)


def _spread(rows: Iterable[Any], column: str, place_of: Mapping[str, int]) -> list[Any]:
    """One column of rows about works, as one value for each node."""
    values: list[Any] = [None] * len(place_of)
    for row in rows:
        if row.work_id in place_of:
            values[place_of[row.work_id]] = getattr(row, column)
    return values


def _measure(name: str, words: str, relation: Relation | None, values: Sequence[float | None]) -> Json:
    return {
        "name": name,
        "label": words,
        "relation": relation and str(relation),
        "values": list(map(shortened, values)),
    }


def _group(name: str, relation: Relation | None, values: Sequence[str | None]) -> Json:
    sizes = Counter(value for value in values if value is not None)
    labels = sorted(sizes, key=lambda label: (-sizes[label], label))
    number = {label: place for place, label in enumerate(labels)}
    return {
        "name": name,
        "label": name,
        "relation": relation and str(relation),
        "labels": labels,
        "sizes": [sizes[label] for label in labels],
        "of": [None if value is None else number[value] for value in values],
    }
