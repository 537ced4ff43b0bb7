"""How far the search for many papers has come, and what is worth asking next.

``Progress`` takes in answers and failures. It speaks no HTTP and asks nothing itself.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from enrich.client.limits import MIN_BATCH_BYTES
from enrich.errors import OpenAlexError, OverlongQuery, RefusedQuery, Unreachable
from enrich.search.assignment import PaperIndex, split_dominant
from enrich.search.packing import halves, line_bytes
from enrich.search.queries import is_generic
from enrich.search.states import EXHAUSTED, SEEN, PaperProgress, State
from enrich.search.trust import Trust, is_proven_by
from enrich.works import read_candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from enrich.client.answer_cache import Question, Works
    from enrich.json_values import Json
    from enrich.records import Candidate, Finding, Paper
    from enrich.search.strategies import Strategy

# A server that refuses or fails so often in a row is ill; the titles are not to blame.
MAX_FAILURES_IN_A_ROW = 10
# A batch that is refused may hold a bad title, which says less about the server.
FAILURE, REFUSED_BATCH = 1.0, 0.5


class Progress:
    """All papers that are searched for together, and what concerns all of them.

    ``stopped`` is the error that ended the asking; ``trust`` goes for the list of exact titles. ``is_confirmed``: all
    was asked that might overturn matches.
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.entries = {paper.paper_id: PaperProgress(paper) for paper in papers}
        self.stopped: OpenAlexError | None = None
        self.trust = Trust.UNTRIED
        self.is_confirmed = False
        self._index = PaperIndex(entry.paper for entry in self.entries.values())
        self._refused_fields: set[str] = set()
        self._failures_in_a_row = 0.0

    @property
    def work_count(self) -> int:
        """How many works the papers have matched so far, versions included."""
        matches = (entry.match for entry in self.entries.values() if entry.match.work_id)
        return sum(1 + len(match.version_ids) for match in matches)

    # ---------------------------------------------------------------- questions

    def questions(self, strategy: Strategy) -> list[list[Question]]:
        """Return the strategy's questions, in lists that share no request; none for a strategy that is of no use."""
        return strategy.groups(self.papers(strategy)) if self.is_useful(strategy) else []

    def papers(self, strategy: Strategy) -> list[Paper]:
        """Return the papers that the strategy would ask for."""
        return strategy.choose([entry for entry in self.entries.values() if entry.state in strategy.states])

    def is_useful(self, strategy: Strategy) -> bool:
        return self.stopped is None and strategy.field not in self._refused_fields and strategy.is_useful(self.trust)

    def is_open(self, strategy: Strategy, question: Question) -> bool:
        """Tell whether the strategy's question is still worth asking."""
        return self.is_useful(strategy) and not self.is_settled(strategy, question)

    def is_settled(self, strategy: Strategy, question: Question) -> bool:
        """Tell whether the question's paper has left the states that the strategy is for."""
        return self.entries[question.paper.paper_id].state not in strategy.states

    # ------------------------------------------------------------------ answers

    def take_works(
        self, strategy: Strategy, batch: Sequence[Question], works: Works, *, is_cut: bool
    ) -> dict[str, Works]:
        """Hand each work to the papers it may be, and settle those that it matches.

        ``is_cut``: there are more works than these. Returns the works that went to each paper, by its id.
        """
        self._failures_in_a_row = 0.0
        found = self._assigned(strategy, batch, works)
        for paper_id, pairs in found.items():
            self.entries[paper_id].add(candidate for candidate, _ in pairs)
        if strategy.exhausts_titles:
            self._note_shown(batch, is_cut=is_cut)
        return {paper_id: [work for _, work in pairs] for paper_id, pairs in found.items()}

    def _assigned(
        self, strategy: Strategy, batch: Sequence[Question], works: Works
    ) -> dict[str, list[tuple[Candidate, Json]]]:
        """Return the works that each paper, by its id, may be."""
        found: dict[str, list[tuple[Candidate, Json]]] = defaultdict(list)
        for work in works:
            if candidate := read_candidate(work, strategy.name):
                for paper_id in strategy.assign(candidate, batch, self._index):
                    found[paper_id].append((candidate, work))
        return found

    def _note_shown(self, batch: Iterable[Question], *, is_cut: bool) -> None:
        asked = {question.paper.paper_id for question in batch}
        # Of a title alone, the hits on the first page are all that can be asked for.
        if len(asked) == 1 or not is_cut:
            for paper_id in asked:
                self.entries[paper_id].note_all_shown()

    def again(self, strategy: Strategy, batch: Sequence[Question], works: Works) -> list[list[Question]]:
        """Return what to ask again, in smaller batches, after an answer that showed only some of its hits.

        Titles that took many of the hits stand alone and leave the others together; where none did, the batch is
        halved. A title of which enough is known is searched for once more at most, and not alone: the few most
        promising of these get a search of their own in the end.
        """
        dominant, others = split_dominant(batch, [work.get("display_name") or "" for work in works])
        alone = [[question] for question in self._repeated(strategy, dominant, is_dominant=True)]
        rest = self._repeated(strategy, others, is_dominant=False)
        return alone + ([rest] if dominant and rest else halves(rest))

    def _repeated(self, strategy: Strategy, questions: Iterable[Question], *, is_dominant: bool) -> list[Question]:
        """Note whose hits were cut; return the questions to repeat."""
        repeated = []
        for question in questions:
            entry = self.entries[question.paper.paper_id]
            if entry.state in SEEN:
                continue
            if strategy.exhausts_titles and self._is_known(entry):
                entry.note_cut(is_dominant=is_dominant)
                if entry.state is State.TRUNCATED:
                    continue
            repeated.append(question)
        return repeated

    def _is_known(self, entry: PaperProgress) -> bool:
        """Tell whether enough is known of the paper's title."""
        # The list of exact titles has shown the works of a generic one; others of so short a title prove nothing.
        return entry.state in EXHAUSTED or (self.trust is Trust.PROVEN and is_generic(entry.paper.title))

    def note_asked(self, strategy: Strategy) -> None:
        """Take in that all of the strategy's questions were asked, as far as nothing has stopped that."""
        self.is_confirmed |= State.TENTATIVE in strategy.states and self.stopped is None

    # -------------------------------------------------------------------- trust

    def note_remembered(self) -> None:
        """Take in that an earlier run has had answers from the list of exact titles."""
        if self.trust is Trust.UNTRIED:
            self.trust = Trust.REMEMBERED

    def note_list(self, batch: Iterable[Question], works: Works) -> None:
        """Trust the list of exact titles if this answer proves it."""
        if is_proven_by(batch, works):
            self.trust = Trust.PROVEN

    def end_trial(self) -> None:
        """Do without exact titles when the first of them proved nothing."""
        if self.trust is not Trust.PROVEN:
            self.trust = Trust.FAILED

    # ----------------------------------------------------------------- failures

    def note_failure(self, strategy: Strategy, batch: Sequence[Question], error: OpenAlexError) -> list[Question]:
        """Take in that a batch was not answered; return what is worth asking again in smaller batches.

        One title that OpenAlex refuses or fails on is set aside. What concerns
        every request (key, budget), or goes wrong too often in a row, stops all. A field
        that is refused by its name is not asked again.
        """
        if not isinstance(error, RefusedQuery | Unreachable):
            self._stop(error)
            return []
        if is_unknown_field(strategy.field, error):
            self._do_without(strategy, error)
            return []
        self._failures_in_a_row += _weight(strategy, batch, error)
        if self._failures_in_a_row >= MAX_FAILURES_IN_A_ROW:
            self._give_up(strategy, error)
            return []
        if len(batch) > 1:
            return list(batch)
        self.entries[batch[0].paper.paper_id].note_error(error)
        return []

    def _do_without(self, strategy: Strategy, error: OpenAlexError) -> None:
        """Ask no more by the strategy's field, which its papers may be found without."""
        if strategy.must_prove_itself:
            self.trust = Trust.FAILED
        else:
            for paper in self.papers(strategy):
                self.entries[paper.paper_id].note_error(error)
        self._refused_fields.add(strategy.field)

    def _give_up(self, strategy: Strategy, error: OpenAlexError) -> None:
        self._failures_in_a_row = 0.0
        if not isinstance(error, RefusedQuery):
            self._stop(error)
        elif strategy.must_prove_itself:
            self.trust = Trust.FAILED
        else:
            self._stop(Unreachable(f"OpenAlex refuses one title after the other: {error}"))

    def _stop(self, error: OpenAlexError) -> None:
        self.stopped = self.stopped or error

    # ------------------------------------------------------------------ outcome

    def findings(self) -> Iterator[Finding]:
        return (entry.finding(self.stopped, is_confirmed=self.is_confirmed) for entry in self.entries.values())


def _weight(strategy: Strategy, batch: Sequence[Question], error: OpenAlexError) -> float:
    """Return how much the failure says about the server: nothing where the batch may have been too long."""
    if not isinstance(error, RefusedQuery) or len(batch) == 1:
        return FAILURE
    if isinstance(error, OverlongQuery) and line_bytes(batch) > MIN_BATCH_BYTES:
        return 0.0
    return FAILURE if strategy.must_prove_itself else REFUSED_BATCH


def is_unknown_field(field: str, error: OpenAlexError) -> bool:
    """Tell whether a query was refused because the server knows no such field."""
    return isinstance(error, RefusedQuery) and f" {field} is not a valid field" in str(error)
