"""Each graph format is read back by programs that are not ours: NetworkX, igraph, graphology."""

from __future__ import annotations

import html
import json
import math
import re
from typing import TYPE_CHECKING, Any

import igraph  # type: ignore[import-untyped]
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.memory import peak_bytes
from tests.readers.graphology import read_with_graphology
from warehouse.export.formats.gml import write_gml
from warehouse.export.formats.graphml import write_graphml
from warehouse.export.formats.json_graphs import write_cytoscape, write_node_link
from warehouse.export.formats.pajek import write_pajek
from warehouse.export.formats.vosviewer import write_vosviewer
from warehouse.files import WrittenFile
from warehouse.graph.attributes import Attribute, AttributeType
from warehouse.graph.rows import EdgeType, GraphRows, Row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Writer = Callable[[Path, GraphRows], WrittenFile]

HOSTILE = [
    '=HYPERLINK("http://x","y") & <b>\'bold\'</b>',
    "</script><script>alert(1)</script>]]>\x07\n\x00*Arcs\n1 1 9",
    'quote " and \\" and \\',
    "Größe \u202egnp.exe \U0001f600 \u2028\u2029\x85 {[}]",
    "&amp; &#65; &lt;",
]
TITLES = ["First: a study", *HOSTILE]
NODE_ATTRIBUTES = [
    Attribute("title", AttributeType.STRING),
    Attribute("year", AttributeType.INTEGER),
    Attribute("cited_by_count", AttributeType.LONG),
    Attribute("pagerank", AttributeType.DOUBLE),
    Attribute("is_retracted", AttributeType.BOOLEAN),
]
NODES: list[Row] = [(f"W{n}", title, title, 2000 + n, 10 * n, n / 3, n % 2 == 0) for n, title in enumerate(TITLES)] + [
    ("W9", None, None, None, None, None, None)
]
WEIGHTS = {("W0", "W1"): 1.0, ("W1", "W2"): 2.5, ("W3", "W0"): 1e-05, ("W9", "W5"): 3.0}


def graph(edge_type: EdgeType = EdgeType.DIRECTED, **changes: Any) -> GraphRows:
    is_directed = edge_type is EdgeType.DIRECTED
    edges: list[Row] = [(*ends, is_directed, "cites", weight, weight / 2) for ends, weight in WEIGHTS.items()]
    facts: dict[str, Any] = {
        "nodes": NODES,
        "edges": edges,
        "node_attributes": NODE_ATTRIBUTES,
        "edge_attributes": [Attribute("fractional_weight", AttributeType.DOUBLE)],
        "edge_type": edge_type,
        "description": "cites <&>",
        **changes,
    }
    return GraphRows(**facts)


WEIGHT_OF_PAIRS = {frozenset(ends): weight for ends, weight in WEIGHTS.items()}


def weights_in(found: Any) -> dict[frozenset[str], float]:
    """The weights of an igraph graph by the ids of the ends."""
    ids = [row[0] for row in NODES]
    return {frozenset(ids[end] for end in edge.tuple): edge["weight"] for edge in found.es}


def load(path: Path) -> Any:
    return json.loads(path.read_bytes())


