"""What is no page is refused: the message says what it is, where, and what to do next."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from enrich.errors import PageError
from tests.enrich.pages.makers import Read, read_text

STRANGERS = {
    "XML": '<?xml version="1.0"?>\n<gexf version="1.3">\n<graph>\n<nodes>\n<node id="W1" label="One"/>\n',
    "XML.": "<graphml>\n<graph>\n<node id='W1'/>\n</graph>\n</graphml>\n",
    "GML": 'graph [\n  directed 1\n  node [\n    id 0\n    label "Turing 1937 On Computable Numbers"\n  ]\n]\n',
    "Pajek": '*Vertices 2\n1 "Turing 1937 On Computable Numbers"\n2 "Shannon 1948 A Theory"\n*Arcs\n1 2 1\n',
    "Web of Science": "FN Clarivate Web of Science\nVR 1.0\nPT J\nAU Turing, A\nTI On Computable Numbers\nER\n",
    "MEDLINE": "PMID- 1\nTI  - Deep learning for all\nAU  - LeCun Y\n\nPMID- 2\nTI  - Attention is all you need\n",
    "EndNote": "%0 Journal Article\n%T Deep Learning for Everybody\n%A LeCun, Yann\n%D 2015\n",
    "table": "On Computable Numbers\tTuring\t1937\nA Mathematical Theory of Communication\tShannon\t1948\n",
    "table.": "Alan Turing,Some Old Journal,1937,1\nClaude Shannon,Another Old Journal,1948,2\n" * 3,
    "table;": "source;target;type;weight\nTuring;Shannon;directed;1\nShannon;Turing;directed;1\n" * 2,
    "log": "2026-11-25 00:01:02 INFO the run begins now\n2026-11-25 00:01:03 INFO the run ends now\n",
    "label": "Title: On Computable Numbers\nAuthor: Alan Turing himself\nYear: 1937 in London\n" * 3,
    "source code": "from pathlib import Path\nimport numpy as np\n\nclass Reader:\n    name: str = 'a reader'\n",
    "settings": "[tool.reader]\nfirst_name = a reader of pages\nlast_name = another reader of pages\n",
}


@pytest.mark.parametrize("what", STRANGERS)
def test_a_file_of_another_kind_is_told_what_it_is(tmp_path: Path, what: str) -> None:
    pattern = rf"file\.txt: in no known layout: this is .*{what.rstrip('.;')}.*; .*citegraph reads: titles"
    with pytest.raises(PageError, match=pattern):
        read_text(tmp_path, "file.txt", STRANGERS[what])


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a/page\nhttps://example.org/another/page\n",
        "cs.CL\ncs.LG\nstat.ML\n",
        "2017\n2018\n2019\n",
        "12345678\n23456789\n",
        "Vaswani\nShazeer\nParmar\n",
        "<li>Attention Is All You Need</li>\n<li>Deep Residual Learning</li>\n",
        "@dataclass(frozen=True)\nclass Page:\n    name: str\n",
        "@page {\n  size: A4;\n}\n",
        "MIT License\nThe people who wrote this give it away.\n" + "You may do with it what you like. " * 20,
    ],
)
def test_lines_unlike_titles_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(PageError, match=r"file\.txt: "):
        read_text(tmp_path, "file.txt", text)


def test_the_first_line_of_what_is_refused_is_shown(tmp_path: Path) -> None:
    with pytest.raises(PageError, match="no list of titles, from its first line 'Vaswani' on"):
        read_text(tmp_path, "file.txt", "Vaswani\nShazeer\nParmar\n")


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"PAR1\x15\x04\x15", "Parquet.*own exports"),
        (gzip.compress(b"Attention Is All You Need\n", mtime=0), "gzip; unpack it"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF; hand in"),
        (b"PK\x03\x04\x14\x00", "ZIP.*CSV"),
    ],
)
def test_a_binary_file_is_told_what_it_is(tmp_path: Path, content: bytes, advice: str) -> None:
    (tmp_path / "papers.dat").write_bytes(content)
    with pytest.raises(PageError, match=rf"papers\.dat: this is .*{advice}"):
        Read(tmp_path / "papers.dat")


@pytest.mark.parametrize(
    "titles",
    [
        ["Multiplicity of $J/\\psi$ at $\\sqrt{s} = 13$ TeV", "Sparse Recovery with $\\ell_1$-Norm Penalties"],
        [
            "Data-Centric Innovation = 2x Better Repair",
            "Image -> Text: Learning to Read",
            "A Third Way of Reading",
        ],
        ["Red, Green, and Blue", "Black, White, and Grey", "One, Two, and Three", "Up, Down, and Sideways"],
        ["BERT: Pre-Training of Deep Transformers", "GPT: Language Models for Few Shots", "T5: One Text for Another"],
    ],
)
def test_titles_that_look_a_little_like_something_else_are_titles(tmp_path: Path, titles: list[str]) -> None:
    others = [f"Reading Pages in Year {number} of Learning" for number in range(3)]
    read = read_text(tmp_path, "titles.txt", "\n".join([*others, *titles]))
    assert (read.page.layout, read.titles) == ("titles", [*others, *titles])


def test_what_can_be_no_title_among_titles_is_not_read_as_one(tmp_path: Path) -> None:
    titles = [f"Reading Page Number {number}" for number in range(30)]
    read = read_text(tmp_path, "titles.txt", "\n".join([*titles, "https://example.org/a", "2017", "10.5555/abc"]))
    assert [record.name for record in read.records] == [*titles, "doi:10.5555/abc"]
    assert read.warned_lines == [31, 32]
