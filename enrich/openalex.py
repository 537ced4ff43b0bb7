"""The OpenAlex API as a source of candidates and works.

``find`` takes papers up the ladder (``enrich.ladder``) and asks what each step
wants to know, several requests at a time. ``plan`` goes the same way without
sending anything. ``fetch_works`` gets works whole, a hundred at a time.

A batch that OpenAlex refuses or fails on is halved until the guilty title
stands alone; so is a batch with more hits than one answer shows, whose unseen
titles are not yet misses. OpenAlex can answer in part without a word about it:
no paper counts as missing before two different requests have missed it. What
could not be asked is reported as an error, never as a miss.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote_plus

import orjson
import pyalex
import requests
from rapidfuzz import fuzz

from enrich.errors import OpenAlexError, RefusedQuery, Unreachable
from enrich.ladder import (
    FAILURES_IN_A_ROW,
    LADDER,
    LONGEST_TITLE,
    RELATED,
    WELL_KNOWN_TITLE,
    Climb,
    NotCached,
    Rehearsal,
    Step,
    is_too_long,
)
from enrich.queries import BATCH_BYTES, MOST_VALUES, OPENALEX_URL, OVERHEAD_BYTES, Question, halves, pack, request_bytes
from enrich.session import CREDIT_USD, LIST_CREDITS
from enrich.titles import title_key
from enrich.works import CANDIDATE_FIELDS, read_work, short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from requests_cache import CachedSession

    from enrich.records import Finding, Paper, Work
    from enrich.session import Ledger

PAGE_SIZE = 100
# No request line is cut down further than this, whatever a server calls too long.
LEAST_BATCH_BYTES = 1_000
# Suggestions are free, but one request a paper: the last resort of a few.
MOST_SUGGESTED = 25
SUGGESTION = Step("suggestion", "openalex", LIST_CREDITS, lambda paper: [])

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run will send and cost if OpenAlex has every paper; ``most_*`` if it has none of them.

    Answers that the cache still holds cost nothing and count as known.
    """

    requests: int
    credits: int
    usd: float
    most_requests: int
    most_credits: int
    most_usd: float


@dataclass(frozen=True, slots=True)
class _Answer:
    works: list[dict[str, Any]]
    count: int
    next_cursor: str | None = None


