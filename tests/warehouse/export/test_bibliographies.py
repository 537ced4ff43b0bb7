"""Bibliographies are read back by parsers that are not ours, and by our own readers of pages."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_file
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from enrich.pages import open_page
from warehouse.export.formats.bibtex import latex, write_bibtex
from warehouse.export.formats.csl_json import write_csl_json
from warehouse.export.formats.ris import write_ris
from warehouse.export.publications import Publication, one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from enrich.records import PageWarning

HOSTILE = [
    r"\input{/etc/passwd} \write18{rm} $x^2$ 100% {unbalanced",
    "} , title = {other}, } @article{evil, title={x}}",
    "ends in a backslash \\",
    "Line\r\nER  - \r\nTY  - JOUR\r\nTI  - other \x00\x07",
    '"quoted" #hash _under_ ~tilde & <b>bold</b> Größe 漢字 \U0001f600',
]


def publication(work_id: str = "W1", title: str = "A plain study", **facts: Any) -> Publication:
    given: dict[str, Any] = {
        "type": "article",
        "record_type": None,
        "source_type": "journal",
        "authors": ["Ada Lovelace", "Jan van der Berg"],
        "year": 2020,
        "publication_date": date(2020, 5, 17),
        "venue": "Journal of Things & Co",
        "book_title": None,
        "series": None,
        "publisher": None,
        "issn": "1234-5678",
        "volume": "12",
        "issue": "3",
        "first_page": "1",
        "last_page": "9",
        "doi": "10.1234/x_y",
        "arxiv_id": "2005.01234",
        "abstract": "We study 50% of {things}.",
        **facts,
    }
    return Publication(work_id=work_id, title=title, **given)


EVERY_TITLE = [publication(f"W{n}", title, abstract=title) for n, title in enumerate(HOSTILE)]


def bibtex_entries(path: Path) -> list[dict[str, str]]:
    library = parse_file(str(path), append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    assert [block for block in library.blocks if block not in library.entries] == []
    return [
        {"type": entry.entry_type, "key": entry.key, **{field.key: field.value for field in entry.fields}}
        for entry in library.entries
    ]


def test_a_bibtex_parser_reads_the_entry(tmp_path: Path) -> None:
    write_bibtex(tmp_path / "papers.bib", [publication()])
    (entry,) = bibtex_entries(tmp_path / "papers.bib")
    assert entry == {
        "type": "article",
        "key": "lovelace2020plain",
        "title": "A plain study",
        "author": "Ada Lovelace and Jan van der Berg",
        "journal": "Journal of Things & Co",
        "year": "2020",
        "volume": "12",
        "number": "3",
        "pages": "1–9",
        "issn": "1234-5678",
        "doi": "10.1234/x_y",
        "eprint": "2005.01234",
        "archiveprefix": "arXiv",
        "abstract": "We study 50% of {things}.",
    }


def test_no_title_leaves_its_bibtex_field_and_each_comes_back(tmp_path: Path) -> None:
    write_bibtex(tmp_path / "papers.bib", EVERY_TITLE)
    # the parser's LaTeX decoder prints the modifier letter for the circumflex and nothing for a brace alone
    expected = [one_line(title).replace("^", "ˆ") for title in HOSTILE]
    expected[0:2] = [title.replace("{", "").replace("}", "") for title in expected[0:2]]
    entries = bibtex_entries(tmp_path / "papers.bib")
    assert [entry["title"] for entry in entries] == expected
    assert [entry["abstract"] for entry in entries] == expected


@given(text=st.text(st.one_of(st.sampled_from('\\{}$&#%_^~"@,= \n\x00\ud800'), st.characters())))
def test_any_line_is_balanced_latex_without_commands_of_its_own(text: str) -> None:
    spelled = latex(one_line(text))
    depth = 0
    for sign in spelled:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    bare = spelled
    # braces in pairs
    bare = bare.replace("\\{", "").replace("\\}", "")
    for command in ("textbackslash{}", "textbraceleft{}", "textbraceright{}", "textasciitilde{}", "textasciicircum{}"):
        bare = bare.replace(f"\\{command}", "")
    for sign in "&%$#_":
        bare = bare.replace(f"\\{sign}", "")
    assert not set("\\{}&%$#_~^\n") & set(bare)


def test_equal_bibtex_keys_are_told_apart(tmp_path: Path) -> None:
    write_bibtex(tmp_path / "papers.bib", [publication("W1"), publication("W2")])
    assert [entry["key"] for entry in bibtex_entries(tmp_path / "papers.bib")] == [
        "lovelace2020plain",
        "lovelace2020plain-W2",
    ]


@pytest.mark.parametrize(
    ("type_", "source_type", "bibtex", "ris", "csl"),
    [
        ("article", "journal", "article", "JOUR", "article-journal"),
        ("article", "conference", "inproceedings", "CONF", "paper-conference"),
        ("preprint", "repository", "misc", "UNPB", "article"),
        ("preprint", "conference", "inproceedings", "CONF", "paper-conference"),
        ("dissertation", None, "phdthesis", "THES", "thesis"),
        ("something new", None, "misc", "GEN", "document"),
        (None, None, "misc", "GEN", "document"),
    ],
)
def test_each_kind_has_its_name_in_each_format(
    tmp_path: Path, type_: str | None, source_type: str | None, bibtex: str, ris: str, csl: str
) -> None:
    one = publication(type=type_, source_type=source_type)
    write_bibtex(tmp_path / "a.bib", [one])
    write_ris(tmp_path / "a.ris", [one])
    write_csl_json(tmp_path / "a.json", [one])
    assert bibtex_entries(tmp_path / "a.bib")[0]["type"] == bibtex
    assert rispy.loads((tmp_path / "a.ris").read_text("utf-8"))[0]["type_of_reference"] == ris
    assert json.loads((tmp_path / "a.json").read_text())[0]["type"] == csl


def test_rispy_reads_the_record(tmp_path: Path) -> None:
    write_ris(tmp_path / "papers.ris", [publication()])
    (record,) = rispy.loads((tmp_path / "papers.ris").read_text("utf-8"))
    assert record == {
        "type_of_reference": "JOUR",
        "id": "W1",
        "title": "A plain study",
        "authors": ["Lovelace, Ada", "van der Berg, Jan"],
        "year": "2020",
        "date": "2020/05/17",
        "journal_name": "Journal of Things & Co",
        "volume": "12",
        "number": "3",
        "start_page": "1",
        "end_page": "9",
        "issn": "1234-5678",
        "doi": "10.1234/x_y",
        "urls": ["https://arxiv.org/abs/2005.01234"],
        "abstract": "We study 50% of {things}.",
    }


def test_no_title_begins_a_ris_record_of_its_own(tmp_path: Path) -> None:
    write_ris(tmp_path / "papers.ris", EVERY_TITLE)
    records = rispy.loads((tmp_path / "papers.ris").read_text("utf-8"))
    assert [record["title"] for record in records] == [one_line(title) for title in HOSTILE]


def test_csl_items_hold_names_and_dates_in_parts(tmp_path: Path) -> None:
    write_csl_json(tmp_path / "papers.json", [publication(authors=["Ada Lovelace", "NASA"], arxiv_id=None)])
    (item,) = json.loads((tmp_path / "papers.json").read_text("ascii"))
    assert item["author"] == [{"family": "Lovelace", "given": "Ada"}, {"literal": "NASA"}]
    assert item["issued"] == {"date-parts": [[2020, 5, 17]]}
    assert (item["DOI"], item["page"], item["container-title"]) == ("10.1234/x_y", "1-9", "Journal of Things & Co")
    assert "URL" not in item


def test_csl_titles_come_back(tmp_path: Path) -> None:
    write_csl_json(tmp_path / "papers.json", EVERY_TITLE)
    items = json.loads((tmp_path / "papers.json").read_text("ascii"))
    assert [item["title"] for item in items] == [one_line(title) for title in HOSTILE]


def test_suffixes_stay_suffixes_and_organisations_whole(tmp_path: Path) -> None:
    authors = ["Martin Luther King Jr.", "Intergovernmental Panel on Climate Change"]
    write_bibtex(tmp_path / "a.bib", [publication(authors=authors)])
    assert "author = {King, Jr., Martin Luther and {Intergovernmental Panel on Climate Change}}" in (
        tmp_path / "a.bib"
    ).read_text("utf-8")
    write_ris(tmp_path / "a.ris", [publication(authors=authors)])
    assert rispy.loads((tmp_path / "a.ris").read_text("utf-8"))[0]["authors"] == [
        "King, Martin Luther, Jr.",
        "Intergovernmental Panel on Climate Change",
    ]
    write_csl_json(tmp_path / "a.json", [publication(authors=authors)])
    assert json.loads((tmp_path / "a.json").read_text())[0]["author"] == [
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        {"literal": "Intergovernmental Panel on Climate Change"},
    ]


def test_one_page_is_one_page_and_1_january_a_year(tmp_path: Path) -> None:
    one = publication(first_page="208", last_page="208", publication_date=date(2020, 1, 1))
    write_bibtex(tmp_path / "a.bib", [one])
    assert bibtex_entries(tmp_path / "a.bib")[0]["pages"] == "208"
    write_ris(tmp_path / "a.ris", [one])
    (record,) = rispy.loads((tmp_path / "a.ris").read_text("utf-8"))
    assert (record["start_page"], record["year"], record.keys() & {"end_page", "date"}) == ("208", "2020", set())
    write_csl_json(tmp_path / "a.json", [one])
    (item,) = json.loads((tmp_path / "a.json").read_text())
    assert (item["page"], item["issued"]) == ("208", {"date-parts": [[2020]]})


def test_a_chapter_names_its_book_its_series_and_its_publisher(tmp_path: Path) -> None:
    one = publication(
        type="article",
        record_type="book-chapter",
        source_type="book series",
        venue=None,
        book_title="Small Things 2020",
        series="Notes on Things",
        publisher="Thing House",
    )
    write_bibtex(tmp_path / "a.bib", [one])
    (entry,) = bibtex_entries(tmp_path / "a.bib")
    names = ("type", "booktitle", "series", "publisher")
    assert [entry[name] for name in names] == ["incollection", "Small Things 2020", "Notes on Things", "Thing House"]
    write_ris(tmp_path / "a.ris", [one])
    (record,) = rispy.loads((tmp_path / "a.ris").read_text("utf-8"))
    names = ("type_of_reference", "secondary_title", "tertiary_title", "publisher")
    assert [record[name] for name in names] == ["CHAP", "Small Things 2020", "Notes on Things", "Thing House"]
    write_csl_json(tmp_path / "a.json", [one])
    (item,) = json.loads((tmp_path / "a.json").read_text())
    names = ("type", "container-title", "collection-title", "publisher")
    assert [item[name] for name in names] == ["chapter", "Small Things 2020", "Notes on Things", "Thing House"]


def test_an_edited_book_has_editors(tmp_path: Path) -> None:
    one = publication(type="book", record_type="edited-book", venue=None)
    write_bibtex(tmp_path / "a.bib", [one])
    (entry,) = bibtex_entries(tmp_path / "a.bib")
    assert (entry["type"], entry["editor"], "author" in entry) == ("book", "Ada Lovelace and Jan van der Berg", False)
    write_ris(tmp_path / "a.ris", [one])
    assert rispy.loads((tmp_path / "a.ris").read_text("utf-8"))[0]["secondary_authors"] == [
        "Lovelace, Ada",
        "van der Berg, Jan",
    ]
    write_csl_json(tmp_path / "a.json", [one])
    assert "editor" in json.loads((tmp_path / "a.json").read_text())[0]


@pytest.mark.parametrize("name", ["Research and Development Group", "A, B, C and Sons", "and others"])
def test_a_name_that_bibtex_would_take_for_several_stays_one(tmp_path: Path, name: str) -> None:
    write_bibtex(tmp_path / "papers.bib", [publication(authors=[name])])
    assert f"author = {{{{{name}}}}}" in (tmp_path / "papers.bib").read_text("utf-8")


@pytest.mark.parametrize(("suffix", "write"), [("bib", write_bibtex), ("ris", write_ris)])
def test_citegraph_reads_its_own_bibliographies_as_pages(
    tmp_path: Path, suffix: str, write: Callable[..., object]
) -> None:
    titles = ["Größe & Maß: 100% of it", "A plain study"]
    write(tmp_path / f"papers.{suffix}", [publication(f"W{n}", title) for n, title in enumerate(titles)])
    warnings: list[PageWarning] = []
    page = open_page(tmp_path / f"papers.{suffix}", today=date(2026, 1, 1), warn=warnings.append)
    assert [(record.title, record.doi) for record in page] == [(title, "10.1234/x_y") for title in titles]
    assert warnings == []


@pytest.mark.parametrize(("name", "write"), [("a.bib", write_bibtex), ("a.ris", write_ris), ("a.json", write_csl_json)])
def test_the_second_run_changes_no_byte_and_no_papers_make_a_whole_file(
    tmp_path: Path, name: str, write: Callable[..., object]
) -> None:
    first = write(tmp_path / name, EVERY_TITLE)
    content = (tmp_path / name).read_bytes()
    assert write(tmp_path / name, EVERY_TITLE) == first
    assert (tmp_path / name).read_bytes() == content
    write(tmp_path / name, [])
    assert (tmp_path / name).read_text().split() in ([], ["[", "]"])
