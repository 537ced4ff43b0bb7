"""The facts about a paper beside a candidate: nothing here is a decision.

``measure_similarity`` looks at titles, abstracts, author lists and identifiers of one pair, ``gather_evidence`` adds
numbers, dates, venues and what else may speak for or against it. A fact is None where one side is silent, which later
speaks neither way.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from enrich.matching.abstracts import read_abstract
from enrich.matching.facts import title_of
from enrich.records import Evidence
from enrich.text.names import author_list
from enrich.text.slips import is_misspelt
from enrich.text.titles import key_similarity
from enrich.text.venues import is_same_venue

if TYPE_CHECKING:
    from enrich.matching.facts import PaperFacts, TitleFacts
    from enrich.records import Candidate, Paper

# A foreign publisher's prefix that OpenAlex put on famous machine-learning records in autumn 2026.
_FOREIGN_PREFIX = "10.4230/lipics"


class Similarity(NamedTuple):
    """The facts that make a candidate worth a closer look; as in ``Evidence``."""

    is_same_title: bool
    is_same_identifier: bool | None
    title_similarity: float
    word_similarity: float
    abstract_containment: float | None
    abstract_similarity: float | None
    author_count_difference: int | None
    shared_author_count: int | None
    shared_author_share: float | None


def measure_similarity(facts: PaperFacts, candidate: Candidate) -> Similarity:
    """Return how alike the two are. Most candidates of a search are strangers, of whom no more needs to be known."""
    ours, theirs = facts.title, title_of(candidate)
    containment, similarity = _compare_abstracts(facts, candidate)
    shared_count, shared_share = _compare_author_lists(facts, candidate)
    return Similarity(
        is_same_title=bool(candidate.title) and theirs.key == ours.key and facts.is_cut <= theirs.is_cut,
        is_same_identifier=facts.paper.openalex_id == candidate.work_id or is_same_identifier(facts.paper, candidate),
        title_similarity=round(key_similarity(ours.key, theirs.key), 4),
        word_similarity=round(key_similarity(ours.sorted_words, theirs.sorted_words), 4),
        abstract_containment=containment,
        abstract_similarity=similarity,
        author_count_difference=_difference(candidate.author_count, facts.author_count or None),
        shared_author_count=shared_count,
        shared_author_share=shared_share,
    )


def gather_evidence(facts: PaperFacts, candidate: Candidate, similarity: Similarity) -> Evidence:
    """Return all facts about the pair, which is this much alike."""
    paper, ours, theirs = facts.paper, facts.title, title_of(candidate)
    return Evidence(
        **similarity._asdict(),
        is_same_numbers=_is_same_numbers(ours, theirs, is_cut=facts.is_cut),
        is_same_markers=ours.markers == theirs.markers,
        days_after_posting=_days_after_posting(paper, candidate),
        years_after_posting=_difference(candidate.publication_year, facts.year),
        is_corrupt=_is_corrupt(candidate, is_same_title=similarity.is_same_title),
        is_same_venue=is_same_venue(paper.venue, candidate.source_name),
    )


def is_same_identifier(left: Paper | Candidate, right: Candidate) -> bool | None:
    """Whether they share a DOI or have one arXiv id; None where another DOI and a missing arXiv id leave it open."""
    if left.doi and left.doi == right.doi:
        return True
    if left.arxiv_id and right.arxiv_id:
        return left.arxiv_id == right.arxiv_id
    return None


def may_have_foreign_doi(candidate: Candidate) -> bool:
    """Whether the DOI is of the kind that OpenAlex has put on records of other papers."""
    return (candidate.doi or "").startswith(_FOREIGN_PREFIX)


def is_cited_before_published(candidate: Candidate) -> bool:
    """Whether works cite it from years before its date: a mirror's date, or another paper's citations."""
    if candidate.first_cited_year is None or candidate.publication_year is None:
        return False
    return candidate.first_cited_year < candidate.publication_year - 2


def _is_same_numbers(ours: TitleFacts, theirs: TitleFacts, *, is_cut: bool) -> bool | None:
    """Return whether two titles name the same numbers; None where one is silent about a number of the other.

    A scanner takes letters for digits: what differs by misspelt words alone names the same. What is cut from our title
    may have named any.
    """
    left, right = Counter(ours.numbers), Counter(theirs.numbers)
    if left == right or (is_cut and left <= right) or is_misspelt(ours.words, theirs.words):
        return True
    return None if left <= right or right <= left else False


def _compare_abstracts(facts: PaperFacts, candidate: Candidate) -> tuple[float | None, float | None]:
    """Return containment and similarity, which is 0 for abstracts that share no wording at all."""
    theirs = read_abstract(candidate.abstract) if facts.abstract else None
    if facts.abstract is None or theirs is None:
        return None, None
    containment = facts.abstract.containment(theirs)
    # Of 209 renamed papers one has an abstract as like as that without a single run of five words in common.
    similarity = facts.abstract.similarity(theirs) if containment else 0.0
    return round(containment, 4), round(similarity, 4)


def _compare_author_lists(facts: PaperFacts, candidate: Candidate) -> tuple[int | None, float | None]:
    """Return how many names both author lists hold, and which share of the shorter one that is.

    None where they hold none but might: one is cut, or they name people in different scripts, or groups.
    """
    ours = facts.author_list
    theirs = author_list(candidate.author_names) if ours else None
    if not theirs:
        return None, None
    count = ours.shared_count(theirs)
    if not count and not (ours.is_comparable(theirs) and candidate.author_count is not None):
        return None, None
    return count, round(count / min(len(ours), len(theirs)), 4)


def _difference(theirs: int | None, ours: int | None) -> int | None:
    return None if theirs is None or ours is None else theirs - ours


def _days_after_posting(paper: Paper, candidate: Candidate) -> int | None:
    if paper.posted_date is None or candidate.publication_date is None:
        return None
    return (candidate.publication_date - paper.posted_date).days


def _is_corrupt(candidate: Candidate, *, is_same_title: bool) -> bool:
    """Tell a record that holds parts of another paper: a foreign DOI, or citations years before publication."""
    return (may_have_foreign_doi(candidate) and not is_same_title) or is_cited_before_published(candidate)
