"""Which candidate is the paper: evidence first, then small rules in a stated order.

``weigh`` states plain facts about a paper and one candidate, ``objection``
names the fact that speaks against the pair, and ``decide`` walks the rules:

1. ``same_identifier``          its DOI or arXiv id, and a title that does not deny it
2. ``same_title_and_abstract``  equal titles, and our abstract stands in the record
3. ``same_title``               equal titles that say enough, and nothing against them
4. ``same_abstract``            another title over the same abstract
5. ``same_authors``             another title and abstract, both akin, over the same by-line
6. ``near_title``               a slip in the title, borne out by authors or dates
7. *ambiguous*                  something speaks for a work and something against it
8. *unmatched*                  nothing is left

The first rule that speaks decides. A rule may accept several works: versions
of one paper (preprint, proceedings, duplicates) are grouped, and of several
groups the evidence must tell one apart, or the paper is ambiguous. Citation
counts and a search engine's ranking never decide which paper it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from enrich.records import Candidate, Evidence, JudgedCandidate, Match, Paper, Status
from enrich.titles import (
    is_recurring,
    key_similarity,
    split_subtitle,
    title_key,
    title_markers,
    title_negations,
    title_numbers,
    title_words,
    word_similarity,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Shingle = tuple[str, ...]

# Equal titles shorter than this are not proof by themselves. OpenAlex merges works by title from 19 letters
# on; of 262,008 arXiv titles at least that long, 61 belong to two papers.
SPECIFIC_KEY_LENGTH = 19
SPECIFIC_WORD_COUNT = 3

# Shared 5-word runs, as a share of the shorter abstract. Of 12,549 pairs of different papers with look-alike
# titles 99.97 % stay below .20; of 1,589 pairs of one paper under one title 99.3 % reach it.
SAME_ABSTRACT = 0.20
STRONGLY_SAME_ABSTRACT = 0.50
OTHER_ABSTRACT = 0.05
# Authors who rename a paper rewrite its abstract: of 209 such papers, 83 % keep this share. Of 801 pairs of other
# titles with two authors or more in common, 2.6 % reach it, and half of these are one paper after all.
REWRITTEN_ABSTRACT = 0.02
# Shorter abstracts share runs by chance: a robot's ten-word abstract reached .24 with a stranger.
ABSTRACT_WORDS_NEEDED = 40

NEAR_TITLE = 0.92
# Under one by-line, less will do: of those 801 pairs, 9 have titles this much alike, most of them one paper after all.
NEAR_TITLE_OF_SAME_AUTHORS = 0.85
RELATED_TITLE = 0.60
RELATED_WORDS = 0.80
KEPT_TITLE = 0.70
KEPT_CANDIDATES = 10

# The author count that a page prints equals the record's in 52 of 54 known cases, and is off by one in the others.
AUTHOR_COUNT_SLACK = 2
NAME_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
# Two names in common: one is often an editor, or a namesake.
SHARED_AUTHORS_NEEDED = 2
SHARED_AUTHORS = 0.5
SAME_AUTHORS = 0.8
# A paper appears after it is posted: of 120 arXiv papers, none was published in an earlier year, none later than +2.
DAYS_BEFORE_POSTING = 366
YEARS_AFTER_POSTING = 4
SAME_TIME_DAYS = 62
# Works of one title and author further apart are a thesis, an edition or a reprint of its own.
VERSION_YEARS = 4

SCORES = {
    "same_identifier": 0.99,
    "same_title_and_abstract": 0.99,
    "same_title": 0.97,
    "same_abstract": 0.93,
    "same_authors": 0.9,
    "near_title": 0.9,
}
AMBIGUOUS_SCORE = 0.5

_ABSTRACT_NOISE = re.compile(r"https?://\S+|\\[a-zA-Z]+")
_ABSTRACT_WORD = re.compile(r"[^\W_]+")
_PUNCTUATION = {code: " " for code in range(128) if not chr(code).isalnum()}
# A foreign publisher's prefix that OpenAlex put on famous machine-learning records in autumn 2026.
_FOREIGN_PREFIX = "10.4230/lipics"


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """What comparing a title needs. ``short_name`` is the key of what stands before a subtitle, or empty."""

    key: str
    words: list[str]
    numbers: tuple[str, ...]
    markers: frozenset[str]
    negations: frozenset[str]
    short_name: str


# One work is a candidate for several papers, and is judged again when more candidates come.
@lru_cache(maxsize=20_000)
def read_title(title: str) -> TitleFacts:
    """Return the title with what comparing it needs."""
    main, subtitle = split_subtitle(title)
    words = title_words(title)
    return TitleFacts(
        key=title_key(title),
        words=words,
        numbers=title_numbers(title),
        markers=title_markers(title),
        negations=title_negations(words),
        short_name=title_key(main) if subtitle else "",
    )


@dataclass(frozen=True)
class PaperFacts:
    """A paper with what comparing it needs, worked out once for all its candidates."""

    paper: Paper

    @cached_property
    def title(self) -> TitleFacts:
        return read_title(self.paper.title)

    @cached_property
    def shingles(self) -> frozenset[Shingle] | None:
        return abstract_shingles(self.paper.abstract)

    @cached_property
    def author_keys(self) -> frozenset[str]:
        return frozenset(map(name_key, self.paper.authors))

    @property
    def author_count(self) -> int:
        """The number of authors; 0 where the page is silent."""
        return self.paper.author_count or len(self.paper.authors)

    @cached_property
    def year(self) -> int | None:
        return self.paper.posted_date.year if self.paper.posted_date else self.paper.year

    @property
    def is_specific(self) -> bool:
        """Whether the title says enough to stand for one paper."""
        is_long = len(self.paper.title_key) >= SPECIFIC_KEY_LENGTH and len(self.title.words) >= SPECIFIC_WORD_COUNT
        return is_long and not self.is_recurring

    @property
    def is_recurring(self) -> bool:
        return is_recurring(self.title.words)


def decide(paper: Paper, candidates: Iterable[Candidate]) -> Match:
    """Return the verdict on the paper. Pure: the same input gives the same verdict, in any order of candidates."""
    facts = PaperFacts(paper)
    judged = judge(facts, candidates)
    for rule in RULES:
        accepted = [entry for entry in judged if rule.accepts(facts, entry)]
        if accepted:
            return _settle(paper, rule.reason, accepted, judged)
    contested = next((entry for entry in judged if _is_contested(facts, entry)), None)
    if contested is not None:
        return _verdict(paper, Status.AMBIGUOUS, _why_contested(facts, contested), AMBIGUOUS_SCORE, judged)
    return _verdict(paper, Status.UNMATCHED, "no_such_work", 0.0, judged)


# ------------------------------------------------------------------------ facts


def judge(facts: PaperFacts, candidates: Iterable[Candidate]) -> tuple[JudgedCandidate, ...]:
    """Return the candidates worth keeping with their evidence, the likeliest first, at most ``KEPT_CANDIDATES``."""
    weighed = [(candidate, weigh(facts, candidate)) for candidate in _each_once(candidates)]
    kept = [(candidate, evidence) for candidate, evidence in weighed if _is_worth_keeping(facts, candidate, evidence)]
    kept.sort(key=lambda pair: _likeness(*pair))
    return tuple(
        JudgedCandidate(rank, candidate, evidence, objection(facts, evidence))
        for rank, (candidate, evidence) in enumerate(kept[:KEPT_CANDIDATES], start=1)
    )


def weigh(facts: PaperFacts, candidate: Candidate) -> Evidence:
    """Return the facts about the pair; nothing here is a decision."""
    paper, ours, theirs = facts.paper, facts.title, read_title(candidate.title or "")
    is_same_title = bool(candidate.title) and theirs.key == paper.title_key
    return Evidence(
        is_same_title=is_same_title,
        title_similarity=round(key_similarity(paper.title_key, theirs.key), 4),
        word_similarity=round(word_similarity(ours.words, theirs.words), 4),
        is_same_numbers=ours.numbers == theirs.numbers,
        is_same_markers=ours.markers == theirs.markers,
        is_same_identifier=_is_same_identifier(paper, candidate),
        abstract_containment=_containment(facts.shingles, candidate.abstract),
        author_count_difference=_author_count_difference(facts, candidate),
        shared_author_share=_shared_author_share(facts, candidate),
        days_after_posting=_days_after_posting(paper, candidate),
        years_after_posting=_years_after_posting(facts, candidate),
        is_corrupt=_is_corrupt(candidate, is_same_title=is_same_title),
    )


def abstract_shingles(abstract: str | None) -> frozenset[Shingle] | None:
    """Return the abstract's runs of five words, or None when it is too short to say anything."""
    words = _abstract_words(abstract or "")
    return frozenset(_runs(words)) if len(words) >= ABSTRACT_WORDS_NEEDED else None


