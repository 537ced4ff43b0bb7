"""The ways to be sure that a candidate is the paper, the surest first; the first that accepts any decides.

Each stands for a ``Reason``, which says in a sentence what it asks for. A conflict is heeded by all but the first two:
an identifier, or title and abstract together, outweigh dates and author lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.matching.evidence import may_have_foreign_doi
from enrich.matching.facts import title_of
from enrich.matching.levels import (
    RELATED_TITLE,
    SAME_ABSTRACT,
    STRONGLY_SAME_ABSTRACT,
    STRONGLY_SAME_SUBJECT,
    has_same_abstract,
    has_same_title_and_abstract,
    is_akin_title,
    is_borne_out,
    is_misspelt_title,
    is_near_title,
    is_part_of_title,
    is_related_title,
    is_same_author_list,
    is_same_short_name,
    reaches,
    shares_authors,
    shares_two_authors,
)
from enrich.records import Conflict, Reason
from enrich.text.specificity import says_enough

if TYPE_CHECKING:
    from collections.abc import Callable

    from enrich.matching.facts import PaperFacts
    from enrich.records import Evidence, JudgedCandidate

# Authors who rename a paper rewrite its abstract. With two names in common, 87 % of the 209 renamed papers pass one of
# these; of 1,816 pairs of other papers with two authors in common 5 do, beside yearly editions known by their numbers.
REWRITTEN_ABSTRACT = 0.08
SUBJECT_OF_SAME_AUTHORS = 0.50
# Of the 209 renamed papers one has another name, a title this much alike, and an abstract of its own.
SEQUEL_TITLE = 0.80
# Types of works whose titles are mostly those of others: theirs must be so many times as long.
_SERIAL_TYPES = frozenset({"editorial", "paratext", "peer-review", "supplementary-materials"})
TIMES_FOR_SERIALS = 2
# What no abstract makes good for.
_OTHER_PAPERS = frozenset({Conflict.OTHER_IDENTIFIER, Conflict.OTHER_NUMBERS, Conflict.OTHER_MARKERS})


def _accepts_identifier(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Accept an identifier that the title does not deny; where no title is stated, nothing else may deny it either."""
    evidence = entry.evidence
    if facts.paper.title == "":
        is_denied = entry.conflict is not None or may_have_foreign_doi(entry.candidate)
        return evidence.is_same_identifier is True and not is_denied
    return evidence.is_same_identifier is True and (
        evidence.title_similarity >= RELATED_TITLE
        or is_borne_out(evidence)
        or is_same_short_name(facts, entry.candidate)
    )


def _accepts_title_and_abstract(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    return has_same_title_and_abstract(entry.evidence) and entry.conflict not in _OTHER_PAPERS


def _accepts_title(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    evidence = entry.evidence
    if not evidence.is_same_title or entry.conflict is not None:
        return False
    is_serial = entry.candidate.type in _SERIAL_TYPES
    if says_enough(facts.title.words, TIMES_FOR_SERIALS) if is_serial else facts.is_specific:
        return True
    # One editor writes several columns a year under one title.
    return not facts.is_recurring and is_borne_out(evidence)


def _accepts_abstract(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Accept the less of the abstract, the more the author lists or titles agree."""
    evidence, containment = entry.evidence, entry.evidence.abstract_containment
    if entry.conflict is not None or containment is None or _is_sequel(facts, entry):
        return False
    if evidence.author_count_difference == 0:
        return has_same_abstract(evidence)
    if is_related_title(facts, entry):
        return containment >= SAME_ABSTRACT or reaches(evidence.abstract_similarity, STRONGLY_SAME_SUBJECT)
    return containment >= STRONGLY_SAME_ABSTRACT


def _accepts_same_authors(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Accept what its authors renamed and rewrote. That little of the abstract is left is no conflict here."""
    evidence, containment = entry.evidence, entry.evidence.abstract_containment
    if entry.conflict is not None or not evidence.shared_author_count:
        return False
    if containment is None:
        return not facts.is_recurring and is_same_author_list(facts, evidence) and _is_renamed_at_once(facts, entry)
    return shares_two_authors(evidence) and _is_rewritten(evidence) and not _is_sequel(facts, entry)


def _is_rewritten(evidence: Evidence) -> bool:
    """Whether a little of the abstract's wording, or what it is about, is left."""
    return reaches(evidence.abstract_containment, REWRITTEN_ABSTRACT) or reaches(
        evidence.abstract_similarity, SUBJECT_OF_SAME_AUTHORS
    )


def _accepts_near_title(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    if entry.conflict is not None:
        return False
    if is_near_title(facts, entry) and is_borne_out(entry.evidence):
        return True
    is_part = is_part_of_title(facts, entry.candidate) and (
        has_same_abstract(entry.evidence) or shares_authors(entry.evidence)
    )
    return is_part or is_misspelt_title(facts, entry.candidate)


def _is_sequel(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Whether nearly the same words stand behind another name, over an abstract of its own: B-PROP is not PROP."""
    ours, theirs = facts.title.short_name, title_of(entry.candidate).short_name
    has_other_name = bool(ours and theirs and ours != theirs)
    return has_other_name and entry.evidence.title_similarity >= SEQUEL_TITLE and _has_own_abstract(entry.evidence)


def _has_own_abstract(evidence: Evidence) -> bool:
    return (
        evidence.abstract_containment is not None
        and evidence.abstract_containment < STRONGLY_SAME_ABSTRACT
        and not reaches(evidence.abstract_similarity, STRONGLY_SAME_SUBJECT)
    )


def _is_renamed_at_once(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Whether the titles are akin and the year the same; another year is as likely the authors' next paper.

    One name in common is enough only where the venue agrees, or the titles differ in annotations on the kind of piece.
    """
    evidence = entry.evidence
    differs_in_kind = title_of(entry.candidate).bare_key == facts.title.bare_key
    is_telling = differs_in_kind or evidence.is_same_venue is True or shares_two_authors(evidence)
    return not evidence.years_after_posting and is_telling and (differs_in_kind or is_akin_title(facts, entry))


RULES: dict[Reason, Callable[[PaperFacts, JudgedCandidate], bool]] = {
    Reason.SAME_IDENTIFIER: _accepts_identifier,
    Reason.SAME_TITLE_AND_ABSTRACT: _accepts_title_and_abstract,
    Reason.SAME_TITLE: _accepts_title,
    Reason.SAME_ABSTRACT: _accepts_abstract,
    Reason.SAME_AUTHORS: _accepts_same_authors,
    Reason.NEAR_TITLE: _accepts_near_title,
}
