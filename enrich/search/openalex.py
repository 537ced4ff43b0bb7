"""The OpenAlex API as a source of candidates and works.

``find`` takes papers up the ladder (``enrich.search.strategies``) and asks what each step
wants to know, several requests at a time. ``fetch_works`` gets works whole, a
hundred at a time. ``enrich.search.dry_run`` goes the same way without sending
anything.

A batch that OpenAlex refuses or fails on is halved until the guilty title
stands alone. A batch with more hits than one answer shows is asked again in
parts, as its unseen titles are not yet misses. OpenAlex can answer in part
without a word about it: no paper counts as missing before two different
requests have missed it. What could not be asked is reported as an error, never
as a miss.
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

from enrich.batches import in_batches
from enrich.client.answer_cache import Question
from enrich.client.limits import BATCH_BYTES, MAX_VALUES, OPENALEX_URL, OVERHEAD_BYTES
from enrich.errors import OpenAlexError, RefusedQuery, Unreachable
from enrich.identifiers import read_work_id
from enrich.records import API
from enrich.search.progress import FAILURES_IN_A_ROW, PAPERS_PER_CLIMB, RELATED, Climb, is_too_long
from enrich.search.queries import halves, pack, request_bytes
from enrich.search.strategies import LADDER, LONGEST_TITLE, SINGLE, SUGGESTION, WELL_KNOWN_TITLE, Step
from enrich.text.titles import title_key
from enrich.works import CANDIDATE_FIELDS, read_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from enrich.client.answer_cache import Works
    from enrich.client.budget import Usage
    from enrich.client.session import OpenAlexSession
    from enrich.records import Finding, Paper, Work

PAGE_SIZE = 100
# A work's id in a list, and what parts it from the next one.
ID_BYTES = 15
# No request line is cut down further than this, whatever a server calls too long.
MIN_BATCH_BYTES = 1_000
# Author lists that lists cut at a hundred names are whole in single records, which are free but take a request each.
MAX_AUTHOR_LISTS = 200
# Pages can repeat or skip works between cursors: so often are they walked when works are missing.
MAX_WALKS = 3

Value = TypeVar("Value")
Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Answer:
    """The works that came, each once, and how many there are in all."""

    works: list[dict[str, Any]]
    count: int
    next_cursor: str | None = None

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.works)


class OpenAlexAPI:
    """Asks OpenAlex over HTTP. ``session`` and ``usage`` come from ``enrich.client.session.make_session``.

    ``is_stopped`` tells that ``find`` has met something that concerns every request: the key, the budget, the server.
    """

    name = API

    def __init__(
        self,
        session: OpenAlexSession,
        usage: Usage,
        *,
        base_url: str = OPENALEX_URL,
        workers: int = 8,
        batch_bytes: int = BATCH_BYTES,
        is_refresh: bool = False,
        max_author_lists: int = MAX_AUTHOR_LISTS,
    ) -> None:
        self.usage = usage
        self._session = session
        self._base_url = base_url.rstrip("/")
        self._workers = workers
        self._batch_bytes = batch_bytes
        self._is_refresh = is_refresh
        self.is_stopped = False
        self._author_lists_left = max_author_lists
        self._is_single_down = False

    def find(self, papers: Iterable[Paper]) -> Iterator[Finding]:
        """Yield one finding a paper, in the order given. Raises nothing for what OpenAlex refuses: see ``error``."""
        for group in in_batches(papers, PAPERS_PER_CLIMB):
            climb = Climb(group)
            for step in LADDER:
                self._take(step, climb)
            self._take_singles(climb)
            self._take_suggestions(climb)
            self.is_stopped |= climb.stopped is not None
            yield from climb.findings()

    def fetch_works(self, work_ids: Iterable[str]) -> Iterator[Work]:
        """Yield the works among ``work_ids`` that exist, whole, each once. Raises OpenAlexError.

        Works that OpenAlex has merged or deleted are simply absent; they are asked for twice. Author lists that lists
        cut are completed from single records, ``max_author_lists`` of them in the life of this object; those of other
        works stay as they are and say so (``is_authors_truncated``).
        """
        missing = set(work_ids)
        for is_second_time in (False, True):
            # The other order makes it another request, which the cache does not answer with the first one's silence.
            for work in self._fetch_each(sorted(missing, reverse=is_second_time)):
                if work.work_id in missing:
                    missing.discard(work.work_id)
                    yield work

    def fetch_citing(
        self, cited_by_counts: Mapping[str, int], max_per_work: int
    ) -> Iterator[tuple[list[str], list[Work]]]:
        """Yield lists of work ids with the works that cite them. Raises OpenAlexError.

        Rarely cited works share a request, as their citing works fit on one
        page together; the others are asked for alone, page by page.
        """
        todo = deque(_citing_batches(cited_by_counts, max_per_work, self._max_ids))
        for batch, future in self._fly(todo, lambda batch: self._fetch_citing(batch, max_per_work)):
            works = {work.work_id: work for work in filter(None, map(read_work, future.result().works))}
            yield batch, list(works.values())

    # ------------------------------------------------------------- up the ladder

    def _take(self, step: Step, climb: Climb) -> None:
        """Ask one step for all papers still open, and settle what the answers settle."""
        asked = [self._limited(step, group) for group in climb.questions(step)]
        known = self._recall(step, asked, climb)
        still_open = {question for group in climb.questions(step) for question in group} - known
        groups = [[question for question in group if question in still_open] for group in asked]
        batches = [batch for group in groups for batch in self._pack(group, step.max_values)]
        if batches and step.is_exact and climb.is_exact_proven is None:
            self._ask(step, batches[:1], climb)
            climb.end_trial()
            batches = batches[1:] if climb.is_exact_proven else []
        self._ask(step, batches, climb)
        climb.has_looked_twice |= step.is_second_look and climb.stopped is None

    def _limited(self, step: Step, questions: list[Question]) -> list[Question]:
        """Return the questions that fit in as many batches as the step may take."""
        batches = self._pack(questions, step.max_values)[: step.max_batches]
        return [question for batch in batches for question in batch]

    def _recall(self, step: Step, asked: Sequence[Sequence[Question]], climb: Climb) -> set[Question]:
        """Settle what earlier answers settle; return the questions that they have answered."""
        answers = self._session.answers.lookup(step.name, [question for group in asked for question in group])
        for question, works in answers:
            climb.take_works(step, [question], works, is_cut=False)
        climb.is_exact_remembered |= step.is_exact and bool(answers)
        return {question for question, _ in answers}

    def _take_singles(self, climb: Climb) -> None:
        """Ask for the promising few, each in a request of its own."""
        papers = climb.promising_papers()
        self._ask(SINGLE, [batch for paper in papers for batch in self._pack(SINGLE.ask([paper]), MAX_VALUES)], climb)

    def _take_suggestions(self, climb: Climb) -> None:
        """Ask for a few papers by autocomplete, which reads titles its own way, and look at what it offers."""
        offered: list[Question] = []
        todo = deque([paper] for paper in (climb.suggestible_papers() if climb.stopped is None else []))
        for (paper,), future in self._fly(todo, lambda papers: self._suggest(papers[0])):
            try:
                known = climb.progress[paper.paper_id].candidates
                offered += [Question(paper, found) for found in _alike(paper, future.result()) if found not in known]
            except OpenAlexError as error:
                climb.note_failure(SUGGESTION, [Question(paper, "")], error)
            if climb.stopped:
                todo.clear()
        self._ask(SUGGESTION, self._pack(offered, MAX_VALUES), climb)

    def _ask(self, step: Step, batches: Sequence[list[Question]], climb: Climb) -> None:
        """Ask the step's batches, and smaller ones where the answers leave something open."""
        todo = deque([] if climb.is_useless(step) else batches)
        for batch, future in self._fly(todo, lambda batch: self._search(step, batch, climb)):
            try:
                todo.extend(self._absorb(step, batch, future.result(), climb))
            except OpenAlexError as error:
                self._heed(batch, error)
                todo.extend(halves(climb.note_failure(step, batch, error)))
            if climb.is_useless(step):
                todo.clear()

    def _absorb(self, step: Step, batch: list[Question], answer: Answer, climb: Climb) -> list[list[Question]]:
        """Take in one answer; return the batches that must be asked again, smaller."""
        if step.is_exact:
            climb.prove_exact(self._values(step, batch, climb), answer.works)
        found = climb.take_works(step, batch, answer.works, is_cut=answer.is_cut)
        if step.is_exact and climb.is_exact_proven is None:
            return []
        again = climb.again(step, batch, answer.works) if answer.is_cut else []
        open_questions = {question for part in again for question in part}
        self._keep(step, [(one, found.get(one.paper.paper_id, [])) for one in batch if one not in open_questions])
        return again

    def _keep(self, step: Step, answers: list[tuple[Question, Works]]) -> None:
        self._session.answers.store(step.name, answers)

    # ----------------------------------------------------------------- requests

    def _fly(self, todo: deque[Task], ask: Callable[[Task], Result]) -> Iterator[tuple[Task, Future[Result]]]:
        """Ask for what is in ``todo``, several requests at a time, and yield each as it lands.

        Whoever takes them may add to ``todo``, or clear it: what is under way then still lands, as it is paid for.
        """
        with ThreadPoolExecutor(self._workers) as pool:
            flying: dict[Future[Result], Task] = {}
            while todo or flying:
                while todo and len(flying) < self._workers:
                    task = todo.popleft()
                    flying[pool.submit(ask, task)] = task
                landed, _ = wait(flying, return_when=FIRST_COMPLETED)
                for future in landed:
                    yield flying.pop(future), future

    def _fetch_each(self, work_ids: Sequence[str]) -> Iterator[Work]:
        todo = deque(in_batches(work_ids, self._max_ids))
        cut: deque[dict[str, Any]] = deque()
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
            for work in answer.works:
                if self._takes_author_list(work):
                    cut.append(work)
                elif whole := read_work(work):
                    yield whole
        yield from filter(None, (read_work(future.result()) for _, future in self._fly(cut, self._completed)))

    def _takes_author_list(self, work: Mapping[str, Any]) -> bool:
        """Tell whether the work's author list is cut and one of those to be completed."""
        if work.get("is_authors_truncated") is not True or self._author_lists_left <= 0:
            return False
        self._author_lists_left -= 1
        return True

    def _completed(self, work: dict[str, Any]) -> dict[str, Any]:
        """Return the work with its whole author list; as it is where no more is to be had, or single records fail."""
        work_id = read_work_id(work.get("id"))
        if work_id is None or self._is_single_down:
            return work
        try:
            whole = self._get(f"{OPENALEX_URL}/works/{work_id}")
        except OpenAlexError as error:
            # Two hundred failures, each waited for, would take half an hour; a refresh completes them another day.
            self._is_single_down |= not isinstance(error, RefusedQuery)
            return work
        # A merged work answers under its successor's id.
        return whole if read_work_id(whole.get("id")) == work_id else work

    def _search(self, step: Step, batch: list[Question], climb: Climb) -> Answer:
        return self._list(self._search_url(step, batch, climb))

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

    def _suggest(self, paper: Paper) -> Answer:
        # Half a surrogate pair cannot be sent.
        text = paper.title[:LONGEST_TITLE].encode(errors="ignore").decode()
        return self._list(f"{OPENALEX_URL}/autocomplete/works?q={quote_plus(' '.join(text.split()))}")

    def _fetch(self, work_ids: list[str]) -> Answer:
        return self._list(f"{pyalex.Works().filter_or(openalex=work_ids).url}&per-page={PAGE_SIZE}")

    def _fetch_citing(self, cited: list[str], max_per_work: int) -> Answer:
        """Return the works that cite these, the most cited first: all of them for several, ``max_per_work`` for one."""
        query = pyalex.Works().filter_or(cites=cited).sort(cited_by_count="desc")
        url = f"{query.url}&per-page={min(max_per_work, PAGE_SIZE) if len(cited) == 1 else PAGE_SIZE}"
        found: dict[str, dict[str, Any]] = {}
        for walk in range(MAX_WALKS):
            count = self._walk(url, found, max_per_work if len(cited) == 1 else None, is_again=walk > 0)
            if len(found) >= count:
                break
        works = sorted(found.values(), key=_cited_by_count, reverse=True)
        return Answer(works[:max_per_work] if len(cited) == 1 else works, len(works))

    def _walk(self, url: str, found: dict[str, dict[str, Any]], max_per_work: int | None, *, is_again: bool) -> int:
        """Add the works on a list's pages to ``found``, up to ``max_per_work``; return how many there should be."""
        count = 0
        cursor: str | None = "*"
        passed: set[str] = set()
        while cursor and cursor not in passed and (max_per_work is None or len(found) < max_per_work):
            passed.add(cursor)
            answer = self._list(f"{url}&cursor={quote_plus(cursor)}", is_again=is_again)
            found |= {str(work.get("id")): work for work in answer.works}
            count = answer.count if max_per_work is None else min(answer.count, max_per_work)
            cursor = answer.next_cursor if answer.works else None
        return count

    def _list(self, url: str, *, is_again: bool = False) -> Answer:
        content = self._get(url, is_again=is_again)
        works = {str(work.get("id")): work for work in content["results"] if isinstance(work, dict)}
        return Answer(list(works.values()), content["meta"]["count"], content["meta"].get("next_cursor"))

    def _get(self, url: str, *, is_again: bool = False) -> dict[str, Any]:
        """Return one answer, from the cache or from OpenAlex; nothing for a single record that it does not have.

        Raises OpenAlexError.
        """
        try:
            response = self._session.get(self._address(url), force_refresh=self._is_refresh or is_again)
        except requests.RequestException as error:
            reason = type(error).__name__
            raise Unreachable(f"OpenAlex cannot be reached ({reason}). Run the same command again later.") from None
        if getattr(response, "from_cache", False):
            self.usage.note_cached(is_stale=getattr(response, "is_expired", False))
        return read_content(response)

    @property
    def _max_ids(self) -> int:
        """How many ids of works a request holds."""
        return min(MAX_VALUES, (self._batch_bytes - OVERHEAD_BYTES) // ID_BYTES)

    def _address(self, url: str) -> str:
        return url.replace(OPENALEX_URL, self._base_url, 1)

    def _pack(self, questions: Iterable[Question], max_values: int) -> list[list[Question]]:
        return list(pack(questions, max_bytes=self._batch_bytes, max_values=max_values))

    def _heed(self, batch: Sequence[Question], error: OpenAlexError) -> None:
        """Ask for less at a time from now on when a server takes shorter addresses than OpenAlex does."""
        if is_too_long(error):
            half = OVERHEAD_BYTES + sum(map(request_bytes, batch)) // 2
            self._batch_bytes = min(self._batch_bytes, max(half, MIN_BATCH_BYTES))


def read_content(response: requests.Response) -> dict[str, Any]:
    """Return the JSON object of an answer; an empty one for a record that is not there."""
    content: dict[str, Any] = orjson.loads(response.content) if response.status_code == 200 else {}
    return content


def _cited_by_count(work: Mapping[str, Any]) -> int:
    count = work.get("cited_by_count")
    return count if isinstance(count, int) else 0


def _citing_batches(cited_by_counts: Mapping[str, int], max_per_work: int, max_ids: int) -> Iterator[list[str]]:
    """Yield the ids in lists whose citing works fit on one page; alone where there are more."""
    batch: list[str] = []
    size = 0
    for work_id, count in sorted(cited_by_counts.items(), key=lambda item: (item[1], item[0])):
        if batch and (count > max_per_work or size + count > PAGE_SIZE or len(batch) >= max_ids):
            yield batch
            batch, size = [], 0
        batch.append(work_id)
        size += count
    if batch:
        yield batch


def _alike(paper: Paper, answer: Answer) -> list[str]:
    """Return the ids of the offered works whose title is like the paper's."""
    offers = ((read_work_id(work.get("id")), title_key(work.get("display_name") or "")) for work in answer.works)
    return [work_id for work_id, key in offers if work_id and fuzz.ratio(key, paper.title_key) >= RELATED]
