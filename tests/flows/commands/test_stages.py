"""Each stage alone: what it prints where, what it writes, and how it ends."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb

from tests.flows.conftest import Citegraph
from tests.shared import PAGES, needs_shared
from warehouse.graph.relations import Relation


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
