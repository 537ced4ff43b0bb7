"""Named levels of evidence: from where on titles, abstracts, author lists and dates count as the same, or as akin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.matching.facts import title_of
from enrich.matching.versions import SHARED_AUTHORS
from enrich.text.slips import is_misspelt
from enrich.text.specificity import MIN_LETTERS

if TYPE_CHECKING:
    from enrich.matching.evidence import Similarity
    from enrich.matching.facts import PaperFacts
    from enrich.records import Candidate, Evidence, JudgedCandidate

# Shared 5-word runs, as a share of the shorter abstract. Of 12,549 pairs of different papers with look-alike
# titles 99.97 % stay below .20; of 1,589 pairs of one paper under one title 99.3 % reach it.
SAME_ABSTRACT = 0.20
STRONGLY_SAME_ABSTRACT = 0.50
# Similarity of the long words. Of 209 renamed papers 82 % reach .55 and 94 % reach .40; of 1,273 pairs of different
# papers with look-alike titles .3 % and 6.8 %.
SAME_SUBJECT = 0.55
STRONGLY_SAME_SUBJECT = 0.70

NEAR_TITLE = 0.92
# Under one author list, less will do: of 801 pairs of other papers with two authors in common, 9 have titles this
# much alike, most of them one paper.
NEAR_TITLE_OF_SAME_AUTHORS = 0.85
# The least letters of a title that is only part of another.
MIN_PART = 4
RELATED_TITLE = 0.60
RELATED_WORDS = 0.80

# Two names in common: one is often an editor, or a namesake.
MIN_SHARED_AUTHORS = 2
SAME_AUTHORS = 0.8
SAME_TIME_DAYS = 62


def reaches(value: float | None, level: float) -> bool:
    """Whether the value is known and at least as high as the level."""
    return value is not None and value >= level


# ------------------------------------------------------------------------ titles


def is_same_short_name(facts: PaperFacts, candidate: Candidate) -> bool:
    """Whether one name stands before the subtitle of both titles."""
    return facts.title.short_name != "" and facts.title.short_name == title_of(candidate).short_name


def is_near_title(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Whether the titles differ by a slip. Another short name, or a "not", is no slip."""
    theirs = title_of(entry.candidate)
    return (
        entry.evidence.title_similarity >= NEAR_TITLE
        and facts.is_specific
        and facts.title.short_name == theirs.short_name
        and facts.title.negations == theirs.negations
    )


def is_misspelt_title(facts: PaperFacts, candidate: Candidate) -> bool:
    """Whether the titles, if they say enough, differ by nothing but misspelt words."""
    return facts.is_specific and is_misspelt(facts.title.words, title_of(candidate).words)


def is_part_of_title(facts: PaperFacts, candidate: Candidate) -> bool:
    """Whether the paper's title is cut where the candidate's goes on, or one of them drops its subtitle."""
    ours, theirs = facts.title, title_of(candidate)
    shorter, longer = sorted((ours, theirs), key=lambda title: len(title.key))
    if len(shorter.key) < MIN_PART or not longer.key.startswith(shorter.key):
        return False
    return (facts.is_cut and longer is theirs) or longer.short_name == shorter.key


def is_akin_title(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Whether the titles are much alike, begin with one name, or one is the other with a subtitle behind it."""
    theirs = title_of(entry.candidate)
    shorter, longer = sorted((facts.title.key, theirs.key), key=len)
    is_part = is_part_of_title(facts, entry.candidate) and (facts.is_specific or not facts.is_cut)
    is_longer = is_part or (len(shorter) >= MIN_LETTERS and longer.startswith(shorter))
    is_alike = entry.evidence.title_similarity >= NEAR_TITLE_OF_SAME_AUTHORS
    is_same_name = is_same_short_name(facts, entry.candidate) and entry.evidence.title_similarity >= RELATED_TITLE
    return (is_alike or is_longer or is_same_name) and facts.title.negations == theirs.negations


def is_related_title(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Whether the titles have much of their letters or words in common, or begin with one name."""
    return is_alike_in_title(entry.evidence) or is_same_short_name(facts, entry.candidate)


def is_alike_in_title(evidence: Evidence) -> bool:
    """Whether the titles have much of their letters or words in common."""
    return evidence.title_similarity >= RELATED_TITLE or evidence.word_similarity >= RELATED_WORDS


# --------------------------------------------------------------------- abstracts


def has_same_abstract(evidence: Evidence) -> bool:
    """Whether the abstracts are one, in wording or in what they are about: enough where the titles agree as well."""
    return reaches(evidence.abstract_containment, SAME_ABSTRACT) or reaches(evidence.abstract_similarity, SAME_SUBJECT)


def has_same_title_and_abstract(evidence: Evidence) -> bool:
    return evidence.is_same_title and has_same_abstract(evidence)


# ------------------------------------------------------------- authors and dates


def shares_authors(evidence: Evidence | Similarity) -> bool:
    """Whether half of the shorter author list stands in the other: two names, or the only one on both sides."""
    is_only_name = evidence.author_count_difference == 0
    return reaches(evidence.shared_author_share, SHARED_AUTHORS) and (is_only_name or has_two_names(evidence))


def shares_two_authors(evidence: Evidence) -> bool:
    return shares_authors(evidence) and has_two_names(evidence)


def has_two_names(evidence: Evidence | Similarity) -> bool:
    """Whether two names stand on both author lists."""
    return reaches(evidence.shared_author_count, MIN_SHARED_AUTHORS)


def is_same_author_list(facts: PaperFacts, evidence: Evidence) -> bool:
    """Whether the author lists hold nearly the same names, and are nearly as long."""
    difference = evidence.author_count_difference
    return reaches(evidence.shared_author_share, SAME_AUTHORS) and (
        difference is None or abs(difference) <= max(1, facts.author_count // 5)
    )


def is_borne_out_by_authors(evidence: Evidence) -> bool:
    """Whether the author lists are the same as far as they are known: as long, and with names in common."""
    has_same_names = evidence.shared_author_share is None or shares_authors(evidence)
    return evidence.author_count_difference == 0 and has_same_names


def is_posted_at_same_time(evidence: Evidence) -> bool:
    """Whether it was published within two months of the day that the page prints."""
    return evidence.days_after_posting is not None and abs(evidence.days_after_posting) <= SAME_TIME_DAYS


def is_borne_out(evidence: Evidence) -> bool:
    """Whether something beside the title says that the two are one paper."""
    return (
        has_same_abstract(evidence)
        or shares_authors(evidence)
        or (evidence.author_count_difference == 0 and is_posted_at_same_time(evidence))
    )


# --------------------------------------------------------------- all of it at once


def support(evidence: Evidence) -> int:
    """Return how much beside the title speaks for the pair, in hints; a telling fact counts as four."""
    days, difference = evidence.days_after_posting, evidence.author_count_difference
    return (
        4 * (evidence.is_same_identifier is True)
        + 4 * reaches(evidence.abstract_containment, SAME_ABSTRACT)
        + 4 * reaches(evidence.shared_author_share, SHARED_AUTHORS)
        + (difference == 0)
        - (difference is not None and difference != 0)
        + is_posted_at_same_time(evidence)
        - (days is not None and days < -SAME_TIME_DAYS)
        + (evidence.is_same_venue is True)
        - evidence.is_corrupt
    )
