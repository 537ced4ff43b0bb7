"""Names: what makes two printed names one person's, and how author lists are counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.text.names import AuthorList, read_name

ONE_PERSON = [
    ("Diederik P. Kingma", "D. P. Kingma"),
    ("Diederik P. Kingma", "Kingma, Diederik"),
    ("KINGMA, D.", "D Kingma"),
    ("Roberto J. Bayardo Jr.", "R. Bayardo"),
    ("Michael B\u00f6hlen", "M. Bohlen"),
    ("Christian B\u00f6hm", "christian b &#246; hm"),
    ("David J. DeWitt", "David J. De Witt"),
    ("Kevin Chen-Chuan Chang", "Chen-Chuan K. Chang"),
    ("Wang Wei", "Wei Wang"),
    ("Aristotle", "ARISTOTLE"),
]
TWO_PERSONS = [
    ("Ada Byron", "Carl Byron"),
    ("Ada Byron", "Ada Gauss"),
    ("Jun Wang", "Xiao Wang"),
    ("Ada Byron", ""),
]


def are_one(left: str, right: str) -> bool:
    shared = AuthorList([left]).shared_count(AuthorList([right]))
    assert shared == AuthorList([right]).shared_count(AuthorList([left]))
    return shared == 1


@pytest.mark.parametrize(("left", "right"), ONE_PERSON)
def test_one_person_printed_in_two_ways_is_one(left: str, right: str) -> None:
    assert are_one(left, right)


@pytest.mark.parametrize(("left", "right"), TWO_PERSONS)
def test_two_persons_stay_two(left: str, right: str) -> None:
    assert not are_one(left, right)


def test_a_name_that_stands_twice_on_an_author_list_counts_once() -> None:
    assert len(AuthorList(["Ada Byron", "A. Byron", "Carl Gauss", "", " "])) == 2


def test_no_more_names_are_shared_than_the_shorter_author_list_holds() -> None:
    others = AuthorList([f"{letter}. Wang" for letter in "abcdefgh"])
    assert AuthorList(["A. Wang", "B. Wang"]).shared_count(others) == 2


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_read_as_a_name(printed: str) -> None:
    assert read_name(printed) == read_name(printed)
    assert len(AuthorList([printed])) <= 1
