"""Relations, and all that is particular to each: what they join, which view holds their edges, what edges carry."""

from __future__ import annotations

from enum import StrEnum


class NodeKind(StrEnum):
    """What a node can be; ``sql/graph/KIND.sql`` lists all nodes of one kind.

    ``id_column`` names a node there, ``view`` has the columns that a condition may ask for, and ``works_view`` says
    which works each node belongs to.
    """

    id_column: str
    view: str
    works_view: str

    def __new__(cls, name: str, id_column: str, view: str, works_view: str) -> NodeKind:
        kind = str.__new__(cls, name)
        kind._value_ = name
        kind.id_column, kind.view, kind.works_view = id_column, view, works_view
        return kind

    WORK = "work", "work_id", "graph_nodes", "graph_nodes"
    PERSON = "person", "author_id", "author_profiles", "node_authors"
    TOPIC = "topic", "topic_id", "node_topics", "node_topics"
    VENUE = "venue", "venue_id", "node_venues", "node_venues"


_WORKS, _PEOPLE = (NodeKind.WORK,), (NodeKind.PERSON,)
_TWO_WORKS, _TWO_PEOPLE = ("left_work_id", "right_work_id"), ("left_author_id", "right_author_id")


class Relation(StrEnum):
    """What an edge can say of two works, of two people, or of a work and its topic or venue.

    ``kinds`` are those of the nodes it joins, works first. Its ``view`` holds the edges: ``ends`` are the columns of
    source and target, ``values`` what else an edge carries, what an analysis weighs it by last.
    """

    kinds: tuple[NodeKind, ...]
    view: str
    ends: tuple[str, str]
    values: tuple[str, ...]

    def __new__(  # the defaults are for ``Relation("cites")``, which looks one up
        cls, name: str, kinds: tuple[NodeKind, ...] = (), view: str = "", ends: tuple[str, str] = ("", ""), *values: str
    ) -> Relation:
        relation = str.__new__(cls, name)
        relation._value_ = name
        relation.kinds, relation.view, relation.ends, relation.values = kinds, view, ends, values
        return relation

    CITES = "cites", _WORKS, "citation_edges", ("citing_work_id", "cited_work_id")
    SHARES_AUTHOR = "shares_author", _WORKS, "shared_author_edges", _TWO_WORKS, "weight", "fractional_weight"
    CO_CITATION = "co_citation", _WORKS, "co_citation_edges", _TWO_WORKS, "weight"
    BIBLIOGRAPHIC_COUPLING = "bibliographic_coupling", _WORKS, "coupling_edges", _TWO_WORKS, "weight"
    COLLABORATES = "collaborates", _PEOPLE, "author_collaborations", _TWO_PEOPLE, "weight", "fractional_weight"
    HAS_TOPIC = "has_topic", (NodeKind.WORK, NodeKind.TOPIC), "topic_edges", ("work_id", "topic_id"), "weight"
    APPEARS_IN = "appears_in", (NodeKind.WORK, NodeKind.VENUE), "venue_edges", ("work_id", "venue_id")

    @classmethod
    def _missing_(cls, value: object) -> None:
        raise ValueError(f"there is no relation {value!r}; the relations are {', '.join(cls)}")

    @property
    def is_directed(self) -> bool:
        """Whether its edges run from the citing to the cited work."""
        return self is Relation.CITES

    @property
    def weight(self) -> str | None:
        """What an analysis weighs its edges by; None where each weighs 1."""
        return self.values[-1] if self.values else None


# What an analysis measures and the page shows.
BETWEEN_WORKS = tuple(relation for relation in Relation if relation.kinds == _WORKS)
