"""One file in any format, of any part of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from enrich.errors import WarehouseError
from tests.warehouse.export.conftest import store_communities, store_five
from tests.warehouse.makers import selected
from warehouse.drawing.visual_attributes import GREY
from warehouse.export.files import write_export
from warehouse.export.formats import FORMATS
from warehouse.export.registry import Appearance
from warehouse.graph.resolve import largest_component
from warehouse.graph.selection import Selection

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

ONE_RELATION = [name for name, chosen in FORMATS.items() if chosen.is_for_one_relation]
EVERY_FORMAT = pytest.mark.parametrize("name", FORMATS)


def gexf(con: duckdb.DuckDBPyConnection, out: Path, *relations: str, **filters: Any) -> nx.Graph[str]:
    write_export(con, out, "gexf", selected(*relations, **filters))
    return nx.read_gexf(out)


@EVERY_FORMAT
def test_every_format_is_written_and_the_second_run_changes_no_byte(
    grouped: duckdb.DuckDBPyConnection, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "new" / f"graph{FORMATS[name].suffix}"
    first = write_export(grouped, out, name)
    content = out.read_bytes()
    assert write_export(grouped, out, name) == first
    assert out.read_bytes() == content
    assert (first.path, first.byte_count) == (out, len(content))
    assert list(out.parent.iterdir()) == [out]


@EVERY_FORMAT
def test_an_empty_warehouse_gives_a_file_of_every_format(
    empty: duckdb.DuckDBPyConnection, tmp_path: Path, name: str
) -> None:
    written = write_export(empty, tmp_path / "empty", name)
    assert (written.node_count, written.edge_count) == (0, 0)


def test_measures_become_typed_attributes(grouped: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    graph = gexf(grouped, tmp_path / "x.gexf")
    assert {name: graph.nodes["W2"][name] for name in ("community", "community_label", "pagerank")} == {
        "community": 1,
        "community_label": "group 1",
        "pagerank": 0.2,
    }
    assert "community" not in graph.nodes["W5"]


def test_citations_in_both_directions_are_one_link_to_vosviewer(
    five: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    assert write_export(five, tmp_path / "map.json", "vosviewer").edge_count == 3
    assert '"source_id":"W1","target_id":"W2","strength":2.0' in (tmp_path / "map.json").read_text()


@pytest.mark.parametrize("name", ONE_RELATION)
def test_several_relations_do_not_fit_in_a_file_for_one(
    empty: duckdb.DuckDBPyConnection, tmp_path: Path, name: str
) -> None:
    with pytest.raises(WarehouseError, match=f"a {name} file holds one relation, not 2: name one, or take gexf"):
        write_export(empty, tmp_path / "x", name, selected("cites", "shares_author"))


def test_names_there_are_not_are_refused_with_those_there_are(empty: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no format 'gefx'; the formats are gexf, graphml"):
        write_export(empty, tmp_path / "x", "gefx")
    with pytest.raises(ValueError, match="no relation 'loves'"):
        selected("loves")
    with pytest.raises(ValueError, match="name at least one relation; the relations are cites"):
        Selection(())
    with pytest.raises(ValueError, match="no component 'smallest'; say 'largest'"):
        selected(component="smallest")
    with pytest.raises(WarehouseError, match="cannot hold visual attributes or a timeline: take gexf"):
        write_export(empty, tmp_path / "x", "gml", appearance=Appearance(timeline=True))


def test_a_condition_chooses_nodes_and_edges_between_them(five: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    graph = gexf(five, tmp_path / "x.gexf", condition="year >= 2021 and (venue is null or venue like '%Nature%')")
    assert (sorted(graph), sorted(graph.edges)) == (["W2", "W3", "W4"], [("W2", "W3"), ("W3", "W4")])


def test_a_condition_may_ask_for_measures(grouped: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert sorted(gexf(grouped, tmp_path / "x.gexf", condition="pagerank > 0.1")) == ["W2", "W4"]


@pytest.mark.parametrize(
    "condition",
    [
        "lower(title) not like '%x%' and coalesce(year, 2000) between year(today()) - 1000 and 2100",
        "list_contains(list_transform([work_id], lambda id: id || ''), work_id)",
        "case when year % 2 = 0 then title ~ '.' else coalesce(venue, '') is distinct from 'x' end",
        "not regexp_matches(title, 'x') -- by hand",
    ],
)
def test_a_condition_may_work_things_out(five: duckdb.DuckDBPyConnection, tmp_path: Path, condition: str) -> None:
    assert len(gexf(five, tmp_path / "x.gexf", condition=condition)) == 5


@pytest.fixture(scope="module")
def with_macro(shared_con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The five works, and a macro that reads a file."""
    store_five(shared_con)
    shared_con.execute("create macro harmless(x) as (select content = x from read_text('/etc/hostname'))")
    return shared_con


