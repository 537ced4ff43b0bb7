"""How far up the ladder each paper has come, and what has been found for it.

``Climb`` takes in answers and failures and says what is worth asking next. It
speaks no HTTP and asks nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from enrich.errors import OpenAlexError, RefusedQuery, Unreachable
from enrich.matching.decision import decide
from enrich.records import Finding, Reason, Status
from enrich.search.queries import halves, is_generic, part_crowd, search_words
from enrich.text.titles import title_key
from enrich.works import read_candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from enrich.client.answer_cache import Question, Works
    from enrich.records import Candidate, Match, Paper
    from enrich.search.strategies import Step

# How many papers climb together; the bounds below and those of the ladder are meant for so many.
PAPERS_PER_CLIMB = 2_000
# Below this similarity (0 to 100) a hit is another title's hit in the same batch; from the other on, it makes a miss
# promising.
RELATED, LOOK_ALIKE = 60, 80
# The promising few: one in so many open papers, so that a search of ten credits for each of these adds a fifth of a
# credit to what a missing paper costs; two in any case.
OPEN_PAPERS_PER_SINGLE, MIN_SINGLES = 50, 2
# Suggestions are free, but one request a paper.
MAX_SUGGESTED = 25
# A server that refuses or fails so often in a row is ill; the titles are not to blame.
FAILURES_IN_A_ROW = 10
# A batch that is refused may hold a bad title, which says less about the server.
FAILURE, REFUSED_BATCH = 1.0, 0.5


@dataclass(slots=True)
class _Progress:
    """What is known of one paper while it climbs.

    ``is_told``: a search has shown all there is of its title. ``is_repeated``:
    it was searched for once more although enough was known. ``is_crowded``: of
    its hits in such a search only a part was seen. ``refusal``: OpenAlex will
    never take one of its questions, which the other steps may make good.
    ``failure``: one of them got no answer this time.
    """

    paper: Paper
    match: Match = field(init=False)
    candidates: dict[str, Candidate] = field(default_factory=dict)
    is_matched: bool = False
    is_doubtful: bool = False
    is_told: bool = False
    is_repeated: bool = False
    is_crowded: bool = False
    refusal: str | None = None
    failure: str | None = None

    def __post_init__(self) -> None:
        self.match = decide(self.paper, ())

    @property
    def is_seen(self) -> bool:
        """Whether it is matched, or has at least found a work of its own title."""
        return self.is_matched or self.paper.title_key in map(_key, self.candidates.values())

    @property
    def similarity(self) -> float:
        """How like the title (0 to 100) the most similar of the candidates is."""
        keys = map(_key, self.candidates.values())
        return max((fuzz.ratio(key, self.paper.title_key) for key in keys), default=0.0)

    def take(self, candidates: Iterable[Candidate]) -> None:
        """Add candidates, and decide anew."""
        for candidate in candidates:
            self.candidates.setdefault(candidate.work_id, candidate)
        self.match = decide(self.paper, self.candidates.values())
        self.is_matched = self.match.status is Status.MATCHED
        self.is_doubtful = self.is_matched and is_doubtful(self.match)

    def note(self, error: OpenAlexError) -> None:
        if isinstance(error, RefusedQuery):
            self.refusal = str(error)
        else:
            self.failure = str(error)

    def finding(self, stopped: OpenAlexError | None, *, has_looked_twice: bool) -> Finding:
        """Return what was found, with an error if that does not settle the paper and something kept it from more."""
        error = (str(stopped) if stopped else None) or self.failure
        if self.is_matched:
            error = error if self.is_doubtful and not has_looked_twice else None
        elif not self.is_told:
            error = error or self.refusal
        return Finding(self.paper, self.match, error)


def _key(candidate: Candidate) -> str:
    return title_key(candidate.title or "")


def is_too_long(error: OpenAlexError) -> bool:
    """Tell whether a query was refused for its length alone."""
    return isinstance(error, RefusedQuery) and "too long" in str(error).lower()


def is_doubtful(match: Match) -> bool:
    """Tell whether a match could read otherwise with all works of its title at hand.

    So it is when nothing beside the title speaks for it, or when all it has are preprints of a paper that may have
    been published under a title in another dress.
    """
    accepted = {match.work_id, *match.version_ids}
    judged = [entry for entry in match.candidates if entry.candidate.work_id in accepted]
    is_borne_out = match.reason is not Reason.SAME_TITLE or any(
        entry.evidence.author_count_difference == 0 or (entry.evidence.shared_author_share or 0) > 0 for entry in judged
    )
    return not is_borne_out or all(entry.candidate.type == "preprint" for entry in judged)


class Climb:
    """All papers on their way up the ladder, and what has been found for each."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.progress = {paper.paper_id: _Progress(paper) for paper in papers}
        self.stopped: OpenAlexError | None = None
        self.is_exact_proven: bool | None = None
        self.is_exact_remembered = False
        self.has_looked_twice = False
        self._by_key = {entry.paper.title_key: entry for entry in self.progress.values()}
        self._by_identifier = {
            identifier: entry
            for entry in self.progress.values()
            for identifier in (entry.paper.doi, entry.paper.arxiv_id)
            if identifier
        }
        self._failures_in_a_row = 0.0

    # ---------------------------------------------------------------- questions

    def questions(self, step: Step) -> list[list[Question]]:
        """Return the step's questions for the papers that are still open; none for a step that is of no use."""
        if self.is_useless(step):
            return []
        return step.questions(self.doubtful_papers() if step.is_second_look else self.open_papers())

    def is_useless(self, step: Step) -> bool:
        """Tell whether the step is not to be asked: all has stopped, or exact titles find nothing, or find enough."""
        if step.is_exact:
            return self.stopped is not None or self.is_exact_proven is False
        finds_enough = self.is_exact_proven is True or (self.is_exact_proven is None and self.is_exact_remembered)
        return self.stopped is not None or (step.is_substitute and finds_enough)

    def open_papers(self) -> list[Paper]:
        """Return the papers that another question may help: neither matched, nor searched and seen but doubtful."""
        return [entry.paper for entry in self._open_entries()]

    def doubtful_papers(self) -> list[Paper]:
        """Return the matched papers that a second look may change, the shortest titles first: most works have those."""
        return sorted((entry.paper for entry in self.progress.values() if entry.is_doubtful), key=_title_length)

    def promising_papers(self) -> list[Paper]:
        """Return the few open papers worth a search of their own: crowded ones first, then those with look-alikes."""
        entries = self._open_entries()
        most = max(MIN_SINGLES, len(entries) // OPEN_PAPERS_PER_SINGLE)
        promising = [entry for entry in entries if entry.is_crowded or entry.similarity >= LOOK_ALIKE]
        return [entry.paper for entry in sorted(promising, key=_promise, reverse=True)[:most]]

    def suggestible_papers(self) -> list[Paper]:
        """Return the few open papers to look for by autocomplete: any with words, those with hits first."""
        entries = [entry for entry in self._open_entries() if search_words(entry.paper.title)]
        return [entry.paper for entry in sorted(entries, key=_has_no_hits)[:MAX_SUGGESTED]]

    def _open_entries(self) -> list[_Progress]:
        return [
            entry for entry in self.progress.values() if not entry.is_matched and not (entry.is_told and entry.is_seen)
        ]

    # ------------------------------------------------------------------ answers

    def take_works(self, step: Step, batch: Sequence[Question], works: Works, *, is_cut: bool) -> dict[str, Works]:
        """Hand each work to the papers it may be, and settle those that it matches.

        Returns the works that went to each paper, by its id.
        """
        self._failures_in_a_row = 0.0
        asked = {question.paper.title_key: self.progress[question.paper.paper_id] for question in batch}
        found: dict[str, list[tuple[Candidate, dict[str, Any]]]] = {}
        for work in works:
            if (candidate := read_candidate(work, step.name)) is None:
                continue
            likely = self._papers_quoted(candidate, batch) if step.is_quotation else self._papers_like(candidate, asked)
            for entry in likely:
                found.setdefault(entry.paper.paper_id, []).append((candidate, work))
        for paper_id, pairs in found.items():
            self.progress[paper_id].take(candidate for candidate, _ in pairs)
        for entry in asked.values():
            # Of a title alone, the hits on the first page are all that can be asked for.
            entry.is_told |= step.is_telling and (not is_cut or len(asked) == 1)
        return {paper_id: [work for _, work in pairs] for paper_id, pairs in found.items()}

    def again(self, step: Step, batch: Sequence[Question], works: Works) -> list[list[Question]]:
        """Return what to ask again, in smaller batches, after an answer that showed only some of its hits.

        Titles that took many of the hits stand alone and leave the others together; where none did, the batch is
        halved. A title of which enough is known is searched for once more at most, and not alone: the few most
        promising of these get a search of their own in the end.
        """
        takers, others = part_crowd(batch, [work.get("display_name") or "" for work in works])
        alone = [[question] for question in self._worth_repeating(step, takers, is_alone=True)]
        rest = self._worth_repeating(step, others, is_alone=False)
        return alone + ([rest] if takers and rest else halves(rest))

    def end_trial(self) -> None:
        """Do without exact titles for the rest of the run when the first of them proved nothing."""
        self.is_exact_proven = self.is_exact_proven is True

    def prove_exact(self, values: Iterable[str], works: Works) -> None:
        """Trust the list of exact titles once it has brought titles that were asked, and hardly any others."""
        asked = frozenset(values)
        own_count = sum(str(work.get("display_name")).lower() in asked for work in works)
        if own_count > len(works) / 2:
            self.is_exact_proven = True

    def note_failure(self, step: Step, batch: Sequence[Question], error: OpenAlexError) -> list[Question]:
        """Take in that a batch was not answered; return what is worth asking again in smaller batches.

        One title that OpenAlex refuses or fails on is set aside. What concerns
        every request (key, budget), or goes wrong too often in a row, stops all.
        """
        if not isinstance(error, RefusedQuery | Unreachable):
            self.stopped = self.stopped or error
            return []
        is_refused_batch = isinstance(error, RefusedQuery) and len(batch) > 1
        if not (is_refused_batch and is_too_long(error)):
            self._failures_in_a_row += REFUSED_BATCH if is_refused_batch and not step.is_exact else FAILURE
        if self._failures_in_a_row >= FAILURES_IN_A_ROW:
            self._give_up(step, error)
            return []
        if len(batch) > 1:
            return list(batch)
        self.progress[batch[0].paper.paper_id].note(error)
        return []

    def findings(self) -> Iterator[Finding]:
        entries = self.progress.values()
        return (entry.finding(self.stopped, has_looked_twice=self.has_looked_twice) for entry in entries)

    def _give_up(self, step: Step, error: OpenAlexError) -> None:
        self._failures_in_a_row = 0.0
        if step.is_exact and isinstance(error, RefusedQuery):
            self.is_exact_proven = False
        elif isinstance(error, RefusedQuery):
            self.stopped = self.stopped or Unreachable(f"OpenAlex refuses one title after the other: {error}")
        else:
            self.stopped = self.stopped or error

    def _worth_repeating(self, step: Step, batch: Iterable[Question], *, is_alone: bool) -> list[Question]:
        return [question for question in batch if self._is_worth_repeating(step, question, is_alone=is_alone)]

    def _is_worth_repeating(self, step: Step, question: Question, *, is_alone: bool) -> bool:
        entry = self.progress[question.paper.paper_id]
        if entry.is_seen or not step.is_telling:
            return not entry.is_seen
        # The list of exact titles has shown the works of a generic one; others of so short a title prove nothing.
        is_known = entry.is_told or (self.is_exact_proven is True and is_generic(entry.paper.title))
        is_worth_it = not is_known or not (is_alone or entry.is_repeated)
        entry.is_repeated |= is_known
        entry.is_crowded |= not is_worth_it
        return is_worth_it

    def _papers_quoted(self, candidate: Candidate, batch: Sequence[Question]) -> list[_Progress]:
        """Return the papers whose words stand in the candidate's abstract."""
        text = f" {search_words(candidate.abstract or '') or ''} "
        asked = (question.paper.paper_id for question in batch if f" {question.value[1:-1]} " in text)
        return [self.progress[paper_id] for paper_id in dict.fromkeys(asked)]

    def _papers_like(self, candidate: Candidate, asked: dict[str, _Progress]) -> list[_Progress]:
        key = _key(candidate)
        found = [
            self._by_key.get(key),
            *map(self._by_identifier.get, filter(None, (candidate.doi, candidate.arxiv_id))),
        ]
        near = process.extract(key, list(asked), scorer=fuzz.ratio, score_cutoff=RELATED, limit=5) if key else []
        entries = [entry for entry in found if entry] + [asked[like] for like, _, _ in near]
        return list({entry.paper.paper_id: entry for entry in entries}.values())


def _title_length(paper: Paper) -> int:
    return len(paper.title)


def _promise(entry: _Progress) -> tuple[bool, float]:
    return entry.is_crowded, entry.similarity


def _has_no_hits(entry: _Progress) -> bool:
    return not entry.candidates
