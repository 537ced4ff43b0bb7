from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.readers.graphology import read_with_graphology

if TYPE_CHECKING:
    from pathlib import Path

GRAPH = '<graph><nodes><node id="A" label="{label}"/></nodes><edges>{edges}</edges></graph>'


def gexf(path: Path, label: str = "a", edges: str = "") -> Path:
    path.write_text(f'<gexf xmlns="http://gexf.net/1.3" version="1.3">{GRAPH.format(label=label, edges=edges)}</gexf>')
    return path


def test_a_graph_is_read(tmp_path: Path) -> None:
    graph = read_with_graphology(gexf(tmp_path / "graph.gexf"))
    assert graph["nodes"] == {"A": {"label": "a"}}


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"label": '"'}, id="bare quote"),
        pytest.param({"edges": '<edge source="A" target="B"/>'}, id="edge to nowhere"),
    ],
)
def test_a_file_that_graphology_stumbles_over_is_an_error(tmp_path: Path, fault: dict[str, str]) -> None:
    with pytest.raises(RuntimeError, match="graphology cannot read"):
        read_with_graphology(gexf(tmp_path / "graph.gexf", **fault))
