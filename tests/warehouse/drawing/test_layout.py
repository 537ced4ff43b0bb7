"""Layout and visual attributes: neighbours stand together, and the same graph looks the same."""

from __future__ import annotations

from itertools import combinations
from math import dist
from statistics import mean

import networkx as nx
import pytest

from warehouse.drawing.forces import HALF_RADIUS, settle
from warehouse.drawing.layout import lay_out
from warehouse.drawing.visual_attributes import (
    COLOURS,
    DARK,
    GREY,
    LARGEST,
    SMALLEST,
    VisualAttributes,
    colour,
    lay_out_graph,
    visual_attributes,
)
from warehouse.graph.attributes import Attribute, AttributeType
from warehouse.graph.rows import GraphRows, Row

CLIQUES = nx.disjoint_union_all([nx.complete_graph(12) for _ in range(4)])
BRIDGES = [(0, 12), (12, 24), (24, 36)]
EDGES = [*CLIQUES.edges, *BRIDGES]


@pytest.mark.parametrize(
    "groups", [[None] * 48, [number // 12 + 1 for number in range(48)]], ids=["no communities", "communities"]
)
def test_neighbours_stand_together(groups: list[int | None]) -> None:
    places = settle(groups, EDGES)
    inside = mean(dist(places[a], places[b]) for a, b in CLIQUES.edges)
    across = mean(dist(places[a], places[b]) for a, b in combinations(range(48), 2) if a // 12 != b // 12)
    assert inside < across / 2


def test_nodes_do_not_stand_on_each_other() -> None:
    places = settle([None] * 48, EDGES)
    assert len(set(places)) == 48


def test_nodes_without_edges_stay_around_the_others() -> None:
    places = settle([None] * 60, EDGES)
    furthest = max(dist(place, (0, 0)) for place in places[:48])
    assert all(dist(place, (0, 0)) < 4 * furthest for place in places[48:])


def test_the_same_graph_gives_the_same_places_and_half_of_it_is_near_the_middle() -> None:
    places = settle([None] * 48, EDGES)
    assert places == settle([None] * 48, EDGES)
    radii = sorted(dist(place, (0, 0)) for place in places)
    assert radii[24] == pytest.approx(HALF_RADIUS * 48**0.5, rel=0.1)


@pytest.mark.parametrize("edges", [[], [(0, 0)]])
@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_the_smallest_graphs_have_places(count: int, edges: list[tuple[int, int]]) -> None:
    places = settle([None] * count, edges if count else [])
    assert len(set(places)) == count


def drawn(nodes: list[Row], attributes: list[Attribute], *edges: tuple[str, str]) -> dict[str, VisualAttributes]:
    graph = GraphRows(nodes, list(edges), attributes)
    return visual_attributes(graph, lay_out_graph(graph))


def test_colour_and_size_follow_community_and_pagerank() -> None:
    attributes = [Attribute("pagerank", AttributeType.DOUBLE), Attribute("community", AttributeType.INTEGER)]
    nodes: list[Row] = [("A", None, 0.4, 1), ("B", None, 0.1, 99), ("C", None, None, None)]
    found = drawn(nodes, attributes, ("A", "B"))
    assert [found[name].colour for name in "ABC"] == [COLOURS[0], GREY, GREY]
    # a quarter of the rank is half of what the diameter may grow
    assert [found[name].size for name in "ABC"] == [LARGEST, (SMALLEST + LARGEST) / 2, SMALLEST]


def test_without_pagerank_size_is_local_citations() -> None:
    nodes: list[Row] = [("A", None, 3), ("B", None, 0)]
    found = drawn(nodes, [Attribute("local_citation_count", AttributeType.INTEGER)])
    assert (found["A"].size, found["B"].size) == (LARGEST, SMALLEST)


def test_communities_are_looked_for_where_nobody_did() -> None:
    nodes: list[Row] = [(str(number), None) for number in range(49)]
    colours = [one.colour for one in drawn(nodes, [], *((str(left), str(right)) for left, right in EDGES)).values()]
    assert [len({*colours[start : start + 12]}) for start in range(0, 48, 12)] == [1, 1, 1, 1]
    assert len({*colours[:48]}) == 4
    assert colours[48] == GREY


def test_one_layout_serves_another_graph_of_the_same_nodes() -> None:
    attributes = [Attribute("pagerank", AttributeType.DOUBLE), Attribute("community", AttributeType.INTEGER)]
    graph = GraphRows([("A", None, 0.4, 1), ("B", None, 0.1, 1), ("C", None, 0.1, 2)], [("A", "B")], attributes)
    other = GraphRows([("A", None, 0.2, 2), ("B", None, 0.2, 1), ("C", None, 0.8, 2)], [("A", "C")], attributes)
    layout = lay_out_graph(graph)
    first, second = visual_attributes(graph, layout), visual_attributes(other, layout)
    assert [(one.position, one.size) for one in first.values()] == [(one.position, one.size) for one in second.values()]
    assert [one.colour for one in second.values()] == [COLOURS[1], COLOURS[0], COLOURS[1]]


def test_the_order_of_edges_means_nothing() -> None:
    nodes: list[Row] = [(str(number), None) for number in range(48)]
    edges = [(str(left), str(right)) for left, right in EDGES]
    assert lay_out_graph(GraphRows(nodes, edges)) == lay_out_graph(GraphRows(nodes, edges[::-1]))


def test_the_ten_largest_communities_have_a_colour_of_their_own() -> None:
    assert [colour(number) for number in range(1, 11)] == list(COLOURS)
    assert {colour(number) for number in (None, 0, 11, 99)} == {GREY}
    assert len({*COLOURS, GREY, DARK}) == 12


def test_cited_works_outside_the_corpus_are_dark_grey_and_as_large_as_their_citations() -> None:
    names = ("pagerank", "local_citation_count", "is_in_corpus")
    attributes = [Attribute(name, AttributeType.DOUBLE) for name in names]
    nodes: list[Row] = [("A", None, 0.5, 4, True), ("B", None, None, 4, False), ("C", None, None, 1, False)]
    found = drawn(nodes, attributes, ("A", "B"), ("A", "C"))
    assert [found[name].colour for name in "ABC"] == [COLOURS[0], DARK, DARK]
    assert [found[name].size for name in "ABC"] == [LARGEST, LARGEST, (SMALLEST + LARGEST) / 2]


# ------------------------------------------------------------------------ components


def test_the_largest_component_stands_in_the_middle_and_the_others_around_it() -> None:
    edges = [(0, 1), (1, 2), (2, 3), (3, 0), (4, 5)]
    places = lay_out([None] * 8, edges)
    distances = [dist(place, (0, 0)) for place in places]
    assert max(distances[:4]) < min(distances[4:])
    assert len(set(places)) == 8
    assert places == lay_out([None] * 8, edges)


def test_no_nodes_need_no_places() -> None:
    assert lay_out([], []) == lay_out([], [], []) == []


@pytest.mark.parametrize("edges", [EDGES, []], ids=["four cliques", "no edges"])
def test_no_disc_covers_another(edges: list[tuple[int, int]]) -> None:
    sizes = [8.0 + 52 * (number % 7 == 0) for number in range(48)]
    places = lay_out([None] * 48, edges, sizes)
    for a, b in combinations(range(48), 2):
        assert dist(places[a], places[b]) > (sizes[a] + sizes[b]) / 2


def test_known_communities_stand_apart_although_many_edges_join_them() -> None:
    mixed: nx.Graph[int] = nx.planted_partition_graph(4, 30, 0.25, 0.06, seed=5)
    groups = [number // 30 + 1 for number in range(120)]
    places = lay_out(groups, list(mixed.edges))
    middles = {
        group: tuple(mean(places[n][axis] for n in range(120) if groups[n] == group) for axis in (0, 1))
        for group in set(groups)
    }
    nearest = [min(middles, key=lambda group: dist(place, middles[group])) for place in places]
    assert sum(near == own for near, own in zip(nearest, groups, strict=True)) > 110
