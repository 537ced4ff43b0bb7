"""The main path: the chain of citations along which most of the literature's paths run.

N. P. Hummon and P. Doreian, Social Networks 11, 39 (1989), with search path
counts as V. Batagelj counts them (arXiv:cs/0309023, 2003): ideas flow from the
cited to the citing work; a source is a work that cites no other, a sink one
that no other cites; the count of an edge is the number of ways from a source
to a sink that lead over it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import rustworkx as rx

from warehouse.analysis.network import Measure, Network, as_rustworkx

if TYPE_CHECKING:
    from warehouse.analysis.network import IntArray


def main_path(network: Network) -> list[Measure]:
    """``search_path_share`` of each node with a citation, and ``main_path_position`` of those on the main path.

    The share of a node is that of all ways from sources to sinks that lead
    over it. The main path is the way with the largest sum of counts (the
    critical path, or global main path); of two as large, the one that starts
    with, and then goes on to, works that come first. It starts at 1 with the
    oldest idea. Works that cite each other in a circle have no first one:
    citations within a strongly connected component are left out, and
    ``parameters`` tells how many.
    """
    tails, heads = _acyclic(network)
    parameters = {"ignored_circular_citations": network.edge_count - len(tails)}
    share = np.full(network.node_count, np.nan)
    position = np.full(network.node_count, np.nan)
    if len(tails):
        order, sources_of, targets_of = _flow(network.node_count, tails, heads)
        ways_to, ways_from = _way_counts(order, sources_of), _way_counts(order[::-1], targets_of)
        total = sum(ways_from[node] for node in order if not sources_of[node])
        share[order] = [ways_to[node] * ways_from[node] / total for node in order]
        for number, node in enumerate(_heaviest_way(order, targets_of, ways_to, ways_from), 1):
            position[node] = number
    return [Measure("search_path_share", share, parameters), Measure("main_path_position", position, parameters)]


def _acyclic(network: Network) -> tuple[IntArray, IntArray]:
    """The citations between strongly connected components; they form no circle."""
    component = np.zeros(network.node_count, dtype=np.int64)
    for number, members in enumerate(rx.strongly_connected_components(as_rustworkx(network))):
        component[members] = number
    is_between = component[network.tails] != component[network.heads]
    return network.tails[is_between], network.heads[is_between]


def _flow(node_count: int, tails: IntArray, heads: IntArray) -> tuple[list[int], list[list[int]], list[list[int]]]:
    """The nodes with citations, every cited one before those that cite it; the works each cites, and is cited by."""
    graph: rx.PyDiGraph[None, None] = rx.PyDiGraph()
    graph.add_nodes_from([None] * node_count)
    graph.extend_from_edge_list(list(zip(heads.tolist(), tails.tolist(), strict=True)))
    sources_of = [list(graph.predecessor_indices(node)) for node in range(node_count)]
    targets_of = [list(graph.successor_indices(node)) for node in range(node_count)]
    order = [node for node in rx.topological_sort(graph) if sources_of[node] or targets_of[node]]
    return order, sources_of, targets_of


def _way_counts(order: list[int], before: list[list[int]]) -> list[int]:
    """How many ways lead to each node, which comes after those ``before`` it: whole numbers, as they outgrow floats."""
    ways = [0] * len(before)
    for node in order:
        ways[node] = sum(ways[other] for other in before[node]) or 1
    return ways


def _heaviest_way(order: list[int], targets_of: list[list[int]], ways_to: list[int], ways_from: list[int]) -> list[int]:
    """The way from a source to a sink with the largest sum of search path counts."""
    heaviest = [0] * len(targets_of)
    following = [-1] * len(targets_of)
    for node in reversed(order):
        for target in targets_of[node]:
            weight = ways_to[node] * ways_from[target] + heaviest[target]
            if (weight, -target) > (heaviest[node], -following[node]):
                heaviest[node], following[node] = weight, target
    node = max(order, key=lambda node: (heaviest[node], -node))
    way = [node]
    while (node := following[node]) >= 0:
        way.append(node)
    return way
