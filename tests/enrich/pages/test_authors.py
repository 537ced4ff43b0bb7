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
