"""A dry run: what asking for papers would send and cost, estimated without sending anything.

All goes its usual way (strategies, batches, pages that overflow, confirmations,
suggestions, whole works) over a session that imagines the answers. A share of
the papers is taken to be at OpenAlex, chosen by a hash of their ids, so that
every batch has some of them; every fifth in two versions. A share of these
stands under its title as no list of exact titles holds it, and takes a search.
What the caches hold is answered from there, for nothing, and believed.

Not foreseen is what only OpenAlex knows: works of other papers among the hits,
and its bad days.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import orjson

from enrich.client.budget import CREDIT_USD, Usage, price_of
from enrich.client.limits import BATCH_BYTES, OPENALEX_URL
from enrich.identifiers import arxiv_doi
from enrich.search.endpoint import PAGE_SIZE
from enrich.search.openalex import OpenAlexAPI
from enrich.search.strategies import EXACT_TITLE, WORK_IDS
from enrich.search.trust import WELL_KNOWN_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from enrich.client.answer_cache import Question, Works
    from enrich.client.session import OpenAlexSession
    from enrich.json_values import Json
    from enrich.records import Paper
    from enrich.search.endpoint import Response

# Of 260 papers found in the development data, 50 had a second work: a preprint and a publication.
PAPERS_PER_VERSION = 5
# Of 308 works of 2026, 55 had no abstract, so that the title has to prove them.
PAPERS_PER_LOST_ABSTRACT = 6
# Of 301 works of papers in the development data, 29 had markup, blanks or signs in their titles that no page prints.
USUAL_NOISE = 0.1
# Author lists of papers whose authors nobody stated.
USUAL_AUTHOR_COUNT = 4


@dataclass(frozen=True, slots=True)
class CostEstimate:
    """What a run would send, and what that would cost in credits; ``usd`` is the same in dollars."""

    request_count: int
    credit_count: int

    @property
    def usd(self) -> float:
        return round(self.credit_count * CREDIT_USD, 6)


def estimate_cost(
    session: OpenAlexSession,
    papers: Sequence[Paper],
    missing_work_ids: Iterable[str],
    found_share: float,
    *,
    noise_share: float = USUAL_NOISE,
    base_url: str = OPENALEX_URL,
    batch_bytes: int = BATCH_BYTES,
) -> CostEstimate:
    """Return what finding the papers and fetching their works, and those that are missing, would take.

    OpenAlex is taken to have ``found_share`` (0 to 1) of the papers, and to print ``noise_share`` of their titles
    otherwise. The session's caches are read; nothing is sent.
    """
    dry_run = DryRunSession(session, papers, found_share, noise_share)
    # One worker, as nothing is waited for.
    api = OpenAlexAPI(dry_run, Usage(), base_url=base_url, workers=1, batch_bytes=batch_bytes)
    matches = [finding.match for finding in api.find(papers)]
    work_ids = {work_id for match in matches if match.work_id for work_id in (match.work_id, *match.version_ids)}
    list(api.fetch_works(work_ids.union(missing_work_ids)))
    return CostEstimate(dry_run.request_count, dry_run.credit_count)


@dataclass(frozen=True, slots=True)
class ImaginedResponse:
    """What is looked at of an answer over HTTP."""

    content: bytes
    status_code: int = 200


class DryRunSession:
    """Stands in for a session: answers from its caches, and imagines and counts what it would have to send.

    Of papers that a cache knows, OpenAlex has what it was seen to have. Nothing imagined is stored.
    """

    def __init__(
        self, session: OpenAlexSession, papers: Sequence[Paper], found_share: float, noise_share: float
    ) -> None:
        self.request_count = 0
        self.credit_count = 0
        self._session = session
        self._there = choose(papers, found_share)
        self._noisy = choose(papers, noise_share, salt="noise")
        self._is_list_trusted = found_share > 0
        self._papers_by_value: dict[str, dict[str, Paper]] = defaultdict(dict)
        self._asked: dict[tuple[str, Question], Works] = {}

    @property
    def answers(self) -> DryRunSession:
        return self

    def lookup(self, strategy: str, questions: Sequence[Question]) -> list[tuple[Question, Works]]:
        """Return what the cache of answers holds. Each question is looked up before it is sent, and so known here."""
        for question in questions:
            self._papers_by_value[question.value][question.paper.paper_id] = question.paper
        answers = self._session.answers.lookup(strategy, questions)
        self._there.difference_update(question.paper.paper_id for question, _ in answers)
        asked = [(question, self._asked.get((strategy, question))) for question in questions]
        return answers + [(question, works) for question, works in asked if works is not None]

    def store(self, strategy: str, answers: Iterable[tuple[Question, Works]]) -> None:
        """Keep the answers for as long as this session lives."""
        self._asked |= {(strategy, question): works for question, works in answers}

    def get(self, url: str, *, force_refresh: bool) -> Response:
        """Return what the cache of requests holds, or an imagined answer."""
        field, values = read_filter(url)
        papers = {key: paper for value in values for key, paper in self._papers_by_value.get(value, {}).items()}
        kept: Response = self._session.get(url, only_if_cached=True)
        if kept.status_code in (200, 404):
            self._there.difference_update(papers)
            return kept
        self.request_count += 1
        self.credit_count += price_of(url)
        works = self._imagine(field, papers, values)
        if field == WORK_IDS:
            works += [{"id": value} for value in values if value not in self._papers_by_value]
        content = {"meta": {"count": len(works)}, "results": works[:PAGE_SIZE]}
        return ImaginedResponse(orjson.dumps(content))

    def _imagine(self, field: str, papers: Mapping[str, Paper], values: Sequence[str]) -> Works:
        """Return the works of those papers that are there, and the well-known one if its title is asked for."""
        hidden = self._noisy if field == EXACT_TITLE else frozenset[str]()
        there = (paper for paper_id, paper in papers.items() if paper_id in self._there and paper_id not in hidden)
        works = list(chain.from_iterable(map(imagine_works, there)))
        if WELL_KNOWN_TITLE in values and self._is_list_trusted:
            works.append({"id": "W1", "display_name": WELL_KNOWN_TITLE})
        return works


def read_filter(url: str) -> tuple[str, list[str]]:
    """Return the field that a list is filtered by and the values asked for; nothing for any other address.

    >>> read_filter('https://api.openalex.org/works?filter=title.search:%22deep+nets%22|%22a+survey%22')
    ('title.search', ['"deep nets"', '"a survey"'])
    >>> read_filter('https://api.openalex.org/works?filter=display_name:%22deep+nets|a+survey%22')
    ('display_name', ['deep nets', 'a survey'])
    """
    field, _, text = dict(parse_qsl(urlsplit(url).query)).get("filter", "").partition(":")
    return field, (text[1:-1] if field == EXACT_TITLE else text).split("|") if text else []


def choose(papers: Sequence[Paper], share: float, salt: str = "") -> set[str]:
    """Return the ids of that share of the papers, always the same ones and spread evenly over any order of them.

    With another ``salt`` they are others.
    """
    by_chance = sorted((paper.paper_id for paper in papers), key=lambda paper_id: _hash(paper_id + salt))
    return set(by_chance[: round(share * len(by_chance))])


def imagine_works(paper: Paper) -> list[Json]:
    """Return the works that OpenAlex may have of a paper: one, or two of the same title and author list."""
    number = _hash(paper.paper_id)
    doi = paper.doi or (paper.arxiv_id and arxiv_doi(paper.arxiv_id))
    names = _authorships(paper, number)
    work: Json = {"display_name": paper.title, "type": "article", "doi": doi, "authorships": names}
    if number % PAPERS_PER_LOST_ABSTRACT:
        work["abstract_inverted_index"] = _inverted(paper.abstract or "")
    versions = 2 if paper.title and number % PAPERS_PER_VERSION == 0 else 1
    work_ids = [paper.openalex_id or f"W{number}0", f"W{number}1"]
    return [{"id": work_id, **work} for work_id in work_ids[:versions]]


def _authorships(paper: Paper, number: int) -> list[Json]:
    return [
        {"author": {"id": f"A{number}{place}", "display_name": f"Author {number} {place}"}}
        for place in range(paper.author_count or USUAL_AUTHOR_COUNT)
    ]


def _inverted(text: str) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for place, word in enumerate(text.split()):
        index.setdefault(word, []).append(place)
    return index


def _hash(paper_id: str) -> int:
    return int.from_bytes(hashlib.blake2b(paper_id.encode(), digest_size=6).digest())
