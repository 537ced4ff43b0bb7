"""The file: the same bytes each time, data that cannot break out, and a library that must be there."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.errors import WarehouseError
from tests.warehouse.report.pages import store_example
from warehouse.escaping import json_text
from warehouse.report import write_report

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb


def test_the_same_warehouse_gives_the_same_bytes(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_example(con)
    first = write_report(con, tmp_path / "one.html")
    second = write_report(con, tmp_path / "two.html")
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.byte_count == first.path.stat().st_size
    assert sorted(path.name for path in tmp_path.glob("*html*")) == ["one.html", "two.html"]


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_no_text_breaks_out_of_the_data(value: Any) -> None:
    embedded = json_text(value)
    assert not re.search("[<>&\u2028\u2029]", embedded)
    assert json.loads(embedded) == value


def test_a_missing_library_is_named(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"library\.js is missing: the installation makes it"):
        write_report(con, tmp_path / "report.html", library=tmp_path)
    assert not (tmp_path / "report.html").exists()


def test_licences_go_with_the_library_into_the_page(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    page = write_report(con, tmp_path / "report.html").path.read_text(encoding="utf-8")
    for name in ("sigma 2", "graphology 0", "events 3", "Permission is hereby granted, free of charge"):
        assert name in page
