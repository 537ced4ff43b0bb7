"""What is a slip within a word, and what is another word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.text.slips import is_misspelt
from enrich.text.titles import title_words

TITLE = "Deep residual learning for image recognition in the wild"


def differ_by_slips(left: str, right: str) -> bool:
    found = is_misspelt(title_words(left), title_words(right))
    assert found == is_misspelt(title_words(right), title_words(left))
    return found


@pytest.mark.parametrize(
    "written",
    [
        "Deep residul learning for image recognition in the wild",
        "Deep residual leearning for image recognition in the wild",
        "Deep residual learning for image recognitoin in the wild",
        "Deep residual learning for image recogmition in the wild",
        "Deep residual learning for image recog nition in the wild",
        "Deep residual learningfor image recognition in the wild",
        "Deep residua1 learning for image recognition in the wild",
        "Deep residual leaming for image recognition in the wild",
        "Deep residual learning for image recognition in teh wild",
        "Deep residual learning for images recognition in the wild",
        "Deep residul learning for image recognitoin in the wild",
    ],
)
def test_a_word_mistyped_parted_joined_or_misread_is_a_slip(written: str) -> None:
    assert differ_by_slips(TITLE, written)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (TITLE, TITLE),
        (TITLE, "Deep residual learning for image recognition on the wild"),
        (TITLE, "Deep residual learning of image recognition in the wild"),
        (TITLE, "Deep residual learning for video recognition in the wild"),
        (TITLE, "Deep learning for image recognition in the wild"),
        (TITLE, "A deep residual learning for image recognition in the wild"),
        (TITLE, "Deep residul learnin for imag recogniton in the wild"),
        ("On symmetric matrices of rank two", "On asymmetric matrices of rank two"),
        ("The afferent nerves of the frog", "The efferent nerves of the frog"),
        ("A survey of VLA models for robots", "A survey of VLM models for robots"),
        ("Open pretraining of GPT 3 at scale", "Open pretraining of GPT 4 at scale"),
        ("Lessons from the cat and its brain", "Lessons from the bat and its brain"),
        ("Recipes for form and function", "Recipes from form and function"),
        ("", TITLE),
    ],
)
def test_another_word_number_or_too_many_slips_are_none(left: str, right: str) -> None:
    assert not differ_by_slips(left, right)


@given(st.lists(st.text(max_size=8), max_size=8), st.lists(st.text(max_size=8), max_size=8))
def test_any_words_can_be_compared_either_way(left: list[str], right: list[str]) -> None:
    assert is_misspelt(left, right) == is_misspelt(right, left)
    assert not is_misspelt(left, left)
