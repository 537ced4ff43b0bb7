"""The command line: what it prints where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest

from tests.flows.conftest import Citegraph
from tests.shared import PAGES, needs_shared
from warehouse.graph.relations import Relation

PAGE = (
    "Get trending papers in your email inbox!\n"
    "SubscribeA Study of Small Things: How Little Is Enough?\n"
    "We ask how small a test page can be and still hold a whole paper, and find that two lines will do nicely.\n"
)


@pytest.fixture
def page(clean_environment: Path) -> Path:
    path = clean_environment / "page.txt"
    path.write_text(PAGE)
    return path


def test_parse_prints_one_json_line_a_mention_and_words_to_stderr(citegraph: Citegraph, page: Path) -> None:
    done = citegraph("parse", page, "--json")
    assert done.code == 0
    (mention,) = map(json.loads, done.out.splitlines())
    assert mention["title"] == "A Study of Small Things: How Little Is Enough?"
    assert mention["line"] == 2
    assert "1 mentions of 1 papers on 1 pages" in done.err


@needs_shared
def test_parse_finds_655_mentions_of_523_papers_on_the_five_pages(citegraph: Citegraph) -> None:
    done = citegraph("parse", PAGES, "--json")
    assert done.code == 0
    mentions = [json.loads(line) for line in done.out.splitlines()]
    assert len(mentions) == 655
    assert len({mention["paper_id"] for mention in mentions}) == 523


def test_parse_goes_on_after_a_file_that_is_no_page_and_says_so(citegraph: Citegraph, page: Path) -> None:
    broken = page.with_name("broken.txt")
    broken.write_bytes(b"\x00\x01\x02")
    done = citegraph("parse", broken, page)
    assert done.code == 3
    assert "broken.txt" in done.err
    assert "A Study of Small Things" in done.out


def test_a_file_that_is_no_page_alone_fails(citegraph: Citegraph, page: Path) -> None:
    page.write_bytes(b"\x00\x01\x02")
    assert citegraph("parse", page).code == 1


def test_a_path_that_does_not_exist_is_named_in_one_sentence(citegraph: Citegraph) -> None:
    done = citegraph("run", "nowhere.txt", "--works", "x.jsonl")
    assert done.code == 1
    assert "nowhere.txt" in done.err
    assert "Traceback" not in done.err


def test_an_unknown_option_is_wrong_usage(citegraph: Citegraph) -> None:
    assert citegraph("parse", "--colour").code == 2


def test_a_snapshot_that_does_not_exist_is_named(citegraph: Citegraph, page: Path) -> None:
    done = citegraph("run", page, "--works", "nowhere.jsonl")
    assert done.code == 1
    assert "nowhere.jsonl" in done.err


def test_a_warehouse_that_does_not_exist_is_named_and_not_made(citegraph: Citegraph, clean_environment: Path) -> None:
    for command in ("sql", "check", "export", "resolve"):
        words = ["from papers"] if command == "sql" else []
        done = citegraph(command, *words, "--db", "nowhere.duckdb")
        assert done.code == 1, command
        assert "nowhere.duckdb" in done.err
    assert not (clean_environment / "nowhere.duckdb").exists()


def test_a_setting_without_sense_is_named(citegraph: Citegraph, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEGRAPH_REQUESTS_PER_SECOND", "plenty")
    done = citegraph("run", page)
    assert done.code == 1
    assert "CITEGRAPH_REQUESTS_PER_SECOND" in done.err


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


def test_a_warehouse_in_use_is_told_apart_from_a_broken_one(citegraph: Citegraph, page: Path) -> None:
    Path("citegraph.duckdb").write_text("this is no database at all, whatever its name says")
    done = citegraph("ingest", page)
    assert done.code == 1
    assert "citegraph.duckdb" in done.err
    assert Path("citegraph.duckdb").read_text().startswith("this is no database")


def test_ingesting_a_page_twice_stores_it_once(citegraph: Citegraph, page: Path) -> None:
    assert "1 new papers" in citegraph("ingest", page).err
    again = citegraph("ingest", page)
    assert again.code == 0
    assert "0 new), 0 new papers" in again.err
    with duckdb.connect("citegraph.duckdb", read_only=True) as con:
        assert con.execute("select count(*) from mentions").fetchall() == [(1,)]


def test_questions_with_a_name_are_listed_and_run(citegraph: Citegraph, inside_demo: Path) -> None:
    listed = citegraph("sql", "--list")
    assert listed.code == 0
    assert "bridges" in listed.out
    assert "Deep Residual Learning" in citegraph("sql", "most_cited_here").out
    unknown = citegraph("sql", "what_next")
    assert unknown.code == 1
    assert "most_cited_here" in unknown.err
    assert citegraph("sql").code == 2


def test_analyse_gives_the_same_numbers_again(citegraph: Citegraph, inside_demo: Path) -> None:
    measures = "select * from node_metrics order by all"
    first = citegraph("sql", measures, "--csv").out
    assert "pagerank" in first
    done = citegraph("analyse")
    assert done.code == 0
    assert "cites" in done.out
    assert citegraph("sql", measures, "--csv").out == first


def test_one_file_in_any_format_is_written_and_part_of_the_graph_left_out(
    citegraph: Citegraph, inside_demo: Path
) -> None:
    formats = [line.split()[0] for line in citegraph("export", "--list-formats").out.splitlines()[1:]]
    assert {"gexf", "graphml", "bibtex", "csv-edges"} <= set(formats)
    for name in formats:
        done = citegraph("export", "--format", name, "--out", f"out.{name}")
        assert done.code == 0, done.err
        assert Path(f"out.{name}").stat().st_size > 100
    citegraph("export", "--format", "csv-nodes", "--where", "year >= 2020", "--out", "late.csv")
    years = {row["year"] for row in csv.DictReader(Path("late.csv").read_text().splitlines())}
    assert min(years) == "2020"
    assert citegraph("export", "--format", "gexf", "--visual-attributes", "--timeline", "--out", "drawn.gexf").code == 0


def test_the_name_of_a_file_tells_its_format_unless_it_may_be_several(citegraph: Citegraph, inside_demo: Path) -> None:
    assert citegraph("export", "--out", "papers.bib").code == 0
    assert Path("papers.bib").read_text().startswith("@")
    assert citegraph("export", "--where", "year >= 2020", "--out", "late.GEXF").code == 0
    assert "<gexf" in Path("late.GEXF").read_text()
    several = citegraph("export", "--out", "papers.csv")
    assert several.code == 2
    assert "csv-nodes" in several.err
    assert not Path("papers.csv").exists()
    assert citegraph("report", "--out", "pages/mine.html").code == 0
    assert "<!doctype html>" in Path("pages/mine.html").read_text().lower()


def test_the_help_names_every_relation(citegraph: Citegraph) -> None:
    told = " ".join(citegraph("export", "--help").out.replace("│", " ").split())
    assert [relation for relation in Relation if relation not in told] == []


def test_an_export_that_makes_no_sense_is_wrong_usage_or_named(citegraph: Citegraph, inside_demo: Path) -> None:
    for words in (["--format", "docx", "--out", "x"], ["--where", "year > 2000"], ["--format", "gexf", "--out", "."]):
        assert citegraph("export", *words).code == 2, words
    assert citegraph("export", "--format", "gexf", "--relation", "hates", "--out", "x").code == 2
    assert citegraph("export", "--include-cited", "1", "--out", "x.gexf").code == 2
    bad = citegraph("export", "--format", "gexf", "--where", "1; drop table papers", "--out", "x.gexf")
    assert bad.code == 1
    assert not Path("x.gexf").exists()


def test_pictures_are_drawn_as_svg_and_png(citegraph: Citegraph, inside_demo: Path) -> None:
    for picture in ("graph", "years", "venues", "communities"):
        assert citegraph("plot", picture, "--out", f"{picture}.svg").code == 0
        assert Path(f"{picture}.svg").read_text().startswith("<svg")
    assert citegraph("plot", "years", "--out", "years.png").code == 0
    assert Path("years.png").read_bytes().startswith(b"\x89PNG")
    assert citegraph("plot", "years", "--out", "years.pdf").code == 2
    assert citegraph("plot", "hairball", "--out", "x.svg").code == 2
