from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from enrich.text.titles import paper_id, title_key
from tests.enrich.pages.makers import (
    ABSTRACT,
    HEADING,
    NEWSLETTER,
    QUICK,
    card,
    listing,
    read_text,
)


def test_a_feed_is_titles_and_abstracts_in_turn(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.txt", f"{NEWSLETTER}SubscribeOne Title\n{ABSTRACT}\nAnother Title\n{ABSTRACT}\n")
    assert read.page.layout == "feed"
    assert [(r.position, r.line, r.title, r.abstract) for r in read.records] == [
        (1, 3, "One Title", ABSTRACT.strip()),
        (2, 5, "Another Title", ABSTRACT.strip()),
    ]
    assert read.warnings == []
    assert read.records[0].title_key == title_key("One Title")
    assert read.records[0].paper_id == paper_id(title_key("One Title"))


def test_the_word_subscribe_is_kept_where_it_belongs_to_a_title(tmp_path: Path) -> None:
    titles = ["Subscribers at Risk", "Subscribe to Win", "SubscribeNet: A Network"]
    later = "".join(f"{title}\n{ABSTRACT}\n" for title in titles)
    read = read_text(tmp_path, "a.txt", f"{NEWSLETTER}SubscribeFirst of All\n{ABSTRACT}\n{later}")
    assert read.titles == ["First of All", *titles]
    assert read_text(tmp_path, "b.txt", f"{NEWSLETTER}Subscribers at Risk\n{ABSTRACT}\n").titles == [titles[0]]


def test_a_feed_without_furniture_is_known_by_its_rhythm(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.txt", "".join(f"A Title of Number {i}\n\n{ABSTRACT}\n\n" for i in range(4)))
    assert (read.page.layout, len(read.records), read.warnings) == ("feed", 4, [])


def test_a_title_without_an_abstract_does_not_shift_the_pairs_after_it(tmp_path: Path) -> None:
    text = (
        f"{NEWSLETTER}SubscribeOne\n{ABSTRACT}\nTwo Without Text\nThree\n{ABSTRACT}\nFour\n{ABSTRACT}\nFive at the End"
    )
    read = read_text(tmp_path, "a.txt", text)
    assert [(r.title, r.abstract is not None) for r in read.records] == [
        ("One", True),
        ("Two Without Text", False),
        ("Three", True),
        ("Four", True),
        ("Five at the End", False),
    ]
    assert read.warned_lines == [5, 10]


def test_an_abstract_of_several_lines_does_not_shift_the_pairs_after_it(tmp_path: Path) -> None:
    long_one = f"{ABSTRACT}\n{ABSTRACT}\nCode: https://example.org/one"
    text = f"{NEWSLETTER}SubscribeOne\n{long_one}\nTwo\nA short one.\nThree\n{ABSTRACT}"
    read = read_text(tmp_path, "a.txt", text)
    assert read.titles == ["One", "Two", "Three"]
    assert read.records[0].abstract == f"{ABSTRACT.strip()} {ABSTRACT.strip()} Code: https://example.org/one"
    assert read.records[1].abstract == "A short one."
    assert read.warned_lines == [5, 6]


def test_a_title_that_ends_like_a_sentence_is_a_title_where_one_is_due(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.txt", f"{NEWSLETTER}SubscribeOne\n{ABSTRACT}\nOn the Nature of Things.\n{ABSTRACT}")
    assert (read.titles, read.warnings) == (["One", "On the Nature of Things."], [])


def test_an_abstract_before_any_title_is_warned_of(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.txt", f"{NEWSLETTER}{ABSTRACT}\nOne\n{ABSTRACT}")
    assert (read.titles, read.warned_lines) == (["One"], [3])


def test_a_card_of_a_listing_has_authors_date_and_comments(tmp_path: Path) -> None:
    text = listing(
        card("One", "  • 5 authors", "·", "Jun 20, 2024 1"), card("Two"), card("Three", "  • 1 author", "·", "May 4 12")
    )
    read = read_text(tmp_path, "a.txt", text)
    assert [(r.title, r.abstract, r.author_count, r.posted_date, r.comment_count) for r in read.records] == [
        ("One", ABSTRACT.strip(), 5, date(2024, 6, 20), 1),
        ("Two", ABSTRACT.strip(), None, None, None),
        ("Three", ABSTRACT.strip(), 1, date(2025, 5, 4), 12),
    ]
    assert read.warnings == []


def test_an_organisation_in_place_of_the_authors_is_neither_title_nor_lost(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.txt", listing(card("One", "Some Lab", "·", "Jun 20, 2024"), card("Two")))
    assert (read.titles, read.records[0].author_count) == (["One", "Two"], None)
    assert read.records[0].posted_date == date(2024, 6, 20)
    assert ["Some Lab" in warning.message for warning in read.warnings] == [True]


def test_small_print_that_a_card_cannot_hold_is_warned_of(tmp_path: Path) -> None:
    twice = card("One", "  • 5 authors", "  • 6 authors", "·", "Jun 20, 2024", "Jun 21, 2024")
    read = read_text(tmp_path, "a.txt", listing("  • 9 authors", f"{twice}\n\n{ABSTRACT}", card("Two")))
    assert (read.titles, read.records[0].author_count, read.records[0].posted_date) == (
        ["One", "Two"],
        5,
        date(2024, 6, 20),
    )
    assert read.warned_lines == [13, 20, 23, 25]


WORDS = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=8)
# Glued to "Subscribe", a word like "r" makes another word: no reader can tell.
TITLES = st.lists(WORDS, min_size=3, max_size=12).map(" ".join).filter(lambda title: title[0] not in "rds")
ABSTRACTS = st.lists(WORDS, min_size=5, max_size=40).map(lambda words: " ".join(words) + ".")
PAIRS = st.lists(st.tuples(TITLES, ABSTRACTS), min_size=1, max_size=5)


@QUICK
@given(PAIRS)
def test_any_pairs_come_back_from_feed_and_listing(tmp_path: Path, pairs: list[tuple[str, str]]) -> None:
    feed = NEWSLETTER + "Subscribe" + "".join(f"{title}\n{abstract}\n" for title, abstract in pairs)
    cards = "".join(f"{title}\n\n{abstract}\n\n  • 3 authors\n·\nMay 4, 2024\n\n" for title, abstract in pairs)
    for text in (feed, f"{HEADING}Dec 8\n\n{cards}"):
        read = read_text(tmp_path, "a.txt", text)
        assert [(record.title, record.abstract) for record in read.records] == pairs
        assert read.warnings == []
