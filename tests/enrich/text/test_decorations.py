"""What is taken off around a title, and what is left as part of it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.text.decorations import take_off

TITLE = "Growing networks slowly and steadily"
VENUE = "Advances in Growing Things"


@pytest.mark.parametrize(
    ("printed", "year", "venue"),
    [
        (f"[12] {TITLE}", None, None),
        (f"[Byr20] {TITLE}", None, None),
        (f"\u201c{TITLE}\u201d", None, None),
        (f'"{TITLE}."', None, None),
        (f"{TITLE}. In NetSci, 2020", 2020, "NetSci"),
        (f"{TITLE}. In: Proceedings of NetSci 2020, pp. 1-9", 2020, "Proceedings of NetSci"),
        (f"{TITLE}. arXiv preprint arXiv:2001.00001, 2020", 2020, None),
        (f'A. Byron, C. Gauss, and E. Noether, "{TITLE}," in {VENUE}, vol. 3, 2020, pp. 1-9.', 2020, VENUE),
        (f"Byron, A., Gauss, C., & Noether, E. (2020). {TITLE}. {VENUE}, 3(1), 1-9.", 2020, VENUE),
        (f"[4] Ada Byron, Carl Gauss, Emmy Noether. {TITLE}. In {VENUE}, pages 1-9, 2020.", 2020, VENUE),
        (f"A. Byron, C. Gauss, et al. {TITLE}. {VENUE}, 2020.", 2020, VENUE),
        (f"Ada Byron and Carl Gauss. 2020. {TITLE}. In {VENUE}.", 2020, VENUE),
    ],
)
def test_a_reference_is_a_title_with_year_and_venue(printed: str, year: int | None, venue: str | None) -> None:
    bare = take_off(printed)
    assert (bare.title, bare.year, bare.venue) == (TITLE, year, venue)
    assert bare.is_sure
    assert not bare.is_cut


@pytest.mark.parametrize("printed", [f"12. {TITLE}.", f"(3) {TITLE}", f"3) {TITLE}"])
def test_a_number_before_a_title_may_be_part_of_it(printed: str) -> None:
    assert take_off(printed) == (TITLE, None, None, False, False)


@pytest.mark.parametrize("printed", [f"{TITLE} (2020)", f"{TITLE}. 2020.", f"{TITLE} [2020]"])
def test_a_year_behind_a_title_may_be_part_of_it(printed: str) -> None:
    assert take_off(printed)._replace(venue=None) == (TITLE, 2020, None, False, False)


@pytest.mark.parametrize("end", ["\u2026", "...", " [...]"])
def test_a_title_that_ends_in_an_ellipsis_is_cut(end: str) -> None:
    bare = take_off(TITLE + end)
    assert (bare.title, bare.is_cut) == (TITLE, True)


@pytest.mark.parametrize(
    "title",
    [
        "2 OLMo 2 Furious",
        "1984 and the politics of memory",
        "[Re] A study of growing networks",
        'The "Right" Way to Grow: A Study',
        '"I like it more than I expected!": Exploring what users say of networks',
        "In networks we trust: a study of conferences",
        "Growing 2014: Impacts and Measures",
        "The relationship between bioRxiv preprints and citations",
        "A survey. With some remarks. And more",
        "Dr. Strangelove and the network: a history",
        "Networks",
        "Cancer statistics of this country, 2012",
    ],
)
def test_a_title_alone_stays_as_it_is(title: str) -> None:
    assert take_off(title).title == title


@given(st.text())
def test_any_text_has_a_title(printed: str) -> None:
    bare = take_off(printed)
    assert len(bare.title) <= len(printed)


@pytest.mark.parametrize(
    "text", ["A. " * 5000, "x, " * 5000 + ". y", "A. B." * 4000 + " In " * 4000, "(" * 9000, "\u201c a b c " * 4000]
)
def test_hostile_text_takes_no_more_than_a_moment(text: str) -> None:
    begun = time.process_time()
    take_off(text)
    assert time.process_time() - begun < 1