_Search = Callable[[Step, list[Question], Climb], _Answer]


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
        batch_bytes: int = BATCH_BYTES,
        is_refresh: bool = False,
    ) -> None:
        self.ledger = ledger
        self._session = session
        self._base_url = base_url.rstrip("/")
        self._workers = workers
        self._batch_bytes = batch_bytes
        self._is_refresh = is_refresh

    def find(self, papers: Iterable[Paper]) -> Iterator[Finding]:
        """Yield one finding a paper, in the order given. Raises nothing for what OpenAlex refuses: see ``error``."""
        climb = Climb(papers)
        for step in LADDER:
            self._take(step, climb, self._search)
        self._take_suggestions(climb)
        yield from climb.findings()

    def plan(self, papers: Iterable[Paper]) -> Plan:
        """Return what ``find`` and ``fetch_works`` would send for these papers. Sends nothing."""
        asked = list(papers)
        likely_requests, likely_credits = self._rehearse(asked, is_found=True)
        most_requests, most_credits = self._rehearse(asked, is_found=False)
        usd, most_usd = (round(credit_count * CREDIT_USD, 6) for credit_count in (likely_credits, most_credits))
        return Plan(likely_requests, likely_credits, usd, most_requests, most_credits, most_usd)

    def fetch_works(self, work_ids: Iterable[str]) -> Iterator[Work]:
        """Yield the works among ``work_ids`` that exist, whole, each once. Raises OpenAlexError.

        Works that OpenAlex has merged or deleted are simply absent; they are asked for twice.
        """
        missing = set(work_ids)
        for is_second_time in (False, True):
            # The other order makes it another request, which the cache does not answer with the first one's silence.
            for work in self._fetch_each(sorted(missing, reverse=is_second_time)):
                if work.work_id in missing:
                    missing.discard(work.work_id)
                    yield work

    def fetch_citing(self, cited_by_counts: Mapping[str, int], most: int) -> Iterator[tuple[list[str], list[Work]]]:
        """Yield lists of work ids with the works that cite them. Raises OpenAlexError.

        Rarely cited works share a request, as their citing works fit on one
        page together; the others are asked for alone, page by page.
        """
        todo = deque(_citing_batches(cited_by_counts, most))
        for batch, future in self._fly(todo, lambda batch: self._fetch_citing(batch, most)):
            works = {work.work_id: work for work in filter(None, map(read_work, future.result().works))}
            yield batch, list(works.values())

    # ------------------------------------------------------------- up the ladder

    def _take(self, step: Step, climb: Climb, search: _Search) -> None:
        """Ask one step for all papers still open, and settle what the answers settle."""
        batches = self._pack(climb.questions(step), step.most_values)[: step.most_batches]
        if batches and step.is_exact and climb.is_exact_proven is None:
            self._ask(step, batches[:1], climb, search)
            climb.end_trial()
            batches = batches[1:] if climb.is_exact_proven else []
        self._ask(step, batches, climb, search)

    def _ask(self, step: Step, batches: Sequence[list[Question]], climb: Climb, search: _Search) -> None:
        """Ask the step's batches, and smaller ones where the answers leave something open."""
        todo = deque([] if climb.is_useless(step) else batches)
        for batch, future in self._fly(todo, lambda batch: search(step, batch, climb)):
            try:
                todo.extend(self._absorb(step, batch, future.result(), climb))
            except OpenAlexError as error:
                self._heed(batch, error)
                todo.extend(halves(climb.note_failure(step, batch, error)))
            if climb.is_useless(step):
                todo.clear()

    def _absorb(self, step: Step, batch: list[Question], answer: _Answer, climb: Climb) -> list[list[Question]]:
        """Take in one answer; return the batches that must be asked again, smaller."""
        if step.is_exact:
            climb.prove_exact(self._values(step, batch, climb), answer.works)
        is_cut = answer.count > len(answer.works)
        climb.take_works(step, batch, answer.works, is_cut=is_cut)
        is_worth_it = is_cut and len(batch) > 1 and not (step.is_exact and climb.is_exact_proven is None)
        return halves(climb.unseen(batch)) if is_worth_it else []

    def _take_suggestions(self, climb: Climb) -> None:
        """Ask for a few papers by autocomplete, which is free and reads titles its own way; look at what it offers."""
        offered: list[Question] = []
        todo = deque([paper] for paper in (climb.promising_papers(MOST_SUGGESTED) if climb.stopped is None else []))
        for (paper,), future in self._fly(todo, lambda papers: self._suggest(papers[0])):
            try:
                known = climb.progress[paper.paper_id].candidates
                offered += [Question(paper, found) for found in _alike(paper, future.result()) if found not in known]
            except OpenAlexError as error:
                climb.note_failure(SUGGESTION, [Question(paper, "")], error)
            if climb.stopped:
                todo.clear()
        self._ask(SUGGESTION, self._pack(offered, MOST_VALUES), climb, self._search)

    def _rehearse(self, papers: Sequence[Paper], *, is_found: bool) -> tuple[int, int]:
        """Return the requests and the credits that the cache does not save."""
        rehearsal = Rehearsal(papers, is_found=is_found)
        for step in LADDER:
            self._take(step, rehearsal, self._look_up)
        suggestion_count = len(rehearsal.promising_papers(MOST_SUGGESTED)) if rehearsal.request_count else 0
        fetch_count = -(-rehearsal.found_count // MOST_VALUES)
        return (
            rehearsal.request_count + suggestion_count + fetch_count,
            rehearsal.credit_count + fetch_count * LIST_CREDITS,
        )

    # ----------------------------------------------------------------- requests

    def _fly(
        self, todo: deque[list[Value]], ask: Callable[[list[Value]], _Answer]
    ) -> Iterator[tuple[list[Value], Future[_Answer]]]:
        """Ask for the batches in ``todo``, several at a time, and yield each as it lands.

        Whoever takes them may add to ``todo``, or clear it: what is under way then still lands, as it is paid for.
        """
        with ThreadPoolExecutor(self._workers) as pool:
            flying: dict[Future[_Answer], list[Value]] = {}
            while todo or flying:
                while todo and len(flying) < self._workers:
                    batch = todo.popleft()
                    flying[pool.submit(ask, batch)] = batch
                landed, _ = wait(flying, return_when=FIRST_COMPLETED)
                for future in landed:
                    yield flying.pop(future), future

    def _fetch_each(self, work_ids: Sequence[str]) -> Iterator[Work]:
        todo = deque(list(work_ids[start : start + MOST_VALUES]) for start in range(0, len(work_ids), MOST_VALUES))
        failures_in_a_row = 0
        for batch, future in self._fly(todo, self._fetch):
            try:
                answer = future.result()
            except (RefusedQuery, Unreachable) as error:
                failures_in_a_row += 1
                # What OpenAlex does not take for an id is the id of nothing.
                is_hopeless = len(batch) == 1 and isinstance(error, Unreachable)
                if is_hopeless or failures_in_a_row >= FAILURES_IN_A_ROW:
                    raise
                todo.extend(halves(batch) if len(batch) > 1 else [])
                continue
            failures_in_a_row = 0
            yield from filter(None, map(read_work, answer.works))

    def _search(self, step: Step, batch: list[Question], climb: Climb) -> _Answer:
        return self._get(self._search_url(step, batch, climb))

    def _search_url(self, step: Step, batch: list[Question], climb: Climb) -> str:
        values = self._values(step, batch, climb)
        if step.is_exact:
            # One pair of quotes round the whole list; without a search there is no other order to rely on.
            query = pyalex.Works().filter(**{step.field: '"' + "|".join(values) + '"'}).sort(cited_by_count="desc")
        else:
            query = pyalex.Works().filter_or(**{step.field: values})
        return f"{query.select(list(CANDIDATE_FIELDS)).url}&per-page={PAGE_SIZE}"

    def _values(self, step: Step, batch: list[Question], climb: Climb) -> list[str]:
        values = [question.value for question in batch]
        return [*values, WELL_KNOWN_TITLE] if step.is_exact and climb.is_exact_proven is None else values

    def _fetch(self, work_ids: list[str]) -> _Answer:
        return self._get(f"{pyalex.Works().filter_or(openalex=work_ids).url}&per-page={PAGE_SIZE}")

    def _fetch_citing(self, cited: list[str], most: int) -> _Answer:
        """Return the works that cite these, the most cited first: all of them for several, ``most`` for one."""
        query = pyalex.Works().filter_or(cites=cited).sort(cited_by_count="desc")
        size = min(most, PAGE_SIZE) if len(cited) == 1 else PAGE_SIZE
        works: list[dict[str, Any]] = []
        cursor: str | None = "*"
        while cursor and (len(cited) > 1 or len(works) < most):
            answer = self._get(f"{query.url}&per-page={size}&cursor={quote_plus(cursor)}")
            works += answer.works
            cursor = answer.next_cursor if answer.works else None
        return _Answer(works if len(cited) > 1 else works[:most], len(works))

    def _suggest(self, paper: Paper) -> _Answer:
        # Half a surrogate pair cannot be sent.
        text = paper.title[:LONGEST_TITLE].encode(errors="ignore").decode()
        return self._get(f"{OPENALEX_URL}/autocomplete/works?q={quote_plus(' '.join(text.split()))}")

    def _get(self, url: str) -> _Answer:
        """Return one answer, from the cache or from OpenAlex. Raises OpenAlexError."""
        try:
            response = self._session.get(self._address(url), force_refresh=self._is_refresh)
        except requests.RequestException as error:
            reason = type(error).__name__
            raise Unreachable(f"OpenAlex cannot be reached ({reason}). Run the same command again later.") from None
        if getattr(response, "from_cache", False):
            self.ledger.note_cached(is_stale=getattr(response, "is_expired", False))
        return _read_answer(response)

    def _look_up(self, step: Step, batch: list[Question], climb: Climb) -> _Answer:
        """Return the answer that the cache still holds good. Raises NotCached."""
        url = self._address(self._search_url(step, batch, climb))
        if not self._is_refresh:
            response = self._session.get(url, only_if_cached=True)
            if response.status_code == 200 and not getattr(response, "is_expired", False):
                return _read_answer(response)
        raise NotCached(url)

    def _address(self, url: str) -> str:
        return url.replace(OPENALEX_URL, self._base_url, 1)

    def _pack(self, questions: Iterable[Question], most_values: int) -> list[list[Question]]:
        return list(pack(questions, most_bytes=self._batch_bytes, most_values=most_values))

    def _heed(self, batch: Sequence[Question], error: OpenAlexError) -> None:
        """Ask for less at a time from now on when a server takes shorter addresses than OpenAlex does."""
        if is_too_long(error):
            half = OVERHEAD_BYTES + sum(map(request_bytes, batch)) // 2
            self._batch_bytes = min(self._batch_bytes, max(half, LEAST_BATCH_BYTES))


def _read_answer(response: requests.Response) -> _Answer:
    content = orjson.loads(response.content)
    works = [entry for entry in content["results"] if isinstance(entry, dict)]
    return _Answer(works, content["meta"]["count"], content["meta"].get("next_cursor"))


def _citing_batches(cited_by_counts: Mapping[str, int], most: int) -> Iterator[list[str]]:
    """Yield the ids in lists whose citing works fit on one page; alone where there are more, or more than ``most``."""
    batch: list[str] = []
    size = 0
    for work_id, count in sorted(cited_by_counts.items(), key=lambda item: (item[1], item[0])):
        if batch and (count > most or size + count > PAGE_SIZE or len(batch) >= MOST_VALUES):
            yield batch
            batch, size = [], 0
        batch.append(work_id)
        size += count
    if batch:
        yield batch


def _alike(paper: Paper, answer: _Answer) -> list[str]:
    """Return the ids of the offered works whose title is like the paper's."""
    offers = ((short_id(work.get("id")), title_key(work.get("display_name") or "")) for work in answer.works)
    return [work_id for work_id, key in offers if work_id and fuzz.ratio(key, paper.title_key) >= RELATED]
