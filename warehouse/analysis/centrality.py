"""How central each node is: degrees, PageRank, hubs and authorities, betweenness, cores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import rustworkx as rx

from warehouse.analysis.network import Measure, Network, as_rustworkx, both_ways, undirected_graph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from warehouse.analysis.network import FloatArray, IntArray

DAMPING = 0.85
TOLERANCE = 1e-10
MAX_ITERATIONS = 100_000
# Betweenness walks from as many nodes as keep walks times nodes and arcs below this, some seconds of one core, but
# from no fewer than the second number: networks to about 3,000 nodes and 30,000 arcs are walked from all nodes.
MAX_STEPS = 100_000_000
FEWEST_STARTS = 50


def degrees(network: Network) -> list[Measure]:
    """``in_degree`` and ``out_degree`` of a directed network; ``degree`` and ``strength`` of an undirected one.

    Strength is the sum of the weights at a node (A. Barrat et al., PNAS 101, 3747, 2004).
    """
    if network.is_directed:
        return [
            Measure("in_degree", _sums(network, network.heads)),
            Measure("out_degree", _sums(network, network.tails)),
        ]
    return [
        Measure("degree", _sums(network, network.tails) + _sums(network, network.heads)),
        Measure(
            "strength",
            _sums(network, network.tails, network.weights) + _sums(network, network.heads, network.weights),
            {"weight": network.weight_name},
        ),
    ]


def pagerank(network: Network) -> Measure:
    """PageRank, by weight, adding up to 1 and converged: the last step moved less than 1e-10 in all.

    L. Page et al., Stanford technical report 1999-66. A node without outgoing
    edges passes its rank on to all nodes alike.
    """
    parameters = {"damping": DAMPING, "tolerance": TOLERANCE, "weight": network.weight_name}
    graph = as_rustworkx(network)
    # rustworkx compares the step with the tolerance times the number of nodes
    ranks = rx.pagerank(
        graph, alpha=DAMPING, weight_fn=float, tol=TOLERANCE / max(1, network.node_count), max_iter=MAX_ITERATIONS
    )
    return Measure("pagerank", _values(network, ranks), parameters)


def hubs_and_authorities(network: Network) -> list[Measure]:
    """``hub`` and ``authority`` of a directed network, each adding up to 1; all 0 if there are no edges.

    J. Kleinberg, J. ACM 46, 604 (1999); converged as PageRank is.
    """
    parameters = {"tolerance": TOLERANCE}
    if not network.edge_count:
        return [Measure(name, np.zeros(network.node_count), parameters) for name in ("hub", "authority")]
    hubs, authorities = rx.hits(
        as_rustworkx(network), weight_fn=float, tol=TOLERANCE / network.node_count, max_iter=MAX_ITERATIONS
    )
    return [
        Measure("hub", _values(network, hubs), parameters),
        Measure("authority", _values(network, authorities), parameters),
    ]


def core_numbers(network: Network) -> Measure:
    """The largest k such that the node stays while all nodes with fewer than k neighbours are taken away.

    Citations count in either direction, and two nodes that cite each other
    as neighbours once (S. B. Seidman, Social Networks 5, 269, 1983).
    """
    pairs = both_ways(network)
    half = pairs.edge_count // 2
    edges = zip(pairs.tails[:half].tolist(), pairs.heads[:half].tolist(), strict=True)
    graph = undirected_graph(network.node_count, edges)
    by_node: Any = rx.core_number(graph)  # a dict, whatever its type stub says
    return Measure("core_number", _values(network, by_node))


def betweenness(network: Network, seed: int) -> Measure:
    """The share of shortest paths between other nodes that pass through the node; weights are not looked at.

    U. Brandes, J. Math. Sociology 25, 163 (2001). Exact on small networks; on
    larger ones the sum over all starting nodes is estimated from some of them,
    drawn with ``seed`` (U. Brandes and C. Pich, Int. J. Bifurcation and Chaos
    17, 2303, 2007). ``parameters`` says which.
    """
    arcs = network if network.is_directed else both_ways(network)
    affordable = max(FEWEST_STARTS, MAX_STEPS // max(1, arcs.node_count + arcs.edge_count))
    if affordable >= network.node_count:
        return Measure("betweenness", betweenness_from(arcs, np.arange(network.node_count)), {"method": "exact"})
    starts = np.sort(np.random.default_rng(seed).choice(network.node_count, affordable, replace=False))
    parameters = {"method": "sampled", "starting_nodes": affordable}
    return Measure("betweenness", betweenness_from(arcs, starts), parameters, seed)


def betweenness_from(arcs: Network, starts: IntArray) -> FloatArray:
    """Betweenness of a directed network, estimated from the shortest paths that start at ``starts``."""
    order = np.argsort(arcs.tails, kind="stable")
    heads = arcs.heads[order]
    offsets = np.concatenate([[0], np.cumsum(np.bincount(arcs.tails, minlength=arcs.node_count))])
    sums = np.zeros(arcs.node_count)
    for start in starts.tolist():
        sums += _dependencies(offsets, heads, start)
    pair_count = (arcs.node_count - 1) * (arcs.node_count - 2)
    return sums * arcs.node_count / (len(starts) * pair_count) if pair_count > 0 else sums


def _dependencies(offsets: IntArray, heads: IntArray, start: int) -> FloatArray:
    """How much of the shortest paths from ``start`` each other node carries: Brandes' dependencies.

    The arcs of node v lead to ``heads[offsets[v]:offsets[v + 1]]``.
    """
    node_count = len(offsets) - 1
    path_counts = np.zeros(node_count)
    path_counts[start] = 1
    is_reached = np.zeros(node_count, dtype=bool)
    is_reached[start] = True
    frontier = np.array([start])
    levels = []
    while frontier.size:
        arc_counts = offsets[frontier + 1] - offsets[frontier]
        shifts = np.repeat(offsets[frontier] - np.cumsum(arc_counts) + arc_counts, arc_counts)
        level_tails = np.repeat(frontier, arc_counts)
        level_heads = heads[shifts + np.arange(len(shifts))]
        is_new = ~is_reached[level_heads]
        level_tails, level_heads = level_tails[is_new], level_heads[is_new]
        path_counts += np.bincount(level_heads, weights=path_counts[level_tails], minlength=node_count)
        levels.append((level_tails, level_heads))
        frontier = np.flatnonzero(np.bincount(level_heads, minlength=node_count))
        is_reached[frontier] = True
    dependencies = np.zeros(node_count)
    for level_tails, level_heads in reversed(levels):
        shares = path_counts[level_tails] / path_counts[level_heads] * (1 + dependencies[level_heads])
        dependencies += np.bincount(level_tails, weights=shares, minlength=node_count)
    dependencies[start] = 0
    return dependencies


def _sums(network: Network, ends: IntArray, weights: FloatArray | None = None) -> FloatArray:
    return np.bincount(ends, weights=weights, minlength=network.node_count).astype(np.float64)


def _values(network: Network, by_node: Mapping[int, float]) -> FloatArray:
    return np.fromiter((by_node[node] for node in range(network.node_count)), np.float64, network.node_count)
