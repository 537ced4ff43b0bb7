"""The verdict that joins a paper and a work, and what it rests on: candidates with their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from enrich.records.openalex import Work
from enrich.records.pages import Paper
from enrich.records.reasons import Conflict, Reason, Status


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work that may be the paper: just what deciding needs.

    Attributes:
        work_id: The work that may be the paper.
        title: Its title at OpenAlex.
        found_by: The search strategy that brought it.
        doi: Its DOI, lower case and bare.
        arxiv_id: Its arXiv id, without version.
        type: Its type at OpenAlex.
        source_name: Journal, conference or repository it appeared in.
        is_published: Is one of its locations the published version?
        publication_year: Its year of publication.
        publication_date: Its date of publication.
        first_cited_year: The first year in which it was cited, as far back as OpenAlex counts.
        author_ids: The persons on its author list whom OpenAlex knows.
        author_names: Names on its author list, in order.
        author_count: Number of its authors; null where OpenAlex cut the list.
        abstract: Its abstract.
        reference_count: Number of works it cites.
        cited_by_count: OpenAlex's number of works that cite it.
        is_retracted: Has it been retracted?
    """

    work_id: str
    title: str | None
    found_by: str
    doi: str | None = None
    arxiv_id: str | None = None
    type: str | None = None
    source_name: str | None = None
    is_published: bool = False
    publication_year: int | None = None
    publication_date: date | None = None
    first_cited_year: int | None = None
    author_ids: tuple[str, ...] = ()
    author_names: tuple[str, ...] = ()
    author_count: int | None = None
    abstract: str | None = None
    reference_count: int | None = None
    cited_by_count: int = 0
    is_retracted: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts about one candidate beside its paper; None, or null in a table, where one side is silent.

    Attributes:
        is_same_title: Do both titles have the same letters and digits?
        title_similarity: Similarity of the titles' letters and digits as text, from 0 to 1.
        word_similarity: Similarity of the titles' sorted words as text, from 0 to 1: the order of words makes
            no difference.
        is_same_numbers: Do both titles name the same numbers? Null where one names all of the other and more.
        is_same_markers: Do both titles hold the same words that mark a comment, a correction or a review?
        is_same_identifier: Is the DOI or the OpenAlex id the same, or else the arXiv id? Null where the former are
            not and a side has no arXiv id.
        abstract_containment: Share of the shorter abstract's runs of five words that both abstracts hold, from
            0 to 1. Null where one is missing, or shorter than 40 words.
        author_count_difference: The candidate's number of authors minus the paper's.
        shared_author_share: Share of the names on the shorter author list that stand on the longer one too,
            from 0 to 1.
        days_after_posting: The candidate's publication date minus the paper's posting date, in days.
        years_after_posting: The candidate's year of publication minus the paper's year of posting or, without
            one, of publication.
        is_corrupt: Does the record hold parts of another paper: a foreign DOI, or citations years before it was
            published?
        abstract_similarity: How much both abstracts are about the same: cosine of their long words, 0 where
            they share no wording.
        shared_author_count: Number of names on the shorter author list that stand on the longer one too.
        is_same_venue: Are both venues recognisably the same? Null where one side has none, or a repository.
    """

    is_same_title: bool
    title_similarity: float
    word_similarity: float
    is_same_numbers: bool | None
    is_same_markers: bool
    is_same_identifier: bool | None
    abstract_containment: float | None
    author_count_difference: int | None
    shared_author_share: float | None
    days_after_posting: int | None
    years_after_posting: int | None
    is_corrupt: bool
    abstract_similarity: float | None
    shared_author_count: int | None
    is_same_venue: bool | None


@dataclass(frozen=True, slots=True)
class JudgedCandidate:
    """A candidate with its evidence.

    Attributes:
        rank: 1 is the candidate most like the paper.
        candidate: The work.
        evidence: The facts about it beside the paper.
        conflict: What speaks against it; null if nothing does.
    """

    rank: int
    candidate: Candidate
    evidence: Evidence
    conflict: Conflict | None


@dataclass(frozen=True, slots=True)
class Match:
    """The verdict on one paper.

    Attributes:
        paper_id: The paper judged.
        status: matched, ambiguous or unmatched.
        reason: Why: the rule that decided, or what left the paper in doubt.
        score: Trust in the best candidate, from 0 to 1: how often it is the paper in labelled verdicts of this kind.
        work_id: The work the paper is, its canonical one; null unless matched.
        version_ids: Other works that are the same paper; empty unless matched.
        candidates: The works that are at all like the paper, the likeliest first.
    """

    paper_id: str
    status: Status
    reason: Reason | Conflict
    score: float
    work_id: str | None
    version_ids: tuple[str, ...]
    candidates: tuple[JudgedCandidate, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """All that a source could say about one paper: the match by the works that it has brought.

    ``error`` is None when nothing is left to ask that could change the match. Otherwise it says why the paper was not
    fully asked: the match is then no verdict, and the paper stays undecided until it is asked again.
    """

    paper: Paper
    match: Match
    error: str | None = None


# The source that asks OpenAlex over HTTP; any other is the path of a snapshot.
API = "api"


class CandidateSource(Protocol):
    """A way to know works: the OpenAlex API or a snapshot on disk.

    ``is_stopped`` tells that ``find`` has met something that concerns every further paper: the key, the budget, the
    server.
    """

    name: str
    is_stopped: bool

    def find(self, papers: Iterable[Paper]) -> Iterator[Finding]:
        """Yield exactly one finding for each paper, in any order."""
        ...

    def fetch_works(self, work_ids: Iterable[str]) -> Iterator[Work]:
        """Yield the works that exist among ``work_ids``, whole, each once, in any order."""
        ...

    def fetch_citing(
        self, cited_by_counts: Mapping[str, int], max_per_work: int
    ) -> Iterator[tuple[list[str], list[Work]]]:
        """Yield some of the work ids with the works that cite them, until each id was yielded once.

        ``cited_by_counts`` tells what to expect. Of a work that more than
        ``max_per_work`` cite, the most cited of these come.
        """
        ...
