"""Strategies, without any server: what shares a request, and what is asked for a paper alone."""

from __future__ import annotations

from enrich.search.queries import is_generic
from enrich.search.strategies import STRATEGIES
from tests.enrich.asking import made_papers
from tests.enrich.makers import paper

BY_NAME = {strategy.name: strategy for strategy in STRATEGIES}
GENERIC = [paper("Deep Learning"), paper("Language Models"), paper("A Survey")]


def test_generic_titles_share_no_search_with_others() -> None:
    papers = [*GENERIC, *made_papers(20)]
    for name in ("words", "phrase_variant"):
        specific, generic = BY_NAME[name].groups(papers)
        assert not any(is_generic(question.paper.title) for question in specific)
        assert [question.paper for question in generic] == GENERIC
    # Their words find whatever the phrase would.
    assert not any(is_generic(question.paper.title) for question in BY_NAME["phrase"].ask(papers))


def test_in_lists_of_exact_titles_generic_ones_come_last() -> None:
    (group,) = BY_NAME["title"].groups([*GENERIC, *made_papers(20)])
    assert [question.paper for question in group[-3:]] == GENERIC


def test_a_search_alone_asks_for_the_title_whole_and_in_halves() -> None:
    asked = paper("Growing Deep Networks Slowly: A Story of Few Trees")
    assert [question.value for question in BY_NAME["single"].ask([asked])] == [
        "growing deep networks slowly a story of few trees",
        '"growing deep networks slowly"',
        '"story of few trees"',
    ]
    assert [question.value for question in BY_NAME["single"].ask(GENERIC[:1])] == ["deep learning"]
    assert BY_NAME["single"].ask([paper("???")]) == []
