"""Scores: none is missing. What they are worth is shown on the labelled data (``test_labelled.py``)."""

from __future__ import annotations

from enrich.matching.scores import DOUBTS, MATCHES, MAX_FACTS
from enrich.records import Conflict, Reason, Status


def test_every_reason_for_a_match_has_a_score_for_each_number_of_agreeing_facts() -> None:
    assert MATCHES.keys() == {reason for reason in Reason if reason.status is Status.MATCHED}
    assert {len(scores) for scores in MATCHES.values()} == {MAX_FACTS + 1}


def test_every_reason_for_a_doubt_has_a_score() -> None:
    doubts = {reason for reason in Reason if reason.status is Status.AMBIGUOUS}
    assert DOUBTS.keys() == doubts | set(Conflict)


def test_no_verdict_is_beyond_doubt() -> None:
    scores = [*DOUBTS.values(), *(score for row in MATCHES.values() for score in row)]
    assert all(0 <= score < 1 for score in scores)
