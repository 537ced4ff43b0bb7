"""Climbing, without any server: what shares a request, what is asked again, and for whom a search alone is worth it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from enrich.search.progress import MIN_SINGLES, OPEN_PAPERS_PER_SINGLE, Climb
from enrich.search.queries import is_generic
from enrich.search.strategies import LADDER, SINGLE
from tests.enrich.asking import made_papers, work_of, works_of
from tests.enrich.makers import paper

if TYPE_CHECKING:
    from enrich.client.answer_cache import Question
    from enrich.records import Paper
    from enrich.search.strategies import Step

STEPS = {step.name: step for step in LADDER}
GENERIC = [paper("Deep Learning"), paper("Language Models"), paper("A Survey")]


def ask_all(step: Step, papers: list[Paper]) -> list[Question]:
    return [question for group in step.questions(papers) for question in group]


def namesakes(title: str, count: int, first_number: int) -> list[dict[str, Any]]:
    return [work_of(paper(f"{title} Part {number}"), first_number + number) for number in range(count)]


def asked_again(climb: Climb, step: Step, batch: list[Question], works: list[dict[str, Any]]) -> list[list[str]]:
    climb.take_works(step, batch, works, is_cut=True)
    return [[question.paper.title for question in part] for part in climb.again(step, batch, works)]


def test_generic_titles_share_no_search_with_others() -> None:
    papers = [*GENERIC, *made_papers(20)]
    for name in ("words", "variant"):
        specific, generic = STEPS[name].questions(papers)
        assert not any(is_generic(question.paper.title) for question in specific)
        assert [question.paper for question in generic] == GENERIC
    # Their words find whatever the phrase would.
    assert not any(is_generic(question.paper.title) for question in ask_all(STEPS["phrase"], papers))


def test_in_lists_of_exact_titles_generic_ones_come_last() -> None:
    (group,) = STEPS["title"].questions([*GENERIC, *made_papers(20)])
    assert [question.paper for question in group[-3:]] == GENERIC


def test_a_title_that_crowds_stands_alone_and_the_others_stay_together() -> None:
    asked = [paper("Growing Networks Slowly and Steadily"), *made_papers(9)]
    climb = Climb(asked)
    crowd = namesakes(asked[0].title, 60, 5000)
    again = asked_again(climb, STEPS["phrase"], ask_all(STEPS["phrase"], asked), crowd)
    assert again == [[asked[0].title], [one.title for one in asked[1:]]]


def test_a_crowd_of_no_one_in_particular_halves_the_batch() -> None:
    asked = made_papers(20)
    again = asked_again(Climb(asked), STEPS["phrase"], ask_all(STEPS["phrase"], asked), works_of(made_papers(60, 9)))
    assert [len(part) for part in again] == [10, 10]


def test_what_was_seen_is_not_asked_again() -> None:
    asked = made_papers(20)
    again = asked_again(Climb(asked), STEPS["phrase"], ask_all(STEPS["phrase"], asked), works_of(asked[:15]))
    assert sorted(title for part in again for title in part) == sorted(one.title for one in asked[15:])


def test_a_title_that_a_search_has_told_of_is_searched_for_once_more_and_then_promising() -> None:
    asked = [paper("Growing Networks Slowly and Steadily"), *made_papers(9)]
    climb = Climb(asked)
    climb.take_works(STEPS["phrase"], ask_all(STEPS["phrase"], asked), [], is_cut=False)
    batch = ask_all(STEPS["words"], asked)
    assert asked_again(climb, STEPS["words"], batch, namesakes(asked[0].title, 60, 5000)) == [
        [one.title for one in asked[1:]]
    ]
    assert asked_again(climb, STEPS["words"], batch[1:], works_of(made_papers(60, 9))) == []
    assert climb.promising_papers()[0] == asked[0]


def test_generic_titles_that_exact_ones_have_shown_are_left_to_the_end() -> None:
    climb = Climb(GENERIC)
    climb.is_exact_proven = True
    batch = ask_all(STEPS["words"], GENERIC)
    crowd = [work for one in GENERIC for work in namesakes(one.title, 30, 5000)]
    assert asked_again(climb, STEPS["words"], batch, crowd) == []
    assert set(climb.promising_papers()) <= set(GENERIC)
    assert len(climb.promising_papers()) == MIN_SINGLES


def test_few_open_papers_are_promising_and_those_with_look_alikes_are_first() -> None:
    asked = made_papers(4 * OPEN_PAPERS_PER_SINGLE)
    climb = Climb(asked)
    assert climb.promising_papers() == []
    alike = [work_of(one, number, display_name=f"Not {one.title}") for number, one in enumerate(asked[:10], 100)]
    climb.take_works(STEPS["words"], ask_all(STEPS["words"], asked), alike, is_cut=False)
    assert len(climb.promising_papers()) == 4
    assert set(climb.promising_papers()) <= set(asked[:10])


def test_a_search_alone_asks_for_the_title_whole_and_in_halves() -> None:
    values = [question.value for question in SINGLE.ask([paper("Growing Deep Networks Slowly: A Story of Few Trees")])]
    assert values == [
        "growing deep networks slowly a story of few trees",
        '"growing deep networks slowly"',
        '"story of few trees"',
    ]
    assert [question.value for question in SINGLE.ask(GENERIC[:1])] == ["deep learning"]
    assert SINGLE.ask([paper("???")]) == []
