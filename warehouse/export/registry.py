"""What a file format is. Each file in ``warehouse/export/formats`` registers its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from warehouse.graph.read import read_rows

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from warehouse.files import WrittenFile
    from warehouse.graph.rows import GraphRows
    from warehouse.graph.selection import Subgraph


@dataclass(frozen=True, slots=True)
class Appearance:
    """What only some formats can hold: positions, sizes and colours (None: if nodes are few enough), and a timeline."""

    visual_attributes: bool | None = None
    timeline: bool = False


AS_SUITS = Appearance()


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: name, how its files end, what it holds, what writes it, and by ``rank`` its place in lists."""

    name: str
    suffix: str
    holds: str
    write: Callable[[duckdb.DuckDBPyConnection, Path, Subgraph, Appearance], WrittenFile]
    rank: int
    is_for_one_relation: bool = False
    is_graph: bool = True
    has_appearance: bool = False


_registered: list[Format] = []


def register(known: Format) -> None:
    """Add a format to those that can be asked for."""
    _registered.append(known)


def registered() -> dict[str, Format]:
    """The formats by name, in the order of their ranks."""
    return {known.name: known for known in sorted(_registered, key=lambda known: known.rank)}


def register_graph_format(
    name: str,
    suffix: str,
    holds: str,
    write: Callable[[Path, GraphRows], WrittenFile],
    rank: int,
    *,
    is_folded: bool = False,
) -> None:
    """Add a format for the graph of one relation, written from rows; ``is_folded`` as for ``read_rows``."""

    def write_subgraph(con: duckdb.DuckDBPyConnection, out: Path, subgraph: Subgraph, _: Appearance) -> WrittenFile:
        return write(out, read_rows(con, subgraph, is_folded=is_folded))

    register(Format(name, suffix, holds, write_subgraph, rank, is_for_one_relation=True))
