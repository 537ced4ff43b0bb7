"""Tables of nodes and edges, and bibliographies, made from a warehouse."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import duckdb
import pytest
from bibtexparser.entrypoint import parse_file

from tests.warehouse.export.conftest import store_five
from tests.warehouse.makers import match, mention, page, selected, work
from warehouse.export.files import write_export
from warehouse.matches import save_matches
from warehouse.pages import save_page
from warehouse.works import save_works

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "<script>alert('x')</script> & \"quotes\" \u202eright to left \U0001f600 \x07"
HOSTILE_CELLS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    " =1+1",
    "\uff1d1",
    'a "quoted", cell',
    "two\r\nlines\x00\x07",
    HOSTILE,
]


def store_titles(con: duckdb.DuckDBPyConnection, titles: list[str]) -> None:
    ids = [f"W{number}" for number in range(len(titles))]
    save_works(con, [work(work_id, title=title) for work_id, title in zip(ids, titles, strict=True)])
    mentions = [mention(f"p{n}", n + 1, title=title) for n, title in enumerate(titles)]
    save_page(con, page(), mentions)
    save_matches(con, [match(f"p{n}", work_id) for n, work_id in enumerate(ids)], "api")


def test_no_cell_of_a_csv_file_is_a_formula_or_more_than_a_line(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_titles(con, HOSTILE_CELLS)
    write_export(con, tmp_path / "nodes.csv", "csv-nodes")
    with (tmp_path / "nodes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len((tmp_path / "nodes.csv").read_bytes().splitlines()) == len(HOSTILE_CELLS) + 1
    assert [row["title"] for row in rows] == [
        "'=1+1", "'+1", "'-1", "'@SUM(A1)", "' =1+1", "' =1+1", "'\uff1d1", 'a "quoted", cell', "two lines ",
        HOSTILE.replace("\x07", " "),
    ]  # fmt: skip
    assert all(cell.lstrip()[:1] not in tuple("=+-@") for row in rows for cell in row.values())


def test_parquet_holds_every_title_as_it_is(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_titles(con, HOSTILE_CELLS)
    out = tmp_path / "it's nodes.parquet"
    assert write_export(con, out, "parquet-nodes").node_count == len(HOSTILE_CELLS)
    with duckdb.connect() as other:
        rows = other.execute("select id, title, year, is_retracted from read_parquet(?)", [str(out)]).fetchall()
    stored = dict(con.execute("select work_id, title from graph_nodes").fetchall())
    assert rows == [(work_id, title, 2020, False) for work_id, title in sorted(stored.items())]


@pytest.mark.parametrize(("name", "reader"), [("csv-edges", "read_csv"), ("parquet-edges", "read_parquet")])
def test_edge_tables_hold_every_relation_under_gephis_column_names(
    five: duckdb.DuckDBPyConnection, tmp_path: Path, name: str, reader: str
) -> None:
    write_export(five, tmp_path / "edges", name, selected("shares_author", "cites"))
    with duckdb.connect() as other:
        table = other.execute(f"from {reader}(?)", [str(tmp_path / "edges")])
        columns = [column[0] for column in table.description or ()]
        rows = table.fetchall()
    assert columns == ["source", "target", "type", "relation", "weight", "fractional_weight"]
    assert rows[:2] == [
        ("W1", "W2", "Directed", "cites", 1.0, None),
        ("W2", "W1", "Directed", "cites", 1.0, None),
    ]
    assert rows[4][:5] == ("W1", "W2", "Undirected", "shares_author", 2.0)


def test_bibliographies_hold_the_papers_that_were_matched(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_five(con)
    save_page(con, page("page-2"), [mention("p9", page_id="page-2")])
    save_matches(con, [match("p9")], "api")
    assert write_export(con, tmp_path / "papers.bib", "bibtex").node_count == 5
    entries = parse_file(str(tmp_path / "papers.bib")).entries
    found = {entry.fields_dict["title"].value.strip("{}"): entry for entry in entries}
    assert sorted(found) == [f"Title of p-W{n}" for n in range(1, 6)]
    assert found["Title of p-W4"].fields_dict["journal"].value == "Nature"
    assert found["Title of p-W1"].fields_dict["author"].value == "Given NameA1 and Given NameA2"