def xml_text(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", text)


WRITERS: dict[str, Writer] = {
    "graphml": write_graphml,
    "gml": write_gml,
    "net": write_pajek,
    "json": write_node_link,
    "cyjs": write_cytoscape,
    "vos.json": write_vosviewer,
}
EVERY_WRITER = pytest.mark.parametrize(("suffix", "write"), WRITERS.items(), ids=WRITERS)


# ---------------------------------------------------------- NetworkX reads them all


def titles_and_weights(found: nx.Graph[Any]) -> tuple[dict[Any, Any], dict[tuple[Any, Any], Any]]:
    return (
        {node: values.get("title") for node, values in found.nodes(data=True)},
        {(left, right): values["weight"] for left, right, values in found.edges(data=True)},
    )


READERS: dict[str, tuple[Writer, Callable[[Path], Any], Callable[[str], str]]] = {
    "graphml": (write_graphml, nx.read_graphml, xml_text),
    "gml": (write_gml, lambda path: nx.read_gml(path, label="work_id"), str),
    "json": (write_node_link, lambda path: nx.node_link_graph(load(path), edges="edges"), str),
    "cyjs": (write_cytoscape, lambda path: nx.cytoscape_graph(load(path)), str),
}


@pytest.mark.parametrize("edge_type", EdgeType)
@pytest.mark.parametrize("suffix", READERS)
def test_networkx_reads_the_same_nodes_titles_edges_and_weights(
    tmp_path: Path, suffix: str, edge_type: EdgeType
) -> None:
    write, read, spelled = READERS[suffix]
    assert write(tmp_path / f"graph.{suffix}", graph(edge_type)).node_count == len(NODES)
    found = read(tmp_path / f"graph.{suffix}")
    assert type(found) is (nx.DiGraph if edge_type is EdgeType.DIRECTED else nx.Graph)
    titles, weights = titles_and_weights(found)
    assert titles == {f"W{n}": spelled(title) for n, title in enumerate(TITLES)} | {"W9": None}
    assert {frozenset(ends): weight for ends, weight in weights.items()} == WEIGHT_OF_PAIRS
    if edge_type is EdgeType.DIRECTED:
        assert set(weights) == set(WEIGHTS)


@pytest.mark.parametrize("suffix", READERS)
def test_networkx_reads_values_with_their_types(tmp_path: Path, suffix: str) -> None:
    write, read, _ = READERS[suffix]
    write(tmp_path / f"graph.{suffix}", graph())
    found = read(tmp_path / f"graph.{suffix}")
    values = found.nodes["W1"]
    assert (values["year"], values["cited_by_count"], values["pagerank"]) == (2001, 10, 1 / 3)
    assert values["is_retracted"] == False  # noqa: E712  # GML has no truth values, only 0 and 1
    assert found.edges["W1", "W2"]["fractional_weight"] == 1.25
    assert found.edges["W1", "W2"]["relation"] == "cites"
    assert "year" not in found.nodes["W9"]


@pytest.mark.parametrize(("edge_type", "kind"), [("directed", nx.MultiDiGraph), ("undirected", nx.MultiGraph)])
def test_networkx_reads_pajek_labels_and_weights(tmp_path: Path, edge_type: str, kind: type) -> None:
    write_pajek(tmp_path / "graph.net", graph(EdgeType(edge_type)))
    found = nx.read_pajek(tmp_path / "graph.net")
    assert type(found) is kind
    assert [label.split()[0] for label in found] == [str(row[0]) for row in NODES]
    assert "W0 First: a study" in found
    assert {
        frozenset((left.split()[0], right.split()[0])): values["weight"]
        for left, right, values in found.edges(data=True)
    } == WEIGHT_OF_PAIRS


@pytest.mark.filterwarnings("ignore:One or more unknown entities")
def test_igraph_and_networkx_read_very_small_numbers_in_gml(tmp_path: Path) -> None:
    small = graph(nodes=[("W1", "1.E-05", "weight 1.E-05", None, None, 1e-05, None)], edges=[])
    write_gml(tmp_path / "graph.gml", small)
    assert nx.read_gml(tmp_path / "graph.gml").nodes["1.E-05"]["pagerank"] == 1e-05
    found = igraph.Graph.Read_GML(str(tmp_path / "graph.gml"))
    assert (found.vs["title"], found.vs["pagerank"]) == (["weight 1.E-05"], [1e-05])


def test_pajek_vertices_stand_on_a_circle(tmp_path: Path) -> None:
    write_pajek(tmp_path / "graph.net", graph())
    places = {
        (float(values["x"]), float(values["y"])) for _, values in nx.read_pajek(tmp_path / "graph.net").nodes.items()
    }
    assert len(places) == len(NODES)
    assert all(math.hypot(x - 0.5, y - 0.5) == pytest.approx(0.45, abs=1e-3) for x, y in places)


def test_networkx_names_gml_nodes_by_their_labels_which_differ(tmp_path: Path) -> None:
    same = graph(nodes=[("W1", "Smith 2020", *[None] * 5), ("W2", "Smith 2020", *[None] * 5)], edges=[])
    write_gml(tmp_path / "graph.gml", same)
    assert list(nx.read_gml(tmp_path / "graph.gml")) == ["Smith 2020", "Smith 2020 (W2)"]


# ------------------------------------------------------------- others read them too


def test_igraph_reads_graphml(tmp_path: Path) -> None:
    write_graphml(tmp_path / "graph.graphml", graph())
    found = igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml"))
    assert found.is_directed()
    assert found.vs["id"] == [row[0] for row in NODES]
    assert found.vs["title"][:-1] == [xml_text(title) for title in TITLES]
    assert weights_in(found) == WEIGHT_OF_PAIRS


@pytest.mark.filterwarnings("ignore:One or more unknown entities")
def test_igraph_reads_gml(tmp_path: Path) -> None:
    write_gml(tmp_path / "graph.gml", graph(EdgeType.UNDIRECTED))
    found = igraph.Graph.Read_GML(str(tmp_path / "graph.gml"))
    assert not found.is_directed()
    assert found.vs["work_id"] == [row[0] for row in NODES]
    # igraph leaves references to characters as they are
    assert [html.unescape(title) for title in found.vs["title"][:2]] == TITLES[:2]
    assert weights_in(found) == WEIGHT_OF_PAIRS


def test_igraph_reads_pajek(tmp_path: Path) -> None:
    write_pajek(tmp_path / "graph.net", graph())
    found = igraph.Graph.Read_Pajek(str(tmp_path / "graph.net"))
    assert [name.split()[0] for name in found.vs["name"]] == [row[0] for row in NODES]
    assert weights_in(found) == WEIGHT_OF_PAIRS


def test_graphology_reads_graphml(tmp_path: Path) -> None:
    write_graphml(tmp_path / "graph.graphml", graph())
    found = read_with_graphology(tmp_path / "graph.graphml")
    assert found["type"] == "directed"
    assert {name: values.get("title") for name, values in found["nodes"].items()} == {
        f"W{n}": xml_text(title) for n, title in enumerate(TITLES)
    } | {"W9": None}
    assert {(edge["source"], edge["target"]): edge["attributes"]["weight"] for edge in found["edges"]} == WEIGHTS


def test_vosviewer_gets_the_shape_its_manual_gives(tmp_path: Path) -> None:
    attributes = [
        *[Attribute(name, AttributeType.STRING) for name in ("title", "doi")],
        *[Attribute(name, AttributeType.INTEGER) for name in ("year", "cited_by_count", "community")],
    ]
    nodes: list[Row] = [
        ("W1", "Smith 2020", "<img src=x onerror=alert(1)>", "10.1/a b<c>", 2020, 5, 1),
        ("W2", None, None, None, None, None, 2000),
    ]
    write_vosviewer(
        tmp_path / "map.json",
        GraphRows(
            nodes=nodes,
            edges=[("W1", "W2", False, "bibliographic_coupling", 2.0)],
            node_attributes=attributes,
            communities={1: "graphs", 2000: "too many"},
        ),
    )
    network = load(tmp_path / "map.json")["network"]
    assert network == {
        "items": [
            {
                "id": "W1",
                "label": "Smith 2020",
                "description": "&lt;img src=x onerror=alert(1)&gt;<br>2020",
                "url": "https://doi.org/10.1/a%20b%3Cc%3E",
                "cluster": 1,
                "weights": {"Citations": 5},
                "scores": {"Publication year": 2020},
            },
            {"id": "W2", "label": "W2", "description": "", "weights": {}, "scores": {}},
        ],
        "links": [{"source_id": "W1", "target_id": "W2", "strength": 2.0}],
        "clusters": [{"cluster": 1, "label": "graphs"}],
    }


# -------------------------------------------------------------------- what all share


@EVERY_WRITER
def test_the_second_run_changes_no_byte(tmp_path: Path, suffix: str, write: Writer) -> None:
    out = tmp_path / f"graph.{suffix}"
    first, content = write(out, graph()), out.read_bytes()
    assert write(out, graph()) == first == WrittenFile(out, len(NODES), len(WEIGHTS), len(content))
    assert out.read_bytes() == content
    assert list(tmp_path.iterdir()) == [out]


@EVERY_WRITER
def test_a_failure_leaves_the_earlier_file_and_names_the_row(tmp_path: Path, suffix: str, write: Writer) -> None:
    out = tmp_path / f"graph.{suffix}"
    out.write_text("earlier")
    with pytest.raises(ValueError, match="edge 'W0' to 'W7': there is no node 'W7'"):
        write(out, graph(edges=[("W0", "W7", True, "cites", 1.0, None)]))
    with pytest.raises(ValueError, match="node 'W0': year is '2020', which is no integer"):
        write(out, graph(nodes=[("W0", "a", "a", "2020", None, None, None)]))
    with pytest.raises(ValueError, match="node 'W0' is given twice"):
        write(out, graph(nodes=[NODES[0], NODES[0]]))
    assert out.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [out]


@EVERY_WRITER
def test_an_empty_graph_is_a_whole_file(tmp_path: Path, suffix: str, write: Writer) -> None:
    out = tmp_path / f"graph.{suffix}"
    assert write(out, graph(nodes=[], edges=[])).node_count == 0
    if suffix.endswith(("json", "cyjs")):
        assert load(out)
    else:
        assert len(READERS[suffix][1](out) if suffix in READERS else nx.read_pajek(out)) == 0


@EVERY_WRITER
def test_a_batch_boundary_is_no_boundary_in_the_file(tmp_path: Path, suffix: str, write: Writer) -> None:
    out = tmp_path / f"graph.{suffix}"
    nodes: list[Row] = [(f"W{n}", None, *[None] * 5) for n in range(600)]
    edges: list[Row] = [(f"W{n}", f"W{n + 1}", True, "cites", 1.0, None) for n in range(599)]
    write(out, graph(nodes=nodes, edges=edges))
    if suffix == "vos.json":
        assert len(load(out)["network"]["links"]) == 599
    else:
        found = READERS[suffix][1](out) if suffix in READERS else nx.read_pajek(out)
        assert (found.number_of_nodes(), found.number_of_edges()) == (600, 599)


@pytest.mark.parametrize("suffix", ["json", "cyjs", "vos.json"])
def test_json_is_safe_inside_a_page(tmp_path: Path, suffix: str) -> None:
    WRITERS[suffix](tmp_path / "graph", graph())
    text = (tmp_path / "graph").read_text("ascii")
    assert not set("<>&") & set(text)


@EVERY_WRITER
def test_a_number_that_the_format_has_no_word_for_is_refused(tmp_path: Path, suffix: str, write: Writer) -> None:
    with pytest.raises(ValueError, match="node 'W1'"):
        write(tmp_path / f"graph.{suffix}", graph(nodes=[("W1", None, None, None, None, math.nan, None)], edges=[]))


AWKWARD = st.sampled_from("\"'<>&;#\\ \t\n\r\x00\x08\x1f\x7f\x85\u2028\u202e\ufeff\ufffe\ud800\udfff😀]}[{*%")


@pytest.mark.parametrize("suffix", READERS)
@given(text=st.text(st.one_of(AWKWARD, st.characters(codec="utf-8"))))
def test_any_title_comes_back(tmp_path_factory: pytest.TempPathFactory, suffix: str, text: str) -> None:
    out = tmp_path_factory.getbasetemp() / f"any_title.{suffix}"
    write, read, _ = READERS[suffix]
    write(out, graph(nodes=[("W1", text, text, *[None] * 4), ("W2", None, "last", *[None] * 4)], edges=[]))
    titles, _ = titles_and_weights(read(out))
    assert titles["W2"] == "last"
    lost = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd\ufffe\uffff\ud800-\udfff]"
    assert re.sub(lost, "\ufffd", titles["W1"] or "") == re.sub(lost, "\ufffd", text)


