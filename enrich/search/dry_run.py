"""A run rehearsed: what asking for papers would send and cost, told without sending anything.

The rehearsal is the API itself with imagined answers. A share of the papers is
taken to be at OpenAlex, chosen by a hash of their ids, so that every batch has
some of them; each under its own title, every fifth in two versions. All else
goes its usual way: steps, batches, pages that overflow, second looks,
suggestions, whole works. What the cache holds is answered from the cache, for
nothing, and believed.

Not foreseen is what only OpenAlex knows: works of other papers among the hits,
author lists that lists cut, and its bad days.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from enrich.client.budget import CREDIT_USD, LIST_CREDITS, Usage
from enrich.client.limits import BATCH_BYTES, OPENALEX_URL
from enrich.errors import OpenAlexError
from enrich.search.openalex import Answer, OpenAlexAPI, read_content
from enrich.search.strategies import WELL_KNOWN_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from enrich.client.answer_cache import Question, Works
    from enrich.client.session import OpenAlexSession
    from enrich.records import Paper
    from enrich.search.progress import Climb
    from enrich.search.strategies import Step

# Of 260 papers found in the development data, 50 had a second work: a preprint and a publication.
PAPERS_PER_VERSION = 5
# Of 308 works of 2026, 55 had no abstract, so that the title has to prove them.
PAPERS_PER_LOST_ABSTRACT = 6
# Author lists of papers whose authors nobody stated.
USUAL_AUTHOR_COUNT = 4


@dataclass(frozen=True, slots=True)
class Bill:
    """What a run sends, and what it costs in credits; ``usd`` is the same in dollars."""

    requests: int
    credits: int

    @property
    def usd(self) -> float:
        return round(self.credits * CREDIT_USD, 6)


class NotCached(OpenAlexError):
    """The cache does not hold this answer: it would have to be asked for."""


class Rehearsal(OpenAlexAPI):
    """OpenAlex with ``found_share`` (0 to 1) of the papers. Reads the session's cache and sends nothing."""

    def __init__(
        self,
        session: OpenAlexSession,
        found_share: float,
        *,
        base_url: str = OPENALEX_URL,
        batch_bytes: int = BATCH_BYTES,
    ) -> None:
        # One worker, as nothing is waited for.
        super().__init__(session, Usage(), base_url=base_url, workers=1, batch_bytes=batch_bytes)
        self._found_share = found_share
        self._there: set[str] = set()
        self._request_count = 0
        self._credit_count = 0

    def bill(self, papers: Iterable[Paper], waiting: Iterable[str] = ()) -> Bill:
        """Return what finding the papers will take, and fetching their works and those that are ``waiting``."""
        asked = list(papers)
        self._there = choose(asked, self._found_share)
        self._request_count = self._credit_count = 0
        matches = [finding.match for finding in self.find(asked)]
        works = {work_id for match in matches if match.work_id for work_id in (match.work_id, *match.version_ids)}
        list(self._fetch_each(sorted(works.union(waiting))))
        return Bill(self._request_count, self._credit_count)

    def _recall(self, step: Step, asked: Sequence[Sequence[Question]], climb: Climb) -> set[Question]:
        known = super()._recall(step, asked, climb)
        self._believe(known)
        return known

    def _keep(self, step: Step, answers: list[tuple[Question, Works]]) -> None:
        """Nothing imagined is kept."""

    def _search(self, step: Step, batch: list[Question], climb: Climb) -> Answer:
        papers = list({question.paper.paper_id: question.paper for question in batch}.values())
        try:
            answer = super()._search(step, batch, climb)
        except NotCached:
            is_on_trial = step.is_exact and climb.is_exact_proven is None
            return self._imagine(step.price, papers, is_on_trial=is_on_trial)
        self._believe(batch)
        return answer

    def _believe(self, answered: Iterable[Question]) -> None:
        """Imagine no works for these: OpenAlex has said what it has of them."""
        self._there.difference_update(question.paper.paper_id for question in answered)

    def _imagine(self, price: int, papers: Sequence[Paper], *, is_on_trial: bool) -> Answer:
        self._count(price)
        works = [work for paper in papers if paper.paper_id in self._there for work in imagine_works(paper)]
        if is_on_trial and self._found_share:
            works.append({"id": "W1", "display_name": WELL_KNOWN_TITLE})
        return Answer(works, len(works))

    def _suggest(self, paper: Paper) -> Answer:
        try:
            return super()._suggest(paper)
        except NotCached:
            self._count(0)
            return Answer([], 0)

    def _fetch(self, work_ids: list[str]) -> Answer:
        try:
            return super()._fetch(work_ids)
        except NotCached:
            self._count(LIST_CREDITS)
            return Answer([], 0)

    def _get(self, url: str, *, is_again: bool = False) -> dict[str, Any]:
        """Return the answer that the cache still holds good. Raises NotCached."""
        response = self._session.get(self._address(url), only_if_cached=True)
        if response.status_code != 200:
            raise NotCached(url)
        return read_content(response)

    def _count(self, price: int) -> None:
        self._request_count += 1
        self._credit_count += price


def choose(papers: Sequence[Paper], share: float) -> set[str]:
    """Return the ids of that share of the papers, always the same ones and spread evenly over any order of them."""
    by_chance = sorted((paper.paper_id for paper in papers), key=_hash)
    return set(by_chance[: round(share * len(by_chance))])


def imagine_works(paper: Paper) -> list[dict[str, Any]]:
    """Return the works that OpenAlex may have of a paper: one, or two of the same author list."""
    number = _hash(paper.paper_id)
    names = [
        {"author": {"id": f"A{number}{place}", "display_name": f"Author {number} {place}"}}
        for place in range(paper.author_count or USUAL_AUTHOR_COUNT)
    ]
    work: dict[str, Any] = {"display_name": paper.title, "type": "article", "doi": paper.doi, "authorships": names}
    if number % PAPERS_PER_LOST_ABSTRACT:
        work["abstract_inverted_index"] = _inverted(paper.abstract or "")
    versions = 2 if number % PAPERS_PER_VERSION == 0 else 1
    return [{"id": f"W{number}{version}", **work} for version in range(versions)]


def _inverted(text: str) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for place, word in enumerate(text.split()):
        index.setdefault(word, []).append(place)
    return index


def _hash(paper_id: str) -> int:
    return int.from_bytes(hashlib.blake2b(paper_id.encode(), digest_size=6).digest())
