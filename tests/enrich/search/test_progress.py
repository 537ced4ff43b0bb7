"""What is worth asking again, without any server: after answers that showed only some of their hits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from enrich.client.answer_cache import Question
from enrich.errors import BrokenQuery
from enrich.records import Paper
from enrich.search.progress import Progress
from enrich.search.strategies import MIN_SINGLES, OPEN_PAPERS_PER_SINGLE, STRATEGIES, SUGGESTION
from enrich.search.trust import Trust
from tests.enrich.asking import made_papers, work_of, works_of
from tests.enrich.makers import paper

if TYPE_CHECKING:
    from enrich.search.strategies import Strategy


BY_NAME = {strategy.name: strategy for strategy in STRATEGIES}
GENERIC = [paper("Deep Learning"), paper("Language Models"), paper("A Survey")]


def ask_all(strategy: Strategy, papers: list[Paper]) -> list[Question]:
    return [question for group in strategy.groups(papers) for question in group]


def namesakes(title: str, count: int, first_number: int) -> list[dict[str, Any]]:
    return [work_of(paper(f"{title} Part {number}"), first_number + number) for number in range(count)]


def asked_again(
    progress: Progress, strategy: Strategy, batch: list[Question], works: list[dict[str, Any]]
) -> list[list[str]]:
    """Return the titles in each batch that follows an answer which showed these works and not all."""
    progress.take_works(strategy, batch, works, is_cut=True)
    return [[question.paper.title for question in smaller] for smaller in progress.again(strategy, batch, works)]


def test_a_dominant_title_stands_alone_and_the_others_stay_together() -> None:
    asked = [paper("Growing Networks Slowly and Steadily"), *made_papers(9)]
    progress = Progress(asked)
    many = namesakes(asked[0].title, 60, 5000)
    again = asked_again(progress, BY_NAME["phrase"], ask_all(BY_NAME["phrase"], asked), many)
    assert again == [[asked[0].title], [one.title for one in asked[1:]]]


def test_hits_of_no_one_in_particular_halve_the_batch() -> None:
    asked = made_papers(20)
    again = asked_again(
        Progress(asked), BY_NAME["phrase"], ask_all(BY_NAME["phrase"], asked), works_of(made_papers(60, 9))
    )
    assert [len(smaller) for smaller in again] == [10, 10]


def test_what_was_seen_is_not_asked_again() -> None:
    asked = made_papers(20)
    again = asked_again(Progress(asked), BY_NAME["phrase"], ask_all(BY_NAME["phrase"], asked), works_of(asked[:15]))
    assert sorted(title for smaller in again for title in smaller) == sorted(one.title for one in asked[15:])


def test_words_of_abstracts_are_for_papers_that_may_have_been_published_under_another_title() -> None:
    today = date.today()
    facts: dict[str, dict[str, Any]] = {
        "Posted Long Ago and Never Seen": {"posted_date": today - timedelta(days=400)},
        "Posted Lately and Never Seen": {"posted_date": today - timedelta(days=30)},
        "Dated by Nobody and Never Seen": {},
        "A Year That Is Over": {"year": today.year - 1},
        "A Year That Is Not Over": {"year": today.year},
        "Seen under a Title That Is Near": {"posted_date": today - timedelta(days=400)},
    }
    asked = [paper(title, **stated) for title, stated in facts.items()]
    progress = Progress(asked)
    near = work_of(paper("Seen under the Title That Is Near"), 1, authorships=[])
    progress.take_works(BY_NAME["phrase"], ask_all(BY_NAME["phrase"], asked), [near], is_cut=False)
    chosen = [one.title for one in progress.papers(BY_NAME["abstract"])]
    old_year = ["A Year That Is Over"] if date(today.year - 1, 12, 31) <= today - timedelta(days=180) else []
    assert chosen == ["Posted Long Ago and Never Seen", *old_year, "Dated by Nobody and Never Seen"]


def test_suggestions_are_for_papers_that_searches_were_refused_for() -> None:
    asked = made_papers(3)
    progress = Progress(asked)
    assert progress.papers(SUGGESTION) == []
    (question,) = ask_all(BY_NAME["phrase"], asked[:1])
    progress.note_failure(BY_NAME["phrase"], [question], BrokenQuery("HTTP 500"))
    assert progress.papers(SUGGESTION) == asked[:1]


def test_an_exhausted_title_is_searched_for_once_more_and_then_promising() -> None:
    asked = [paper("Growing Networks Slowly and Steadily"), *made_papers(9)]
    progress = Progress(asked)
    progress.take_works(BY_NAME["phrase"], ask_all(BY_NAME["phrase"], asked), [], is_cut=False)
    batch = ask_all(BY_NAME["words"], asked)
    assert asked_again(progress, BY_NAME["words"], batch, namesakes(asked[0].title, 60, 5000)) == [
        [one.title for one in asked[1:]]
    ]
    assert asked_again(progress, BY_NAME["words"], batch[1:], works_of(made_papers(60, 9))) == []
    assert progress.papers(BY_NAME["single"])[0] == asked[0]


def test_generic_titles_that_exact_ones_have_shown_are_left_to_the_end() -> None:
    progress = Progress(GENERIC)
    progress.trust = Trust.PROVEN
    batch = ask_all(BY_NAME["words"], GENERIC)
    many = [work for one in GENERIC for work in namesakes(one.title, 30, 5000)]
    assert asked_again(progress, BY_NAME["words"], batch, many) == []
    assert set(progress.papers(BY_NAME["single"])) <= set(GENERIC)
    assert len(progress.papers(BY_NAME["single"])) == MIN_SINGLES


def test_few_open_papers_are_promising_and_those_with_similar_hits_are_first() -> None:
    asked = made_papers(4 * OPEN_PAPERS_PER_SINGLE)
    progress = Progress(asked)
    assert progress.papers(BY_NAME["single"]) == []
    alike = [work_of(one, number, display_name=f"Not {one.title}") for number, one in enumerate(asked[:10], 100)]
    progress.take_works(BY_NAME["words"], ask_all(BY_NAME["words"], asked), alike, is_cut=False)
    assert len(progress.papers(BY_NAME["single"])) == 4
    assert set(progress.papers(BY_NAME["single"])) <= set(asked[:10])
