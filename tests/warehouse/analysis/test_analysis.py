"""Each measure against another program's, or against all cases counted one by one, on small networks."""

from __future__ import annotations

from itertools import combinations, pairwise, product
from math import lgamma, log
from random import Random
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pytest

from warehouse.analysis import centrality
from warehouse.analysis.bursts import GAMMA, SCALING, bursts
from warehouse.analysis.centrality import (
    betweenness,
    betweenness_from,
    core_numbers,
    degrees,
    hubs_and_authorities,
    pagerank,
)
from warehouse.analysis.communities import communities, components, modularity
from warehouse.analysis.main_path import main_path
from warehouse.analysis.network import Network, both_ways
from warehouse.graph.metrics import measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from warehouse.analysis.network import Measure

    Weighted = tuple[int, int, float]

SEEDS = range(6)


def network(node_count: int, edges: Iterable[tuple[float, ...]], is_directed: bool = True) -> Network:
    """A network of (tail, head) or (tail, head, weight)."""
    rows = [(*edge, 1.0)[:3] for edge in edges]
    columns = np.array(rows, dtype=float).reshape(-1, 3).T
    return Network(node_count, columns[0].astype(np.int64), columns[1].astype(np.int64), columns[2], None, is_directed)


def random_network(seed: int, is_directed: bool, node_count: int = 30, edge_count: int = 60) -> Network:
    """Some nodes without edges, some pairs that cite each other, weights from 0.5 to 3."""
    random = Random(seed)
    pairs = {tuple(random.sample(range(node_count - 3), 2)) for _ in range(edge_count)}
    if not is_directed:
        pairs = {(min(pair), max(pair)) for pair in pairs}
    return network(node_count, [(*pair, random.randrange(1, 7) / 2) for pair in sorted(pairs)], is_directed)


def acyclic_network(seed: int, node_count: int = 12, edge_count: int = 22) -> Network:
    random = Random(seed)
    pairs = {tuple(sorted(random.sample(range(node_count), 2), reverse=True)) for _ in range(edge_count)}
    return network(node_count, sorted(pairs))


def as_networkx(given: Network) -> Any:
    graph: Any = nx.DiGraph() if given.is_directed else nx.Graph()
    graph.add_nodes_from(range(given.node_count))
    rows = zip(given.tails.tolist(), given.heads.tolist(), given.weights.tolist(), strict=True)
    graph.add_weighted_edges_from(rows)
    return graph


def in_order(by_node: dict[int, float]) -> list[float]:
    return [by_node[node] for node in range(len(by_node))]


def groups(found: Measure) -> set[frozenset[int]]:
    """The sets of nodes with one value."""
    by_value: dict[float, set[int]] = {}
    for node, value in enumerate(found.values.tolist()):
        if not np.isnan(value):
            by_value.setdefault(value, set()).add(node)
    return {frozenset(group) for group in by_value.values()}


# ------------------------------------------------------------------- centrality


@pytest.mark.parametrize("seed", SEEDS)
def test_degrees__as_networkx_counts_them(seed: int) -> None:
    directed, undirected = random_network(seed, True), random_network(seed, False)
    graph = as_networkx(directed)
    in_degree, out_degree = degrees(directed)
    assert in_degree.values.tolist() == in_order(dict(graph.in_degree))
    assert out_degree.values.tolist() == in_order(dict(graph.out_degree))
    graph = as_networkx(undirected)
    degree, strength = degrees(undirected)
    assert degree.values.tolist() == in_order(dict(graph.degree))
    assert strength.values.tolist() == in_order(dict(graph.degree(weight="weight")))