@pytest.mark.parametrize(
    "condition",
    [
        "nope = 1",
        "year >=",
        "",
        "true; drop table works",
        "true) or (true",
        "true) union all (select 'W9'",
        "true -- \n) union all (select 'W9'",
        "year > 2000 order by year",
        "year > 2000 limit 1",
        "true, false",
        "true from works",
        "count(*) > 1",
        "delete from works",
        "$1",
        "work_id in (select work_id from authorships)",
        "exists (from read_text('/etc/hostname'))",
        "getenv('HOME') is null",
        "current_setting('threads') > 0",
        "random() < 2",
        "harmless(title)",
        "+".join(["1"] * 20_000),
    ],
)
def test_what_is_no_single_condition_is_refused_in_clear_words(
    with_macro: duckdb.DuckDBPyConnection, tmp_path: Path, condition: str
) -> None:
    with pytest.raises(WarehouseError, match="cannot be used; write one SQL expression on the columns of graph_nodes"):
        write_export(with_macro, tmp_path / "x.gexf", "gexf", selected(condition=condition))
    assert with_macro.execute("select count(*) from works").fetchall() == [(5,)]
    assert list(tmp_path.glob("*.gexf")) == []


def test_a_community_can_be_chosen(grouped: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    graph = gexf(grouped, tmp_path / "x.gexf", community=2)
    assert (sorted(graph), sorted(graph.edges)) == (["W3", "W4"], [("W3", "W4")])
    assert sorted(gexf(grouped, tmp_path / "x.gexf", community=2, condition="year = 2023")) == ["W4"]


def test_a_community_there_is_not_is_refused(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_five(con)
    with pytest.raises(WarehouseError, match="no communities are known of cites: analyse the graph first"):
        write_export(con, tmp_path / "x", "gexf", selected(community=1))
    store_communities(con, "cites", [["W1"]])
    with pytest.raises(WarehouseError, match="no community 2: they are numbered from 1 to 1"):
        write_export(con, tmp_path / "x", "gexf", selected(community=2))


def test_light_edges_are_dropped_and_their_nodes_stay(five: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    graph = gexf(five, tmp_path / "x.gexf", "shares_author", min_weight=2)
    assert (len(graph), list(graph.edges(data="weight"))) == (5, [("W1", "W2", 2.0)])


def test_the_largest_component_is_that_of_the_edges_left(five: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert sorted(gexf(five, tmp_path / "x.gexf", component="largest")) == ["W1", "W2", "W3", "W4"]
    assert sorted(gexf(five, tmp_path / "x.gexf", component="largest", condition="work_id <> 'W2'")) == ["W3", "W4"]
    assert sorted(gexf(five, tmp_path / "x.gexf", "shares_author", component="largest", min_weight=2)) == ["W1", "W2"]
    assert len(gexf(five, tmp_path / "x.gexf", component="largest", condition="false")) == 0


def test_the_largest_component_is_what_networkx_finds() -> None:
    graph: nx.Graph[str] = nx.relabel_nodes(nx.gnm_random_graph(300, 160, seed=7), lambda number: f"W{number:03}")
    largest = max(nx.connected_components(graph), key=len)
    assert largest_component(graph, graph.edges) == sorted(largest)
    assert largest_component(["W3", "W2", "W1"], [("W3", "W2")]) == ["W2", "W3"]
    assert largest_component(["W2", "W1"], []) == ["W1"]


@EVERY_FORMAT
def test_every_format_holds_what_was_selected(five: duckdb.DuckDBPyConnection, tmp_path: Path, name: str) -> None:
    out = tmp_path / f"part{FORMATS[name].suffix}"
    written = write_export(five, out, name, selected(condition="work_id in ('W3', 'W4')"))
    expected = (0 if name.endswith("edges") else 2, 0 if FORMATS[name].suffix in (".bib", ".ris") else 1)
    if name in ("csv-nodes", "parquet-nodes", "csl-json"):
        expected = (2, 0)
    assert (written.node_count, written.edge_count) == expected


# -------------------------------------------------------------------------- finished GEXF


def test_a_finished_picture_has_places_colours_and_sizes(grouped: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write_export(grouped, tmp_path / "x.gexf", "gexf", appearance=Appearance(visual_attributes=True))
    visual = dict(nx.read_gexf(tmp_path / "x.gexf").nodes(data="viz"))
    colours = {work_id: tuple(viz["color"][band] for band in "rgb") for work_id, viz in visual.items()}
    assert colours["W1"] == colours["W2"] != colours["W3"] == colours["W4"]
    assert colours["W5"] == tuple(bytes.fromhex(GREY[1:]))
    assert visual["W2"]["size"] > visual["W1"]["size"] > visual["W5"]["size"]
    assert len({(viz["position"]["x"], viz["position"]["y"]) for viz in visual.values()}) == 5


def test_a_timeline_starts_nodes_and_edges_in_their_years(five: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write_export(five, tmp_path / "x.gexf", "gexf", appearance=Appearance(timeline=True))
    graph = nx.read_gexf(tmp_path / "x.gexf")
    assert graph.graph["mode"] == "dynamic"
    assert {work_id: values.get("start") for work_id, values in graph.nodes(data=True)} == {
        "W1": 2020,
        "W2": 2021,
        "W3": 2022,
        "W4": 2023,
        "W5": None,
    }
    assert {(left, right): values["start"] for left, right, values in graph.edges(data=True)} == {
        ("W1", "W2"): 2021, ("W2", "W1"): 2021, ("W2", "W3"): 2022, ("W3", "W4"): 2023,
    }  # fmt: skip
