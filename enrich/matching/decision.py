"""Which candidate is the paper: evidence first, then small rules in a stated order.

A rule may accept several works: versions of one paper (``enrich.matching.versions``) are grouped, and of several groups
the evidence must tell one apart, or the paper is ambiguous. Citation counts and a search engine's ranking never decide
which paper it is. What a verdict's score says is measured: ``enrich.matching.scores``.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from enrich.matching.facts import PaperFacts, title_of
from enrich.matching.levels import (
    SAME_ABSTRACT,
    has_same_abstract,
    has_same_title_and_abstract,
    is_near_title,
    is_part_of_title,
    reaches,
    support,
)
from enrich.matching.ranking import judge
from enrich.matching.rules import RULES
from enrich.matching.scores import score_of_doubt, score_of_match
from enrich.matching.versions import are_versions, canonical_order
from enrich.records import Match, Reason, Status
from enrich.text.slips import is_misspelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from enrich.records import Candidate, Conflict, JudgedCandidate, Paper

# One telling fact (an abstract, a name) outweighs two hints (a count, a date).
TELLING_SUPPORT = 2


def decide(paper: Paper, candidates: Iterable[Candidate]) -> Match:
    """Return the verdict on the paper. Pure: the same input gives the same verdict, in any order of candidates.

    1. The candidates are judged: evidence, conflicts, the likeliest first.
    2. The first rule that accepts any of them decides: they are a match, unless several papers are among them.
    3. Otherwise the likeliest candidate that something speaks for and something against makes the paper ambiguous.
    4. Otherwise no work that was found is the paper: it is unmatched.
    """
    facts = PaperFacts(paper)
    judged = judge(facts, candidates)
    for reason, accepts in RULES.items():
        if accepted := [entry for entry in judged if accepts(facts.beside(entry.candidate), entry)]:
            return _settle(facts, reason, accepted, judged)
    for entry in judged:
        beside = facts.beside(entry.candidate)
        if _is_contested(beside, entry):
            return _doubt(paper, _why_contested(beside, entry), judged)
    return Match(paper.paper_id, Status.UNMATCHED, Reason.NO_SUCH_WORK, 0.0, None, (), judged)


def _settle(
    facts: PaperFacts, reason: Reason, accepted: Sequence[JudgedCandidate], judged: tuple[JudgedCandidate, ...]
) -> Match:
    """Return a match if the accepted works are one paper or one stands out, otherwise call the paper ambiguous."""
    groups = sorted(_group_versions(accepted), key=_best_support, reverse=True)
    if len(groups) > 1 and _best_support(groups[0]) < _best_support(groups[1]) + TELLING_SUPPORT:
        return _doubt(facts.paper, Reason.SEVERAL_WORKS, judged)
    works = sorted(_with_versions(facts, groups[0], judged), key=_standing)
    canonical, *versions = (entry.candidate.work_id for entry in works)
    score = score_of_match(reason, groups[0])
    return Match(facts.paper.paper_id, Status.MATCHED, reason, score, canonical, tuple(sorted(versions)), judged)


def _doubt(paper: Paper, reason: Reason | Conflict, judged: tuple[JudgedCandidate, ...]) -> Match:
    return Match(paper.paper_id, Status.AMBIGUOUS, reason, score_of_doubt(reason), None, (), judged)


def _is_contested(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Whether something speaks for the candidate that is no proof."""
    evidence = entry.evidence
    return (
        evidence.is_same_title
        or evidence.is_same_identifier is True
        or reaches(evidence.abstract_containment, SAME_ABSTRACT)
        or (_is_nearly_title(facts, entry) and entry.conflict is None)
    )


def _why_contested(facts: PaperFacts, entry: JudgedCandidate) -> Reason | Conflict:
    if entry.conflict is not None:
        return entry.conflict
    if entry.evidence.is_same_identifier is True:
        return Reason.IDENTIFIER_OF_ANOTHER_TITLE
    if entry.evidence.is_same_title:
        return Reason.TITLE_SAYS_TOO_LITTLE
    return Reason.NEAR_TITLE_ALONE if _is_nearly_title(facts, entry) else Reason.ABSTRACT_UNDER_ANOTHER_TITLE


def _is_nearly_title(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Whether the titles are near, differ by misspelt words, even if they say little, or one is part of the other."""
    return (
        is_near_title(facts, entry)
        or is_part_of_title(facts, entry.candidate)
        or is_misspelt(facts.title.words, title_of(entry.candidate).words)
    )


# ---------------------------------------------------------------- several works


def _group_versions(entries: Sequence[JudgedCandidate]) -> list[list[JudgedCandidate]]:
    """Return the entries in groups of works that are versions of one paper."""
    groups: list[list[JudgedCandidate]] = []
    for entry in entries:
        joined = [group for group in groups if _belongs_to(group, entry)]
        rest = [group for group in groups if group not in joined]
        groups = [*rest, [*chain.from_iterable(joined), entry]]
    return groups


def _belongs_to(group: Sequence[JudgedCandidate], entry: JudgedCandidate) -> bool:
    return any(_are_one_paper(entry, other) for other in group)


def _are_one_paper(left: JudgedCandidate, right: JudgedCandidate) -> bool:
    """Whether both hold the paper's title and abstract, whoever their authors are said to be, or are versions."""
    are_both_the_paper = has_same_title_and_abstract(left.evidence) and has_same_title_and_abstract(right.evidence)
    return are_both_the_paper or are_versions(left.candidate, right.candidate)


def _best_support(group: Sequence[JudgedCandidate]) -> int:
    return max(support(entry.evidence) for entry in group)


def _with_versions(
    facts: PaperFacts, group: Sequence[JudgedCandidate], judged: Sequence[JudgedCandidate]
) -> list[JudgedCandidate]:
    """Return the group with the other versions of its works.

    These are works of its title that the rule itself was too strict for, and works under a changed title that
    hold its abstract, or that a rule further down would have accepted.
    """
    rest = [entry for entry in judged if entry not in group and _may_be_version(facts, entry)]
    return [*group, *(entry for entry in rest if _is_version_of_any(group, entry))]


def _may_be_version(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    is_under_changed_title = entry.conflict is None and has_same_abstract(entry.evidence)
    return entry.evidence.is_same_title or is_under_changed_title or _is_accepted(facts, entry)


def _is_accepted(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    return any(accepts(facts.beside(entry.candidate), entry) for accepts in RULES.values())


def _is_version_of_any(group: Sequence[JudgedCandidate], entry: JudgedCandidate) -> bool:
    return any(are_versions(entry.candidate, member.candidate) for member in group)


def _standing(entry: JudgedCandidate) -> tuple[object, ...]:
    """Order versions: the one at the venue that the page names, then by what they are."""
    return entry.evidence.is_same_venue is not True, canonical_order(entry.candidate)
