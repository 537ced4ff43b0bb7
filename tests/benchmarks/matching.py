"""How often deciding is right, beside naive rules, and how fast it is.

    python -m tests.benchmarks.matching [SHARED]

``SHARED`` is the folder with ``data`` and ``pages`` (default: ``../shared`` beside the checkout). P is the share of
the links made that are right, R the share of the links there are that were made; Wilson intervals are at 95 %.
"doubtful" counts papers called ambiguous, which are neither right nor wrong links.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from rapidfuzz import fuzz

from enrich.matching import facts
from enrich.matching.decision import decide
from enrich.records import Candidate, Paper, Status
from enrich.text import names, venues
from enrich.text.titles import title_key
from tests.benchmarks.author_forms import author_forms
from tests.benchmarks.decorations import decorations
from tests.benchmarks.labelled import SHARED, Question, all_sets, make_candidate, make_paper, with_others
from tests.benchmarks.slips import slips

MANY_CANDIDATES = 10

# --------------------------------------------------------------------- counting


@dataclass
class Score:
    """Right and wrong links, and the links that should have been made."""

    right: int = 0
    wrong: int = 0
    expected: int = 0
    doubtful: int = 0

    @property
    def precision(self) -> float:
        return share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return share(self.right, self.expected)

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def row(self, name: str) -> str:
        made = self.right + self.wrong
        return (
            f"  {name:<28} P {with_interval(self.right, made)}  R {with_interval(self.right, self.expected)}  "
            f"F1 {self.f1:6.2%}  wrong {self.wrong:4}  doubtful {self.doubtful:4}"
        )


def share(count: int, whole: int) -> float:
    return count / whole if whole else 0.0


def wilson(count: int, whole: int, z: float = 1.96) -> tuple[float, float]:
    """Return Wilson's interval for a share (Wilson 1927)."""
    if whole == 0:
        return 0.0, 1.0
    p, z2 = count / whole, z * z
    middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    reach = z / (1 + z2 / whole) * sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def with_interval(count: int, whole: int) -> str:
    low, high = wilson(count, whole)
    return f"{share(count, whole):7.2%} [{low:.1%}, {high:.1%}]"


# ------------------------------------------------------------------------- rules

Answer = tuple[str | None, bool]
"""The work linked to (None: none), and whether the paper was called doubtful."""
Rule = Callable[[Paper, list[Candidate]], Answer]


def by_decide(paper: Paper, found: list[Candidate]) -> Answer:
    match = decide(paper, found)
    return match.work_id, match.status is Status.AMBIGUOUS


def by_first_result(paper: Paper, found: list[Candidate]) -> Answer:
    return (found[0].work_id if found else None), False


def by_ratio(min_ratio: float) -> Rule:
    def rule(paper: Paper, found: list[Candidate]) -> Answer:
        best = max(found, key=lambda candidate: similarity(paper, candidate), default=None)
        return (best.work_id if best and similarity(paper, best) >= min_ratio else None), False

    return rule


def similarity(paper: Paper, candidate: Candidate) -> float:
    return fuzz.ratio(paper.title_key, title_key(candidate.title or "")) / 100


RULES: dict[str, Rule] = {
    "decide": by_decide,
    "first result": by_first_result,
    "title ratio >= .85": by_ratio(0.85),
    "title ratio >= .90": by_ratio(0.90),
    "equal title key": by_ratio(1.0),
}


def measure(rule: Rule, questions: Iterable[Question]) -> Score:
    """Return how the rule answers the questions."""
    score = Score()
    for question in questions:
        work_id, is_doubtful = rule(question.paper, question.candidates)
        score.expected += bool(question.right)
        score.doubtful += is_doubtful
        score.right += work_id in question.right
        score.wrong += work_id is not None and work_id not in question.right
    return score


def print_set(name: str, questions: list[Question]) -> None:
    there = sum(bool(question.right) for question in questions)
    print(f"\n{name}: {len(questions)} papers, {there} of them among the candidates")
    for rule_name, rule in RULES.items():
        print(measure(rule, questions).row(rule_name))
    reasons = Counter((decide(q.paper, q.candidates).reason, "there" if q.right else "not there") for q in questions)
    print("  " + ", ".join(f"{reason} ({where}) {count}" for (reason, where), count in sorted(reasons.items())))


def print_forms(shared: Path) -> None:
    """Print how deciding does on real records whose authors or titles are printed in other ways."""
    for heading, forms in {"authors": author_forms, "slips": slips, "decorations": decorations}.items():
        print(f"\n{heading} printed in other ways: real OpenAlex records among all works of the snapshot")
        for form, questions in forms(shared):
            print(measure(by_decide, questions).row(form))


# ------------------------------------------------------------------------- speed


def print_speed(name: str, questions: list[Question], rounds: int = 3) -> None:
    """Print pairs a second on one core, nothing read before, beside a floor: one similarity of two titles."""
    count = sum(len(question.candidates) for question in questions)
    seconds = min(timed(lambda: [decide(q.paper, q.candidates) for q in questions]) for _ in range(rounds))
    floor = min(
        timed(lambda: [similarity(q.paper, other) for q in questions for other in q.candidates]) for _ in range(rounds)
    )
    print(f"\nspeed ({name}): {count / seconds:,.0f} pairs/s, {seconds / floor:.1f} times one title ratio a pair")


def timed(run: Callable[[], object]) -> float:
    for cached in (facts.read_title, names.read_name, names.author_list, venues.is_same_venue):
        cached.cache_clear()
    start = time.process_time()
    run()
    return time.process_time() - start


def print_stream(count: int = 200_000) -> None:
    """Print what memory matching takes more for ever new papers, once its caches are full: it must not grow."""
    begun = time.process_time()
    matched, before = 0, 0
    for number in range(count):
        title = f"On the Growth of Networks Number {number} and the Patience of Those Who Watch"
        found = [make_candidate(title, [f"Ada {number}", "Carl Gauss"]), make_candidate(f"{title} Again", work_id="W2")]
        matched += decide(make_paper(title, authors=(f"A. {number}", "C. Gauss")), found).status is Status.MATCHED
        if number == count // 4:
            before = peak_memory()
    print(f"\nstream: {count:,} papers with 2 candidates each, {matched:,} matched,", end=" ")
    print(f"{2 * count / (time.process_time() - begun):,.0f} pairs/s made and judged,", end=" ")
    print(f"{(peak_memory() - before) / 2**20:.1f} MB more at the end than after a quarter")


def peak_memory() -> int:
    """Return the most memory this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    sets = all_sets(shared)
    for name, questions in sets.items():
        print_set(name, questions)
    print_forms(shared)
    print_speed("five pages", sets["five pages"])
    many = list(with_others(sets["abstract pairs"], MANY_CANDIDATES))
    print_speed(f"{MANY_CANDIDATES} candidates a paper, all with abstracts", many)
    print_stream()


if __name__ == "__main__":
    main()