@pytest.mark.parametrize("is_directed", [True, False])
@pytest.mark.parametrize("seed", SEEDS)
def test_pagerank__solves_its_equations(seed: int, is_directed: bool) -> None:
    given = random_network(seed, is_directed)
    steps = nx.to_numpy_array(as_networkx(given))
    sums = steps.sum(axis=1, keepdims=True)
    steps = np.where(sums > 0, steps / np.where(sums > 0, sums, 1), 1 / given.node_count)
    jump = np.full(given.node_count, 0.15 / given.node_count)
    expected = np.linalg.solve(np.eye(given.node_count) - 0.85 * steps.T, jump)
    assert pagerank(given).values == pytest.approx(expected, abs=1e-9)
    assert pagerank(given).values.sum() == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_hubs_and_authorities__are_the_first_eigenvectors(seed: int) -> None:
    given = random_network(seed, True)
    matrix = nx.to_numpy_array(as_networkx(given))
    for found, product_ in zip(hubs_and_authorities(given), (matrix @ matrix.T, matrix.T @ matrix), strict=True):
        expected = np.abs(np.linalg.eigh(product_).eigenvectors[:, -1])
        assert found.values == pytest.approx(expected / expected.sum(), abs=1e-7)


@pytest.mark.parametrize("is_directed", [True, False])
@pytest.mark.parametrize("seed", SEEDS)
def test_betweenness__exact_as_networkx_has_it(seed: int, is_directed: bool) -> None:
    given = random_network(seed, is_directed)
    found = betweenness(given, seed=1)
    assert found.values == pytest.approx(in_order(nx.betweenness_centrality(as_networkx(given))), abs=1e-12)
    assert (found.parameters, found.seed) == ({"method": "exact"}, None)


def test_betweenness__sampled_on_large_networks_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(centrality, "MAX_STEPS", 1)
    given = random_network(1, True, 400, 1200)
    found, again, other = (betweenness(given, seed) for seed in (1, 1, 2))
    assert (found.parameters, found.seed) == ({"method": "sampled", "starting_nodes": 50}, 1)
    assert found.values.tolist() == again.values.tolist() != other.values.tolist()
    exact = betweenness_from(given, np.arange(400))
    assert np.corrcoef(found.values, exact)[0, 1] > 0.8
    assert found.values.mean() == pytest.approx(exact.mean(), rel=0.3)


def test_betweenness__samples_average_to_the_exact_values() -> None:
    given = random_network(3, True)
    samples = [betweenness_from(given, np.array([start])) for start in range(given.node_count)]
    assert np.mean(samples, axis=0) == pytest.approx(betweenness_from(given, np.arange(given.node_count)))


@pytest.mark.parametrize("is_directed", [True, False])
@pytest.mark.parametrize("seed", SEEDS)
def test_core_numbers__as_networkx_has_them(seed: int, is_directed: bool) -> None:
    given = random_network(seed, is_directed)
    expected = nx.core_number(nx.Graph(as_networkx(given)))
    assert core_numbers(given).values.tolist() == in_order(expected)


# ------------------------------------------------------------------ communities


@pytest.mark.parametrize("is_directed", [True, False])
@pytest.mark.parametrize("seed", SEEDS)
def test_components__as_networkx_has_them_the_largest_first(seed: int, is_directed: bool) -> None:
    given = random_network(seed, is_directed, 40, 30)
    found = components(given)
    assert groups(found) == set(map(frozenset, nx.connected_components(nx.Graph(as_networkx(given)))))
    sizes = np.bincount(found.values.astype(int))[1:]
    assert sizes.tolist() == sorted(sizes, reverse=True)


def test_communities__cliques_joined_by_a_thread() -> None:
    sizes, edges, first = (5, 7, 6), [(0, 5, 0.1), (5, 12, 0.1)], 0
    cliques = []
    for size in sizes:
        cliques.append(frozenset(range(first, first + size)))
        edges += [(a, b, 1.0) for a, b in combinations(range(first, first + size), 2)]
        first += size
    given = network(first + 1, edges, is_directed=False)
    found = communities(given, seed=1)
    assert groups(found) == set(cliques)
    assert (found.values[5], found.values[12], found.values[0]) == (1, 2, 3)
    assert np.isnan(found.values[-1])


