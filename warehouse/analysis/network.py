"""The vocabulary of an analysis: a graph as arrays, and what a measure says of its nodes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import rustworkx as rx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Network:
    """A graph whose nodes are 0 … ``node_count`` - 1 and whose edges run from ``tails`` to ``heads``.

    No edge joins a node to itself and none comes twice; an undirected edge is
    there once, in either direction. ``weights`` are positive; ``weight_name``
    says what they count, None that each is 1.
    """

    node_count: int
    tails: IntArray
    heads: IntArray
    weights: FloatArray
    weight_name: str | None
    is_directed: bool

    @property
    def edge_count(self) -> int:
        """How many edges there are, an undirected one counted once."""
        return len(self.tails)


@dataclass(frozen=True, slots=True)
class Measure:
    """One number for each node, NaN where the measure does not speak of the node, and how it was computed."""

    name: str
    values: FloatArray
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed: int | None = None


def both_ways(network: Network) -> Network:
    """The network as one that can be walked against its edges too: each pair of neighbours an arc in both directions.

    Of two nodes that cite each other, each arc weighs 2.
    """
    low, high = np.minimum(network.tails, network.heads), np.maximum(network.tails, network.heads)
    pairs, place = np.unique(low * network.node_count + high, return_inverse=True)
    weights = np.bincount(place, weights=network.weights, minlength=len(pairs))
    low, high = np.divmod(pairs, max(1, network.node_count))
    return Network(
        network.node_count,
        np.concatenate([low, high]),
        np.concatenate([high, low]),
        np.concatenate([weights, weights]),
        network.weight_name,
        is_directed=True,
    )


def as_rustworkx(network: Network) -> rx.PyDiGraph[None, float]:
    """The network for rustworkx's algorithms; an undirected edge becomes an arc in both directions."""
    arcs = network if network.is_directed else both_ways(network)
    graph: rx.PyDiGraph[None, float] = rx.PyDiGraph()
    graph.add_nodes_from([None] * arcs.node_count)
    graph.add_edges_from(list(zip(arcs.tails.tolist(), arcs.heads.tolist(), arcs.weights.tolist(), strict=True)))
    return graph


def undirected_graph(node_count: int, edges: Iterable[tuple[int, int]]) -> rx.PyGraph[None, None]:
    """Nodes and edges without direction or weight, for rustworkx's algorithms."""
    graph: rx.PyGraph[None, None] = rx.PyGraph()
    graph.add_nodes_from([None] * node_count)
    graph.extend_from_edge_list(list(edges))
    return graph
