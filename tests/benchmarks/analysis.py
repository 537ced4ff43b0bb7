"""How fast are the measures? Run by hand: ``python tests/benchmarks/analysis.py [WAREHOUSE]``.

Each measure on a made-up graph of 100,000 nodes and a million citations; and on one of a tenth of that, beside
NetworkX doing the same (for Leiden, its Louvain; for the sampled betweenness, as many starting nodes). NetworkX's
PageRank and HITS need scipy. With a warehouse, also the whole analysis of it, from rows to rows, on a copy in memory.
Times are CPU seconds of one run.
"""

from __future__ import annotations

import sys
from time import process_time
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from warehouse.analysis import centrality
from warehouse.analysis.centrality import betweenness, core_numbers, degrees, hubs_and_authorities, pagerank
from warehouse.analysis.communities import communities, components
from warehouse.analysis.main_path import main_path
from warehouse.analysis.network import Network
from warehouse.database import open_warehouse
from warehouse.graph.metrics import analyse_graphs

if TYPE_CHECKING:
    from collections.abc import Callable

NODES, EDGES = 100_000, 1_000_000
SCALE = 10
CAMPS = 50
STARTS = 50


def made_up(node_count: int, edge_count: int) -> Network:
    """Citations of older works, half of them within one of 50 camps, the more cited the older."""
    random = np.random.default_rng(7)
    citing = random.integers(CAMPS * 2, node_count, edge_count)
    cited = (citing * random.random(edge_count) ** 2).astype(np.int64)
    at_home = random.random(edge_count) < 0.5
    cited = np.where(at_home, cited - cited % CAMPS + citing % CAMPS, cited)
    pairs = np.unique(citing[cited < citing] * node_count + cited[cited < citing])
    tails, heads = np.divmod(pairs, node_count)
    return Network(node_count, tails, heads, np.ones(len(pairs)), None, is_directed=True)


def as_networkx(network: Network) -> nx.DiGraph[int]:
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(network.node_count))
    graph.add_edges_from(zip(network.tails.tolist(), network.heads.tolist(), strict=True))
    return graph


OURS: dict[str, Callable[[Network], object]] = {
    "degrees": degrees,
    "PageRank": pagerank,
    "hubs and authorities": hubs_and_authorities,
    f"betweenness, {STARTS} starts": lambda network: betweenness(network, seed=1),
    "core numbers": core_numbers,
    "components": components,
    "communities (Leiden)": lambda network: communities(network, seed=1),
    "main path": main_path,
}
PEER: dict[str, Callable[[nx.DiGraph[int], nx.Graph[int]], Any]] = {
    "degrees": lambda graph, _: (dict(graph.in_degree), dict(graph.out_degree)),
    "PageRank": lambda graph, _: nx.pagerank(graph, tol=1e-10 / len(graph), max_iter=1000),
    "hubs and authorities": lambda graph, _: nx.hits(graph),
    f"betweenness, {STARTS} starts": lambda graph, _: nx.betweenness_centrality(graph, k=STARTS, seed=1),
    "core numbers": lambda _, ties: nx.core_number(ties),
    "components": lambda graph, _: list(nx.weakly_connected_components(graph)),
    "communities (Leiden)": lambda _, ties: nx.community.louvain_communities(ties, seed=1),
}


def seconds(job: Callable[..., object], *arguments: object) -> float:
    start = process_time()
    job(*arguments)
    return process_time() - start


def compare() -> None:
    centrality.MAX_STEPS, centrality.FEWEST_STARTS = 0, STARTS
    large, small = made_up(NODES, EDGES), made_up(NODES // SCALE, EDGES // SCALE)
    graph = as_networkx(small)
    ties = graph.to_undirected()
    print(f"{'':28}{large.edge_count:>12,}{small.edge_count:>12,}{'NetworkX':>12}{'ratio':>8}")
    for name, measure in OURS.items():
        ours, ours_small = seconds(measure, large), seconds(measure, small)
        line = f"{name:28}{ours:>12.2f}{ours_small:>12.3f}"
        if name in PEER:
            theirs = seconds(PEER[name], graph, ties)
            line += f"{theirs:>12.3f}{theirs / max(ours_small, 1e-6):>8.1f}"
        print(line, flush=True)


def analyse_copy(path: str) -> None:
    with open_warehouse(":memory:") as con:
        con.execute(f"attach '{path}' as given (read_only)")
        for (table,) in con.execute("select table_name from duckdb_tables() where database_name = 'given'").fetchall():
            if table not in ("schema_migrations", "node_metrics", "communities"):
                con.execute(f"insert into {table} by name from given.{table}")
        start = process_time()
        analysis = analyse_graphs(con)
        print(f"\nall measures of {path}: {process_time() - start:.1f} s")
        for one in analysis.graphs:
            print(f"  {one.graph:16}{one.node_count:>10,} nodes{one.edge_count:>12,} edges")


if __name__ == "__main__":
    compare()
    for warehouse in sys.argv[1:]:
        analyse_copy(warehouse)
