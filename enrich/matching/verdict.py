"""Which candidate is the paper: evidence first, then small rules in a stated order.

``enrich.matching.evidence`` states plain facts about a paper and one candidate,
``conflict`` names the fact that speaks against the pair, and ``decide`` walks
the rules:

1. ``same_identifier``          its DOI or arXiv id, and a title that does not deny it
2. ``same_title_and_abstract``  equal titles, and our abstract stands in the record
3. ``same_title``               equal titles that say enough, and nothing against them
4. ``same_abstract``            another title over the same abstract
5. ``same_authors``             another title and abstract, both akin, over the same author list
6. ``near_title``               a slip in the title, borne out by authors or dates
7. *ambiguous*                  something speaks for a work and something against it
8. *unmatched*                  nothing is left

The first rule that speaks decides. A rule may accept several works: versions
of one paper (``enrich.matching.versions``) are grouped, and of several groups the
evidence must tell one apart, or the paper is ambiguous. Citation counts and a
search engine's ranking never decide which paper it is. What a verdict's score
says is measured: ``enrich.matching.scores``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from enrich.matching.evidence import SPECIFIC_KEY_LENGTH, PaperFacts, compare, read_title, weigh
from enrich.matching.scores import MAX_FACTS, score_of_doubt, score_of_match
from enrich.matching.versions import SHARED_AUTHORS, VERSION_YEARS, are_versions, canonical_order
from enrich.records import Candidate, Evidence, JudgedCandidate, Match, Paper, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from enrich.matching.evidence import Similarity

# Shared 5-word runs, as a share of the shorter abstract. Of 12,549 pairs of different papers with look-alike
# titles 99.97 % stay below .20; of 1,589 pairs of one paper under one title 99.3 % reach it.
SAME_ABSTRACT = 0.20
STRONGLY_SAME_ABSTRACT = 0.50
# Under a copied abstract, a number more in the title is no other paper: editions change a number, and reach .71.
COPIED_ABSTRACT = 0.75
OTHER_ABSTRACT = 0.05
# Similarity of the long words. Of 209 renamed papers 82 % reach .55 and 94 % reach .40; of 1,273 pairs of different
# papers with look-alike titles .3 % and 6.8 %.
SAME_SUBJECT = 0.55
STRONGLY_SAME_SUBJECT = 0.70
# Authors who rename a paper rewrite its abstract. With two names in common, 87 % of the 209 renamed papers pass one of
# these; of 1,816 pairs of other papers with two authors in common 5 do, beside yearly editions told by their numbers.
REWRITTEN_ABSTRACT = 0.08
SUBJECT_OF_SAME_AUTHORS = 0.50
RELATED_SUBJECT = 0.40
OTHER_SUBJECT = 0.30

NEAR_TITLE = 0.92
# Under one author list, less will do: of those 801 pairs, 9 have titles this much alike, most of them one paper.
NEAR_TITLE_OF_SAME_AUTHORS = 0.85
# Of the 209 renamed papers one has another name, a title this much alike, and an abstract of its own.
SEQUEL_TITLE = 0.80
RELATED_TITLE = 0.60
RELATED_WORDS = 0.80
KEPT_TITLE = 0.70
KEPT_CANDIDATES = 10

# The author count that a page prints equals the record's in 52 of 54 known cases, and is off by one in the others.
AUTHOR_COUNT_SLACK = 2
# Two names in common: one is often an editor, or a namesake.
SHARED_AUTHORS_NEEDED = 2
SAME_AUTHORS = 0.8
# A paper appears after it is posted: of 120 arXiv papers, none was published in an earlier year, none later than +2.
DAYS_BEFORE_POSTING = 366
YEARS_AFTER_POSTING = 4
SAME_TIME_DAYS = 62


def decide(paper: Paper, candidates: Iterable[Candidate]) -> Match:
    """Return the verdict on the paper. Pure: the same input gives the same verdict, in any order of candidates."""
    facts = PaperFacts(paper)
    judged = judge(facts, candidates)
    for rule in RULES:
        accepted = [entry for entry in judged if rule.accepts(facts, entry)]
        if accepted:
            return _settle(facts, rule.reason, accepted, judged)
    contested = next((entry for entry in judged if _is_contested(facts, entry)), None)
    if contested is not None:
        return _doubt(paper, _why_contested(facts, contested), judged)
    return Match(paper.paper_id, Status.UNMATCHED, "no_such_work", 0.0, None, (), judged)


def judge(facts: PaperFacts, candidates: Iterable[Candidate]) -> tuple[JudgedCandidate, ...]:
    """Return the candidates worth keeping with their evidence, the likeliest first, at most ``KEPT_CANDIDATES``."""
    compared = [(candidate, compare(facts, candidate)) for candidate in _each_once(candidates)]
    kept = [
        (candidate, weigh(facts, candidate, similarity))
        for candidate, similarity in compared
        if _is_worth_keeping(facts, candidate, similarity)
    ]
    kept.sort(key=lambda pair: _similarity(*pair))
    return tuple(
        JudgedCandidate(rank, candidate, evidence, conflict(facts, evidence))
        for rank, (candidate, evidence) in enumerate(kept[:KEPT_CANDIDATES], start=1)
    )


def _each_once(candidates: Iterable[Candidate]) -> list[Candidate]:
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        first.setdefault(candidate.work_id, candidate)
    return list(first.values())


def _is_worth_keeping(facts: PaperFacts, candidate: Candidate, similarity: Similarity) -> bool:
    return (
        similarity.is_same_title
        or similarity.is_same_identifier is True
        or similarity.title_similarity >= KEPT_TITLE
        or similarity.word_similarity >= RELATED_WORDS
        or (similarity.abstract_containment or 0) >= SAME_ABSTRACT / 2
        or (similarity.abstract_similarity or 0) >= SAME_SUBJECT
        or _is_same_short_name(facts, candidate)
        or _shares_authors(similarity)
    )


def _is_same_short_name(facts: PaperFacts, candidate: Candidate) -> bool:
    return facts.title.short_name != "" and facts.title.short_name == read_title(candidate.title or "").short_name


def _similarity(candidate: Candidate, evidence: Evidence) -> tuple[object, ...]:
    return (
        evidence.is_same_identifier is not True,
        not evidence.is_same_title,
        -(evidence.abstract_containment or 0),
        -evidence.title_similarity,
        -_support(evidence),
        canonical_order(candidate),
    )


# ------------------------------------------------------------------- conflicts


def conflict(facts: PaperFacts, evidence: Evidence) -> str | None:
    """Return the name of the fact that speaks against the pair, or None. Silence is no conflict."""
    return next((name for name, holds in CONFLICTS if holds(facts, evidence)), None)


def _has_other_numbers(facts: PaperFacts, evidence: Evidence) -> bool:
    """Whether the titles name other numbers, or one names a number more; a copied abstract makes good for that."""
    is_copied = (evidence.abstract_containment or 0) >= COPIED_ABSTRACT and _is_borne_out_by_authors(evidence)
    return evidence.is_same_numbers is False or (evidence.is_same_numbers is None and not is_copied)


def _has_other_abstract(facts: PaperFacts, evidence: Evidence) -> bool:
    containment, similarity = evidence.abstract_containment, evidence.abstract_similarity
    if containment is None or similarity is None:
        return False
    if _shares_authors(evidence):
        return containment < OTHER_ABSTRACT and similarity < OTHER_SUBJECT
    return containment < OTHER_ABSTRACT and similarity < (RELATED_SUBJECT if evidence.is_same_title else SAME_SUBJECT)


def _has_other_authors(facts: PaperFacts, evidence: Evidence) -> bool:
    return evidence.shared_author_share == 0


def _has_other_author_count(facts: PaperFacts, evidence: Evidence) -> bool:
    difference = evidence.author_count_difference
    if difference is None or _shares_authors(evidence) or (evidence.abstract_similarity or 0) >= SAME_SUBJECT:
        return False
    return abs(difference) > max(AUTHOR_COUNT_SLACK, facts.author_count // 10)


def _is_at_another_time(facts: PaperFacts, evidence: Evidence) -> bool:
    if evidence.is_corrupt:
        return False
    if facts.is_recurring and evidence.years_after_posting:
        return True
    days, years = evidence.days_after_posting, evidence.years_after_posting
    if years is None:
        return False
    if days is not None:
        return days < -DAYS_BEFORE_POSTING or years > YEARS_AFTER_POSTING
    # The year that a bibliography prints may be the journal's, years after the preprint that its authors put up.
    may_be_preprint = _shares_two_authors(evidence) and evidence.is_same_venue is None
    return not -(VERSION_YEARS if may_be_preprint else 1) <= years <= YEARS_AFTER_POSTING


def _is_at_another_venue(facts: PaperFacts, evidence: Evidence) -> bool:
    """Whether it appeared elsewhere in another year than the page says: the journal version of a conference paper.

    Names alone do not tell: one venue goes by many. A posting date says nothing of when a paper appeared.
    """
    is_elsewhere = evidence.is_same_venue is False and not evidence.is_corrupt
    return is_elsewhere and facts.paper.posted_date is None and bool(evidence.years_after_posting)


CONFLICTS: tuple[tuple[str, Callable[[PaperFacts, Evidence], bool]], ...] = (
    ("other_identifier", lambda facts, evidence: evidence.is_same_identifier is False),
    ("other_numbers", _has_other_numbers),
    ("other_markers", lambda facts, evidence: not evidence.is_same_markers),
    ("other_abstract", _has_other_abstract),
    ("other_authors", _has_other_authors),
    ("other_author_count", _has_other_author_count),
    ("other_time", _is_at_another_time),
    ("other_venue", _is_at_another_venue),
)  # fmt: skip


# ------------------------------------------------------------------------ rules


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to be sure: the reason it gives, and the candidates it accepts."""

    reason: str
    accepts: Callable[[PaperFacts, JudgedCandidate], bool]


