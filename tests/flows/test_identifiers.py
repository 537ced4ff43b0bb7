"""A list of identifiers goes the whole way: in as a page, found, exported, and read back as papers with titles."""

from __future__ import annotations

from pathlib import Path

from tests.flows.conftest import Citegraph

DEMO_WORKS = Path(__file__).parents[2] / "flows" / "demo" / "works.jsonl"
LIST = """# by DOI, by OpenAlex id, and one that nobody has
https://doi.org/10.1109/TPAMI.2016.2577031
https://openalex.org/W2764347725
10.5555/absent
"""
TITLE = "Faster R-CNN: Towards Real-Time Object Detection with Region Proposal Networks"


def test_identifiers_go_from_a_page_to_the_graph_and_back(citegraph: Citegraph, tmp_path: Path) -> None:
    page, exported = tmp_path / "ids.txt", tmp_path / "papers.json"
    page.write_text(LIST)
    assert citegraph("ingest", page).code == 0
    assert citegraph("resolve", "--works", DEMO_WORKS).code == 0

    found = citegraph("explain", "https://doi.org/10.1109/TPAMI.2016.2577031").out
    assert found.startswith("doi:10.1109/tpami.2016.2577031\n")
    assert "matched as W639708223: same_identifier" in found
    assert "unmatched: no_such_work" in citegraph("explain", "10.5555/absent").out

    assert citegraph("export", "--format", "csl-json", "--out", exported).code == 0
    read = citegraph("parse", exported)
    assert f"{exported}:0: {TITLE} (" in read.out
    assert "2 mentions of 2 papers" in read.err
