from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest

from enrich.errors import PageError
from enrich.pages import find_pages, open_page
from tests.enrich.pages.makers import (
    TODAY,
)


def test_folders_globs_and_paths_are_expanded_each_file_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.csv", "sub/c.JSON", "sub/picture.png", ".hidden.txt", ".git/d.txt", "odd[1].txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")

    def found(*arguments: str) -> list[str]:
        return [str(page.path.relative_to(tmp_path)) for page in find_pages([str(tmp_path / a) for a in arguments])]

    assert found("") == ["a.csv", "b.txt", "odd[1].txt", os.path.join("sub", "c.JSON")]  # noqa: PTH118
    assert found("b.txt", "*.txt", "sub/picture.png") == ["b.txt", "odd[1].txt", os.path.join("sub", "picture.png")]  # noqa: PTH118
    assert found("odd[1].txt") == ["odd[1].txt"]


@pytest.mark.parametrize("argument", ["missing.txt", "*.nothing", "empty"])
def test_an_argument_that_yields_nothing_is_named(tmp_path: Path, argument: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(PageError, match=re.escape(str(tmp_path / argument))):
        find_pages([str(tmp_path / argument)])


def test_standard_input_is_a_page_like_any_other() -> None:
    content = b"Learning to Read Pages\n"
    (page_file,) = find_pages(["-"], stdin=io.BytesIO(content))
    page = open_page(page_file, today=TODAY, warn=print)
    assert (page.page.name, page.page.layout) == ("standard input", "titles")
    assert [record.title for record in page] == ["Learning to Read Pages"]
    page_file.path.unlink()
