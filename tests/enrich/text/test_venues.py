"""Venues: which names are recognisably one venue's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.text.venues import is_same_venue

SAME = [
    ("VLDB", "Very Large Data Bases"),
    ("NeurIPS", "Advances in Neural Information Processing Systems"),
    ("NIPS 2017", "Neural Information Processing Systems"),
    ("CVPR 2018", "2018 IEEE/CVF Conference on Computer Vision and Pattern Recognition"),
    ("ACL (1)", "Proceedings of the 57th Annual Meeting of the Association for Computational Linguistics"),
    ("PNAS", "Proceedings of the National Academy of Sciences"),
    ("Proc. Natl. Acad. Sci.", "Proceedings of the National Academy of Sciences"),
    ("J. Mach. Learn. Res.", "Journal of Machine Learning Research"),
    ("JMLR", "Journal of Machine Learning Research"),
    ("SIGMOD Record", "ACM SIGMOD Record"),
    ("ACM Trans. Database Syst.", "ACM Transactions on Database Systems (TODS)"),
    ("Nature", "NATURE"),
]
NOT_RECOGNISED = [
    ("VLDB", "The VLDB Journal"),
    ("VLDB", "SIGMOD Conference"),
    ("Nature", "Nature Communications"),
    # The same by knowledge of the field, which no rule here has.
    ("SIGMOD Conference", "International Conference on Management of Data"),
]
NO_VENUE = [("", "Nature"), (None, "Nature"), ("arXiv preprint arXiv:1706.03762", "Nature"), ("2017", "Nature")]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_one_venue_under_two_names_is_recognised(left: str, right: str) -> None:
    assert is_same_venue(left, right) is True
    assert is_same_venue(right, left) is True


@pytest.mark.parametrize(("left", "right"), NOT_RECOGNISED)
def test_other_venues_are_not_taken_for_it(left: str, right: str) -> None:
    assert is_same_venue(left, right) is False
    assert is_same_venue(right, left) is False


@pytest.mark.parametrize(("left", "right"), NO_VENUE)
def test_a_repository_or_nothing_says_nothing(left: str | None, right: str) -> None:
    assert is_same_venue(left, right) is None
    assert is_same_venue(right, left) is None


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared_either_way_round(left: str, right: str) -> None:
    assert is_same_venue(left, right) == is_same_venue(right, left)
    assert is_same_venue(left, left) in (True, None)
