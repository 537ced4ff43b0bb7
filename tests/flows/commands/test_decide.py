"""People decide: what explain shows, and decisions that win over every rule and survive every run."""

from __future__ import annotations

import io
import shlex
import shutil
from pathlib import Path

import duckdb
import networkx as nx
import pytest

from flows.cli import DEMO
from tests.flows.conftest import Citegraph, Done

DB = "citegraph-demo/citegraph.duckdb"
AMBIGUOUS = "Quantum Computation and Quantum Information"
REVIEW, REPRINT = "W2764347725", "W1631356911"


def verdict(title: str) -> tuple[str, str, str | None]:
    with duckdb.connect(DB, read_only=True) as con:
        ((status, reason, work_id),) = con.execute(
            "select status, reason, work_id from resolved_papers where title = ?", [title]
        ).fetchall()
    return status, reason, work_id


def test_an_accepted_work_wins_and_survives_the_next_run(demo: Path, citegraph: Citegraph) -> None:
    assert citegraph("accept", AMBIGUOUS, REVIEW, "--reason", "the review", "--db", DB).code == 0
    assert verdict(AMBIGUOUS) == ("matched", "accepted_by_hand", REVIEW)
    assert citegraph("resolve", "--works", DEMO / "works.jsonl", "--db", DB).code == 0
    assert verdict(AMBIGUOUS) == ("matched", "accepted_by_hand", REVIEW)
    with duckdb.connect(DB, read_only=True) as con:
        assert con.execute("select count(*) from works where work_id = ?", [REVIEW]).fetchall() == [(1,)]
        assert con.execute("select count(*) from graph_nodes where work_id = ?", [REVIEW]).fetchall() == [(1,)]
    assert citegraph("check", "--db", DB).code == 0


def test_a_rejected_paper_leaves_the_graph(demo: Path, citegraph: Citegraph) -> None:
    title = "Deep Residual Learning for Image Recognition"
    _, _, work_id = verdict(title)
    assert citegraph("reject", title, "--db", DB).code == 0
    assert verdict(title) == ("unmatched", "rejected_by_hand", None)
    with duckdb.connect(DB, read_only=True) as con:
        assert con.execute("select count(*) from graph_nodes where work_id = ?", [work_id]).fetchall() == [(0,)]


def degrees_written(folder: str) -> dict[str, tuple[int, int]]:
    """Of each node in the file of citations: the degree that its attributes say, and that its edges have."""
    graph = nx.read_gexf(f"{folder}/citations.gexf")
    return {node: (data["in_degree"] + data["out_degree"], graph.degree[node]) for node, data in graph.nodes(data=True)}


def test_what_is_exported_after_a_decision_is_measured_anew(demo: Path, citegraph: Citegraph) -> None:
    _, _, work_id = verdict("Deep Residual Learning for Image Recognition")
    assert citegraph("reject", "Deep Residual Learning for Image Recognition", "--db", DB).code == 0
    with duckdb.connect(DB, read_only=True) as con:
        assert con.execute("select count(*) from node_measures").fetchall() == [(0,)]
    assert citegraph("check", "--db", DB).code == 0
    assert citegraph("export", "--db", DB, "--out", "rejected").code == 0
    degrees = degrees_written("rejected")
    assert work_id not in degrees
    assert all(said == counted for said, counted in degrees.values())
    with duckdb.connect(DB, read_only=True) as con:
        assert con.execute("select count(*) from current_analyses").fetchall() == [(4,)]


def test_a_work_that_is_not_stored_is_fetched_by_the_command_that_accept_names(
    demo: Path, citegraph: Citegraph
) -> None:
    done = citegraph("accept", "Deep Learning", REPRINT, "--db", DB)
    command = f"citegraph resolve --works {DEMO / 'works.jsonl'} --db {DB}"
    assert f"Not stored yet: {REPRINT}. To fetch: {command}" in done.err
    assert citegraph(*shlex.split(command)[1:]).code == 0
    assert "Not stored" not in citegraph("accept", "Deep Learning", REPRINT, "--db", DB).err
    assert citegraph("check", "--db", DB).code == 0


def test_a_work_id_without_sense_is_wrong_usage(demo: Path, citegraph: Citegraph) -> None:
    assert citegraph("accept", AMBIGUOUS, "10.1145/505482.505499", "--db", DB).code == 2
    assert verdict(AMBIGUOUS)[0] == "ambiguous"


def answered(citegraph: Citegraph, monkeypatch: pytest.MonkeyPatch, answers: str) -> Done:
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    return citegraph("review", "--db", DB)


