"""How fast is write_gexf, and does it stay small? Run by hand: ``python tests/benchmarks/gexf.py``.

2.2 million edges among 100,000 nodes, fetched from DuckDB as the exports fetch them; beside it networkx.write_gexf
with the same attributes and the same ratio of edges to nodes, and the floor: the same bytes written and nothing else.
Times are CPU seconds. Each writer runs in a process of its own, so that the growth of its memory is its own. Files go
to memory where Linux offers it (1 GB): how busy a disk is costs CPU seconds, too, and varies more than all else.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import duckdb
import networkx as nx

from warehouse.export.formats.gexf import write_gexf
from warehouse.graph.attributes import Attribute, AttributeType
from warehouse.graph.read import ROWS_PER_BATCH
from warehouse.graph.rows import GraphRows, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NODES, EDGES = 100_000, 2_200_000
PEER_NODES, PEER_EDGES = 10_000, 220_000
NODE_ATTRIBUTES = [
    Attribute("title", AttributeType.STRING),
    Attribute("publication_year", AttributeType.INTEGER),
    Attribute("venue", AttributeType.STRING),
    Attribute("cited_by_count", AttributeType.LONG),
]
MEMORY = Path("/dev/shm")
EDGE_ATTRIBUTES = [Attribute("fractional_weight", AttributeType.DOUBLE)]


def node_rows(count: int) -> Iterator[Row]:
    for n in range(count):
        title = f"A study of subject {n}: methods, measurements & a few <open> questions"
        yield f"W{2_000_000_000 + n}", title[:40], title, 1990 + n % 35, f"Journal {n % 500}", n % 9999


def edge_rows(node_count: int, edge_count: int) -> Iterator[Row]:
    """A third citations, the rest shared authors, with some 400 pairs of weights.

    Sorted by source; the targets are skewed, as citations are: half of them go to an eighth of the nodes.
    """
    connection = duckdb.connect(config={"threads": 1})
    connection.execute("set enable_progress_bar = false")
    rows = connection.execute(
        """
        select
            'W' || (2_000_000_000 + i * $nodes // $edges),
            'W' || (2_000_000_000 + floor($nodes * power(hash(i) / 18446744073709551616, 3))::bigint),
            i % 3 = 0,
            case when i % 3 = 0 then 'cites' else 'shares_author' end,
            case when i % 3 = 0 then 1 else 1 + i % 4 end,
            case when i % 3 <> 0 then (1 + i % 4) / (2.0 + i % 101) end
        from range($edges) as numbers(i)
        """,
        {"nodes": node_count, "edges": edge_count},
    )
    while batch := rows.fetchmany(ROWS_PER_BATCH):
        yield from batch


def fetch_alone(_: Path) -> None:
    for _row in edge_rows(NODES, EDGES):
        pass


def write_nodes(out: Path) -> None:
    write_gexf(out, GraphRows(node_rows(NODES), (), NODE_ATTRIBUTES))


def write_graph(out: Path) -> None:
    write_gexf(out, GraphRows(node_rows(NODES), edge_rows(NODES, EDGES), NODE_ATTRIBUTES, EDGE_ATTRIBUTES))


def write_floor(out: Path) -> None:
    """The bytes of an earlier write, a block at a time."""
    size = out.stat().st_size
    block = out.read_bytes()[: 1 << 19]
    with out.with_suffix(".floor").open("wb") as file:
        for _ in range(size // len(block)):
            file.write(block)


def peer_graph() -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node_id, label, *values in node_rows(PEER_NODES):
        named = {attribute.name: value for attribute, value in zip(NODE_ATTRIBUTES, values, strict=True)}
        graph.add_node(str(node_id), label=label, **named)
    for source, target, _, relation, weight, fractional_weight in edge_rows(PEER_NODES, PEER_EDGES):
        stated = {} if fractional_weight is None else {"fractional_weight": fractional_weight}
        graph.add_edge(str(source), str(target), weight=weight, relation=relation, **stated)
    return graph


def peak_mb() -> float:
    """The largest this process has ever been; macOS counts bytes, Linux kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def measure(job: Callable[[Path], None], out: Path) -> tuple[float, float]:
    """CPU seconds and megabytes of growth of ``job``."""
    before, start = peak_mb(), process_time()
    job(out)
    return process_time() - start, peak_mb() - before


def measure_peer(out: Path) -> tuple[float, float]:
    graph = peer_graph()
    return measure(lambda path: nx.write_gexf(graph, path, prettyprint=False), out)


def in_own_process(job: Callable[..., tuple[float, float]], *arguments: object) -> tuple[float, float]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(job, arguments)


def main() -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        out, peer_out = Path(folder, "own.gexf"), Path(folder, "peer.gexf")
        fetch_seconds, fetch_growth = in_own_process(measure, fetch_alone, out)
        nodes_seconds, nodes_growth = in_own_process(measure, write_nodes, out)
        seconds, growth = in_own_process(measure, write_graph, out)
        floor_seconds, _ = in_own_process(measure, write_floor, out)
        peer_seconds, peer_growth = in_own_process(measure_peer, peer_out)
        own_size, peer_size = out.stat().st_size / 1e6, peer_out.stat().st_size / 1e6
    edge_seconds = seconds - nodes_seconds - fetch_seconds
    edge_growth = growth - max(nodes_growth, fetch_growth)

    def line(name: str, edges: int, seconds: float, growth: float = 0, size: float = 0) -> None:
        print(f"{name:28}{edges:>10,}{seconds:>8.2f}{edges / seconds:>12,.0f}{growth:>10.0f}{size:>9.0f}")

    print(f"{'':28}{'edges':>10}{'CPU s':>8}{'edges/s':>12}{'MB grown':>10}{'file MB':>9}")
    line("DuckDB fetch alone", EDGES, fetch_seconds, fetch_growth)
    line(f"write_gexf, {NODES:,} nodes", 0, nodes_seconds, nodes_growth)
    line("write_gexf, nodes and edges", EDGES, seconds, growth, own_size)
    line("  of that, writing edges", EDGES, edge_seconds, edge_growth)
    line("floor: the same bytes", EDGES, floor_seconds, size=own_size)
    line("networkx.write_gexf", PEER_EDGES, peer_seconds, peer_growth, peer_size)
    ratio = (peer_seconds / PEER_EDGES) / ((seconds - fetch_seconds) / EDGES)
    print(f"\nFor an edge with its share of the nodes, networkx takes {ratio:.1f} times as long.")


if __name__ == "__main__":
    main()
