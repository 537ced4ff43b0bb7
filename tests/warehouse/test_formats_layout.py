"""Places and looks: what is tied together stands together, and the same graph looks the same."""

from __future__ import annotations

from itertools import combinations
from math import dist
from statistics import mean

import networkx as nx
import pytest

from warehouse.formats.appearance import COLOURS, GREY, LARGEST, SMALLEST, colour, make_looks
from warehouse.formats.layout import HALF_RADIUS, lay_out
from warehouse.formats.rows import Attribute, AttributeType, Row

CLIQUES = nx.disjoint_union_all([nx.complete_graph(12) for _ in range(4)])
BRIDGES = [(0, 12), (12, 24), (24, 36)]
EDGES = [*CLIQUES.edges, *BRIDGES]


@pytest.mark.parametrize(
    "groups", [[None] * 48, [number // 12 + 1 for number in range(48)]], ids=["no communities", "communities"]
)
def test_nodes_tied_together_stand_together(groups: list[int | None]) -> None:
    places = lay_out(groups, EDGES)
    inside = mean(dist(places[a], places[b]) for a, b in CLIQUES.edges)
    across = mean(dist(places[a], places[b]) for a, b in combinations(range(48), 2) if a // 12 != b // 12)
    assert inside < across / 2


def test_nodes_do_not_stand_on_each_other() -> None:
    places = lay_out([None] * 48, EDGES)
    assert len(set(places)) == 48


def test_nodes_without_edges_stay_around_the_others() -> None:
    places = lay_out([None] * 60, EDGES)
    furthest = max(dist(place, (0, 0)) for place in places[:48])
    assert all(dist(place, (0, 0)) < 4 * furthest for place in places[48:])


def test_the_same_graph_gives_the_same_places_and_half_of_it_is_near_the_middle() -> None:
    places = lay_out([None] * 48, EDGES)
    assert places == lay_out([None] * 48, EDGES)
    radii = sorted(dist(place, (0, 0)) for place in places)
    assert radii[24] == pytest.approx(HALF_RADIUS * 48**0.5, rel=0.1)


@pytest.mark.parametrize("edges", [[], [(0, 0)]])
@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_the_smallest_graphs_have_places(count: int, edges: list[tuple[int, int]]) -> None:
    places = lay_out([None] * count, edges if count else [])
    assert len(set(places)) == count


def test_looks_follow_community_and_pagerank() -> None:
    attributes = [Attribute("pagerank", AttributeType.DOUBLE), Attribute("community", AttributeType.INTEGER)]
    nodes: list[Row] = [("A", None, 0.4, 1), ("B", None, 0.1, 10), ("C", None, None, None)]
    looks = make_looks(nodes, attributes, [("A", "B")])
    assert [looks[name].colour for name in "ABC"] == [COLOURS[0], GREY, GREY]
    # a quarter of the rank is half of what the diameter may grow
    assert [looks[name].size for name in "ABC"] == [LARGEST, (SMALLEST + LARGEST) / 2, SMALLEST]


def test_without_pagerank_size_is_local_citations() -> None:
    nodes: list[Row] = [("A", None, 3), ("B", None, 0)]
    looks = make_looks(nodes, [Attribute("local_citation_count", AttributeType.INTEGER)], [])
    assert (looks["A"].size, looks["B"].size) == (LARGEST, SMALLEST)


def test_the_nine_largest_communities_have_a_colour_of_their_own() -> None:
    assert [colour(number) for number in range(1, 10)] == list(COLOURS)
    assert {colour(number) for number in (None, 0, 10, 99)} == {GREY}
    assert len({*COLOURS, GREY}) == 10
