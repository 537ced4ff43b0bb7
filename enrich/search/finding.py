"""Finding papers at OpenAlex: each strategy in turn, several requests at a time.

A batch that OpenAlex refuses or fails on is halved until the guilty title
stands alone. A batch with more hits than one answer shows is asked again in
smaller ones, as its unseen titles are not yet misses. OpenAlex can answer in part
without a word about it: no paper counts as missing before two different
requests have missed it. What could not be asked is reported as an error, never
as a miss.
"""

from __future__ import annotations

from collections import deque
from itertools import chain
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from enrich.batches import in_batches
from enrich.client.answer_cache import Question
from enrich.client.limits import MAX_VALUES
from enrich.errors import OpenAlexError, OverlongQuery
from enrich.identifiers import read_work_id
from enrich.search.assignment import MIN_SIMILARITY
from enrich.search.packing import fill, halves, line_bytes, pack
from enrich.search.progress import Progress
from enrich.search.strategies import MAX_TITLE_LENGTH, STRATEGIES, SUGGESTION
from enrich.text.titles import title_key
from enrich.works import CANDIDATE_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from enrich.client.answer_cache import Works
    from enrich.json_values import Json
    from enrich.records import Paper
    from enrich.search.endpoint import Answer, Endpoint
    from enrich.search.strategies import Strategy

# How many papers are searched for together; the bounds of the strategies are meant for so many.
PAPERS_AT_ONCE = 2_000


def search(endpoint: Endpoint, papers: Iterable[Paper], work_count: int = 0) -> Progress:
    """Ask for the papers in every way there is, until all are settled or something stops it.

    What it takes to fetch their works is kept back of the budget, and those ``work_count`` of papers found before.
    """
    finder = _Finder(endpoint, papers, work_count)
    for strategy in STRATEGIES:
        finder.ask_strategy(strategy)
    finder.ask_suggestions()
    return finder.progress