def test_review_settles_the_doubtful_papers_one_by_one(
    demo: Path, citegraph: Citegraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    skipped = answered(citegraph, monkeypatch, "s\n")
    assert "0 of 1 doubtful papers settled" in skipped.err
    settled = answered(citegraph, monkeypatch, "seven\n2\n")
    assert "1 of 1 doubtful papers settled" in settled.err
    assert verdict(AMBIGUOUS) == ("matched", "accepted_by_hand", REVIEW)
    assert "0 of 0" in answered(citegraph, monkeypatch, "").err


def test_decisions_travel_as_csv_to_another_warehouse(demo: Path, finished_demo: Path, citegraph: Citegraph) -> None:
    citegraph("accept", AMBIGUOUS, REVIEW, "--reason", 'the "review", surely', "--db", DB)
    citegraph("reject", "Deep Learning", "--db", DB)
    assert citegraph("overrides", "--save", "decisions.csv", "--db", DB).code == 0
    first = Path("decisions.csv").read_text()
    shutil.copy(finished_demo / "citegraph.duckdb", DB)
    assert citegraph("overrides", "--load", "decisions.csv", "--db", DB).code == 0
    assert verdict(AMBIGUOUS) == ("matched", "accepted_by_hand", REVIEW)
    assert verdict("Deep Learning") == ("unmatched", "rejected_by_hand", None)
    citegraph("overrides", "--save", "again.csv", "--db", DB)
    assert Path("again.csv").read_text() == first


def test_a_line_that_cannot_be_taken_is_named_and_the_others_are(demo: Path, citegraph: Citegraph) -> None:
    with duckdb.connect(DB, read_only=True) as con:
        ((paper_id,),) = con.execute("select paper_id from papers where title = ?", [AMBIGUOUS]).fetchall()
    Path("d.csv").write_text(f"paper,work\nnobody,W1\n{paper_id},doi:10.1/x\n{paper_id},{REVIEW}\n")
    done = citegraph("overrides", "--load", "d.csv", "--db", DB)
    assert done.code == 3
    assert "d.csv:2" in done.err
    assert "d.csv:3" in done.err
    assert verdict(AMBIGUOUS)[2] == REVIEW
    Path("d.csv").write_text("title\nx\n")
    assert citegraph("overrides", "--load", "d.csv", "--db", DB).code == 1


def test_versions_can_be_kept_apart_and_merged_again(demo: Path, citegraph: Citegraph) -> None:
    with duckdb.connect(DB, read_only=True) as con:
        ((merged, apart),) = con.execute("select sum(1), sum(version_count) from graph_nodes").fetchall()
    assert apart > merged
    assert f"versions apart: {apart} nodes" in citegraph("versions", "apart", "--db", DB).err
    assert citegraph("check", "--db", DB).code == 0
    assert citegraph("export", "--db", DB, "--out", "apart").code == 0
    assert f"versions merged: {merged} nodes" in citegraph("versions", "merged", "--db", DB).err


def test_names_of_one_venue_are_added_as_csv_and_taken_back(demo: Path, citegraph: Citegraph) -> None:
    query = "select node_count from venues where venue = 'Vision'"
    Path("names.csv").write_text("alias,venue\nComputer Vision and Pattern Recognition,Vision\nICCV 2021,Vision\n")
    assert "2 names of venues taken over" in citegraph("venues", "--load", "names.csv", "--db", DB).err
    assert citegraph("sql", query, "--csv", "--db", DB).out.split() == ["node_count", "6"]
    assert citegraph("venues", "--save", "saved.csv", "--db", DB).code == 0
    assert sorted(Path("saved.csv").read_text().splitlines()) == sorted(Path("names.csv").read_text().splitlines())
    Path("names.csv").write_text("alias,venue\nICCV 2021,\n")
    citegraph("venues", "--load", "names.csv", "--db", DB)
    assert citegraph("sql", query, "--csv", "--db", DB).out.split() == ["node_count", "4"]
    Path("names.csv").write_text("name\nICCV 2021\n")
    assert citegraph("venues", "--load", "names.csv", "--db", DB).code == 1
    assert citegraph("venues", "--db", DB).code == 2


def test_a_choice_that_is_none_and_a_warehouse_that_is_not_there_are_wrong_usage(citegraph: Citegraph) -> None:
    assert citegraph("versions", "sideways").code == 2
    assert citegraph("versions", "apart", "--db", "nowhere.duckdb").code == 2
    assert not Path("nowhere.duckdb").exists()
