"""The candidates of a paper with their evidence, the likeliest first, and strangers left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.matching.conflicts import find_conflict
from enrich.matching.evidence import gather_evidence, measure_similarity
from enrich.matching.levels import (
    RELATED_WORDS,
    SAME_ABSTRACT,
    SAME_SUBJECT,
    is_part_of_title,
    is_same_short_name,
    reaches,
    shares_authors,
    support,
)
from enrich.matching.versions import canonical_order
from enrich.records import JudgedCandidate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enrich.matching.evidence import Similarity
    from enrich.matching.facts import PaperFacts
    from enrich.records import Candidate, Evidence

KEPT_TITLE = 0.70
MAX_KEPT_CANDIDATES = 10


def judge(facts: PaperFacts, candidates: Iterable[Candidate]) -> tuple[JudgedCandidate, ...]:
    """Return the candidates worth keeping with their evidence, at most ``MAX_KEPT_CANDIDATES``, the likeliest first."""
    each_once = {candidate.work_id: candidate for candidate in reversed(list(candidates))}
    beside = {candidate: facts.beside(candidate) for candidate in each_once.values()}
    compared = [(candidate, measure_similarity(beside[candidate], candidate)) for candidate in beside]
    kept = [
        (candidate, gather_evidence(beside[candidate], candidate, similarity))
        for candidate, similarity in compared
        if _is_worth_keeping(beside[candidate], candidate, similarity)
    ]
    kept.sort(key=lambda pair: _by_likelihood(*pair))
    return tuple(
        JudgedCandidate(rank, candidate, evidence, find_conflict(beside[candidate], evidence))
        for rank, (candidate, evidence) in enumerate(kept[:MAX_KEPT_CANDIDATES], start=1)
    )


def _is_worth_keeping(facts: PaperFacts, candidate: Candidate, similarity: Similarity) -> bool:
    return (
        similarity.is_same_title
        or similarity.is_same_identifier is True
        or similarity.title_similarity >= KEPT_TITLE
        or similarity.word_similarity >= RELATED_WORDS
        or reaches(similarity.abstract_containment, SAME_ABSTRACT / 2)
        or reaches(similarity.abstract_similarity, SAME_SUBJECT)
        or is_same_short_name(facts, candidate)
        or is_part_of_title(facts, candidate)
        or shares_authors(similarity)
    )


def _by_likelihood(candidate: Candidate, evidence: Evidence) -> tuple[object, ...]:
    """Order candidates; between two that are as like the paper, as versions of one paper are ordered."""
    return (
        evidence.is_same_identifier is not True,
        not evidence.is_same_title,
        -(evidence.abstract_containment or 0),
        -evidence.title_similarity,
        -support(evidence),
        canonical_order(candidate),
    )