class _Finder:
    """Asks the endpoint what ``progress`` calls worth asking, and lets it take in the answers."""

    def __init__(self, endpoint: Endpoint, papers: Iterable[Paper], work_count: int) -> None:
        self.progress = Progress(papers)
        self._endpoint = endpoint
        self._work_count = work_count
        self._asked_along: set[Question] = set()

    def ask_strategy(self, strategy: Strategy) -> None:
        """Ask for all papers that the strategy may help, and settle what the answers settle."""
        groups = [self._limited(strategy, group) for group in self.progress.questions(strategy)]
        for some in self._rounds(strategy, groups):
            self._ask_groups(strategy, some)
            if not any(self.progress.is_settled(strategy, one) for one in chain.from_iterable(some)):
                break
        self.progress.note_asked(strategy)

    def _rounds(self, strategy: Strategy, groups: list[list[Question]]) -> list[list[list[Question]]]:
        """Return what to ask at a time: all, or of a strategy that must earn it no more than it may ask in vain."""
        size = strategy.max_idle_batches
        if size is None:
            return [groups]
        batches = chain.from_iterable(self._pack(strategy, group) for group in groups)
        return list(in_batches(batches, size))

    def _ask_groups(self, strategy: Strategy, groups: list[list[Question]]) -> None:
        """Ask the questions that no earlier run has had answered; those of two groups share no request."""
        answered = self._look_up(strategy, list(chain.from_iterable(groups)))
        packed = (self._pack(strategy, self._open(strategy, group, answered)) for group in groups)
        batches = [self._filled(strategy, batch) for batch in chain.from_iterable(packed)]
        if batches and strategy.must_prove_itself and self.progress.trust.is_on_trial:
            self._ask(strategy, [batches.pop(0)])
            self.progress.end_trial()
        self._ask(strategy, batches)

    def ask_suggestions(self) -> None:
        """Ask for a few papers by autocomplete, which reads titles its own way, and read what it offers."""
        offered: list[Question] = []
        todo = deque(self.progress.papers(SUGGESTION) if self.progress.stopped is None else [])
        for paper, future in self._endpoint.run(todo, self._suggest):
            try:
                offered += [Question(paper, work_id) for work_id in future.result()]
            except OpenAlexError as error:
                self.progress.note_failure(SUGGESTION, [Question(paper, "")], error)
            if self.progress.stopped:
                todo.clear()
        self._ask(SUGGESTION, self._pack(SUGGESTION, offered))

    # ------------------------------------------------------------ what is known already

    def _limited(self, strategy: Strategy, questions: Sequence[Question]) -> list[Question]:
        """Return the questions that fit in as many batches as the strategy may take."""
        return list(chain.from_iterable(self._pack(strategy, questions)[: strategy.max_batches]))

    def _look_up(self, strategy: Strategy, questions: Sequence[Question]) -> set[Question]:
        """Settle what the answers of earlier runs settle; return the questions that they have answered."""
        answers = self._endpoint.session.answers.lookup(strategy.name, questions)
        for question, works in answers:
            self.progress.take_works(strategy, [question], works, is_cut=False)
        if answers and strategy.must_prove_itself:
            self.progress.note_remembered()
        return {question for question, _ in answers}

    def _open(self, strategy: Strategy, questions: Sequence[Question], answered: set[Question]) -> list[Question]:
        """Return the questions that are neither answered nor made idle by the answers to others."""
        return [one for one in questions if one not in answered and self.progress.is_open(strategy, one)]

    # -------------------------------------------------------------------------- asking

    def _ask(self, strategy: Strategy, batches: Iterable[list[Question]]) -> None:
        """Ask the strategy's batches, and smaller ones where the answers leave something open."""
        todo = deque(batches if self.progress.is_useful(strategy) else ())
        self._keep_for_works()
        for batch, future in self._endpoint.run(todo, lambda batch: self._search(strategy, batch)):
            try:
                todo.extend(self._absorb(strategy, batch, future.result()))
            except OpenAlexError as error:
                again = self.progress.note_failure(strategy, batch, error)
                if isinstance(error, OverlongQuery):
                    self._shorten(strategy, batch, todo)
                todo.extend(self._parted(strategy, again))
            self._keep_for_works()
            if not self.progress.is_useful(strategy):
                todo.clear()

    def _keep_for_works(self) -> None:
        self._endpoint.keep_for_works(self._work_count + self.progress.work_count)

    def _search(self, strategy: Strategy, batch: Sequence[Question]) -> Answer:
        query = strategy.query(batch, self.progress.trust)
        return self._endpoint.list_works(query.select(list(CANDIDATE_FIELDS)))

    def _suggest(self, paper: Paper) -> list[str]:
        """Return the ids of the works that autocomplete offers under a similar title and that are new."""
        answer = self._endpoint.suggest(paper.title[:MAX_TITLE_LENGTH])
        offers = (read_work_id(work.get("id")) for work in answer.works if _is_similar(work, paper))
        known = self.progress.entries[paper.paper_id].candidates
        return [work_id for work_id in offers if work_id and work_id not in known]

    def _absorb(self, strategy: Strategy, batch: list[Question], answer: Answer) -> list[list[Question]]:
        """Take in one answer; return the batches that must be asked again, smaller."""
        if strategy.must_prove_itself:
            self.progress.note_list(batch, answer.works)
        found = self.progress.take_works(strategy, batch, answer.works, is_cut=answer.is_cut)
        if strategy.must_prove_itself and self.progress.trust.is_on_trial:
            return []
        again = self.progress.again(strategy, batch, answer.works) if answer.is_cut else []
        open_questions = set(chain.from_iterable(again))
        answered = (one for one in batch if one not in open_questions)
        self._store(strategy, {one: found.get(one.paper.paper_id, []) for one in answered})
        return again

    def _filled(self, strategy: Strategy, batch: list[Question]) -> list[Question]:
        """Return the batch with questions of the strategy that may be asked along, as many as there is room for."""
        if strategy.along is None:
            return batch
        others = strategy.along.in_turn(question.paper for question in batch)
        # One value is left for a title that proves the list.
        filled = fill(batch, others, max_bytes=self._endpoint.batch_bytes, max_values=MAX_VALUES - 1)
        self._asked_along.update(filled[len(batch) :])
        return filled

    def _own(self, strategy: Strategy, batch: Iterable[Question]) -> list[Question]:
        """Return the strategy's own questions, without those of another that were asked along."""
        return [question for question in batch if strategy.along is None or question not in self._asked_along]

    def _store(self, strategy: Strategy, answers: Mapping[Question, Works]) -> None:
        """Keep the answers, each for the strategy whose question it was."""
        own = {question: answers[question] for question in self._own(strategy, answers)}
        self._endpoint.session.answers.store(strategy.name, own.items())
        if strategy.along is not None:
            along = [(question, works) for question, works in answers.items() if question not in own]
            self._endpoint.session.answers.store(strategy.along.name, along)

    def _shorten(self, strategy: Strategy, batch: Sequence[Question], todo: deque[list[Question]]) -> None:
        """Ask for half of this at a time from now on, and in what is still to do."""
        self._endpoint.shorten(line_bytes(batch) // 2)
        waiting = list(todo)
        todo.clear()
        todo.extend(chain.from_iterable(self._pack(strategy, self._own(strategy, one)) for one in waiting))

    def _parted(self, strategy: Strategy, batch: Sequence[Question]) -> list[list[Question]]:
        """Return the batch in as many as the server takes, and in two at least, or else without what came along."""
        own = self._own(strategy, batch)
        batches = self._pack(strategy, own)
        return batches if len(batches) > 1 or len(own) < len(batch) else halves(own)

    def _pack(self, strategy: Strategy, questions: Iterable[Question]) -> list[list[Question]]:
        return list(pack(questions, max_bytes=self._endpoint.batch_bytes, max_values=strategy.max_values))


def _is_similar(work: Json, paper: Paper) -> bool:
    return fuzz.ratio(title_key(work.get("display_name") or ""), paper.title_key) >= MIN_SIMILARITY