@pytest.mark.parametrize("is_directed", [True, False])
@pytest.mark.parametrize("seed", SEEDS)
def test_communities__no_worse_than_networkx_finds_and_within_components(seed: int, is_directed: bool) -> None:
    given = random_network(seed, is_directed, 60, 110)
    found = communities(given, seed)
    graph = as_networkx(both_ways(given)).to_undirected()
    tied = graph.subgraph([node for node, degree in graph.degree if degree])
    peer = nx.community.louvain_communities(tied, seed=1)
    quality = nx.community.modularity(tied, [set(group) for group in groups(found)])
    assert quality >= nx.community.modularity(tied, peer) - 0.01
    assert modularity(given, found.values) == pytest.approx(quality)
    assert all(len({*components(given).values[sorted(group)].tolist()}) == 1 for group in groups(found))


def test_communities__the_same_seed_gives_the_same() -> None:
    given = random_network(5, True, 200, 500)
    first, again = communities(given, seed=3), communities(given, seed=3)
    assert first.values.tobytes() == again.values.tobytes()
    assert (first.seed, first.parameters["resolution"]) == (3, 1.0)


def test_modularity__is_nothing_without_edges() -> None:
    assert modularity(network(3, []), np.full(3, np.nan)) == 0


# -------------------------------------------------------------------- main path


def ways(graph: Any) -> list[list[int]]:
    """All ways from a source to a sink, with the cited before the citing; works without citations are neither."""
    flow = graph.reverse()
    sources = [node for node in flow if not flow.in_degree(node) and flow.out_degree(node)]
    sinks = [node for node in flow if not flow.out_degree(node) and flow.in_degree(node)]
    return [way for source, sink in product(sources, sinks) for way in nx.all_simple_paths(flow, source, sink)]


@pytest.mark.parametrize("seed", range(20))
def test_main_path__against_all_ways_counted_one_by_one(seed: int) -> None:
    given = acyclic_network(seed)
    every_way = ways(as_networkx(given))
    counts: dict[tuple[int, int], int] = {}
    for way in every_way:
        for edge in pairwise(way):
            counts[edge] = counts.get(edge, 0) + 1
    share, position = main_path(given)
    for node in range(given.node_count):
        over = sum(node in way for way in every_way)
        expected = over / len(every_way) if over else float("nan")
        assert share.values[node] == pytest.approx(expected, nan_ok=True)
    on_path = np.flatnonzero(~np.isnan(position.values))
    found = on_path[np.argsort(position.values[on_path])].tolist()
    weights = {tuple(way): sum(counts[edge] for edge in pairwise(way)) for way in every_way}
    heaviest = max(weights.values())
    assert found == list(min(way for way, weight in weights.items() if weight == heaviest))
    assert sorted(position.values[on_path].tolist()) == list(range(1, len(found) + 1))


def test_main_path__works_that_cite_each_other_in_a_circle() -> None:
    given = network(6, [(1, 0), (2, 1), (3, 2), (2, 3), (4, 3), (4, 2)])
    share, position = main_path(given)
    assert share.parameters == {"ignored_circular_citations": 2}
    assert position.values[[0, 1, 2, 4]].tolist() == [1, 2, 3, 4]
    assert np.isnan(position.values[[3, 5]]).all()
    assert share.values[3] == pytest.approx(1 / 2)


def test_main_path__more_ways_than_a_float_can_count() -> None:
    stages = 1_200
    edges = [
        edge
        for stage in range(stages)
        for middle in (3 * stage + 1, 3 * stage + 2)
        for edge in ((middle, 3 * stage), (3 * stage + 3, middle))
    ]
    share, position = main_path(network(3 * stages + 1, edges))
    assert share.values[:4].tolist() == [1, 0.5, 0.5, 1]
    assert position.values[-1] == 2 * stages + 1


# ----------------------------------------------------------------------- bursts


def cheapest_states(counts: list[int], totals: list[int]) -> list[int]:
    """Kleinberg's states, by trying all sequences; years before the first citation are in neither state."""
    first = next(year for year, count in enumerate(counts) if count)
    counts, totals = counts[first:], totals[first:]
    share = sum(counts) / sum(totals)

    def cost(state: int, count: int, total: int) -> float:
        chance = share * SCALING**state
        choose = lgamma(total + 1) - lgamma(count + 1) - lgamma(total - count + 1)
        return -(choose + count * log(chance) + (total - count) * log(1 - chance))

    def sum_of_costs(states: tuple[int, ...]) -> float:
        ups = sum(after > before for before, after in pairwise((0, *states)))
        return GAMMA * log(len(counts)) * ups + sum(map(cost, states, counts, totals))

    best = min(product((0, 1), repeat=len(counts)), key=sum_of_costs)
    return [0] * first + list(best)


