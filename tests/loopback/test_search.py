"""The stand-in for the index: words, phrases, scores."""

from __future__ import annotations

import pytest

from tests.loopback.search import (
    HOLE,
    NOTHING,
    AllOf,
    AnyOf,
    Everything,
    Not,
    Phrase,
    TitleIndex,
    Words,
    analyse,
    citation_weight,
    split_words,
)

INDEX = TitleIndex(["Graphs of Citations", "Citations of Graphs", "Graph Theory", None])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pre-training", ["pre", "training"]),
        ("don’t, DON'T", ["don’t", "don't"]),
        ("1,000 layers, 3.5 hours", ["1,000", "layers", "3.5", "hours"]),
        ("for<i>ab initio</i>total", ["for", "i", "ab", "initio", "i", "total"]),
        ("Étude de l'été", ["étude", "de", "l'été"]),
        ("e\u0301tude", ["e\u0301tude"]),
        ("机器 learning", ["机", "器", "learning"]),
        ("Нейронные сети", ["нейронные", "сети"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("?! — …", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, words: list[str]) -> None:
    assert split_words(text) == words


def test_endings_go_and_stop_words_leave_holes() -> None:
    assert analyse("The Parsers' Studies of Class") == (HOLE, "parser", "study", HOLE, "class")


def test_bare_words_match_anywhere_and_phrases_in_order() -> None:
    assert INDEX.find(Words(analyse("citation graph"))).keys() == {0, 1}
    assert INDEX.find(Phrase(analyse("graph of citation"))).keys() == {0}


def test_a_stop_word_in_a_phrase_stands_for_any_word() -> None:
    assert INDEX.find(Phrase(analyse("graphs and citations"))).keys() == {0}
    assert INDEX.find(Phrase(analyse("graphs citations"))) == {}


def test_a_title_of_stop_words_only_finds_nothing() -> None:
    assert INDEX.find(Phrase(analyse("to be or not to be"))) == {}
    assert INDEX.find(NOTHING) == {}


def test_queries_combine() -> None:
    theory, graphs = Phrase(("theory",)), Words(("graph",))
    assert INDEX.find(AnyOf((theory, graphs))).keys() == {0, 1, 2}
    assert INDEX.find(AllOf((theory, graphs))).keys() == {2}
    assert INDEX.find(Not(graphs)).keys() == {3}
    assert INDEX.find(Everything()).keys() == {0, 1, 2, 3}


def test_words_in_order_score_higher_than_scattered_ones() -> None:
    scores = INDEX.find(Words(analyse("graphs of citations")))
    assert scores[0] > scores[1] > 0


def test_citations_lift_a_score_and_their_absence_halves_it() -> None:
    assert [citation_weight(count) for count in (0, 1, 9)] == [0.5, 2.0, 4.0]
