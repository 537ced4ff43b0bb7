"""What the score of a verdict is: the share of right links among labelled verdicts of its kind.

The tables are what ``python -m tests.benchmarks.calibration`` prints; they are not to be edited by hand. The data
behind them is full of look-alikes, and holds few papers that are nowhere: read a score as "how sure, compared with
other verdicts" rather than to the last digit. No score is 1: of some 2,000 verdicts none can be surer than that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.matching.levels import has_same_abstract, is_posted_at_same_time, shares_authors
from enrich.records import Conflict, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enrich.records import Evidence, JudgedCandidate

MAX_FACTS = 3

# By the rule that decided: the score where 0, 1, 2, and 3 or more facts beside the rule agree.
MATCHES: dict[Reason, tuple[float, ...]] = {
    Reason.SAME_IDENTIFIER: (0.995, 0.998, 0.999, 0.999),
    Reason.SAME_TITLE_AND_ABSTRACT: (0.999, 0.999, 0.999, 0.999),
    Reason.SAME_TITLE: (0.999, 0.999, 0.979, 0.996),
    Reason.SAME_ABSTRACT: (0.991, 0.998, 0.987, 0.999),
    Reason.SAME_AUTHORS: (0.924, 0.862, 0.785, 0.969),
    Reason.NEAR_TITLE: (0.998, 0.983, 0.981, 0.913),
}

# By the reason of the doubt: how often the likeliest candidate is the paper; .5 where no labelled paper has met it.
DOUBTS: dict[Reason | Conflict, float] = {
    Reason.SEVERAL_WORKS: 0.5,
    Reason.IDENTIFIER_OF_ANOTHER_TITLE: 0.5,
    Reason.TITLE_SAYS_TOO_LITTLE: 0.56,
    Reason.NEAR_TITLE_ALONE: 0.99,
    Reason.ABSTRACT_UNDER_ANOTHER_TITLE: 0.88,
    Conflict.OTHER_IDENTIFIER: 0.5,
    Conflict.OTHER_RECORD: 0.5,
    Conflict.OTHER_NUMBERS: 0.35,
    Conflict.OTHER_MARKERS: 0.82,
    Conflict.OTHER_ABSTRACT: 0.5,
    Conflict.OTHER_AUTHORS: 0.02,
    Conflict.OTHER_AUTHOR_COUNT: 0.1,
    Conflict.OTHER_TIME: 0.0,
    Conflict.OTHER_VENUE: 0.01,
}


def score_of_match(reason: Reason, group: Iterable[JudgedCandidate]) -> float:
    """Return the score of a match by this rule, by the facts beside the rule that agree for the best of the works."""
    return MATCHES[reason][agreeing_facts(group)]


def score_of_doubt(reason: Reason | Conflict) -> float:
    """Return how likely the first candidate of a paper in doubt is the paper."""
    return DOUBTS[reason]


def agreeing_facts(group: Iterable[JudgedCandidate]) -> int:
    """Return how many facts agree for the best of the works, ``MAX_FACTS`` at most: as the tables count them."""
    return min(MAX_FACTS, max(_count_agreeing_facts(entry.evidence) for entry in group))


def _count_agreeing_facts(evidence: Evidence) -> int:
    """Return how many facts beside the title agree: identifier, abstract, authors, their number, time, venue."""
    is_same_year = evidence.days_after_posting is None and evidence.years_after_posting == 0
    return (
        (evidence.is_same_identifier is True)
        + has_same_abstract(evidence)
        + shares_authors(evidence)
        + (evidence.author_count_difference == 0)
        + (is_posted_at_same_time(evidence) or is_same_year)
        + (evidence.is_same_venue is True)
    )
