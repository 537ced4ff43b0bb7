"""The state of one paper: what each event leads to, and what a finding says of it in the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from enrich.errors import RefusedQuery, Unreachable
from enrich.records import Candidate, Status
from enrich.search.states import EXHAUSTED, SEEN, UNSETTLED, PaperProgress, State, is_tentative
from tests.enrich.makers import candidate, paper

if TYPE_CHECKING:
    from collections.abc import Callable

TITLE = "Growing Networks Slowly and Steadily"
ASKED = paper(TITLE, author_count=3, authors=("Ada Byron", "Carl Gauss", "Emmy Noether"))


def found(work_id: str, **fields: Any) -> Candidate:
    return candidate(work_id=work_id, **{"title": TITLE, "type": "article", **fields})


SURE = found("W1", author_count=3, author_names=ASKED.authors)
BY_TITLE_ALONE = found("W2", author_count=None)
BY_OTHERS = found("W3", author_count=40, author_names=("Grace Hopper",))
ANOTHER_TITLE = found("W4", title="Shrinking Trees in a Hurry")


def all_shown(progress: PaperProgress) -> None:
    progress.note_all_shown()


def cut(progress: PaperProgress) -> None:
    progress.note_cut(is_dominant=False)


def cut_by_itself(progress: PaperProgress) -> None:
    progress.note_cut(is_dominant=True)


def brings(*candidates: Candidate) -> Callable[[PaperProgress], None]:
    return lambda progress: progress.add(candidates)


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], State.OPEN),
        ([brings(ANOTHER_TITLE)], State.OPEN),
        ([brings(BY_OTHERS)], State.SEEN),
        ([all_shown], State.EXHAUSTED),
        ([all_shown, brings(ANOTHER_TITLE)], State.EXHAUSTED),
        ([all_shown, all_shown], State.EXHAUSTED),
        ([all_shown, cut], State.REPEATED),
        ([all_shown, cut, cut], State.TRUNCATED),
        ([all_shown, cut_by_itself], State.TRUNCATED),
        ([all_shown, cut, cut, all_shown], State.TRUNCATED),
        ([brings(BY_OTHERS), all_shown], State.UNDECIDED),
        ([all_shown, brings(BY_OTHERS)], State.UNDECIDED),
        ([all_shown, cut, brings(BY_OTHERS)], State.UNDECIDED),
        ([all_shown, cut, cut, brings(BY_OTHERS)], State.UNDECIDED),
        ([brings(SURE)], State.MATCHED),
        ([brings(SURE), all_shown], State.MATCHED),
        ([all_shown, cut, cut, brings(BY_OTHERS, SURE)], State.MATCHED),
        ([brings(BY_TITLE_ALONE)], State.TENTATIVE),
        ([brings(BY_TITLE_ALONE), brings(SURE)], State.MATCHED),
        ([brings(found("W1", type="preprint", author_names=ASKED.authors, author_count=3))], State.TENTATIVE),
    ],
)
def test_events_lead_from_state_to_state(events: list[Callable[[PaperProgress], None]], state: State) -> None:
    progress = PaperProgress(ASKED)
    for event in events:
        event(progress)
    assert progress.state is state


def test_works_that_overturn_a_match_open_the_paper_again() -> None:
    asked = paper(TITLE)
    progress = PaperProgress(asked)
    progress.add([found("W1", author_count=2, author_names=("Ada Byron", "Carl Gauss"), author_ids=("A1", "A2"))])
    assert progress.state is State.TENTATIVE
    assert is_tentative(progress.match)
    progress.add([found("W2", author_count=1, author_names=("Grace Hopper",), author_ids=("A3",))])
    assert (progress.match.status, progress.state) == (Status.AMBIGUOUS, State.SEEN)


def test_what_was_found_already_changes_nothing() -> None:
    progress = PaperProgress(ASKED)
    progress.add([BY_OTHERS])
    match = progress.match
    progress.add([replace(BY_OTHERS, found_by="another strategy")])
    assert progress.match is match
    assert progress.candidates == {"W3": BY_OTHERS}


def test_each_state_is_settled_or_worth_asking() -> None:
    assert set(State) - {State.UNDECIDED, State.TENTATIVE, State.MATCHED} == UNSETTLED
    assert SEEN.isdisjoint(UNSETTLED - {State.SEEN})
    assert EXHAUSTED.isdisjoint({State.OPEN, State.SEEN, State.TENTATIVE, State.MATCHED})


STOPPED = Unreachable("the server is gone")


@pytest.mark.parametrize(
    ("state", "is_confirmed", "stopped", "failed", "refused"),
    [
        (State.OPEN, True, True, True, True),
        (State.SEEN, True, True, True, True),
        (State.EXHAUSTED, True, True, True, False),
        (State.TRUNCATED, True, True, True, False),
        (State.UNDECIDED, True, True, True, False),
        (State.TENTATIVE, False, True, True, False),
        (State.TENTATIVE, True, False, False, False),
        (State.MATCHED, False, False, False, False),
    ],
)
def test_a_finding_has_an_error_when_what_was_not_asked_could_change_it(
    state: State, is_confirmed: bool, stopped: bool, failed: bool, refused: bool
) -> None:
    def is_wrong(stopped: Unreachable | None, *errors: Unreachable | RefusedQuery) -> bool:
        progress = PaperProgress(ASKED, state)
        for error in errors:
            progress.note_error(error)
        return progress.finding(stopped, is_confirmed=is_confirmed).error is not None

    assert not is_wrong(None)
    assert is_wrong(STOPPED) is stopped
    assert is_wrong(None, Unreachable("no answer")) is failed
    assert is_wrong(None, RefusedQuery("not that title")) is refused
