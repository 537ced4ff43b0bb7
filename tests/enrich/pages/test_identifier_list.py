"""Lists of DOIs, arXiv ids and OpenAlex ids are read as such, and looked up by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from enrich.errors import PageError
from enrich.text.titles import paper_id
from tests.enrich.pages.makers import read_text

LIST = """# what we cite
https://doi.org/10.1109/CVPR.2016.90
doi:10.1038/nature14539   # with a remark

1. 10.48550/arXiv.1706.03762
- arXiv:1810.04805v2 [cs.CL]
hep-th/9711200
https://arxiv.org/pdf/2005.14165v4.pdf
https://openalex.org/W2741809807
W1
% the end
"""


def test_each_line_is_a_paper_without_title(tmp_path: Path) -> None:
    read = read_text(tmp_path, "ids.txt", LIST, encoding="utf-8-sig")
    assert (read.page.layout, read.warnings, set(read.titles)) == ("identifiers", [], {""})
    assert [(record.line, record.name) for record in read.records] == [
        (2, "doi:10.1109/cvpr.2016.90"),
        (3, "doi:10.1038/nature14539"),
        (5, "arxiv:1706.03762"),
        (6, "arxiv:1810.04805"),
        (7, "arxiv:hep-th/9711200"),
        (8, "arxiv:2005.14165"),
        (9, "openalex:W2741809807"),
        (10, "openalex:W1"),
    ]
    assert [record.doi for record in read.records[:3]] == [
        "10.1109/cvpr.2016.90",
        "10.1038/nature14539",
        "10.48550/arxiv.1706.03762",
    ]
    assert all(record.paper_id == paper_id(record.name) for record in read.records)


def test_one_paper_has_one_key_however_its_identifier_is_written(tmp_path: Path) -> None:
    written = "1706.03762\nhttps://arxiv.org/abs/1706.03762v5\n10.48550/arXiv.1706.03762\narXiv:1706.03762\n"
    read = read_text(tmp_path, "ids", written)
    assert {record.title_key for record in read.records} == {"arxiv:1706.03762"}


def test_a_line_that_is_no_identifier_is_warned_of_and_not_read(tmp_path: Path) -> None:
    read = read_text(tmp_path, "ids.txt", "Our DOIs:\n10.5555/1\n10.5555/2\n31415926\n")
    assert ([record.name for record in read.records], read.warned_lines) == (["doi:10.5555/1", "doi:10.5555/2"], [1, 4])
    assert "31415926" in read.warnings[1].message


def test_titles_and_identifiers_may_stand_in_one_list(tmp_path: Path) -> None:
    titles = ["Attention Is All You Need", "Deep Residual Learning for Image Recognition"]
    read = read_text(tmp_path, "list.txt", "\n".join([titles[0], "10.5555/abc", titles[1]]))
    assert (read.page.layout, read.warnings) == ("titles", [])
    assert [record.name for record in read.records] == [titles[0], "doi:10.5555/abc", titles[1]]


@pytest.mark.parametrize("numbers", ["31415926\n27182818\n", "https://example.org/a\nhttps://example.org/b\n"])
def test_numbers_and_addresses_of_other_kinds_are_refused(tmp_path: Path, numbers: str) -> None:
    with pytest.raises(PageError, match=r"ids\.txt"):
        read_text(tmp_path, "ids.txt", numbers)
