"""GEXF files are judged by programs that are not ours: NetworkX, graphology and the published schema."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.memory import peak_bytes
from tests.readers.graphology import read_with_graphology
from tests.shared import SHARED
from tests.warehouse.export.three_works import (
    CITATIONS,
    EDGE_ATTRIBUTES,
    SHARED_AUTHORS,
    three_works,
    write,
    write_nodes,
)
from warehouse.drawing.visual_attributes import VisualAttributes
from warehouse.export.formats.gexf import write_gexf
from warehouse.files import WrittenFile
from warehouse.graph.attributes import Attribute, AttributeType
from warehouse.graph.rows import EdgeType, GraphRows, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = SHARED / "data" / "gexf-1.3-schema" / "gexf.rng"

THREE_GRAPHS = pytest.mark.parametrize(
    ("edges", "default_edge_type"),
    [
        pytest.param(CITATIONS, EdgeType.DIRECTED, id="citations"),
        pytest.param(SHARED_AUTHORS, EdgeType.UNDIRECTED, id="shared authors"),
        pytest.param([*CITATIONS, *SHARED_AUTHORS], EdgeType.DIRECTED, id="both"),
    ],
)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "graph.gexf"


# ------------------------------------------------------------------------ the readers


def test_networkx_reads_back_the_citations(out: Path) -> None:
    write(out)
    graph = nx.read_gexf(out)
    assert type(graph) is nx.DiGraph
    assert dict(graph.nodes(data=True)) == {
        "W1": {
            "label": "First",
            "title": "First: a study",
            "publication_year": 1999,
            "cited_by_count": 2**40,
            "pagerank": 0.1,
            "is_retracted": False,
            "authors": '["Ada", "Bo, Jr."]',
        },
        "W2": {"label": "Second"},
        "W3": {
            "label": None,
            "title": "Third",
            "publication_year": 2024,
            "cited_by_count": 0,
            "pagerank": 1e-300,
            "is_retracted": True,
            "authors": "[]",
        },
    }
    assert list(graph.edges(data=True)) == [
        ("W1", "W2", {"id": "0", "weight": 1.0, "relation": "cites"}),
        ("W2", "W1", {"id": "1", "weight": 1.0, "relation": "cites"}),
    ]


def test_networkx_reads_back_the_shared_authors(out: Path) -> None:
    write(out, SHARED_AUTHORS, EdgeType.UNDIRECTED)
    graph = nx.read_gexf(out)
    assert type(graph) is nx.Graph
    assert list(graph.edges(data=True)) == [
        ("W1", "W2", {"id": "0", "weight": 2.0, "relation": "shares_author", "fractional_weight": 0.75}),
        ("W1", "W3", {"id": "1", "weight": 1.0, "relation": "shares_author", "fractional_weight": 1 / 3}),
    ]


@THREE_GRAPHS
def test_graphology_reads_back_every_node_and_edge(out: Path, edges: list[Row], default_edge_type: EdgeType) -> None:
    write(out, edges, default_edge_type)
    graph = read_with_graphology(out)
    assert graph["attributes"] == {"creator": "citegraph", "description": "Three <works>"}
    assert graph["nodes"] == {
        "W1": {
            "label": "First",
            "title": "First: a study",
            "publication_year": 1999,
            "cited_by_count": 2**40,
            "pagerank": 0.1,
            "is_retracted": False,
            "authors": ["Ada", "Bo, Jr."],
        },
        "W2": {"label": "Second"},
        "W3": {
            "title": "Third",
            "publication_year": 2024,
            "cited_by_count": 0,
            "pagerank": 1e-300,
            "is_retracted": True,
            "authors": [],
        },
    }
    assert [
        (
            edge["source"],
            edge["target"],
            edge["is_directed"],
            edge["attributes"]["relation"],
            edge["attributes"]["weight"],
            edge["attributes"].get("fractional_weight"),
        )
        for edge in graph["edges"]
    ] == edges
    assert graph["directed_size"] == sum(edge[2] is True for edge in edges)
    assert graph["undirected_size"] == sum(edge[2] is False for edge in edges)


def test_two_relations_between_the_same_works_stay_two_edges(out: Path) -> None:
    edges: list[Row] = [*SHARED_AUTHORS, ("W1", "W2", False, "co_citation", 5, None), *CITATIONS]
    write(out, edges)
    graph = read_with_graphology(out)
    assert (graph["type"], graph["multi"], graph["size"]) == ("mixed", True, 5)
    assert [edge["key"] for edge in graph["edges"]] == ["0", "1", "2", "3", "4"]
    # Gephi holds one edge between two nodes for each kind.
    kinds = [edge["attributes"]["kind"] for edge in graph["edges"]]
    assert kinds == ["shares_author", "shares_author", "co_citation", "cites", "cites"]


def schema_faults(path: Path) -> list[str]:
    if not SCHEMA.exists():
        pytest.skip("the published GEXF schemas are not beside this checkout")
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    schema.validate(etree.parse(path))
    return [str(fault) for fault in schema.error_log]


@THREE_GRAPHS
def test_the_file_is_valid_gexf_1_3(out: Path, edges: list[Row], default_edge_type: EdgeType) -> None:
    write(out, edges, default_edge_type)
    assert schema_faults(out) == []


def test_an_empty_graph_is_a_graph(out: Path) -> None:
    assert write_gexf(out, GraphRows((), ())) == WrittenFile(out, 0, 0, out.stat().st_size)
    assert read_with_graphology(out)["order"] == nx.read_gexf(out).order() == 0
    assert schema_faults(out) == []


# ------------------------------------------------------- visual attributes and years

VISUAL = {
    "W1": VisualAttributes((-1.5, 20.0), 8.0, "#332288"),
    "W3": VisualAttributes((0.0, 1e-05), 60.25, "#bbbbbb"),
}
YEARS = {"W1": 1999, "W3": 2024}


def write_dynamic_picture(out: Path) -> None:
    write_gexf(out, three_works(SHARED_AUTHORS, EdgeType.UNDIRECTED), VISUAL, YEARS)


def test_visual_attributes_and_years_are_valid_gexf_1_3(out: Path) -> None:
    write_dynamic_picture(out)
    assert schema_faults(out) == []


def test_networkx_reads_visual_attributes_and_years(out: Path) -> None:
    write_dynamic_picture(out)
    graph = nx.read_gexf(out)
    assert graph.nodes["W1"]["viz"] == {
        "color": {"r": 0x33, "g": 0x22, "b": 0x88, "a": 1.0},
        "position": {"x": -1.5, "y": 20.0, "z": 0.0},
        "size": 8.0,
    }
    assert "viz" not in graph.nodes["W2"]
    assert dict(graph.nodes(data="start")) == {"W1": 1999, "W2": None, "W3": 2024}
    # an edge is there from the later year of its ends on
    assert list(graph.edges(data="start")) == [("W1", "W2", 1999), ("W1", "W3", 2024)]


def test_graphology_reads_visual_attributes(out: Path) -> None:
    write_dynamic_picture(out)
    nodes = read_with_graphology(out)["nodes"]
    seen = [(nodes[name]["x"], nodes[name]["y"], nodes[name]["size"], nodes[name]["color"]) for name in ("W1", "W3")]
    assert seen == [(-1.5, 20, 8, "rgb(51,34,136)"), (0, 1e-05, 60.25, "rgb(187,187,187)")]
    assert "x" not in nodes["W2"]


def test_edges_without_any_year_have_no_start(out: Path) -> None:
    nodes: list[Row] = [("A", None), ("B", None)]
    write_gexf(out, GraphRows(nodes, [("A", "B", True, "cites", 1)]), years={})
    assert nx.read_gexf(out).edges["A", "B"].get("start") is None
    assert nx.read_gexf(out).graph["mode"] == "dynamic"


# ------------------------------------------------------------------------------- text


def as_xml_holds_it(text: str) -> str:
    """``text`` with U+FFFD for what is no Char of XML 1.0."""

    def is_char(code: int) -> bool:
        return code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000

    return "".join(character if is_char(ord(character)) else "\ufffd" for character in text)


AWKWARD = st.sampled_from("\"'<>&;#\\ \t\n\r\x00\x08\x1f\x7f\x85\u2028\u202e\ufeff\ufffe\ud800\udfff😀]][")


@given(text=st.text(st.one_of(AWKWARD, st.characters())))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    out = tmp_path_factory.getbasetemp() / "any_text.gexf"
    write_nodes(out, ("W1", text, text), attributes=[Attribute("title", AttributeType.STRING)])
    node = nx.read_gexf(out).nodes["W1"]
    assert node["title"] == node["label"] == as_xml_holds_it(text)


def test_every_character_of_unicode_comes_back_from_every_reader(out: Path) -> None:
    everything = [chr(code) for code in range(sys.maxunicode + 1)]
    texts = {f"W{start}": "".join(everything[start : start + 4096]) for start in range(0, len(everything), 4096)}
    title = Attribute("title", AttributeType.STRING)
    write_nodes(out, *((node_id, text, text) for node_id, text in texts.items()), attributes=[title])
    expected = {node_id: as_xml_holds_it(text) for node_id, text in texts.items()}
    assert {node_id: node["title"] for node_id, node in nx.read_gexf(out).nodes.items()} == expected
    graph = read_with_graphology(out)
    assert {node_id: node["title"] for node_id, node in graph["nodes"].items()} == expected
    assert {node_id: node["label"] for node_id, node in graph["nodes"].items()} == expected


def test_lists_come_back_whatever_their_texts_hold(out: Path) -> None:
    names = ["plain", "Smith, John", 'the "Rock"', "O'Neill", "back\\slash", "ends in \\", "\\n", "a|b", "[x]", "é\n"]
    write_nodes(out, ("W1", None, names), attributes=[Attribute("authors", AttributeType.LIST_OF_STRINGS)])
    assert read_with_graphology(out)["nodes"]["W1"]["authors"] == names
    assert json.loads(nx.read_gexf(out).nodes["W1"]["authors"], strict=False) == names


# ---------------------------------------------------------------------------- the file


def test_the_second_run_changes_no_byte(out: Path) -> None:
    first = write(out)
    content = out.read_bytes()
    assert first == write(out) == WrittenFile(out, node_count=3, edge_count=2, byte_count=len(content))
    assert out.read_bytes() == content
    assert list(out.parent.iterdir()) == [out]


def test_the_file_bears_no_date(out: Path) -> None:
    write(out)
    meta = ElementTree.parse(out).getroot()[0]
    assert meta.attrib == {}
    assert [(child.tag, child.text) for child in meta] == [
        ("{http://gexf.net/1.3}creator", "citegraph"),
        ("{http://gexf.net/1.3}description", "Three <works>"),
    ]


def interrupted(rows: list[Row]) -> Iterator[Row]:
    yield from rows
    raise KeyboardInterrupt


@pytest.mark.parametrize("edges", [interrupted(CITATIONS), [("W1", "W9", True, "cites", 1, None)]])
def test_a_failure_leaves_the_earlier_file_and_nothing_else(out: Path, edges: Any) -> None:
    write(out)
    content = out.read_bytes()
    with pytest.raises((KeyboardInterrupt, ValueError)):
        write(out, edges)
    assert out.read_bytes() == content
    assert list(out.parent.iterdir()) == [out]


def test_edges_are_numbered_across_batches(out: Path) -> None:
    nodes: list[Row] = [(f"W{number}", None) for number in range(5_001)]
    edges: list[Row] = [(f"W{number}", f"W{number + 1}", True, "cites", 1) for number in range(5_000)]
    assert write_gexf(out, GraphRows(nodes, edges)).edge_count == 5_000
    assert list(nx.read_gexf(out).edges(data="id")) == [
        (f"W{number}", f"W{number + 1}", str(number)) for number in range(5_000)
    ]


def test_memory_does_not_grow_with_the_edges(out: Path) -> None:
    nodes: list[Row] = [(f"W{number}", None) for number in range(100)]

    def write(edge_count: int) -> None:
        edges = ((f"W{n % 100}", f"W{n // 100 % 100}", True, "cites", n / 7, n / 3) for n in range(edge_count))
        write_gexf(out, GraphRows(nodes, edges, edge_attributes=EDGE_ATTRIBUTES))

    # No two of these edges have the same weight: all there is to remember is full by 17,000.
    assert peak_bytes(lambda: write(34_000)) < 1.5 * peak_bytes(lambda: write(17_000))
