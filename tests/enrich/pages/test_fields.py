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
