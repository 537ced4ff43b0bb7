"""Which part of the graph is meant: one record, from the command line to the file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from enrich.errors import WarehouseError
from warehouse.graph.relations import NodeKind, Relation


class Component(StrEnum):
    """A connected component, by what it is."""

    LARGEST = "largest"

    @classmethod
    def _missing_(cls, value: object) -> None:
        raise ValueError(f"there is no component {value!r}; say {' or '.join(map(repr, map(str, cls)))}")


@dataclass(frozen=True, slots=True)
class Selection:
    """The part of the graph that is read, drawn or written; each filter applies to what those before it left.

    ``relations``: those of the edges; each once, at least one.
    ``condition``: one expression in SQL on the columns of ``graph_nodes`` and on the measures of the first relation
    that was analysed (of people alone, on those of ``author_profiles``). Edges between nodes that meet it remain, and
    the topics and venues of such works.
    ``community``: the number of one of that relation's communities.
    ``include_cited``: add the works outside the corpus that at least so many of these nodes cite, two or more. Nodes
    then say ``is_in_corpus``.
    ``min_weight``: the least weight of an edge; a citation weighs 1. Nodes that lose their edges stay.
    ``component``: the largest is the nodes that most edges left connect; of two as large, that with the id that sorts
    first.

    Raises ValueError for a relation or component there is not, or no relation; WarehouseError where cited works cannot
    be included.
    """

    relations: tuple[Relation, ...] = (Relation.CITES,)
    condition: str | None = None
    community: int | None = None
    min_weight: float | None = None
    component: Component | None = None
    include_cited: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "relations", tuple(dict.fromkeys(map(Relation, self.relations))))
        if not self.relations:
            raise ValueError(f"name at least one relation; the relations are {', '.join(Relation)}")
        if self.component is not None:
            object.__setattr__(self, "component", Component(self.component))
        if self.include_cited is not None:
            self._check_include_cited(self.include_cited)

    def _check_include_cited(self, least: int) -> None:
        if least < 2:
            raise WarehouseError(f"cited works are included if at least two papers cite them; {least} is too few")
        if Relation.CITES not in self.relations:
            raise WarehouseError("citations lead to the works to include: name the relation cites as well")


CITATIONS = Selection()


@dataclass(frozen=True, slots=True)
class Subgraph:
    """A selection resolved: the ids of its nodes in order, None for all; ``relations`` and ``min_weight`` choose edges.

    ``includes_cited`` says that works outside the corpus are among the ids.
    """

    relations: tuple[Relation, ...]
    ids: list[str] | None = None
    min_weight: float | None = None
    includes_cited: bool = False

    @property
    def kinds(self) -> list[NodeKind]:
        """The kinds of its nodes, works first."""
        return [kind for kind in NodeKind if any(kind in relation.kinds for relation in self.relations)]
