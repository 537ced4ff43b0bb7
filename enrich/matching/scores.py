"""What the score of a verdict is: the share of right links among labelled verdicts of its kind.

The tables are what ``python -m tests.benchmarks.calibration`` prints; they are not to be edited by hand. The data
behind them is full of look-alikes, and holds few papers that are nowhere: read a score as "how sure, compared with
other verdicts" rather than to the last digit. No score is 1: of some 2,000 verdicts none can be surer than that.
"""

from __future__ import annotations

MAX_FACTS = 3

# By the rule that decided: the score where 0, 1, 2, and 3 or more facts beside the rule agree.
MATCHES: dict[str, tuple[float, ...]] = {
    "near_title": (0.923, 0.945, 0.945, 0.968),
    "same_abstract": (0.991, 0.998, 0.987, 0.999),
    "same_authors": (0.922, 0.861, 0.784, 0.968),
    "same_identifier": (0.995, 0.998, 0.999, 0.999),
    "same_title": (0.999, 0.999, 0.978, 0.996),
    "same_title_and_abstract": (0.999, 0.999, 0.999, 0.999),
}

# By the reason of the doubt: how often the likeliest candidate is the paper.
DOUBTS: dict[str, float] = {
    "abstract_under_another_title": 0.88,
    "near_title_alone": 0.99,
    "other_author_count": 0.1,
    "other_authors": 0.11,
    "other_markers": 0.82,
    "other_numbers": 0.35,
    "other_time": 0.0,
    "other_venue": 0.01,
    "title_says_too_little": 0.56,
}
# For reasons that no labelled paper has met.
UNMEASURED_DOUBT = 0.5


def score_of_match(reason: str, agreeing_facts: int) -> float:
    """Return the score of a match by this rule, with so many facts beside the rule that agree."""
    return MATCHES[reason][min(agreeing_facts, MAX_FACTS)]


def score_of_doubt(reason: str) -> float:
    """Return how likely the first candidate of a paper in doubt is the paper."""
    return DOUBTS.get(reason, UNMEASURED_DOUBT)
