from __future__ import annotations

from pathlib import Path

import pytest

from tests.enrich.pages.makers import (
    read_text,
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.bib", "@inproceedings{doe, title={One}, booktitle = {Proc. of the {VLDB}}}"),
        ("a.bib", "@article{doe, title={One}, journal = {Proc. of the VLDB}}"),
        ("a.ris", "TY  - CONF\nTI  - One\nT2  - Proc. of the VLDB\nER  -\n"),
        ("a.ris", "TY  - JOUR\nTI  - One\nJO  - Proc. of the VLDB\nER  -\n"),
        ("a.csv", "Title,Source Title\nOne,Proc. of the VLDB\n"),
        ("a.json", '[{"title": "One", "journal": {"name": "Proc. of the VLDB", "pages": "1-9"}}]'),
    ],
    ids=["booktitle", "journal", "T2", "JO", "column", "object"],
)
def test_the_venue_that_a_page_names_is_read(tmp_path: Path, name: str, text: str) -> None:
    read = read_text(tmp_path, name, text)
    assert ([record.venue for record in read.records], read.warnings) == (["Proc. of the VLDB"], [])


UNTITLED = {"name": "doi:10.5555/abc", "title": "", "authors": ("Doe, Jane",), "year": 2020}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.bib", "@article{doe, author={Doe, Jane}, year={2020}, doi={10.5555/ABC}}"),
        ("a.bib", "@article{doe, author={Doe, Jane}, year={2020}, url={https://doi.org/10.5555/abc}}"),
        ("a.ris", "TY  - JOUR\nAU  - Doe, Jane\nPY  - 2020\nDO  - 10.5555/abc\nER  -\n"),
        ("a.ris", "TY  - JOUR\nAU  - Doe, Jane\nPY  - 2020\nUR  - https://doi.org/10.5555/abc\nER  -\n"),
        ("a.csv", 'Title,Authors,Year,DOI\n,"Doe, Jane",2020,10.5555/abc\n'),
        ("a.csv", 'title,authors,year\ndoi:10.5555/abc,"Doe, Jane",2020\n'),
        ("a.json", '[{"title": null, "authors": ["Doe, Jane"], "year": 2020, "doi": "10.5555/abc"}]'),
        ("a.jsonl", '{"authors": ["Doe, Jane"], "year": 2020, "doi": "10.5555/abc"}\n' * 2),
    ],
)
def test_a_record_with_an_identifier_needs_no_title(tmp_path: Path, name: str, text: str) -> None:
    read = read_text(tmp_path, name, text)
    found = [{field: getattr(record, field) for field in UNTITLED} for record in read.records]
    assert (found[0], read.warnings) == (UNTITLED, [])


@pytest.mark.parametrize(
    "field",
    [
        "journal={arXiv preprint arXiv:1706.03762}",
        "eprint={1706.03762}, archiveprefix={arXiv}",
        "url={https://arxiv.org/abs/1706.03762v5}",
        "doi={10.48550/arXiv.1706.03762}",
        "number={arXiv:1706.03762}",
    ],
)
def test_an_arxiv_id_is_read_wherever_an_entry_has_it(tmp_path: Path, field: str) -> None:
    read = read_text(tmp_path, "a.bib", f"@article{{doe, title={{One}}, {field}}}")
    assert ([record.arxiv_id for record in read.records], read.warnings) == (["1706.03762"], [])


def test_signs_that_latex_asks_for_are_no_part_of_a_doi(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.bib", r"@article{doe, title={One}, doi={10.1007/978-3\_12\%5}}")
    assert read.records[0].doi == "10.1007/978-3_12%5"


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        (r"Garc{\'i}a M{\'a}rquez, Gabriel Jos{\'e}", ("García Márquez, Gabriel José",)),
        ("{Barnes and Noble} and Doe, Jane", ("Barnes and Noble", "Doe, Jane")),
        ("Jane Doe, Richard Roe, Ann Poe", ("Jane Doe", "Richard Roe", "Ann Poe")),
    ],
)
def test_only_and_parts_names_in_bibtex_unless_somebody_has_parted_them_by_commas(
    tmp_path: Path, authors: str, names: tuple[str, ...]
) -> None:
    read = read_text(tmp_path, "a.bib", f"@article{{doe, title={{One}}, author={{{authors}}}}}")
    assert read.records[0].authors == names
