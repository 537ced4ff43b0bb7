from __future__ import annotations

from pathlib import Path

from tests.enrich.pages.makers import (
    read_text,
)


def test_ris_is_read_even_where_records_have_no_end(tmp_path: Path) -> None:
    text = (
        "TY  - JOUR\r\nTI  - One\r\nAU  - Doe, Jane\r\nAU  - Roe, R.\r\nPY  - 2020/01/02\r\nDO  - doi:10.1145/X\r\n"
        "UR  - https://arxiv.org/abs/2401.00001v1\r\nAB  - Some\r\ntext.\r\nER  -\r\nstray\r\n"
        "TY  - CONF\r\nT1  - Two\r\nTY  - JOUR\r\nAU  - No Title\r\nER  - \r\n"
    )
    read = read_text(tmp_path, "a.ris", text)
    first = read.records[0]
    assert (read.titles, read.warned_lines) == (["One", "Two"], [11, 14])
    assert (first.authors, first.author_count, first.year) == (("Doe, Jane", "Roe, R."), 2, 2020)
    assert (first.doi, first.arxiv_id, first.abstract) == ("10.1145/x", "2401.00001", "Some text.")