def _abstract_words(text: str) -> list[str]:
    text = _ABSTRACT_NOISE.sub(" ", text).lower() if "http" in text or "\\" in text else text.lower()
    # Three times faster than a regex; curly quotes, dashes and accented letters part words on both sides alike.
    words = text.encode("ascii", "replace").decode().translate(_PUNCTUATION).split()
    is_other_script = len(words) < ABSTRACT_WORDS_NEEDED and not text.isascii()
    return _ABSTRACT_WORD.findall(text) if is_other_script else words


def _runs(words: list[str]) -> Iterator[Shingle]:
    return zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """Return surname and first initial, folded: ``Kingma, Diederik P.`` and ``D. P. Kingma`` give ``kingma d``."""
    surname, comma, given = name.partition(",")
    if not comma:
        given, _, surname = name.strip().rpartition(" ")
    surname_words, given_words = title_words(surname), title_words(given)
    if len(given_words) > 1 and surname_words and surname_words[-1] in NAME_SUFFIXES:
        surname_words = [given_words.pop()]
    return " ".join(surname_words[-1:] + [word[0] for word in given_words[:1]])


def _containment(ours: frozenset[Shingle] | None, abstract: str | None) -> float | None:
    """Return the share of the shorter abstract's runs that both hold, or None where one is too short."""
    if ours is None or not abstract:
        return None
    words = _abstract_words(abstract)
    if len(words) < ABSTRACT_WORDS_NEEDED:
        return None
    if ours.isdisjoint(_runs(words)):
        return 0.0
    theirs = frozenset(_runs(words))
    return round(len(ours & theirs) / min(len(ours), len(theirs)), 4)


