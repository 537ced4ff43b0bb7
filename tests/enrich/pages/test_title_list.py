from __future__ import annotations

from pathlib import Path

from tests.enrich.pages.makers import (
    ABSTRACT,
    read_text,
)


def test_a_list_of_titles_is_read_one_line_after_the_other(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.txt", "Learning to Read Pages\n\nbert2BERT: Towards Reuse\nReading Revisited")
    assert (read.page.layout, read.titles) == (
        "titles",
        ["Learning to Read Pages", "bert2BERT: Towards Reuse", "Reading Revisited"],
    )
    assert [record.line for record in read.records] == [1, 3, 4]


def test_a_script_without_blanks_has_words_too(tmp_path: Path) -> None:
    assert read_text(tmp_path, "a.txt", "深度学习方法综述\n图神经网络\n").titles == ["深度学习方法综述", "图神经网络"]


def test_numbering_is_removed_only_when_every_line_has_it(tmp_path: Path) -> None:
    numbered = read_text(tmp_path, "a.txt", "1. Learning to Read Pages\n2. 3D Reading of Pages")
    assert numbered.titles == ["Learning to Read Pages", "3D Reading of Pages"]
    mixed = read_text(tmp_path, "b.txt", "1. Learning to Read Pages\n3D Reading of Pages")
    assert mixed.titles == ["1. Learning to Read Pages", "3D Reading of Pages"]
    assert read_text(tmp_path, "c.txt", "- One Little Page\n- Two Little Pages").titles[0] == "One Little Page"


def test_a_line_unlike_a_title_in_a_list_is_warned_of(tmp_path: Path) -> None:
    titles = "".join(f"Reading Page Number {i}\n" for i in range(30))
    read = read_text(tmp_path, "a.txt", f"{titles}see the following,\n{ABSTRACT}\n")
    assert (len(read.records), read.warned_lines) == (31, [31, 32])
