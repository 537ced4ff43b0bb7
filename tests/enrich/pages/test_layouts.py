from __future__ import annotations

import json
from pathlib import Path

import pytest

from enrich.errors import PageError
from enrich.pages.identifier_list import IDENTIFIERS
from enrich.pages.layouts import READERS, SUFFIXES, describe_layouts
from enrich.pages.reader import Reader
from tests.enrich.pages.makers import ABSTRACT, NEWSLETTER, card, listing, read_text

TITLE = "Learning to Read Pages"
EXAMPLES = {
    "titles": f"{TITLE}\n{TITLE}\n",
    "identifiers": "https://doi.org/10.5555/abc\n",
    "csv": f"title,year\n{TITLE},2020\n",
    "tsv": f"title\tyear\n{TITLE}\t2020\n",
    "feed": f"{NEWSLETTER}Subscribe{TITLE}\n{ABSTRACT}\n",
    "listing": listing(card(TITLE, "  • 5 authors", "·", "Jun 20, 2024")),
    "ris": f"TY  - JOUR\nTI  - {TITLE}\nER  - \n",
    "bibtex": f"@article{{doe, title = {{{TITLE}}}}}\n",
    "json": json.dumps([{"title": TITLE}]),
    "daily-papers-json": json.dumps([{"paper": {"title": TITLE}}]),
    "json-lines": f'{{"title": "{TITLE}"}}\n' * 2,
    "html": f"<html><article><h3>{TITLE}</h3></article></html>",
}


def name_of(reader: Reader) -> str:
    return reader.layout


@pytest.mark.parametrize("reader", READERS, ids=name_of)
def test_each_reader_knows_and_reads_its_own_layout(tmp_path: Path, reader: Reader) -> None:
    text = EXAMPLES[reader.layout]
    for suffix in ["", ".txt", *reader.suffixes[:1]]:
        read = read_text(tmp_path, f"page{suffix}", text)
        expected = "" if reader is IDENTIFIERS else TITLE
        assert (read.page.layout, set(read.titles), read.warnings) == (reader.layout, {expected}, [])


@pytest.mark.parametrize("reader", READERS, ids=name_of)
def test_each_reader_fits_its_own_layout_and_tells_people_of_it(reader: Reader) -> None:
    head = [stripped for line in EXAMPLES[reader.layout].splitlines() if (stripped := line.strip())]
    assert reader.fits("page.txt", head)
    assert f"{reader.layout} ({reader.description})" in describe_layouts().split("; ")


def test_each_layout_has_one_reader() -> None:
    assert sorted(reader.layout for reader in READERS) == sorted(EXAMPLES)


@pytest.mark.parametrize("suffix", sorted(SUFFIXES - {".txt", ".text"}))
def test_a_suffix_is_believed_and_its_reader_says_what_is_wrong(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(PageError) as refusal:
        read_text(tmp_path, f"page{suffix}", EXAMPLES["titles"])
    assert "in no known layout" not in str(refusal.value)


@pytest.mark.parametrize(
    "prose",
    [
        "This is a note that somebody wrote. It has two sentences.",
        "The program reads pages, one after the other, and\nwrites down what it finds there. When a page\n"
        "cannot be read, it says so and goes on with the\nnext one. This is what people expect of it,\nand "
        "what it does.",
        f"{ABSTRACT}\n{ABSTRACT}\n",
        f"Introduction\n{ABSTRACT}\nMethods\n{ABSTRACT}\n",
        "def read(path):\n    with open(path) as f:\n        return f.read()\n",
    ],
)
def test_prose_is_refused_with_the_list_of_known_layouts(tmp_path: Path, prose: str) -> None:
    with pytest.raises(PageError, match=r"prose\.txt: in no known layout.*feed \(.*listing \(.*bibtex \("):
        read_text(tmp_path, "prose.txt", prose)