def _is_same_identifier(paper: Paper, candidate: Candidate) -> bool | None:
    if paper.doi and paper.doi == candidate.doi:
        return True
    if paper.arxiv_id and candidate.arxiv_id:
        return paper.arxiv_id == candidate.arxiv_id
    return None


def _author_count_difference(facts: PaperFacts, candidate: Candidate) -> int | None:
    if facts.author_count == 0 or candidate.author_count is None:
        return None
    return candidate.author_count - facts.author_count


def _shared_author_share(facts: PaperFacts, candidate: Candidate) -> float | None:
    theirs = frozenset(map(name_key, candidate.author_names))
    if not facts.author_keys or not theirs:
        return None
    return round(len(facts.author_keys & theirs) / min(len(facts.author_keys), len(theirs)), 4)


def _days_after_posting(paper: Paper, candidate: Candidate) -> int | None:
    if paper.posted_date is None or candidate.publication_date is None:
        return None
    return (candidate.publication_date - paper.posted_date).days


def _years_after_posting(facts: PaperFacts, candidate: Candidate) -> int | None:
    if facts.year is None or candidate.publication_year is None:
        return None
    return candidate.publication_year - facts.year


def _is_corrupt(candidate: Candidate, *, is_same_title: bool) -> bool:
    """Tell a record that holds parts of another paper: a foreign DOI, or citations years before publication."""
    has_foreign_doi = bool(candidate.doi and candidate.doi.startswith(_FOREIGN_PREFIX) and not is_same_title)
    return has_foreign_doi or _is_cited_before_published(candidate)


