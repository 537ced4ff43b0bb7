from __future__ import annotations

from pathlib import Path

from tests.enrich.pages.makers import (
    read_text,
)


def test_bibtex_is_read_without_its_latex(tmp_path: Path) -> None:
    text = r"""% made by hand
@string{venue = "A Venue"}
@article{doe,
  title = {The {BERT} of \"{U}bung: 100% more},
  author = {Doe, Jane and M{\"u}ller, J\"org and others},
  year = 2020, eprint = {2001.00001v2}, archivePrefix = {arXiv},
  abstract = {Two
    lines.}, doi = {https://doi.org/10.1/ABC}
}
@misc{roe, title = {{Plain Title}}, doi = {10.48550/arXiv.2401.00001}}
"""
    read = read_text(tmp_path, "a.bib", text)
    first, second = read.records
    assert (first.title, first.abstract, first.line) == ("The BERT of Übung: 100% more", "Two lines.", 3)
    assert (first.authors, first.author_count) == (("Doe, Jane", "Müller, Jörg", "et al."), None)
    assert (first.year, first.arxiv_id, first.doi) == (2020, "2001.00001", None)
    assert (second.title, second.arxiv_id) == ("Plain Title", "2401.00001")
    assert ["doi" in warning.message for warning in read.warnings] == [True]


def test_broken_bibtex_is_warned_of_and_the_rest_read(tmp_path: Path) -> None:
    broken = "@misc{b, title={open\n@misc{a, title={Two}}\nstray\n@misc{c, year={1}}\n"
    text = "@misc{a, title={One}}\n" + broken + "@misc{d, title={Three}, title={x}}"
    read = read_text(tmp_path, "a.txt", text)
    assert (read.page.layout, read.titles, read.warned_lines) == (
        "bibtex",
        ["One", "Two", "Three"],
        [2, 3, 4, 5, 6],
    )