@given(text=st.text(st.one_of(AWKWARD, st.characters())))
def test_any_label_is_one_vertex_to_pajek(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    out = tmp_path_factory.getbasetemp() / "any_label.net"
    nodes: list[Row] = [("W1", text, *[None] * 5), ("W2", "last", *[None] * 5)]
    write_pajek(out, graph(nodes=nodes, edges=[("W1", "W2", True, "cites", 2.0, None)]))
    found = nx.read_pajek(out)
    assert [label.split()[0] for label in found] == ["W1", "W2"]
    assert [values["weight"] for *_, values in found.edges(data=True)] == [2.0]


def memory_of_edges(write: Writer, out: Path, edge_count: int) -> int:
    """Bytes that writing takes at its peak, with 100 nodes."""
    nodes: list[Row] = [(f"W{number}", None, *[None] * 5) for number in range(100)]

    def write_edges() -> None:
        edges = ((f"W{n % 100}", f"W{n // 100 % 100}", True, "cites", 1.0, None) for n in range(edge_count))
        write(out, graph(nodes=nodes, edges=edges))

    return peak_bytes(write_edges)


def test_memory_for_vosviewer_does_not_grow_with_the_edges(tmp_path: Path) -> None:
    assert memory_of_edges(write_vosviewer, tmp_path / "map", 8_000) < 2 * memory_of_edges(
        write_vosviewer, tmp_path / "map", 2_000
    )


@pytest.mark.parametrize(
    ("suffix", "kilobytes"), [("graphml", 2.5), ("gml", 1), ("net", 1), ("json", 1.5), ("cyjs", 1.5)]
)
def test_an_edge_takes_the_memory_that_the_docstring_states(tmp_path: Path, suffix: str, kilobytes: float) -> None:
    few, many = (memory_of_edges(WRITERS[suffix], tmp_path / suffix, count) for count in (1_000, 5_000))
    assert many - few < 4_000 * 1_000 * kilobytes
