"""The page's choices: the numbers that nodes can be as large as, the groups that they can be coloured and filtered by.

They are the marked columns of nodes, and, of each relation that was analysed, the marked measures.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from warehouse.graph.columns import Group, Node, NodeMeasures, Size, marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from warehouse.graph.columns import Community
    from warehouse.graph.relations import Relation

    Measured = Mapping[Relation, Sequence[NodeMeasures]]

Json = dict[str, Any]


def node_measures(nodes: Sequence[Json], measured: Measured, place_of: Mapping[str, int]) -> list[Json]:
    """The numbers: a name, its words, the relation it was computed from, and a value for each node.

    What is zero or unknown everywhere is left out.
    """
    measures = [_measure(name, size, None, column(nodes, name)) for name, size in marked(Node, Size).items()]
    measures += [
        _measure(name, size, relation, _spread(rows, name, place_of))
        for relation, rows in measured.items()
        for name, size in marked(NodeMeasures, Size).items()
    ]
    return [measure for measure in measures if any(measure["values"])]


def node_groups(
    nodes: Sequence[Json],
    measured: Measured,
    communities: Mapping[Relation, Sequence[Community]],
    place_of: Mapping[str, int],
) -> list[Json]:
    """The groups: labels from the largest to the smallest, their sizes, and each node's place among them.

    What puts all nodes into one group says nothing, and is left out.
    """
    groups = [
        _group(name, group, relation, _named(_spread(rows, name, place_of), communities[relation]))
        for relation, rows in measured.items()
        for name, group in marked(NodeMeasures, Group).items()
    ]
    groups += [_group(name, group, None, column(nodes, name)) for name, group in marked(Node, Group).items()]
    return [group for group in groups if len(group["labels"]) > 1]


def column(nodes: Iterable[Json], name: str) -> list[Any]:
    """What each node has under this name; None where it has nothing."""
    return [node.get(name) for node in nodes]


def shortened(value: Any) -> Any:
    """Six digits are enough for the eye, and the same on every machine."""
    return float(f"{value:.6g}") if isinstance(value, float) else value


def _named(numbers: Iterable[int | None], communities: Iterable[Community]) -> list[str | None]:
    """Communities with their labels; one that is not described has its number alone."""
    labels = {row.community: f"{row.community} {row.label}" for row in communities}
    return [None if number is None else labels.get(number, str(number)) for number in numbers]


def _spread(rows: Iterable[NodeMeasures], name: str, place_of: Mapping[str, int]) -> list[Any]:
    """One column of rows about works, as one value for each node."""
    values: list[Any] = [None] * len(place_of)
    for row in rows:
        if row.work_id in place_of:
            values[place_of[row.work_id]] = getattr(row, name)
    return values


def _measure(name: str, size: Size, relation: Relation | None, values: Sequence[float | None]) -> Json:
    return {"name": name, "label": size.words, "relation": relation, "values": list(map(shortened, values))}


def _group(name: str, group: Group, relation: Relation | None, values: Sequence[str | None]) -> Json:
    sizes = Counter(value for value in values if value is not None)
    labels = sorted(sizes, key=lambda label: (-sizes[label], label))
    number: dict[str | None, int] = {label: place for place, label in enumerate(labels)}
    return {
        "name": name,
        "label": group.words,
        "relation": relation,
        "labels": labels,
        "sizes": [sizes[label] for label in labels],
        "of": list(map(number.get, values)),
    }
