"""What a GEXF file takes as ids, names and values, and what it refuses, with its reason."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import networkx as nx
import pytest

from tests.readers.graphology import read_with_graphology
from tests.warehouse.export.three_works import (
    EDGE_ATTRIBUTES,
    write_edge,
    write_nodes,
)
from warehouse.export.formats.gexf import write_gexf
from warehouse.graph.attributes import Attribute, AttributeType
from warehouse.graph.rows import GraphRows, Row


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "graph.gexf"


# ----------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("type_", "value", "in_networkx", "in_graphology"),
    [
        (AttributeType.STRING, date(2024, 2, 29), "2024-02-29", "2024-02-29"),
        (AttributeType.STRING, datetime(2024, 2, 29, 12, 30), "2024-02-29T12:30:00", "2024-02-29T12:30:00"),
        (AttributeType.STRING, "", "", ""),
        (AttributeType.INTEGER, -(2**31), -(2**31), -(2**31)),
        # JavaScript, and so graphology, cannot tell larger numbers apart.
        (AttributeType.LONG, 2**53, 2**53, 2**53),
        (AttributeType.DOUBLE, 5, 5.0, 5),
        (AttributeType.DOUBLE, Decimal("0.25"), 0.25, 0.25),
        (AttributeType.DOUBLE, 0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2),
        (AttributeType.DOUBLE, math.inf, math.inf, "Infinity"),
        (AttributeType.DOUBLE, -math.inf, -math.inf, "-Infinity"),
        (AttributeType.BOOLEAN, True, True, True),
        (AttributeType.LIST_OF_STRINGS, ("one",), '["one"]', ["one"]),
    ],
)
def test_values_come_back_with_their_type(
    out: Path, type_: AttributeType, value: object, in_networkx: object, in_graphology: object
) -> None:
    write_nodes(out, ("W1", None, value), attributes=[Attribute("value", type_)])
    read = nx.read_gexf(out).nodes["W1"]["value"]
    assert (type(read), read) == (type(in_networkx), in_networkx)
    assert read_with_graphology(out)["nodes"]["W1"]["value"] == in_graphology


def test_not_a_number_stays_not_a_number(out: Path) -> None:
    write_nodes(out, ("W1", None, math.nan), attributes=[Attribute("value", AttributeType.DOUBLE)])
    assert math.isnan(nx.read_gexf(out).nodes["W1"]["value"])
    assert read_with_graphology(out)["nodes"]["W1"]["value"] == "NaN"


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        (AttributeType.STRING, 7),
        (AttributeType.STRING, ["a"]),
        (AttributeType.INTEGER, "7"),
        (AttributeType.INTEGER, 7.0),
        (AttributeType.INTEGER, True),
        (AttributeType.INTEGER, 2**31),
        (AttributeType.LONG, 2**63),
        (AttributeType.DOUBLE, "7"),
        (AttributeType.DOUBLE, False),
        (AttributeType.DOUBLE, 10**400),
        (AttributeType.BOOLEAN, 1),
        (AttributeType.BOOLEAN, "true"),
        (AttributeType.LIST_OF_STRINGS, "abc"),
        (AttributeType.LIST_OF_STRINGS, ["a", None]),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(out: Path, type_: AttributeType, value: object) -> None:
    with pytest.raises(ValueError, match=rf"node 'W7': size is .*, which is no {type_}"):
        write_nodes(out, ("W7", None, value), attributes=[Attribute("size", type_)])


def test_rows_come_as_duckdb_hands_them_out(out: Path) -> None:
    attributes = [
        Attribute("posted_date", AttributeType.STRING),
        Attribute("cited_by_count", AttributeType.LONG),
        Attribute("score", AttributeType.DOUBLE),
        Attribute("authors", AttributeType.LIST_OF_STRINGS),
    ]
    with duckdb.connect() as connection:
        nodes = connection.execute("select 'W1', 'One', date '2024-02-29', sum(3), 0.5::decimal(3, 2), ['A', 'B']")
        rows = nodes.fetchmany(10)
        edges = connection.execute("select 'W1', 'W1', true, 'cites', count(*), null::double").fetchmany(10)
    write_gexf(out, GraphRows(rows, edges, attributes, EDGE_ATTRIBUTES))
    assert nx.read_gexf(out).nodes["W1"] == {
        "label": "One",
        "posted_date": "2024-02-29",
        "cited_by_count": 3,
        "score": 0.5,
        "authors": '["A", "B"]',
    }
    assert list(nx.read_gexf(out).edges(data="weight")) == [("W1", "W1", 1.0)]


# ------------------------------------------------------------------------------ names


@pytest.mark.parametrize("name", ["type", "weight", "kind", "source", "for", "relation", "key", "x", "name", "class"])
def test_a_node_attribute_of_any_allowed_name_leaves_the_node_alone(out: Path, name: str) -> None:
    write_nodes(out, ("W1", "label", "value"), attributes=[Attribute(name, AttributeType.STRING)])
    assert dict(nx.read_gexf(out).nodes(data=True)) == {"W1": {"label": "label", name: "value"}}
    assert read_with_graphology(out)["nodes"] == {"W1": {"label": "label", name: "value"}}


@pytest.mark.parametrize(
    "name", ["id", "ID", "label", "Label", "pid", "start", "end", "viz", "parents", "timeset", "self"]
)
def test_node_attributes_may_not_take_a_name_that_readers_use(out: Path, name: str) -> None:
    with pytest.raises(ValueError, match=f"node attribute '{name}'.*choose another"):
        write_nodes(out, attributes=[Attribute(name, AttributeType.STRING)])


@pytest.mark.parametrize(
    "name", ["id", "source", "target", "type", "kind", "weight", "relation", "key", "label", "start"]
)
def test_edge_attributes_may_not_take_a_name_that_readers_use(out: Path, name: str) -> None:
    with pytest.raises(ValueError, match=f"edge attribute '{name}'.*choose another"):
        write_edge(out, "A", "B", True, "cites", 1, None, attributes=[Attribute(name, AttributeType.STRING)])


@pytest.mark.parametrize("name", ["", "7", "two words", 'a"b', "Größe", "__proto__", "a\n"])
def test_attribute_names_are_plain_words(out: Path, name: str) -> None:
    with pytest.raises(ValueError, match="letters, digits and underscores"):
        write_nodes(out, attributes=[Attribute(name, AttributeType.STRING)])


def test_attribute_names_differ_in_more_than_upper_case(out: Path) -> None:
    with pytest.raises(ValueError, match="'Year' comes twice"):
        write_nodes(out, attributes=[Attribute("year", AttributeType.LONG), Attribute("Year", AttributeType.LONG)])


def test_edges_have_no_lists(out: Path) -> None:
    with pytest.raises(ValueError, match="edge attribute 'authors' is a list"):
        write_edge(out, attributes=[Attribute("authors", AttributeType.LIST_OF_STRINGS)])


# ----------------------------------------------------------------------- rows at fault


@pytest.mark.parametrize("node_id", ["", " ", "W\n1", "W\x001", "W\u20281", "W\ud800", "W\ufffe", None, 1])
def test_a_node_id_is_visible_text(out: Path, node_id: object) -> None:
    with pytest.raises(ValueError, match="an id must be text"):
        write_nodes(out, (node_id, "label"))


def test_ids_may_hold_markup(out: Path) -> None:
    write_gexf(out, GraphRows([("<a&b>", None), ('"', None)], [("<a&b>", '"', True, "cites & 'quotes'", 1)]))
    assert list(nx.read_gexf(out).edges(data="relation")) == [("<a&b>", '"', "cites & 'quotes'")]


def test_a_node_given_twice_is_refused(out: Path) -> None:
    with pytest.raises(ValueError, match="node 'W1' is given twice"):
        write_nodes(out, ("W1", "one"), ("W1", "other"))


@pytest.mark.parametrize("edge", [("A", "W9"), ("W9", "A")])
def test_an_edge_to_a_node_that_is_not_there_is_refused(out: Path, edge: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match=f"edge '{edge[0]}' to '{edge[1]}': there is no node 'W9'"):
        write_edge(out, *edge, True, "cites", 1)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ((True, "cites", None, 0.5), "weight is None"),
        ((True, "cites", math.nan, 0.5), "weight is nan"),
        ((True, "cites", math.inf, 0.5), "weight is inf"),
        ((True, "cites", "1", 0.5), "weight is '1', which is no double"),
        ((True, None, 1, 0.5), "relation is None"),
        ((True, "", 1, 0.5), "relation is ''"),
        ((None, "cites", 1, 0.5), "is_directed is None"),
        (("directed", "cites", 1, 0.5), "is_directed is 'directed'"),
        ((True, "cites", 1, "0.5"), "fractional_weight is '0.5', which is no double"),
        ((True, "cites", 1, [0.5]), r"fractional_weight is \[0.5\], which is no double"),
        ((True, "cites", 1), "a row must end in one value for each"),
        ((True, "cites", 1, 0.5, 0.5), "a row must end in one value for each"),
        ((True, "cites"), "a row is"),
    ],
)
def test_an_edge_at_fault_is_named_with_its_fault(out: Path, fields: Row, fault: str) -> None:
    with pytest.raises(ValueError, match=f"edge 'A' to 'B': {fault}"):
        write_edge(out, "A", "B", *fields, attributes=EDGE_ATTRIBUTES)


def test_a_node_with_too_few_values_is_named(out: Path) -> None:
    with pytest.raises(ValueError, match="node 'W1': a row must end in one value for each"):
        write_nodes(out, ("W1", "label"), attributes=[Attribute("title", AttributeType.STRING)])
