"""Graph files and their picture, made from a warehouse."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import duckdb
import networkx as nx
import pytest
from bibtexparser.entrypoint import parse_file

from enrich.errors import WarehouseError
from tests.warehouse.makers import location, match, mention, note_analysis, page, selected, store_graph, work
from warehouse.drawing.historiograph import MAX_NODES, write_historiograph
from warehouse.drawing.visual_attributes import GREY
from warehouse.export.drawn_graph import read_drawn_graph
from warehouse.export.files import write_export
from warehouse.export.formats import FORMATS
from warehouse.export.pictures import PICTURES, draw
from warehouse.export.registry import Appearance
from warehouse.export.run_files import write_graph_files
from warehouse.graph.columns import Node
from warehouse.graph.resolve import largest_component
from warehouse.graph.selection import Selection
from warehouse.matches import save_matches
from warehouse.pages import save_page
from warehouse.report.data import read_page_data
from warehouse.works import save_works

if TYPE_CHECKING:
    from collections.abc import Iterable

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('x')</script> & \"quotes\" \u202eright to left \U0001f600 \x07"


def node(number: int, year: int | None = 2020, cited: int = 0) -> Node:
    return Node(
        work_id=f"W{number:04}",
        label=f"Author{number} {year} Title {number}",
        title=f"Title {number}",
        doi=None,
        venue=None,
        year=year,
        type="article",
        authors=None,
        author_count=1,
        cited_by_count=0,
        reference_count=0,
        local_citation_count=cited,
        local_reference_count=0,
        version_count=1,
        paper_count=1,
        topic=None,
        field=None,
        is_retracted=False,
    )


def test_four_files_are_written_and_say_what_they_hold(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_graph(con, [work("W1", authors=["A1"], references=["W2"]), work("W2", authors=["A1"]), work("W3")])
    written = {file.path.name: (file.node_count, file.edge_count) for file in write_graph_files(con, tmp_path / "out")}
    assert written == {
        "citegraph.gexf": (3, 2),
        "citations.gexf": (3, 1),
        "shared_authors.gexf": (3, 1),
        "citegraph.svg": (2, 2),
    }


def test_a_node_has_one_place_and_size_in_all_files_and_on_the_page(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    store_five(con)
    store_communities(con, "cites", [["W1", "W2"], ["W3", "W4"]])
    store_communities(con, "shares_author", [["W2", "W3", "W1"], ["W4"]])
    drawn = read_drawn_graph(con)
    write_graph_files(con, tmp_path, drawn)
    both = drawn_in(tmp_path / "citegraph.gexf")
    for name in ("citations.gexf", "shared_authors.gexf"):
        alone = drawn_in(tmp_path / name)
        assert {node: (x, y, size) for node, (x, y, size, _) in alone.items()} == {
            node: (x, y, size) for node, (x, y, size, _) in both.items()
        }
    # each file is coloured by its own communities
    assert drawn_in(tmp_path / "citations.gexf") == both
    assert len({colour for *_, colour in drawn_in(tmp_path / "shared_authors.gexf").values()}) == 3
    nodes = read_page_data(con, drawn=drawn)["nodes"]
    places = zip(nodes["work_id"], nodes["x"], nodes["y"], strict=True)
    assert {node: (x, y) for node, x, y in places} == {node: (x, y) for node, (x, y, *_) in both.items()}


def drawn_in(path: Path) -> dict[str, tuple[float, float, float, str]]:
    """Position, size and colour of each node in a GEXF file."""
    viz = "{http://gexf.net/1.3/viz}"
    found = {}
    for node in ET.parse(path).iter("{http://gexf.net/1.3}node"):
        position, colour, size = (node.find(f"{viz}{name}") for name in ("position", "color", "size"))
        assert position is not None
        assert colour is not None
        assert size is not None
        place = float(position.get("x", "")), float(position.get("y", ""))
        found[node.get("id", "")] = (*place, float(size.get("value", "")), str(sorted(colour.items())))
    return found


def test_writing_twice_gives_the_same_bytes(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_graph(con, [work(f"W{n}", authors=["A1", f"A{n}"], references=[f"W{n - 1}"]) for n in range(2, 40)])
    first = {file.path.name: file.path.read_bytes() for file in write_graph_files(con, tmp_path)}
    second = {file.path.name: file.path.read_bytes() for file in write_graph_files(con, tmp_path)}
    assert first == second


def test_an_empty_warehouse_gives_empty_files(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert [file.node_count for file in write_graph_files(con, tmp_path)] == [0, 0, 0, 0]
    assert len(nx.read_gexf(tmp_path / "citations.gexf")) == 0
    ET.parse(tmp_path / "citegraph.svg")


def test_a_node_carries_the_columns_of_the_view_as_typed_attributes(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    store_graph(con, [work("W1", doi="10.1/x", cited_by_count=2**31, authors=["A1"])])
    write_graph_files(con, tmp_path)
    attributes = nx.read_gexf(tmp_path / "citations.gexf").nodes["W1"]
    ((title,),) = con.execute("select title from graph_nodes").fetchall()
    assert attributes["title"] == title
    assert attributes["doi"] == "10.1/x"
    assert attributes["year"] == 2020
    assert attributes["cited_by_count"] == 2**31
    assert attributes["is_retracted"] is False


def test_a_hostile_title_survives_as_text_in_both_kinds_of_file(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    save_works(con, [work("W1", references=["W2"], title=HOSTILE), work("W2", title=HOSTILE)])
    save_page(con, page(), [mention("p1", 1, title=HOSTILE), mention("p2", 2, title=HOSTILE)])
    save_matches(con, [match("p1", "W1"), match("p2", "W2")], "api")
    write_graph_files(con, tmp_path)
    assert nx.read_gexf(tmp_path / "citations.gexf").nodes["W1"]["title"] == HOSTILE.replace("\x07", "\ufffd")
    picture = ET.parse(tmp_path / "citegraph.svg")
    assert picture.findall(f".//{SVG}script") == []
    assert any(HOSTILE[:8] in (title.text or "") for title in picture.iter(f"{SVG}title"))


def test_the_picture_leaves_out_what_has_no_edge_or_no_year_and_says_so(tmp_path: Path) -> None:
    nodes = [node(1), node(2, 2021), node(3), node(4, None)]
    picture = write_historiograph(tmp_path / "x.svg", nodes, [("W0002", "W0001"), ("W0004", "W0001")], [])
    assert (picture.node_count, picture.edge_count) == (2, 1)
    assert "2 of 4 works" in (tmp_path / "x.svg").read_text()


def test_the_picture_shows_the_best_connected_of_too_many(tmp_path: Path) -> None:
    nodes = [node(number, 2000 + number % 20) for number in range(MAX_NODES + 50)]
    star = [(nodes[0].work_id, other.work_id) for other in nodes[1:]]
    picture = write_historiograph(tmp_path / "x.svg", nodes, star, [])
    assert picture.node_count == MAX_NODES
    drawn = ET.parse(tmp_path / "x.svg").findall(f".//{SVG}circle")
    assert len(drawn) == MAX_NODES


def test_circles_grow_with_citations_and_years_go_from_left_to_right(tmp_path: Path) -> None:
    nodes = [node(1, 2001, cited=9), node(2, 2010), node(3, 2020)]
    write_historiograph(tmp_path / "x.svg", nodes, [("W0002", "W0001"), ("W0003", "W0001")], [])
    circles = {
        (circle.findtext(f"{SVG}title") or "").split(" (")[0]: circle
        for circle in ET.parse(tmp_path / "x.svg").iter(f"{SVG}circle")
    }
    first, second, third = (circles[f"Title {number}"] for number in (1, 2, 3))
    assert float(first.get("r", 0)) > float(second.get("r", 0))
    assert float(first.get("cx", 0)) < float(second.get("cx", 0)) < float(third.get("cx", 0))


# ------------------------------------------------------------------ one file, any format

ONE_RELATION = [name for name, chosen in FORMATS.items() if chosen.is_for_one_relation]
EVERY_FORMAT = pytest.mark.parametrize("name", FORMATS)


def store_five(con: duckdb.DuckDBPyConnection) -> None:
    """W1 to W4 cite in a chain and share authors, W5 is alone; W1 and W2 cite each other."""
    store_graph(
        con,
        [
            work("W1", publication_year=2020, references=["W2"], authors=["A1", "A2"]),
            work("W2", publication_year=2021, references=["W1", "W3"], authors=["A1", "A2"]),
            work("W3", publication_year=2022, references=["W4"], authors=["A2"]),
            work("W4", publication_year=2023, locations=(location("Nature"),)),
            work("W5", publication_year=None),
        ],
    )


def store_communities(con: duckdb.DuckDBPyConnection, graph: str, groups: Iterable[Iterable[str]]) -> None:
    for number, group in enumerate(groups, 1):
        members = list(group)
        con.execute(
            "insert into communities by name"
            " select ? as graph, ? as community, ? as label, [] as words, [] as topics, ? as node_count,"
            " '{}' as parameters",
            [graph, number, f"group {number}", len(members)],
        )
        for rank, work_id in enumerate(members, 1):
            rows = [
                (graph, work_id, "community", number, "{}", 1),
                (graph, work_id, "pagerank", 0.1 * rank, "{}", None),
            ]
            con.executemany("insert into node_metrics values (?, ?, ?, ?, ?, ?)", rows)
    note_analysis(con, graph)


def gexf(con: duckdb.DuckDBPyConnection, out: Path, *relations: str, **filters: Any) -> nx.Graph[str]:
    write_export(con, out, "gexf", selected(*relations, **filters))
    return nx.read_gexf(out)


@EVERY_FORMAT
def test_every_format_is_written_and_the_second_run_changes_no_byte(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str
) -> None:
    store_five(con)
    store_communities(con, "cites", [["W1", "W2"], ["W3", "W4"]])
    out = tmp_path / "new" / f"graph{FORMATS[name].suffix}"
    first = write_export(con, out, name)
    content = out.read_bytes()
    assert write_export(con, out, name) == first
    assert out.read_bytes() == content
    assert (first.path, first.byte_count) == (out, len(content))
    assert list(out.parent.iterdir()) == [out]


@EVERY_FORMAT
def test_an_empty_warehouse_gives_a_file_of_every_format(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str
) -> None:
    written = write_export(con, tmp_path / "empty", name)
    assert (written.node_count, written.edge_count) == (0, 0)


def test_measures_become_typed_attributes(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_five(con)
    store_communities(con, "cites", [["W1", "W2"], ["W3", "W4"]])
    graph = gexf(con, tmp_path / "x.gexf")
    assert {name: graph.nodes["W2"][name] for name in ("community", "community_label", "pagerank")} == {
        "community": 1,
        "community_label": "group 1",
        "pagerank": 0.2,
    }
    assert "community" not in graph.nodes["W5"]


def test_citations_in_both_directions_are_one_link_to_vosviewer(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_five(con)
    assert write_export(con, tmp_path / "map.json", "vosviewer").edge_count == 3
    assert '"source_id":"W1","target_id":"W2","strength":2.0' in (tmp_path / "map.json").read_text()


@pytest.mark.parametrize("name", ONE_RELATION)
def test_several_relations_do_not_fit_in_a_file_for_one(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str
) -> None:
    with pytest.raises(WarehouseError, match=f"a {name} file holds one relation, not 2: name one, or take gexf"):
        write_export(con, tmp_path / "x", name, selected("cites", "shares_author"))


def test_names_there_are_not_are_refused_with_those_there_are(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no format 'gefx'; the formats are gexf, graphml"):
        write_export(con, tmp_path / "x", "gefx")
    with pytest.raises(ValueError, match="no relation 'loves'"):
        selected("loves")
    with pytest.raises(ValueError, match="name at least one relation; the relations are cites"):
        Selection(())
    with pytest.raises(ValueError, match="no component 'smallest'; say 'largest'"):
        selected(component="smallest")
    with pytest.raises(WarehouseError, match="cannot hold visual attributes or a timeline: take gexf"):
        write_export(con, tmp_path / "x", "gml", appearance=Appearance(timeline=True))


# ------------------------------------------------------------------------------- filters


def test_a_condition_chooses_nodes_and_edges_between_them(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_five(con)
    graph = gexf(con, tmp_path / "x.gexf", condition="year >= 2021 and (venue is null or venue like '%Nature%')")
    assert (sorted(graph), sorted(graph.edges)) == (["W2", "W3", "W4"], [("W2", "W3"), ("W3", "W4")])


def test_a_condition_may_ask_for_measures(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_five(con)
    store_communities(con, "cites", [["W1", "W2"], ["W3", "W4"]])
    assert sorted(gexf(con, tmp_path / "x.gexf", condition="pagerank > 0.1")) == ["W2", "W4"]


@pytest.mark.parametrize(
    "condition",
    [
        "lower(title) not like '%x%' and coalesce(year, 2000) between year(today()) - 1000 and 2100",
        "list_contains(list_transform([work_id], lambda id: id || ''), work_id)",
        "case when year % 2 = 0 then title ~ '.' else coalesce(venue, '') is distinct from 'x' end",
        "not regexp_matches(title, 'x') -- by hand",
    ],
)
def test_a_condition_may_work_things_out(con: duckdb.DuckDBPyConnection, tmp_path: Path, condition: str) -> None:
    store_five(con)
    assert len(gexf(con, tmp_path / "x.gexf", condition=condition)) == 5


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
    con: duckdb.DuckDBPyConnection, tmp_path: Path, condition: str
) -> None:
    store_five(con)
    con.execute("create macro harmless(x) as (select content = x from read_text('/etc/hostname'))")
    with pytest.raises(WarehouseError, match="cannot be used; write one SQL expression on the columns of graph_nodes"):
        write_export(con, tmp_path / "x.gexf", "gexf", selected(condition=condition))
    assert con.execute("select count(*) from works").fetchall() == [(5,)]
    assert list(tmp_path.glob("*.gexf")) == []


def test_a_community_can_be_chosen(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_five(con)
    store_communities(con, "cites", [["W1", "W2"], ["W3", "W4"]])
    graph = gexf(con, tmp_path / "x.gexf", community=2)
    assert (sorted(graph), sorted(graph.edges)) == (["W3", "W4"], [("W3", "W4")])
    assert sorted(gexf(con, tmp_path / "x.gexf", community=2, condition="year = 2023")) == ["W4"]


def test_a_community_there_is_not_is_refused(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_five(con)
    with pytest.raises(WarehouseError, match="no communities are known of cites: analyse the graph first"):
        write_export(con, tmp_path / "x", "gexf", selected(community=1))
    store_communities(con, "cites", [["W1"]])
    with pytest.raises(WarehouseError, match="no community 2: they are numbered from 1 to 1"):
        write_export(con, tmp_path / "x", "gexf", selected(community=2))


def test_light_edges_are_dropped_and_their_nodes_stay(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_five(con)
    graph = gexf(con, tmp_path / "x.gexf", "shares_author", min_weight=2)
    assert (len(graph), list(graph.edges(data="weight"))) == (5, [("W1", "W2", 2.0)])


def test_the_largest_component_is_that_of_the_edges_left(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_five(con)
    assert sorted(gexf(con, tmp_path / "x.gexf", component="largest")) == ["W1", "W2", "W3", "W4"]
    assert sorted(gexf(con, tmp_path / "x.gexf", component="largest", condition="work_id <> 'W2'")) == ["W3", "W4"]
    assert sorted(gexf(con, tmp_path / "x.gexf", "shares_author", component="largest", min_weight=2)) == ["W1", "W2"]
    assert len(gexf(con, tmp_path / "x.gexf", component="largest", condition="false")) == 0


def test_the_largest_component_is_what_networkx_finds() -> None:
    graph: nx.Graph[str] = nx.relabel_nodes(nx.gnm_random_graph(300, 160, seed=7), lambda number: f"W{number:03}")
    largest = max(nx.connected_components(graph), key=len)
    assert largest_component(graph, graph.edges) == sorted(largest)
    assert largest_component(["W3", "W2", "W1"], [("W3", "W2")]) == ["W2", "W3"]
    assert largest_component(["W2", "W1"], []) == ["W1"]


@EVERY_FORMAT
def test_every_format_holds_what_was_selected(con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str) -> None:
    store_five(con)
    out = tmp_path / f"part{FORMATS[name].suffix}"
    written = write_export(con, out, name, selected(condition="work_id in ('W3', 'W4')"))
    expected = (0 if name.endswith("edges") else 2, 0 if FORMATS[name].suffix in (".bib", ".ris") else 1)
    if name in ("csv-nodes", "parquet-nodes", "csl-json"):
        expected = (2, 0)
    assert (written.node_count, written.edge_count) == expected


# ---------------------------------------------------------------------- tables and papers

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
    con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str, reader: str
) -> None:
    store_five(con)
    write_export(con, tmp_path / "edges", name, selected("shares_author", "cites"))
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


# -------------------------------------------------------------------------- finished GEXF


def test_a_finished_picture_has_places_colours_and_sizes(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_five(con)
    store_communities(con, "cites", [["W1", "W2"], ["W3", "W4"]])
    write_export(con, tmp_path / "x.gexf", "gexf", appearance=Appearance(visual_attributes=True))
    visual = dict(nx.read_gexf(tmp_path / "x.gexf").nodes(data="viz"))
    colours = {work_id: tuple(viz["color"][band] for band in "rgb") for work_id, viz in visual.items()}
    assert colours["W1"] == colours["W2"] != colours["W3"] == colours["W4"]
    assert colours["W5"] == tuple(bytes.fromhex(GREY[1:]))
    assert visual["W2"]["size"] > visual["W1"]["size"] > visual["W5"]["size"]
    assert len({(viz["position"]["x"], viz["position"]["y"]) for viz in visual.values()}) == 5


def test_a_timeline_starts_nodes_and_edges_in_their_years(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_five(con)
    write_export(con, tmp_path / "x.gexf", "gexf", appearance=Appearance(timeline=True))
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


# ------------------------------------------------------------------------------- pictures


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_is_drawn_and_the_second_run_changes_no_byte(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str
) -> None:
    store_five(con)
    store_communities(con, "cites", [["W1", "W2"], ["W3", "W4"]])
    out = tmp_path / "new" / "picture.svg"
    first = draw(con, name, out)
    content = out.read_bytes()
    assert draw(con, name, out) == first
    assert out.read_bytes() == content
    assert first.node_count == {"graph": 4, "years": 4, "venues": 1, "communities": 4}[name]
    ET.parse(out)
    assert draw(con, name, tmp_path / "picture.PNG").byte_count > 1000
    assert (tmp_path / "picture.PNG").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("name", PICTURES)
def test_an_empty_warehouse_has_pictures_that_say_so(con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str) -> None:
    assert draw(con, name, tmp_path / "x.svg").node_count == 0
    ET.parse(tmp_path / "x.svg")


def test_other_pictures_are_refused(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no picture 'pie'; the pictures are graph, years"):
        draw(con, "pie", tmp_path / "x.svg")
    with pytest.raises(WarehouseError, match=r"let it end in \.svg or \.png"):
        draw(con, "years", tmp_path / "x.jpg")
