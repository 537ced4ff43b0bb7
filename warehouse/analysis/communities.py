"""Which nodes belong together: connected components, and communities by the Leiden algorithm.

Groups are numbered from 1 by falling size; of two as large, the one with the node that comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import graspologic_native
import numpy as np
import rustworkx as rx

from warehouse.analysis.network import Measure, Network, both_ways, undirected_graph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from warehouse.analysis.network import FloatArray, IntArray

RESOLUTION = 1.0
RANDOMNESS = 0.001
ITERATIONS = 2


def connected_components(node_count: int, edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The nodes of each connected component in order, direction aside; a node without edges is one of its own."""
    graph = undirected_graph(node_count, edges)
    return sorted(map(sorted, rx.connected_components(graph)), key=lambda nodes: (-len(nodes), nodes[0]))


def components(network: Network) -> Measure:
    """The component of each node, as ``connected_components`` orders them."""
    values = np.zeros(network.node_count)
    edges = zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    for number, nodes in enumerate(connected_components(network.node_count, edges), 1):
        values[nodes] = number
    return Measure("component", values)


def communities(network: Network, seed: int) -> Measure:
    """The community of each node that has an edge: Leiden, maximising modularity by weight, direction ignored.

    V. A. Traag, L. Waltman and N. J. van Eck, Scientific Reports 9, 5233
    (2019). The same network and seed give the same communities. Nodes without
    edges belong to none.
    """
    parameters = {
        "resolution": RESOLUTION,
        "randomness": RANDOMNESS,
        "iterations": ITERATIONS,
        "weight": network.weight_name,
    }
    values = np.full(network.node_count, np.nan)
    if network.edge_count:
        arcs = both_ways(network)
        linked, place = np.unique(arcs.tails, return_inverse=True)
        group = _leiden(len(linked), place, np.searchsorted(linked, arcs.heads), arcs.weights, seed)
        values[linked] = _by_size(group)
    return Measure("community", values, parameters, seed)


def modularity(network: Network, community: FloatArray) -> float:
    """How much of the weight lies inside communities beyond what chance would put there (M. E. J. Newman, 2004).

    Direction is ignored; 0 if there are no edges.
    """
    if not network.edge_count:
        return 0.0
    total = network.weights.sum()
    inside = network.weights[community[network.tails] == community[network.heads]].sum() / total
    ends = np.concatenate([community[network.tails], community[network.heads]]).astype(np.int64)
    shares = np.bincount(ends, weights=np.concatenate([network.weights, network.weights])) / (2 * total)
    return float(inside - (shares**2).sum())


def _leiden(node_count: int, tails: IntArray, heads: IntArray, weights: FloatArray, seed: int) -> IntArray:
    """Any numbers for the groups, one for each node. Every node has an arc, and every arc its reverse."""
    order = np.lexsort((heads, tails))
    offsets = np.concatenate([[0], np.cumsum(np.bincount(tails, minlength=node_count))])
    _, group = graspologic_native.leiden_csr(
        offsets.astype(np.int64),
        heads[order].astype(np.int32),
        weights[order],
        node_count,
        resolution=RESOLUTION,
        randomness=RANDOMNESS,
        iterations=ITERATIONS,
        use_modularity=True,
        seed=seed,
    )
    return np.fromiter((group[node] for node in range(node_count)), np.int64, node_count)


def _by_size(group: IntArray) -> FloatArray:
    """Number groups from 1, the largest first."""
    _, first, place, sizes = np.unique(group, return_index=True, return_inverse=True, return_counts=True)
    number = np.empty(len(sizes))
    number[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return number[place] if len(sizes) else np.zeros(0)
