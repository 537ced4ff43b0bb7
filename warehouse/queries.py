"""Questions people ask of the warehouse: one SQL file each in ``sql/queries``, with the question on its first line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.errors import WarehouseError
from warehouse.statements import SQL_FOLDER

if TYPE_CHECKING:
    from pathlib import Path

QUERIES = SQL_FOLDER / "queries"


def list_queries() -> list[tuple[str, str]]:
    """Name and question of every query, in the order of the names."""
    return [(path.stem, _question(path)) for path in sorted(QUERIES.glob("*.sql"))]


def read_query(name: str) -> str:
    """The SQL of the query of that name. Raises WarehouseError, with the names there are, if there is none."""
    names = [known for known, _ in list_queries()]
    if name not in names:
        raise WarehouseError(f"there is no query {name!r}; the queries are {', '.join(names)}")
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def _question(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("-- ")
