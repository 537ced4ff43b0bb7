"""Versions: which works are one paper, and which of them stands for it.

Preprint, proceedings, journal and plain duplicates of one paper are separate
works at OpenAlex. Two works are versions of one paper when they share an
identifier, or when authors in common signed both within a few years; that
their titles and abstracts agree is for the caller to know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.matching.abstracts import read_abstract
from enrich.matching.evidence import is_cited_before_published, is_same_identifier
from enrich.matching.facts import title_of
from enrich.text.names import author_list

if TYPE_CHECKING:
    from enrich.records import Candidate

# Works of one title and author further apart are a thesis, an edition or a reprint of its own.
VERSION_YEARS = 4
SHARED_AUTHORS = 0.5
# A chapter is not its book, nor a dataset the article about it.
CONTAINERS = frozenset({"book", "book-chapter", "dataset", "dissertation", "peer-review"})
OTHER_ABSTRACT = 0.05
OTHER_SUBJECT = 0.30


def are_versions(left: Candidate, right: Candidate) -> bool:
    """Whether two works that may both be the paper are one: a shared identifier, or shared authors near in time."""
    is_same = is_same_identifier(left, right)
    if is_same is not None:
        return is_same
    if _are_two_works(left, right):
        return False
    return _is_near_in_time(left, right) and (
        not set(left.author_ids).isdisjoint(right.author_ids) or _shares_names(left, right)
    )


def _are_two_works(left: Candidate, right: Candidate) -> bool:
    """Whether the titles name other numbers, one work is in the other, or other titles stand over other abstracts."""
    ours, theirs = title_of(left), title_of(right)
    if ours.numbers != theirs.numbers or _container(left) != _container(right):
        return True
    first, second = read_abstract(left.abstract), read_abstract(right.abstract)
    if ours.key == theirs.key or first is None or second is None:
        return False
    return first.containment(second) < OTHER_ABSTRACT and first.similarity(second) < OTHER_SUBJECT


def _container(work: Candidate) -> str:
    return work.type if work.type in CONTAINERS else ""


def canonical_order(candidate: Candidate) -> tuple[object, ...]:
    """Order versions: published before preprint, with references before without, then the most cited."""
    return (
        not (candidate.is_published and candidate.type != "preprint"),
        not candidate.reference_count,
        -candidate.cited_by_count,
        candidate.work_id,
    )


def _shares_names(left: Candidate, right: Candidate) -> bool:
    ours, theirs = author_list(left.author_names), author_list(right.author_names)
    shorter = min(len(ours), len(theirs))
    return shorter > 0 and ours.shared_count(theirs) >= SHARED_AUTHORS * shorter


def _is_near_in_time(left: Candidate, right: Candidate) -> bool:
    if left.publication_year is None or right.publication_year is None:
        return True
    if is_cited_before_published(left) or is_cited_before_published(right):
        return True
    return abs(left.publication_year - right.publication_year) <= VERSION_YEARS
