"""Places and looks: what is tied together stands together, and the same graph looks the same."""

from __future__ import annotations

from itertools import combinations
from math import dist
from statistics import mean

import networkx as nx
import pytest

from warehouse.drawing.forces import HALF_RADIUS, lay_out
from warehouse.drawing.layout import arrange
from warehouse.drawing.visual_attributes import COLOURS, DARK, GREY, LARGEST, SMALLEST, colour, make_looks
from warehouse.export.rows import Attribute, AttributeType, Row

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
    nodes: list[Row] = [("A", None, 0.4, 1), ("B", None, 0.1, 99), ("C", None, None, None)]
    looks = make_looks(nodes, attributes, [("A", "B")])
    assert [looks[name].colour for name in "ABC"] == [COLOURS[0], GREY, GREY]
    # a quarter of the rank is half of what the diameter may grow
    assert [looks[name].size for name in "ABC"] == [LARGEST, (SMALLEST + LARGEST) / 2, SMALLEST]


def test_without_pagerank_size_is_local_citations() -> None:
    nodes: list[Row] = [("A", None, 3), ("B", None, 0)]
    looks = make_looks(nodes, [Attribute("local_citation_count", AttributeType.INTEGER)], [])
    assert (looks["A"].size, looks["B"].size) == (LARGEST, SMALLEST)


def test_communities_are_looked_for_where_nobody_did() -> None:
    nodes: list[Row] = [(str(number), None) for number in range(49)]
    ties = [(str(left), str(right)) for left, right in EDGES]
    colours = [look.colour for look in make_looks(nodes, [], ties).values()]
    assert [len({*colours[start : start + 12]}) for start in range(0, 48, 12)] == [1, 1, 1, 1]
    assert len({*colours[:48]}) == 4
    assert colours[48] == GREY


def test_the_ten_largest_communities_have_a_colour_of_their_own() -> None:
    assert [colour(number) for number in range(1, 11)] == list(COLOURS)
    assert {colour(number) for number in (None, 0, 11, 99)} == {GREY}
    assert len({*COLOURS, GREY, DARK}) == 12


def test_the_second_circle_is_dark_grey_and_as_large_as_its_citations() -> None:
    names = ("pagerank", "local_citation_count", "circle")
    attributes = [Attribute(name, AttributeType.DOUBLE) for name in names]
    nodes: list[Row] = [("A", None, 0.5, 4, 1), ("B", None, None, 4, 2), ("C", None, None, 1, 2)]
    looks = make_looks(nodes, attributes, [("A", "B"), ("A", "C")])
    assert [looks[name].colour for name in "ABC"] == [COLOURS[0], DARK, DARK]
    assert [looks[name].size for name in "ABC"] == [LARGEST, LARGEST, (SMALLEST + LARGEST) / 2]


# ------------------------------------------------------------------------ arrangement


def test_the_largest_part_stands_in_the_middle_and_the_others_around_it() -> None:
    ties = [(0, 1), (1, 2), (2, 3), (3, 0), (4, 5)]
    places = arrange([None] * 8, ties)
    distances = [dist(place, (0, 0)) for place in places]
    assert max(distances[:4]) < min(distances[4:])
    assert len(set(places)) == 8
    assert places == arrange([None] * 8, ties)


def test_no_nodes_need_no_places() -> None:
    assert arrange([], []) == arrange([], [], []) == []


@pytest.mark.parametrize("ties", [EDGES, []], ids=["four cliques", "no ties"])
def test_no_disc_covers_another(ties: list[tuple[int, int]]) -> None:
    sizes = [8.0 + 52 * (number % 7 == 0) for number in range(48)]
    places = arrange([None] * 48, ties, sizes)
    for a, b in combinations(range(48), 2):
        assert dist(places[a], places[b]) > (sizes[a] + sizes[b]) / 2


def test_known_communities_stand_apart_although_many_edges_join_them() -> None:
    mixed: nx.Graph[int] = nx.planted_partition_graph(4, 30, 0.25, 0.06, seed=5)
    groups = [number // 30 + 1 for number in range(120)]
    places = arrange(groups, list(mixed.edges))
    middles = {
        group: tuple(mean(places[n][axis] for n in range(120) if groups[n] == group) for axis in (0, 1))
        for group in set(groups)
    }
    nearest = [min(middles, key=lambda group: dist(place, middles[group])) for place in places]
    assert sum(near == own for near, own in zip(nearest, groups, strict=True)) > 110
