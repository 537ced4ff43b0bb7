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
    """A work that may be the paper: just what deciding needs. ``found_by`` names the step that brought it."""

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
    """The facts about one candidate beside its paper; None where one side is silent.

    Similarities are shares from 0 to 1; ``days_after_posting`` is the
    candidate's publication date minus the paper's posting date.
    ``abstract_containment`` compares wording, ``abstract_similarity`` what the
    words are about; ``shared_author_share`` is a share of the shorter author list. That
    ``is_same_venue`` is False means only that the two names are not
    recognisably one venue's.
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
    """A candidate with its evidence; ``rank`` 1 is the one most like the paper."""

    rank: int
    candidate: Candidate
    evidence: Evidence
    conflict: Conflict | None


@dataclass(frozen=True, slots=True)
class Match:
    """The verdict on one paper.

    ``work_id`` is the canonical work of a matched paper, ``version_ids`` its
    other versions; both are empty otherwise. ``score`` is the trust in the
    verdict's best candidate from 0 to 1.
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
