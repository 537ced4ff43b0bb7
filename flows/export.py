"""Export: the warehouse's graph as GEXF files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.progress import stage
from warehouse.database import open_warehouse
from warehouse.export.files import WrittenFile, draw, write_export, write_graph_files
from warehouse.read import Relation


@flow(name="export")
def export_flow(db: str = "citegraph.duckdb", out: str = ".") -> list[WrittenFile]:
    """Write citegraph.gexf, citations.gexf, shared_authors.gexf and citegraph.svg."""
    written: list[WrittenFile] = write_files(db, out)
    return written


@task(name="write graph files", cache_policy=NO_CACHE)
def write_files(db: str, out: str) -> list[WrittenFile]:
    """Write all graph files in one task."""
    with open_warehouse(db, read_only=True) as con, stage("Writing graphs"):
        return write_graph_files(con, Path(out))


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file to write: its format and relations, the filters that leave part of the graph out, and what is added.

    What each field means stands in ``warehouse.export.files.write_export``.
    """

    format_name: str
    relations: tuple[Relation, ...] = (Relation.CITES,)
    where: str | None = None
    community: int | None = None
    min_weight: float | None = None
    component: str | None = None
    has_looks: bool | None = None
    has_timeline: bool = False
    second_circle: int | None = None


def export_file(db: Path, out: Path, wanted: Wanted) -> WrittenFile:
    """Write one file in any format. No flow: it is one quick step. Raises WarehouseError."""
    with open_warehouse(db, read_only=True) as con:
        return write_export(
            con,
            out,
            wanted.format_name,
            wanted.relations,
            where=wanted.where,
            community=wanted.community,
            min_weight=wanted.min_weight,
            component=wanted.component,
            looks=wanted.has_looks,
            timeline=wanted.has_timeline,
            second_circle=wanted.second_circle,
        )


def draw_file(db: Path, out: Path, picture: str) -> WrittenFile:
    """Draw one picture as SVG or PNG. Raises WarehouseError."""
    with open_warehouse(db, read_only=True) as con:
        return draw(con, picture, out)
