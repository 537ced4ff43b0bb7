from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.enrich.pages.makers import (
    read_text,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Doe; Richard Roe", ("Jane Doe", "Richard Roe")),
        ("Jane Doe, Richard Roe, and Max Muster", ("Jane Doe", "Richard Roe", "Max Muster")),
        ("Doe, Jane and Roe, Richard", ("Doe, Jane", "Roe, Richard")),
        ("Doe, J., van Dam, R. K.", ("Doe, J.", "van Dam, R. K.")),
        ("Doe, Jane", ("Doe, Jane",)),
    ],
)
def test_authors_in_one_text_are_parted(tmp_path: Path, text: str, expected: tuple[str, ...]) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([["title", "authors"], ["One", text]])
    assert read_text(tmp_path, "a.csv", stream.getvalue()).records[0].authors == expected


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe, Richard Roe, et al.",
        "Jane Doe, Richard Roe et al",
        "Jane Doe; Richard Roe; others",
        "Jane Doe and Richard Roe and others",
        "Jane Doe, Richard Roe, ...",
        "Jane Doe; Richard Roe…",
        "Jane Doe, Richard Roe, + 12 more",
    ],
)
def test_a_list_that_is_cut_says_so_in_one_way_and_has_no_length(tmp_path: Path, text: str) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([["title", "authors"], ["One", text]])
    (record,) = read_text(tmp_path, "a.csv", stream.getvalue()).records
    assert (record.authors, record.author_count) == (("Jane Doe", "Richard Roe", "et al."), None)
