"""Rows come in batches, as they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from enrich.errors import WarehouseError
from warehouse.rows import stream_rows

if TYPE_CHECKING:
    import duckdb


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_rows_come_in_order_over_all_batches(con: duckdb.DuckDBPyConnection, count: int) -> None:
    rows = stream_rows(con.cursor().execute("from range(?)", [count]), rows_per_batch=2)
    assert list(rows) == [(number,) for number in range(count)]


def test_the_connection_stays_free_while_rows_are_read(con: duckdb.DuckDBPyConnection) -> None:
    rows = stream_rows(con.cursor().execute("from range(5)"), rows_per_batch=2)
    assert next(rows) == (0,)
    assert con.execute("select 7").fetchall() == [(7,)]
    assert next(rows) == (1,)


def test_a_fault_in_a_later_row_is_told(con: duckdb.DuckDBPyConnection) -> None:
    query = "select if(range = 1_500_000, 'x', '1')::integer from range(2_000_000)"
    with pytest.raises(WarehouseError, match=r"reading stopped: .*Conversion Error"):
        list(stream_rows(con.cursor().execute(query)))
