"""Abstracts: what is too short to be compared, and what does not change one."""

from __future__ import annotations

from enrich.matching.abstracts import read_abstract
from tests.enrich.makers import sentence_text


def test_short_abstracts_say_nothing() -> None:
    assert read_abstract(sentence_text(1, words=39)) is None
    assert read_abstract(None) is None
    assert read_abstract(sentence_text(1, words=40)) is not None


def test_quotes_dashes_links_and_case_do_not_change_an_abstract() -> None:
    plain = sentence_text(1) + " it's a well known end"
    fancy = sentence_text(1).upper() + " it\u2019s a \\emph well\u2014known end https://example.org/x"
    left, right = read_abstract(plain), read_abstract(fancy)
    assert left is not None
    assert right is not None
    assert left.words == right.words
    assert (round(left.similarity(right), 9), left.containment(right)) == (1, 1)
