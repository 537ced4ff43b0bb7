"""What the scores of verdicts have to be, so that among matches scored about .9 nine in ten are right.

    python -m tests.benchmarks.calibration [SHARED]

Every match on the labelled data falls into a class: the rule that decided, and how many facts beside it agree.
The score of a class is the share of right links in it, drawn towards the rule's own share (by ``PULL`` matches) and
that towards one half (by two), so that few cases prove little. Of doubts, the score is the share in which the
likeliest candidate is the paper, and one half where no case is known. Prints the tables for
``enrich/matching/scores.py``, then what scores fitted on one half of
the questions are worth on the other half.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from enrich.matching.decision import decide
from enrich.matching.scores import DOUBTS, MATCHES, MAX_FACTS, agreeing_facts
from enrich.records import Conflict, Match, Reason, Status
from tests.benchmarks.labelled import SHARED, Question, all_sets
from tests.benchmarks.matching import with_interval

PULL = 5
# What so many cases can show at best.
SUREST = 0.999
# For a doubt that no labelled paper has met.
UNMEASURED = 0.5
BINS = (0.0, 0.6, 0.85, 0.95, 0.98, 0.995, 1.0)

MATCHED, AMBIGUOUS = Status.MATCHED, Status.AMBIGUOUS
Class = tuple[Reason | Conflict, int]
"""The reason of a verdict and the facts that agree beside it; for doubts always 0."""
Outcome = tuple[Status, Class, bool]
Scores = dict[tuple[Status, Class], float]


def outcomes(questions: Iterable[Question]) -> Iterator[Outcome]:
    """Yield what each match or doubt was, and whether its best candidate is the paper."""
    for question in questions:
        match = decide(question.paper, question.candidates)
        if match.status is MATCHED:
            yield match.status, (match.reason, _agreeing_facts(match)), match.work_id in question.right
        elif match.status is AMBIGUOUS:
            yield match.status, (match.reason, 0), match.candidates[0].candidate.work_id in question.right


def _agreeing_facts(match: Match) -> int:
    works = {match.work_id, *match.version_ids}
    return agreeing_facts(entry for entry in match.candidates if entry.candidate.work_id in works)


def fit(judged: Iterable[Outcome]) -> Scores:
    """Return the score of each class."""
    counts: dict[tuple[Status, Class], Counter[bool]] = defaultdict(Counter)
    of_rule: dict[tuple[Status, Reason | Conflict], Counter[bool]] = defaultdict(Counter)
    for status, (reason, facts), is_right in judged:
        counts[status, (reason, facts)][is_right] += 1
        of_rule[status, reason][is_right] += 1
    scores = {}
    for (status, reason), known in of_rule.items():
        base = (known[True] + 1) / (known.total() + 2)
        for facts in range(MAX_FACTS + 1):
            cell = counts[status, (reason, facts)]
            scores[status, (reason, facts)] = min(SUREST, (cell[True] + PULL * base) / (cell.total() + PULL))
    return scores


def tables(scores: Scores) -> tuple[dict[Reason, tuple[float, ...]], dict[Reason | Conflict, float]]:
    """Return the scores as ``enrich.matching.scores`` holds them."""
    matched, ambiguous = ([reason for reason in Reason if reason.status is status] for status in (MATCHED, AMBIGUOUS))
    matches = {
        reason: tuple(round(scores[MATCHED, (reason, facts)], 3) for facts in range(MAX_FACTS + 1))
        for reason in matched
    }
    doubts = {reason: round(scores.get((AMBIGUOUS, (reason, 0)), UNMEASURED), 2) for reason in (*ambiguous, *Conflict)}
    return matches, doubts


def print_tables(scores: Scores) -> None:
    matches, doubts = tables(scores)
    stored = (MATCHES, DOUBTS)
    print("these are the scores in use" if (matches, doubts) == stored else "these are NOT the scores in use")
    for reason, score in [*matches.items(), *doubts.items()]:
        print(f"    {type(reason).__name__}.{reason.name}: {score},")


def print_reliability(fitted: Iterable[Outcome], tested: Iterable[Outcome]) -> None:
    """Print for each range of scores what share of the other half's verdicts is right, and the mean squared error."""
    scores, error, found = fit(fitted), 0.0, defaultdict[int, list[tuple[float, bool]]](list)
    count = 0
    for status, kind, is_right in tested:
        score = scores.get((status, kind), UNMEASURED)
        place = max(place for place, low in enumerate(BINS[:-1]) if score >= low)
        found[place].append((score, is_right))
        error, count = error + (score - is_right) ** 2, count + 1
    print(f"fitted on one half, on the other half of {count} verdicts: mean squared error {error / count:.4f}")
    for place, entries in sorted(found.items()):
        stated, right = sum(score for score, _ in entries) / len(entries), sum(is_right for _, is_right in entries)
        print(f"  score {BINS[place]:.3f} to {BINS[place + 1]:.3f}: stated {stated:6.1%}, right", end=" ")
        print(f"{with_interval(right, len(entries))} of {len(entries)}")


def main() -> None:
    sets = all_sets(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED)
    judged = list(outcomes(chain.from_iterable(sets.values())))
    print_tables(fit(judged))
    print_reliability(judged[::2], judged[1::2])
    print_reliability(judged[1::2], judged[::2])


if __name__ == "__main__":
    main()
