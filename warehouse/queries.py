"""Questions people ask of the warehouse: one SQL file each in ``sql/queries``, with the question on its first line."""

from __future__ import annotations

from enrich.errors import WarehouseError
from warehouse.sql_files import list_sql, read_sql


def list_queries() -> list[tuple[str, str]]:
    """Name and question of every query, in the order of the names."""
    return [(name.removeprefix("queries/"), _question(read_sql(name))) for name in list_sql("queries")]


def read_query(name: str) -> str:
    """The SQL of the query of that name. Raises WarehouseError, with the names there are, if there is none."""
    names = [known for known, _ in list_queries()]
    if name not in names:
        raise WarehouseError(f"there is no query {name!r}; the queries are {', '.join(names)}")
    return read_sql(f"queries/{name}")


def _question(query: str) -> str:
    return query.partition("\n")[0].removeprefix("-- ")
