"""The OpenAlex API as a source of candidates and works.

``find`` climbs a ladder of steps, the cheapest first; a paper leaves it as
soon as it is matched, so that the dear steps see only what is left:

1. identifiers that a page states: one list request for up to a hundred papers
2. titles as phrases, as many as fit into one search
3. the same with other spellings: hyphens joined or parted
4. all the words anywhere, for titles that OpenAlex stores with tags or entities

A batch that OpenAlex refuses is halved until the guilty title stands alone; so
is a batch with more hits than one answer shows, whose unseen titles are not
yet misses. What could not be asked is reported as an error, never as a miss.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson
import pyalex
import requests
from rapidfuzz import fuzz, process

from enrich.errors import OpenAlexError, RefusedQuery, Unreachable
from enrich.matching import decide
from enrich.queries import MOST_VALUES, Question, bare_words, halves, pack, phrase, spellings
from enrich.records import Finding, Status
from enrich.session import OPENALEX_URL
from enrich.titles import title_key
from enrich.works import CANDIDATE_FIELDS, read_candidate, read_work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from requests_cache import CachedSession

    from enrich.records import Candidate, Paper, Work
    from enrich.session import Ledger

PAGE_SIZE = 100
# Below this likeness (0 to 100) a hit is another title's hit in the same batch.
RELATED = 60
# A server that refuses so many single titles in a row is ill; the titles are not to blame.
REFUSALS_IN_A_ROW = 10


@dataclass(frozen=True, slots=True)
class Step:
    """One way to ask: the filter's field, and the values that stand for a paper (none: the step skips it)."""

    name: str
    field: str
    values: Callable[[Paper], list[str]]


def _identifiers(paper: Paper) -> list[str]:
    dois = [paper.doi, f"10.48550/arxiv.{paper.arxiv_id}" if paper.arxiv_id else None]
    return [doi for doi in dois if doi and "," not in doi and "|" not in doi]


def _maybe(value: str | None) -> list[str]:
    return [value] if value else []


LADDER = (
    Step("identifier", "doi", _identifiers),
    Step("phrase", "title.search", lambda paper: _maybe(phrase(paper.title))),
    Step("spelling", "title.search", lambda paper: spellings(paper.title)),
    Step("words", "title.search", lambda paper: _maybe(bare_words(paper.title))),
)


@dataclass(slots=True)
class _Progress:
    """What is known of one paper while it climbs."""

    paper: Paper
    candidates: dict[str, Candidate] = field(default_factory=dict)
    is_matched: bool = False
    is_answered: bool = False
    refusal: str | None = None

    def finding(self, stopped: OpenAlexError | None) -> Finding:
        error = None
        if not self.is_matched:
            error = str(stopped) if stopped else (None if self.is_answered else self.refusal)
        return Finding(self.paper, tuple(self.candidates.values()), error)


@dataclass(frozen=True, slots=True)
class _Answer:
    works: list[dict[str, Any]]
    count: int