def _accepts_identifier(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    evidence = entry.evidence
    return evidence.is_same_identifier is True and (
        evidence.title_similarity >= RELATED_TITLE
        or _is_borne_out(evidence)
        or _is_same_short_name(facts, entry.candidate)
    )


def _accepts_title_and_abstract(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    return _holds_title_and_abstract(entry.evidence) and entry.conflict not in (
        "other_identifier",
        "other_numbers",
        "other_markers",
    )


def _accepts_title(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    evidence = entry.evidence
    if not evidence.is_same_title or entry.conflict is not None:
        return False
    # One editor writes several columns a year under one title.
    return facts.is_specific or (not facts.is_recurring and _is_borne_out(evidence))


def _accepts_abstract(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    evidence = entry.evidence
    if entry.conflict is not None or evidence.abstract_containment is None or _is_sequel(facts, entry):
        return False
    is_same_count = evidence.author_count_difference == 0
    is_related = is_same_count or _is_related_title(facts, entry)
    similarity = evidence.abstract_similarity or 0
    return (
        evidence.abstract_containment >= (SAME_ABSTRACT if is_related else STRONGLY_SAME_ABSTRACT)
        or (is_same_count and similarity >= SAME_SUBJECT)
        or (is_related and similarity >= STRONGLY_SAME_SUBJECT)
    )


def _accepts_same_authors(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Accept what its authors renamed and rewrote. That little of the abstract is left is no conflict here."""
    evidence, containment = entry.evidence, entry.evidence.abstract_containment
    if entry.conflict is not None or not evidence.shared_author_count:
        return False
    if containment is None:
        return not facts.is_recurring and _is_same_author_list(facts, evidence) and _is_renamed_at_once(facts, entry)
    is_rewritten = containment >= REWRITTEN_ABSTRACT or (evidence.abstract_similarity or 0) >= SUBJECT_OF_SAME_AUTHORS
    return _shares_two_authors(evidence) and is_rewritten and not _is_sequel(facts, entry)


def _is_sequel(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Whether nearly the same words stand behind another name, over an abstract of its own: B-PROP is not PROP."""
    evidence, theirs = entry.evidence, read_title(entry.candidate.title or "").short_name
    has_other_name = bool(facts.title.short_name and theirs and facts.title.short_name != theirs)
    has_own_abstract = (
        evidence.abstract_containment is not None
        and evidence.abstract_containment < STRONGLY_SAME_ABSTRACT
        and (evidence.abstract_similarity or 0) < STRONGLY_SAME_SUBJECT
    )
    return has_other_name and has_own_abstract and evidence.title_similarity >= SEQUEL_TITLE


def _is_renamed_at_once(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Whether the titles are akin and the year the same; another year is as likely the authors' next paper.

    One name in common is enough only where the venue agrees or the titles differ in remarks alone.
    """
    evidence = entry.evidence
    is_same_kind = read_title(entry.candidate.title or "").bare_key == facts.title.bare_key
    is_telling = is_same_kind or evidence.is_same_venue is True or _shares_two_authors(evidence)
    return not evidence.years_after_posting and is_telling and (is_same_kind or _is_akin_title(facts, entry))


def _is_akin_title(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Whether the titles are much alike, begin with one name, or one is the other with a subtitle behind it."""
    theirs = read_title(entry.candidate.title or "")
    shorter, longer = sorted((facts.title.key, theirs.key), key=len)
    is_longer = len(shorter) >= SPECIFIC_KEY_LENGTH and longer.startswith(shorter)
    is_alike = entry.evidence.title_similarity >= NEAR_TITLE_OF_SAME_AUTHORS
    is_same_name = _is_same_short_name(facts, entry.candidate) and entry.evidence.title_similarity >= RELATED_TITLE
    return (is_alike or is_longer or is_same_name) and facts.title.negations == theirs.negations


def _accepts_near_title(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    return _is_near_title(facts, entry) and entry.conflict is None and _is_borne_out(entry.evidence)


RULES = (
    Rule("same_identifier", _accepts_identifier),
    Rule("same_title_and_abstract", _accepts_title_and_abstract),
    Rule("same_title", _accepts_title),
    Rule("same_abstract", _accepts_abstract),
    Rule("same_authors", _accepts_same_authors),
    Rule("near_title", _accepts_near_title),
)


MEANINGS = {
    "same_identifier": "its DOI or arXiv id, and a title that does not deny it",
    "same_title_and_abstract": "equal titles, and the page's abstract stands in the record",
    "same_title": "equal titles that say enough, and nothing against them",
    "same_abstract": "another title over the same abstract",
    "same_authors": "another title by the same people, over an abstract about the same or in the same year",
    "near_title": "a slip in the title, borne out by abstract, authors or date",
    "other_identifier": "the title is the paper's, the DOI or arXiv id is not",
    "other_numbers": "titles or abstracts agree, but the titles name other numbers, as editions and parts do",
    "other_markers": "one of the two titles is that of a comment, a correction or a review",
    "other_abstract": "the title is the paper's, the abstract is about something else",
    "other_authors": "the title is the paper's, none of the authors is",
    "other_author_count": "the title is the paper's, the number of authors is far from it",
    "other_time": "the title is the paper's, the date is years before or long after it",
    "other_venue": "it appeared in another year, and at another venue than the page names: another version perhaps",
    "several_works": "several works fit equally well, and are not known to be versions of one paper",
    "identifier_of_another_title": "the identifier is the paper's, the title is another one's",
    "title_says_too_little": "the titles agree, but say too little to be proof, and nothing else is known",
    "near_title_alone": "the titles differ by a slip, and nothing else is known",
    "abstract_under_another_title": "the abstract agrees in part, the title does not",
    "no_such_work": "no work that was found is like it",
}


def _holds_title_and_abstract(evidence: Evidence) -> bool:
    return evidence.is_same_title and _has_same_abstract(evidence)


def _has_same_abstract(evidence: Evidence) -> bool:
    """Whether the abstracts are one, in wording or in what they are about: enough where the titles agree as well."""
    return (evidence.abstract_containment or 0) >= SAME_ABSTRACT or (evidence.abstract_similarity or 0) >= SAME_SUBJECT


def _is_borne_out_by_authors(evidence: Evidence) -> bool:
    """Whether the author lists are the same as far as they are known: as long, and with names in common."""
    has_same_names = evidence.shared_author_share is None or _shares_authors(evidence)
    return evidence.author_count_difference == 0 and has_same_names


def _is_borne_out(evidence: Evidence) -> bool:
    """Whether something beside the title says that the two are one paper."""
    return (
        _has_same_abstract(evidence)
        or _shares_authors(evidence)
        or (
            evidence.author_count_difference == 0
            and evidence.days_after_posting is not None
            and abs(evidence.days_after_posting) <= SAME_TIME_DAYS
        )
    )


def _shares_authors(evidence: Evidence | Similarity) -> bool:
    """Whether half of the shorter author list stands in the other: two names, or the only one on both sides."""
    is_only_name = evidence.author_count_difference == 0
    return (evidence.shared_author_share or 0) >= SHARED_AUTHORS and (is_only_name or _has_two_names(evidence))


def _shares_two_authors(evidence: Evidence) -> bool:
    return _shares_authors(evidence) and _has_two_names(evidence)


def _has_two_names(evidence: Evidence | Similarity) -> bool:
    return (evidence.shared_author_count or 0) >= SHARED_AUTHORS_NEEDED


def _is_same_author_list(facts: PaperFacts, evidence: Evidence) -> bool:
    difference = evidence.author_count_difference
    return (evidence.shared_author_share or 0) >= SAME_AUTHORS and (
        difference is None or abs(difference) <= max(1, facts.author_count // 5)
    )


def _is_near_title(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Whether the titles differ by a slip. Another short name, or a "not", is no slip."""
    theirs = read_title(entry.candidate.title or "")
    return (
        entry.evidence.title_similarity >= NEAR_TITLE
        and facts.is_specific
        and facts.title.short_name == theirs.short_name
        and facts.title.negations == theirs.negations
    )


def _is_related_title(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    return (
        entry.evidence.title_similarity >= RELATED_TITLE
        or entry.evidence.word_similarity >= RELATED_WORDS
        or _is_same_short_name(facts, entry.candidate)
    )


def _is_contested(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    evidence = entry.evidence
    return (
        evidence.is_same_title
        or evidence.is_same_identifier is True
        or (evidence.abstract_containment or 0) >= SAME_ABSTRACT
        or (_is_near_title(facts, entry) and entry.conflict is None)
    )


def _why_contested(facts: PaperFacts, entry: JudgedCandidate) -> str:
    if entry.conflict is not None:
        return entry.conflict
    if entry.evidence.is_same_identifier is True:
        return "identifier_of_another_title"
    if entry.evidence.is_same_title:
        return "title_says_too_little"
    return "near_title_alone" if _is_near_title(facts, entry) else "abstract_under_another_title"


# ---------------------------------------------------------------- several works


def _settle(
    facts: PaperFacts, reason: str, accepted: Sequence[JudgedCandidate], judged: tuple[JudgedCandidate, ...]
) -> Match:
    """Return a match if the accepted works are one paper or one stands out, otherwise call the paper ambiguous."""
    groups = sorted(_group_versions(accepted), key=_best_support, reverse=True)
    if len(groups) > 1 and _best_support(groups[0]) < _best_support(groups[1]) + TELLING_SUPPORT:
        return _doubt(facts.paper, "several_works", judged)
    works = sorted(_with_versions(facts, groups[0], judged), key=_standing)
    canonical, *versions = (entry.candidate.work_id for entry in works)
    score = score_of_match(reason, max(_agreeing_facts(entry.evidence) for entry in groups[0]))
    return Match(facts.paper.paper_id, Status.MATCHED, reason, score, canonical, tuple(sorted(versions)), judged)


def agreeing_facts(match: Match) -> int:
    """Return how many facts agree for the best of the matched works: identifier, abstract, authors, time, venue."""
    works = {match.work_id, *match.version_ids}
    matched = [entry for entry in match.candidates if entry.candidate.work_id in works]
    return min(MAX_FACTS, max(_agreeing_facts(entry.evidence) for entry in matched))


def _agreeing_facts(evidence: Evidence) -> int:
    days = evidence.days_after_posting
    is_same_time = evidence.years_after_posting == 0 if days is None else abs(days) <= SAME_TIME_DAYS
    return (
        (evidence.is_same_identifier is True)
        + _has_same_abstract(evidence)
        + _shares_authors(evidence)
        + (evidence.author_count_difference == 0)
        + is_same_time
        + (evidence.is_same_venue is True)
    )


def _doubt(paper: Paper, reason: str, judged: tuple[JudgedCandidate, ...]) -> Match:
    return Match(paper.paper_id, Status.AMBIGUOUS, reason, score_of_doubt(reason), None, (), judged)


def _standing(entry: JudgedCandidate) -> tuple[object, ...]:
    """Order versions: the one at the venue that the page names, then by what they are."""
    return entry.evidence.is_same_venue is not True, canonical_order(entry.candidate)


def _with_versions(
    facts: PaperFacts, group: Sequence[JudgedCandidate], judged: Sequence[JudgedCandidate]
) -> list[JudgedCandidate]:
    """Return the group with the other versions of its works.

    These are works of its title that the rule itself was too strict for, and works under a changed title that
    hold its abstract, or that a rule further down would have accepted.
    """
    rest = [entry for entry in judged if entry not in group and _may_be_version(facts, entry)]
    joined = [entry for entry in rest if any(are_versions(entry.candidate, member.candidate) for member in group)]
    return [*group, *joined]


def _may_be_version(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    if entry.evidence.is_same_title:
        return True
    is_accepted = any(rule.accepts(facts, entry) for rule in RULES)
    return is_accepted or (entry.conflict is None and _has_same_abstract(entry.evidence))


def _group_versions(entries: Sequence[JudgedCandidate]) -> list[list[JudgedCandidate]]:
    """Return the entries in groups of works that are versions of one paper."""
    groups: list[list[JudgedCandidate]] = []
    for entry in entries:
        joined = [group for group in groups if any(_are_one_paper(entry, other) for other in group)]
        rest = [group for group in groups if group not in joined]
        groups = [*rest, [*(member for group in joined for member in group), entry]]
    return groups


def _are_one_paper(left: JudgedCandidate, right: JudgedCandidate) -> bool:
    """Whether both hold the paper's title and abstract, whoever their authors are said to be, or are versions."""
    return (_holds_title_and_abstract(left.evidence) and _holds_title_and_abstract(right.evidence)) or are_versions(
        left.candidate, right.candidate
    )


# One telling fact (an abstract, a name) outweighs two hints (a count, a date).
TELLING_SUPPORT = 2


def _support(evidence: Evidence) -> int:
    """Return how much beside the title speaks for the pair, in hints; a telling fact counts as four."""
    days, difference = evidence.days_after_posting, evidence.author_count_difference
    return (
        4 * (evidence.is_same_identifier is True)
        + 4 * ((evidence.abstract_containment or 0) >= SAME_ABSTRACT)
        + 4 * ((evidence.shared_author_share or 0) >= SHARED_AUTHORS)
        + (difference == 0)
        - (difference is not None and difference != 0)
        + (days is not None and abs(days) <= SAME_TIME_DAYS)
        - (days is not None and days < -SAME_TIME_DAYS)
        + (evidence.is_same_venue is True)
        - evidence.is_corrupt
    )


def _best_support(group: Sequence[JudgedCandidate]) -> int:
    return max(_support(entry.evidence) for entry in group)