def _is_cited_before_published(candidate: Candidate) -> bool:
    if candidate.first_cited_year is None or candidate.publication_year is None:
        return False
    return candidate.first_cited_year < candidate.publication_year - 2


def _each_once(candidates: Iterable[Candidate]) -> list[Candidate]:
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        first.setdefault(candidate.work_id, candidate)
    return list(first.values())


def _is_worth_keeping(facts: PaperFacts, candidate: Candidate, evidence: Evidence) -> bool:
    return (
        evidence.is_same_title
        or evidence.is_same_identifier is True
        or evidence.title_similarity >= KEPT_TITLE
        or evidence.word_similarity >= RELATED_WORDS
        or (evidence.abstract_containment or 0) >= SAME_ABSTRACT / 2
        or _is_same_short_name(facts, candidate)
        or _shares_authors(facts, evidence)
    )


def _is_same_short_name(facts: PaperFacts, candidate: Candidate) -> bool:
    return facts.title.short_name != "" and facts.title.short_name == read_title(candidate.title or "").short_name


def _likeness(candidate: Candidate, evidence: Evidence) -> tuple[object, ...]:
    return (
        evidence.is_same_identifier is not True,
        not evidence.is_same_title,
        -(evidence.abstract_containment or 0),
        -evidence.title_similarity,
        -_support(evidence),
        _canonical_order(candidate),
    )


# ------------------------------------------------------------------- objections


def objection(facts: PaperFacts, evidence: Evidence) -> str | None:
    """Return the name of the fact that speaks against the pair, or None. Silence is no objection."""
    return next((name for name, holds in OBJECTIONS if holds(facts, evidence)), None)


def _has_other_abstract(facts: PaperFacts, evidence: Evidence) -> bool:
    least = REWRITTEN_ABSTRACT if _shares_authors(facts, evidence) else OTHER_ABSTRACT
    return evidence.abstract_containment is not None and evidence.abstract_containment < least


def _has_other_authors(facts: PaperFacts, evidence: Evidence) -> bool:
    return evidence.shared_author_share == 0


