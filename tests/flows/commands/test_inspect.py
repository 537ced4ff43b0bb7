"""Inspecting: queries, explanations, checks and pictures."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from flows.choices import Picture
from flows.cli import DEMO
from tests.flows.conftest import Citegraph
from tests.loopback import LoopbackServer
from warehouse.export.pictures import PICTURES

AMBIGUOUS = "Quantum Computation and Quantum Information"
REVIEW, REPRINT = "W2764347725", "W1631356911"


def test_sql_prints_a_table_json_lines_or_csv(citegraph: Citegraph, page: Path) -> None:
    assert citegraph("ingest", page).code == 0
    query = "select title, year from papers"
    assert "A Study of Small Things: How Little Is Enough?" in citegraph("sql", query).out
    title = "A Study of Small Things: How Little Is Enough?"
    assert json.loads(citegraph("sql", query, "--json").out) == {"title": title, "year": None}
    rows = list(csv.reader(io.StringIO(citegraph("sql", query, "--csv").out)))
    assert rows == [["title", "year"], [title, ""]]


def test_sql_cannot_write(citegraph: Citegraph, page: Path) -> None:
    citegraph("ingest", page)
    done = citegraph("sql", "delete from papers")
    assert done.code == 1
    assert citegraph("sql", "select count(*) as n from papers", "--json").out == '{"n": 1}\n'


def test_sql_reads_no_files_and_no_environment(citegraph: Citegraph, page: Path) -> None:
    citegraph("ingest", page)
    for query in (f"from read_text('{page}')", "select getenv('HOME')", "copy papers to 'papers.csv'"):
        done = citegraph("sql", query)
        assert (done.code, done.out) == (1, "")
        assert "Queries read the warehouse and nothing else." in done.err
    assert not Path("papers.csv").exists()


def test_questions_with_a_name_are_listed_and_run(citegraph: Citegraph, inside_demo: Path) -> None:
    listed = citegraph("sql", "--list")
    assert listed.code == 0
    assert "bridges" in listed.out
    assert "Deep Residual Learning" in citegraph("sql", "most_cited_here").out
    unknown = citegraph("sql", "what_next")
    assert unknown.code == 1
    assert "most_cited_here" in unknown.err
    assert citegraph("sql").code == 2


def test_explain_shows_verdict_candidates_and_evidence(citegraph: Citegraph, inside_demo: Path) -> None:
    done = citegraph("explain", AMBIGUOUS)
    assert done.code == 0
    assert "ambiguous: several_works" in done.out
    assert REVIEW in done.out
    assert REPRINT in done.out
    assert "title similarity" in done.out
    assert "feed.txt:" in done.out


def test_explain_names_the_conflict_of_a_near_namesake(citegraph: Citegraph, inside_demo: Path) -> None:
    done = citegraph("explain", "finetuned language models are zero shot learners")
    assert "unmatched: no_such_work" in done.out
    assert "Language Models are Few-Shot Learners" in done.out
    assert "other_abstract" in done.out


def test_explain_shows_what_was_asked_of_openalex(citegraph: Citegraph, openalex: LoopbackServer) -> None:
    citegraph("ingest", DEMO / "pages")
    citegraph("resolve")
    sent = " ".join(request.query.get("filter", "") for request in openalex.requests)
    shown = citegraph("explain", "Finetuned Language Models Are Zero-Shot Learners").out
    asked = [line.split(": ", 1)[1] for line in shown.split("asked of OpenAlex")[1].splitlines()[1:]]
    values = [question.split(":", 1)[1] for question in asked]
    assert any("zero-shot learners" in value for value in values)
    assert all(value in sent for value in values if "title.search" in asked[values.index(value)])


def test_a_part_of_a_title_is_enough_if_it_is_of_one_paper_only(citegraph: Citegraph, inside_demo: Path) -> None:
    assert citegraph("explain", "quantum").code == 0
    several = citegraph("explain", "deep")
    assert several.code == 1
    assert "Deep Learning" in several.err
    nowhere = citegraph("explain", "phlogiston")
    assert nowhere.code == 1
    assert "nearest" in nowhere.err


def test_the_warehouse_passes_its_own_checks(citegraph: Citegraph, inside_demo: Path) -> None:
    done = citegraph("check")
    assert done.code == 0, done.out
    assert "error " not in done.out


def test_every_picture_of_the_warehouse_is_offered() -> None:
    assert list(Picture) == list(PICTURES)


def test_pictures_are_drawn_as_svg_and_png(citegraph: Citegraph, inside_demo: Path) -> None:
    for picture in Picture:
        assert citegraph("plot", picture, "--out", f"{picture}.svg").code == 0
        assert Path(f"{picture}.svg").read_text().startswith("<svg")
    assert citegraph("plot", "years", "--out", "years.png").code == 0
    assert Path("years.png").read_bytes().startswith(b"\x89PNG")
    assert citegraph("plot", "years", "--out", "years.pdf").code == 2
    assert citegraph("plot", "hairball", "--out", "x.svg").code == 2