class OpenAlexAPI:
    """Asks OpenAlex over HTTP. ``session`` and ``ledger`` come from ``enrich.session.make_session``."""

    name = "api"

    def __init__(
        self,
        session: CachedSession,
        ledger: Ledger,
        *,
        base_url: str = OPENALEX_URL,
        workers: int = 8,
        batch_bytes: int = 4_000,
        is_refresh: bool = False,
        on_progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:
        self.ledger = ledger
        self._session = session
        self._base_url = base_url.rstrip("/")
        self._workers = workers
        self._batch_bytes = batch_bytes
        self._is_refresh = is_refresh
        self._on_progress = on_progress

    def find(self, papers: Iterable[Paper]) -> Iterator[Finding]:
        """Yield one finding a paper, in the order given. Raises nothing for what OpenAlex refuses: see ``error``."""
        climb = _Climb(papers)
        for step in LADDER:
            self._take(step, climb)
            if climb.stopped:
                break
        yield from climb.findings()

    def fetch_works(self, work_ids: Iterable[str]) -> Iterator[Work]:
        """Yield the works among ``work_ids`` that exist, whole, each once. Raises OpenAlexError.

        Works that OpenAlex has merged or deleted are simply absent.
        """
        wanted = sorted(set(work_ids))
        batches = [wanted[start : start + MOST_VALUES] for start in range(0, len(wanted), MOST_VALUES)]
        with ThreadPoolExecutor(self._workers) as pool:
            for batch, answer in zip(batches, pool.map(self._fetch, batches), strict=True):
                asked = set(batch)
                for work in filter(None, map(read_work, answer.works)):
                    if work.work_id in asked:
                        asked.discard(work.work_id)
                        yield work

    # ------------------------------------------------------------------ asking

    def _take(self, step: Step, climb: _Climb) -> None:
        """Ask one step for all papers still open, several requests at a time; decide what the answers settle."""
        batches = list(pack(climb.questions(step), most_bytes=self._batch_bytes))
        with ThreadPoolExecutor(self._workers) as pool:
            flying = {pool.submit(self._search, step, batch): batch for batch in batches}
            while flying:
                landed, _ = wait(flying, return_when=FIRST_COMPLETED)
                for future in landed:
                    batch = flying.pop(future)
                    for rest in self._absorb(step, batch, future, climb):
                        flying[pool.submit(self._search, step, rest)] = rest
                if climb.stopped:
                    pool.shutdown(cancel_futures=True)
                    return
                self._on_progress(climb.settled_count, len(climb.progress))

    def _absorb(
        self, step: Step, batch: list[Question], future: Future[_Answer], climb: _Climb
    ) -> list[list[Question]]:
        """Take in one answer; return the batches that must be asked again, smaller."""
        try:
            answer = future.result()
        except RefusedQuery as error:
            if len(batch) > 1:
                return halves(batch)
            climb.note_refusal(batch[0].paper, error)
            return []
        except OpenAlexError as error:
            climb.stopped = error
            return []
        climb.take_works(step, batch, answer.works)
        unseen = climb.unseen(batch)
        is_cut = answer.count > len(answer.works)
        return halves(unseen) if is_cut and unseen and len(batch) > 1 else []

    def _search(self, step: Step, batch: list[Question]) -> _Answer:
        query = pyalex.Works().filter_or(**{step.field: [question.value for question in batch]})
        return self._get(query.select(list(CANDIDATE_FIELDS)).url)

    def _fetch(self, work_ids: Sequence[str]) -> _Answer:
        return self._get(pyalex.Works().filter_or(openalex=list(work_ids)).url)

    def _get(self, url: str) -> _Answer:
        """Return one answer, from the cache or from OpenAlex. Raises OpenAlexError."""
        address = url.replace(OPENALEX_URL, self._base_url, 1) + f"&per-page={PAGE_SIZE}"
        try:
            response = self._session.get(address, force_refresh=self._is_refresh)
        except requests.RequestException as error:
            reason = type(error).__name__
            raise Unreachable(f"OpenAlex cannot be reached ({reason}). Run the same command again later.") from None
        if getattr(response, "from_cache", False):
            self.ledger.note_cached()
        content = orjson.loads(response.content)
        works = [entry for entry in content["results"] if isinstance(entry, dict)]
        return _Answer(works, content["meta"]["count"])


class _Climb:
    """All papers on their way up the ladder, and what has been found for each."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.progress = {paper.paper_id: _Progress(paper) for paper in papers}
        self.stopped: OpenAlexError | None = None
        self._by_key = {entry.paper.title_key: entry for entry in self.progress.values()}
        self._by_identifier = {
            identifier: entry
            for entry in self.progress.values()
            for identifier in (entry.paper.doi, entry.paper.arxiv_id)
            if identifier
        }
        self._refusals_in_a_row = 0

    @property
    def settled_count(self) -> int:
        return sum(entry.is_matched for entry in self.progress.values())

    def questions(self, step: Step) -> list[Question]:
        """Return the step's questions for all papers that are still open."""
        return [
            Question(entry.paper, value)
            for entry in self.progress.values()
            if not entry.is_matched
            for value in step.values(entry.paper)
        ]

    def take_works(self, step: Step, batch: list[Question], works: list[dict[str, Any]]) -> None:
        """Hand each work to the papers it may be, and settle those that it matches."""
        self._refusals_in_a_row = 0
        asked = {question.paper.title_key: self.progress[question.paper.paper_id] for question in batch}
        touched: dict[str, _Progress] = {}
        for candidate in filter(None, (read_candidate(work, step.name) for work in works)):
            for entry in self._papers_like(candidate, asked):
                entry.candidates.setdefault(candidate.work_id, candidate)
                touched[entry.paper.paper_id] = entry
        for entry in asked.values():
            # An answer by identifier says nothing about the title.
            entry.is_answered |= step.field == "title.search"
        for entry in touched.values():
            entry.is_matched = decide(entry.paper, entry.candidates.values()).status is Status.MATCHED

    def unseen(self, batch: list[Question]) -> list[Question]:
        """Return the questions whose paper has found no work of its own title yet."""
        return [question for question in batch if not self._has_own_title(question.paper)]

    def note_refusal(self, paper: Paper, error: RefusedQuery) -> None:
        """Set one title aside; after too many in a row, stop: it is not the titles."""
        self.progress[paper.paper_id].refusal = str(error)
        self._refusals_in_a_row += 1
        if self._refusals_in_a_row >= REFUSALS_IN_A_ROW:
            self.stopped = Unreachable(f"OpenAlex refuses one title after the other: {error}")

    def findings(self) -> Iterator[Finding]:
        return (entry.finding(self.stopped) for entry in self.progress.values())

    def _papers_like(self, candidate: Candidate, asked: dict[str, _Progress]) -> list[_Progress]:
        key = title_key(candidate.title or "")
        found = [
            self._by_key.get(key),
            *map(self._by_identifier.get, filter(None, (candidate.doi, candidate.arxiv_id))),
        ]
        near = process.extract(key, list(asked), scorer=fuzz.ratio, score_cutoff=RELATED, limit=5) if key else []
        entries = [entry for entry in found if entry] + [asked[like] for like, _, _ in near]
        return list({entry.paper.paper_id: entry for entry in entries}.values())

    def _has_own_title(self, paper: Paper) -> bool:
        candidates = self.progress[paper.paper_id].candidates.values()
        return any(title_key(candidate.title or "") == paper.title_key for candidate in candidates)
