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
    ("Alex Krizhevsky", "Krizhevsky A"),
    ("Alex Krizhevsky", "KRIZHEVSKY A"),
    ("Alex Krizhevsky", "A Krizhevsky"),
    ("Alex Krizhevsky", "Krizhevsky"),
    ("Diederik P. Kingma", "Kingma DP"),
    ("Diederik P. Kingma", "DP Kingma"),
    ("Diederik P. Kingma", "Kingma, D.P."),
    ("Jean-Pierre Serre", "Serre J.-P."),
    ("Jean-Pierre Serre", "Serre JP"),
    ("Jan van der Berg", "van der Berg J"),
    ("Jan van der Berg", "Berg, Jan van der"),
    ("Jan van der Berg", "van der Berg"),
    ("Gabriel García Márquez", "García Márquez G"),
    ("Gabriel García Márquez", "García Márquez, Gabriel"),
    ("Mary Smith-Jones", "Smith-Jones M"),
    ("Mary Smith-Jones", "Smith Jones, M."),
    ("Martin Luther King Jr.", "King ML Jr"),
    ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
    ("Michael Müller", "Mueller M"),
    ("Conan O’Brien", "O'Brien C"),
    ("Conan O'Brien", "OBrien, C."),
    ("Xiaoming Li", "Li XM"),
    ("Li Xiao-Ming", "X. Li"),
    ("Barabási Albert-László", "A.-L. Barabási"),
    ("张伟", "Zhang Wei"),
    ("Иванов И. И.", "Ivan Ivanov"),
]
TWO_PERSONS = [
    ("Ada Byron", "Carl Byron"),
    ("Ada Byron", "Ada Gauss"),
    ("Jun Wang", "Xiao Wang"),
    ("Ada Byron", ""),
    ("Krizhevsky A", "Krizhevsky B"),
    ("Li XM", "Wei Li"),
    ("Ada Byron", "Gauss"),
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


@pytest.mark.parametrize(
    "end",
    [
        "et al.",
        "Byron et al",
        "Ada Byron, et al.",
        "others",
        "and others",
        "…",
        "...",
        "12 more",
        "Ada Byron (+ 3 others)",
    ],
)
def test_a_list_that_says_it_is_cut_is_not_whole(end: str) -> None:
    ours = AuthorList(["Emmy Noether", end])
    assert not ours.is_whole
    assert all("al" not in name.families for name in ours.names)
    assert not ours.is_comparable(AuthorList(["Carl Gauss"]))


@pytest.mark.parametrize("name", ["Wu A", "Al Gore", "Mother Teresa", "Etal B", "Others, John", "Thomas More"])
def test_a_name_that_only_looks_cut_is_whole(name: str) -> None:
    assert AuthorList([name]).is_whole


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (["Wang Wei"], ["王伟"]),
        (["Intergovernmental Panel on Climate Change"], ["Thomas Stocker"]),
        (["Emmy Noether", "et al."], ["Carl Gauss"]),
    ],
)
def test_lists_that_cannot_be_compared_do_not_contradict(left: list[str], right: list[str]) -> None:
    assert not AuthorList(left).is_comparable(AuthorList(right))
    assert not AuthorList(right).is_comparable(AuthorList(left))


def test_whole_lists_of_people_in_one_script_can_be_compared() -> None:
    assert AuthorList(["Ada Byron", "The ATLAS Collaboration"]).is_comparable(AuthorList(["Gauss C"]))


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_read_as_a_name(printed: str) -> None:
    assert read_name(printed) == read_name(printed)
    assert len(AuthorList([printed])) <= 1