@pytest.mark.parametrize("seed", range(25))
def test_bursts__against_all_sequences_of_states(seed: int) -> None:
    random = Random(seed)
    table = [[random.choice((0, 0, 1, 2, 5, 14)) for _ in range(8)] for _ in range(6)]
    table[0] = [0, 0, 30, 40, 35, 38, 30, 31]
    nodes, years, counts = (
        np.array(column)
        for column in zip(
            *((node, 2000 + year, n) for node, row in enumerate(table) for year, n in enumerate(row) if n), strict=True
        )
    )
    start, end, weight = bursts(7, nodes, years, counts)
    totals = [sum(row[year] for row in table) for year in range(8)]
    for node, row in enumerate(table):
        first_cited = next((year for year, count in enumerate(row) if count), 8)
        can_burst = 2 * sum(row) < sum(totals[first_cited:])
        states = cheapest_states(row, totals) if can_burst else [0] * 8
        if not any(states):
            assert np.isnan([found.values[node] for found in (start, end, weight)]).all()
            continue
        first, last = int(start.values[node]) - 2000, int(end.values[node]) - 2000
        assert all(states[first : last + 1])
        assert not (first and states[first - 1])
        assert not (last < 7 and states[last + 1])
        assert weight.values[node] > 0
    assert np.isnan(start.values[6])
    assert np.isfinite(weight.values).any()


def test_bursts__a_year_that_stands_out() -> None:
    counts = np.array([5, 5, 40, 5, 5, 60, 60, 60, 60, 60])
    nodes, years = np.repeat([0, 1], 5), np.tile(np.arange(2010, 2015), 2)
    start, end, weight = bursts(2, nodes, years, counts)
    assert (start.values[0], end.values[0]) == (2012, 2012)
    assert weight.values[0] > 5
    assert np.isnan(start.values[1])
    assert weight.parameters == {"scaling": 2.0, "gamma": 1.0}


def test_bursts__none_without_citations_or_beside_none() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    assert np.isnan([found.values for found in bursts(3, nothing, nothing, nothing)]).all()
    alone = bursts(1, np.array([0, 0]), np.array([2010, 2011]), np.array([1, 90]))
    assert np.isnan([found.values for found in alone]).all()


# ------------------------------------------------------------- networks in general


@pytest.mark.parametrize("is_directed", [True, False])
@pytest.mark.parametrize(
    ("node_count", "edges"),
    [(0, []), (1, []), (4, []), (2, [(0, 1)]), (7, [(0, 1), (1, 2), (4, 5)])],
    ids=["empty", "single", "no edges", "one edge", "disconnected"],
)
def test_every_measure__on_the_smallest_networks(
    node_count: int, edges: list[tuple[int, int]], is_directed: bool
) -> None:
    found = {one.name: one for one in measure(network(node_count, edges, is_directed), seed=1)}
    assert all(one.values.shape == (node_count,) for one in found.values())
    assert not any(np.isinf(one.values).any() for one in found.values())
    partial = {"community", "search_path_share", "main_path_position"}
    assert not any(np.isnan(one.values).any() for name, one in found.items() if name not in partial)
    tied = {node for edge in edges for node in edge}
    assert np.flatnonzero(~np.isnan(found["community"].values)).tolist() == sorted(tied)
    if node_count:
        assert found["pagerank"].values.sum() == pytest.approx(1)


@pytest.mark.parametrize("is_directed", [True, False])
def test_every_measure__is_the_same_again_to_the_last_digit(is_directed: bool) -> None:
    given = random_network(9, is_directed, 120, 400)
    first, again = measure(given, seed=7), measure(given, seed=7)
    for one, other in zip(first, again, strict=True):
        assert one.values.tobytes() == other.values.tobytes(), one.name