def _has_other_author_count(facts: PaperFacts, evidence: Evidence) -> bool:
    difference = evidence.author_count_difference
    if difference is None or _shares_authors(facts, evidence):
        return False
    return abs(difference) > max(AUTHOR_COUNT_SLACK, facts.author_count // 10)


def _is_at_another_time(facts: PaperFacts, evidence: Evidence) -> bool:
    if evidence.is_corrupt:
        return False
    if facts.is_recurring and evidence.years_after_posting:
        return True
    days, years = evidence.days_after_posting, evidence.years_after_posting
    is_earlier = days < -DAYS_BEFORE_POSTING if days is not None else years is not None and years < -1
    return is_earlier or (years is not None and years > YEARS_AFTER_POSTING)


OBJECTIONS: tuple[tuple[str, Callable[[PaperFacts, Evidence], bool]], ...] = (
    ("other_identifier", lambda facts, evidence: evidence.is_same_identifier is False),
    ("other_numbers", lambda facts, evidence: not evidence.is_same_numbers),
    ("other_markers", lambda facts, evidence: not evidence.is_same_markers),
    ("other_abstract", _has_other_abstract),
    ("other_authors", _has_other_authors),
    ("other_author_count", _has_other_author_count),
    ("other_time", _is_at_another_time),
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
        or _is_borne_out(facts, evidence)
        or _is_same_short_name(facts, entry.candidate)
    )


def _accepts_title_and_abstract(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    return _holds_title_and_abstract(entry.evidence) and entry.objection not in (
        "other_identifier",
        "other_numbers",
        "other_markers",
    )


def _accepts_title(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    return (
        entry.evidence.is_same_title
        and entry.objection is None
        and (facts.is_specific or _is_borne_out(facts, entry.evidence))
    )


def _accepts_abstract(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    containment = entry.evidence.abstract_containment or 0
    if entry.objection is not None or containment < SAME_ABSTRACT:
        return False
    is_same_count = entry.evidence.author_count_difference == 0
    return containment >= STRONGLY_SAME_ABSTRACT or is_same_count or _is_related_title(facts, entry)


def _accepts_same_authors(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Accept what its authors renamed and rewrote. That little of the abstract is left is no objection here."""
    evidence, containment = entry.evidence, entry.evidence.abstract_containment
    if entry.objection is not None or _shared_author_count(facts, evidence) < SHARED_AUTHORS_NEEDED:
        return False
    if containment is not None and _shares_authors(facts, evidence):
        return containment >= OTHER_ABSTRACT or _is_related_title(facts, entry)
    # Without an abstract, another year is as likely the authors' next paper.
    is_at_same_time = not evidence.years_after_posting
    return is_at_same_time and _is_same_by_line(facts, evidence) and _is_akin_title(facts, entry)


def _is_akin_title(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    """Whether the titles are much alike, or one is the other and a subtitle or remark behind it."""
    theirs = read_title(entry.candidate.title or "")
    shorter, longer = sorted((facts.title.key, theirs.key), key=len)
    is_longer = len(shorter) >= SPECIFIC_KEY_LENGTH and longer.startswith(shorter)
    is_alike = entry.evidence.title_similarity >= NEAR_TITLE_OF_SAME_AUTHORS
    return (is_alike or is_longer) and facts.title.negations == theirs.negations


def _accepts_near_title(facts: PaperFacts, entry: JudgedCandidate) -> bool:
    return _is_near_title(facts, entry) and entry.objection is None and _is_borne_out(facts, entry.evidence)


RULES = (
    Rule("same_identifier", _accepts_identifier),
    Rule("same_title_and_abstract", _accepts_title_and_abstract),
    Rule("same_title", _accepts_title),
    Rule("same_abstract", _accepts_abstract),
    Rule("same_authors", _accepts_same_authors),
    Rule("near_title", _accepts_near_title),
)


def _is_borne_out(facts: PaperFacts, evidence: Evidence) -> bool:
    """Whether something beside the title says that the two are one paper."""
    return (
        (evidence.abstract_containment or 0) >= SAME_ABSTRACT
        or _shares_authors(facts, evidence)
        or (
            evidence.author_count_difference == 0
            and evidence.days_after_posting is not None
            and abs(evidence.days_after_posting) <= SAME_TIME_DAYS
        )
    )


def _shares_authors(facts: PaperFacts, evidence: Evidence) -> bool:
    """Whether half of the shorter by-line stands in the other: two names, or the only one on both sides."""
    is_only_name = evidence.author_count_difference == 0
    return (evidence.shared_author_share or 0) >= SHARED_AUTHORS and (
        is_only_name or _shared_author_count(facts, evidence) >= SHARED_AUTHORS_NEEDED
    )


def _is_same_by_line(facts: PaperFacts, evidence: Evidence) -> bool:
    difference = evidence.author_count_difference
    return (evidence.shared_author_share or 0) >= SAME_AUTHORS and (
        difference is None or abs(difference) <= max(1, facts.author_count // 5)
    )


def _shared_author_count(facts: PaperFacts, evidence: Evidence) -> int:
    """Return how many names the by-lines share; where theirs is cut, count ours as the shorter one."""
    shorter = len(facts.author_keys) + min(0, evidence.author_count_difference or 0)
    return round((evidence.shared_author_share or 0) * shorter)


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
        or (_is_near_title(facts, entry) and entry.objection is None)
    )


def _why_contested(facts: PaperFacts, entry: JudgedCandidate) -> str:
    if entry.objection is not None:
        return entry.objection
    if entry.evidence.is_same_identifier is True:
        return "identifier_of_another_title"
    if entry.evidence.is_same_title:
        return "title_says_too_little"
    return "near_title_alone" if _is_near_title(facts, entry) else "abstract_under_another_title"


# --------------------------------------------------------------------- versions


def _settle(
    paper: Paper, reason: str, accepted: Sequence[JudgedCandidate], judged: tuple[JudgedCandidate, ...]
) -> Match:
    """Return a match if the accepted works are one paper or one stands out, otherwise call the paper ambiguous."""
    groups = sorted(_group_versions(accepted), key=_best_support, reverse=True)
    if len(groups) > 1 and _best_support(groups[0]) < _best_support(groups[1]) + TELLING_SUPPORT:
        return _verdict(paper, Status.AMBIGUOUS, "several_works", AMBIGUOUS_SCORE, judged)
    works = sorted(_with_versions(groups[0], judged), key=_canonical_order)
    return _verdict(paper, Status.MATCHED, reason, SCORES[reason], judged, [work.work_id for work in works])


def _verdict(
    paper: Paper,
    status: Status,
    reason: str,
    score: float,
    judged: tuple[JudgedCandidate, ...],
    work_ids: Sequence[str] = (),
) -> Match:
    canonical = work_ids[0] if work_ids else None
    return Match(paper.paper_id, status, reason, score, canonical, tuple(sorted(work_ids[1:])), judged)


def _with_versions(group: Sequence[JudgedCandidate], judged: Sequence[JudgedCandidate]) -> list[Candidate]:
    """Return the works of the group, and those of its title and authors that the rule itself was too strict for."""
    works = [entry.candidate for entry in group]
    others = [entry.candidate for entry in judged if entry.evidence.is_same_title and entry not in group]
    return works + [other for other in others if any(_are_versions(other, work) for work in works)]


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
    return (_holds_title_and_abstract(left.evidence) and _holds_title_and_abstract(right.evidence)) or _are_versions(
        left.candidate, right.candidate
    )


def _holds_title_and_abstract(evidence: Evidence) -> bool:
    return evidence.is_same_title and (evidence.abstract_containment or 0) >= SAME_ABSTRACT


def _are_versions(left: Candidate, right: Candidate) -> bool:
    """Whether two works with the paper's title are one paper: a shared identifier, or a shared author near in time."""
    if left.doi and left.doi == right.doi:
        return True
    if left.arxiv_id and right.arxiv_id:
        return left.arxiv_id == right.arxiv_id
    return _is_near_in_time(left, right) and (
        not set(left.author_ids).isdisjoint(right.author_ids) or _shares_names(left, right)
    )


def _shares_names(left: Candidate, right: Candidate) -> bool:
    ours, theirs = (set(map(name_key, candidate.author_names)) for candidate in (left, right))
    return bool(ours and theirs) and len(ours & theirs) >= SHARED_AUTHORS * min(len(ours), len(theirs))


def _is_near_in_time(left: Candidate, right: Candidate) -> bool:
    if left.publication_year is None or right.publication_year is None:
        return True
    if _is_cited_before_published(left) or _is_cited_before_published(right):
        return True
    return abs(left.publication_year - right.publication_year) <= VERSION_YEARS


def _canonical_order(candidate: Candidate) -> tuple[object, ...]:
    """Order versions: published before preprint, with references before without, then the most cited."""
    return (
        not (candidate.is_published and candidate.type != "preprint"),
        not candidate.reference_count,
        -candidate.cited_by_count,
        candidate.work_id,
    )


# One telling fact (an abstract, a name) outweighs two hints (a count, a date).
TELLING_SUPPORT = 2


def _support(evidence: Evidence) -> int:
    """Return how much beside the title speaks for the pair, in hints; a telling fact counts as four."""
    days, difference = evidence.days_after_posting, evidence.author_count_difference
    return (
        4 * (evidence.is_same_identifier is True)
        + 4 * ((evidence.abstract_containment or 0) >= SAME_ABSTRACT)
        + 4 * ((evidence.shared_author_share or 0) >= 0.5)
        + (difference == 0)
        - (difference is not None and difference != 0)
        + (days is not None and abs(days) <= SAME_TIME_DAYS)
        - (days is not None and days < -SAME_TIME_DAYS)
        - evidence.is_corrupt
    )


def _best_support(group: Sequence[JudgedCandidate]) -> int:
    return max(_support(entry.evidence) for entry in group)
