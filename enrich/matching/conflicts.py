"""What speaks against a candidate, however like the paper it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.matching.levels import (
    SAME_SUBJECT,
    is_alike_in_title,
    is_borne_out_by_authors,
    reaches,
    shares_authors,
    shares_two_authors,
)
from enrich.matching.versions import OTHER_ABSTRACT, OTHER_SUBJECT, VERSION_YEARS
from enrich.records import Conflict

if TYPE_CHECKING:
    from collections.abc import Callable

    from enrich.matching.facts import PaperFacts
    from enrich.records import Evidence

# Under a copied abstract, a number more in the title is no other paper: editions change a number, and reach .71.
COPIED_ABSTRACT = 0.75
# Similarity of the long words; SAME_SUBJECT says how many papers reach which.
RELATED_SUBJECT = 0.40
# The author count that a page prints equals the record's in 52 of 54 known cases, and is off by one in the others.
AUTHOR_COUNT_SLACK = 2
# A paper appears after it is posted: of 120 arXiv papers, none was published in an earlier year, none later than +2.
DAYS_BEFORE_POSTING = 366
YEARS_AFTER_POSTING = 4


def find_conflict(facts: PaperFacts, evidence: Evidence) -> Conflict | None:
    """Return the first fact that speaks against the pair, in the order of ``Conflict``. Silence is no conflict."""
    return next((conflict for conflict, holds in CONFLICTS.items() if holds(facts, evidence)), None)


def _has_other_identifier(facts: PaperFacts, evidence: Evidence) -> bool:
    return evidence.is_same_identifier is False


def _is_other_record(facts: PaperFacts, evidence: Evidence) -> bool:
    """Whether the record is known to hold parts of another paper, and its title is nothing like this one's.

    A rename may explain the title, and nobody can tell whose the rest of such a record is.
    """
    return facts.paper.title != "" and evidence.is_corrupt and not is_alike_in_title(evidence)


def _has_other_numbers(facts: PaperFacts, evidence: Evidence) -> bool:
    """Whether the titles name other numbers, or one names a number more; a copied abstract makes good for that."""
    is_copied = reaches(evidence.abstract_containment, COPIED_ABSTRACT) and is_borne_out_by_authors(evidence)
    has_other = evidence.is_same_numbers is False or (evidence.is_same_numbers is None and not is_copied)
    return facts.paper.title != "" and has_other


def _has_other_markers(facts: PaperFacts, evidence: Evidence) -> bool:
    return facts.paper.title != "" and not evidence.is_same_markers


def _has_other_abstract(facts: PaperFacts, evidence: Evidence) -> bool:
    """Whether hardly any wording is shared, and the subject is another: how far off depends on what else agrees."""
    containment, similarity = evidence.abstract_containment, evidence.abstract_similarity
    if containment is None or similarity is None:
        return False
    return containment < OTHER_ABSTRACT and similarity < _needed_similarity(evidence)


def _needed_similarity(evidence: Evidence) -> float:
    if shares_authors(evidence):
        return OTHER_SUBJECT
    return RELATED_SUBJECT if evidence.is_same_title else SAME_SUBJECT


def _has_other_authors(facts: PaperFacts, evidence: Evidence) -> bool:
    return evidence.shared_author_share == 0


def _has_other_author_count(facts: PaperFacts, evidence: Evidence) -> bool:
    difference = evidence.author_count_difference
    # Many bibliographies name the first author only; a record that names one of many is the editor's.
    names_some_only = evidence.shared_author_share == 1 and (difference or 0) > 0
    if (
        difference is None
        or names_some_only
        or shares_authors(evidence)
        or reaches(evidence.abstract_similarity, SAME_SUBJECT)
    ):
        return False
    return abs(difference) > max(AUTHOR_COUNT_SLACK, facts.author_count // 10)


def _is_at_another_time(facts: PaperFacts, evidence: Evidence) -> bool:
    years = evidence.years_after_posting
    if evidence.is_corrupt or years is None:
        return False
    is_another_issue = facts.is_recurring and years != 0
    return is_another_issue or years > YEARS_AFTER_POSTING or _is_too_early(evidence, years)


def _is_too_early(evidence: Evidence, years: int) -> bool:
    if evidence.days_after_posting is not None:
        return evidence.days_after_posting < -DAYS_BEFORE_POSTING
    # The year that a bibliography prints may be the journal's, years after the preprint that its authors put up.
    may_be_preprint = shares_two_authors(evidence) and evidence.is_same_venue is None
    return years < -(VERSION_YEARS if may_be_preprint else 1)


def _is_at_another_venue(facts: PaperFacts, evidence: Evidence) -> bool:
    """Whether it appeared elsewhere in another year than the page says: the journal version of a conference paper.

    Names alone do not tell: one venue goes by many. A posting date says nothing of when a paper appeared.
    """
    is_elsewhere = evidence.is_same_venue is False and not evidence.is_corrupt
    return is_elsewhere and facts.paper.posted_date is None and bool(evidence.years_after_posting)


CONFLICTS: dict[Conflict, Callable[[PaperFacts, Evidence], bool]] = {
    Conflict.OTHER_IDENTIFIER: _has_other_identifier,
    Conflict.OTHER_RECORD: _is_other_record,
    Conflict.OTHER_NUMBERS: _has_other_numbers,
    Conflict.OTHER_MARKERS: _has_other_markers,
    Conflict.OTHER_ABSTRACT: _has_other_abstract,
    Conflict.OTHER_AUTHORS: _has_other_authors,
    Conflict.OTHER_AUTHOR_COUNT: _has_other_author_count,
    Conflict.OTHER_TIME: _is_at_another_time,
    Conflict.OTHER_VENUE: _is_at_another_venue,
}
