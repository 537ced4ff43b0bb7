"""The ladder: ways to ask OpenAlex for papers, the cheapest first, and how far up each paper has come.

A paper leaves as soon as it is matched, so that the dear steps see only what
the cheap ones have left. Prices in credits a request, whatever it holds:

| step | asks for | price |
|---|---|---|
| identifier | DOIs, and the DOIs that arXiv gives | 1 |
| arxiv | arXiv's pages, which stay with a work that has since been published | 1 |
| title | exact titles, whole lists of them | 1 |
| dress | other prints of titles that are matched, but not beyond doubt | 1 |
| spelling | exact titles in other spellings, and without the subtitle | 1 |
| phrase | titles as phrases | 10 |
| words | the words everybody writes alike, anywhere | 10 |
| variant | other spellings as phrases, where exact titles are not to be had | 10 |

Nothing here speaks HTTP: steps name questions, ``Climb`` takes in answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from enrich.errors import OpenAlexError, RefusedQuery, Unreachable
from enrich.matching import decide
from enrich.queries import (
    MOST_VALUES,
    Question,
    dressed_titles,
    exact_spellings,
    exact_title,
    is_generic,
    main_title,
    phrase,
    plain_words,
    spellings,
)
from enrich.records import Finding, Status
from enrich.titles import title_key
from enrich.works import read_candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from enrich.records import Candidate, Match, Paper

# Below this likeness (0 to 100) a hit is another title's hit in the same batch.
RELATED = 60
# A server that refuses or fails so often in a row is ill; the titles are not to blame.
FAILURES_IN_A_ROW = 10
# A batch that is refused may hold a bad title, which says less about the server.
FAILURE, REFUSED_BATCH = 1.0, 0.5
# The part of a title that is asked for: OpenAlex itself compares no more.
LONGEST_TITLE = 500
# Titles of many works come with all of them: a page of 100 results holds the works of 50 titles.
MOST_EXACT_TITLES = 50
# A second look finds few works; these requests are what it may cost, whatever the number of papers asked at once.
MOST_SECOND_LOOKS = 3
# Asked along with the first exact titles, to tell "not there" from "this filter finds nothing".
WELL_KNOWN_TITLE = "deep residual learning for image recognition"


@dataclass(frozen=True, slots=True)
class Step:
    """One way to ask: the filter's field, the price of a request, and the values that stand for a paper.

    ``is_exact`` marks the undocumented list of exact titles: it must prove
    itself, and may be replaced. ``is_telling`` marks searches by title: their
    silence means that there is no such title. ``is_second_look`` marks what is
    asked for papers that have left already, though not beyond doubt.
    """

    name: str
    field: str
    price: int
    values: Callable[[Paper], Iterable[str | None]]
    most_values: int = MOST_VALUES
    is_exact: bool = False
    is_telling: bool = False
    is_substitute: bool = False
    is_second_look: bool = False
    most_batches: int | None = None

    def questions(self, papers: Iterable[Paper]) -> list[Question]:
        """Return what to ask for the papers; those whose hits may crowd out others' come last.

        Where only so many batches are sent, each paper's first value comes before anybody's second.
        """
        asked = [(number, Question(paper, value)) for paper in papers for number, value in self._numbered(paper)]
        if self.most_batches is not None:
            return [question for _, question in sorted(asked, key=lambda pair: pair[0])]
        return sorted((question for _, question in asked), key=lambda question: is_generic(question.paper.title))

    def _numbered(self, paper: Paper) -> list[tuple[int, str]]:
        return [(number, value) for number, value in enumerate(self.values(paper)) if value]


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rpartition(" ")[0]


def _exact(paper: Paper) -> list[str | None]:
    return [exact_title(paper.title)] if len(paper.title) <= LONGEST_TITLE else []


def _dressed(paper: Paper) -> list[str]:
    return dressed_titles(paper.title) if len(paper.title) <= LONGEST_TITLE else []


def _exact_spellings(paper: Paper) -> list[str]:
    return exact_spellings(paper.title) if len(paper.title) <= LONGEST_TITLE else []


def _phrase(paper: Paper) -> list[str | None]:
    return [phrase(_short(paper.title))]


def _words(paper: Paper) -> list[str | None]:
    return [plain_words(_short(paper.title))]


def _variants(paper: Paper) -> list[str | None]:
    return [*spellings(_short(paper.title)), main_title(_short(paper.title))]


def _dois(paper: Paper) -> list[str]:
    dois = [paper.doi, f"10.48550/arxiv.{paper.arxiv_id}" if paper.arxiv_id else None]
    return [doi for doi in dois if doi and not set(doi) & set(',|"')]


def _arxiv_pages(paper: Paper) -> list[str]:
    # OpenAlex holds either scheme.
    return [f"{scheme}://arxiv.org/abs/{paper.arxiv_id}" for scheme in ("http", "https") if paper.arxiv_id]


LADDER = (
    Step("identifier", "doi", 1, _dois),
    Step("arxiv", "locations.landing_page_url", 1, _arxiv_pages),
    Step("title", "display_name", 1, _exact, most_values=MOST_EXACT_TITLES, is_exact=True),
    Step("dress", "display_name", 1, _dressed, is_exact=True, is_second_look=True, most_batches=MOST_SECOND_LOOKS),
    Step("spelling", "display_name", 1, _exact_spellings, most_values=MOST_EXACT_TITLES, is_exact=True),
    Step("phrase", "title.search", 10, _phrase, is_telling=True),
    Step("words", "title.search", 10, _words, is_telling=True),
    Step("variant", "title.search", 10, _variants, is_telling=True, is_substitute=True),
)


@dataclass(slots=True)
class _Progress:
    """What is known of one paper while it climbs.

    ``refusal``: OpenAlex will never take one of its questions, which the other
    steps may make good. ``failure``: one of them got no answer this time.
    """

    paper: Paper
    candidates: dict[str, Candidate] = field(default_factory=dict)
    is_matched: bool = False
    is_doubtful: bool = False
    is_told: bool = False
    refusal: str | None = None
    failure: str | None = None

    def note(self, error: OpenAlexError) -> None:
        if isinstance(error, RefusedQuery):
            self.refusal = str(error)
        else:
            self.failure = str(error)

    def finding(self, stopped: OpenAlexError | None) -> Finding:
        error = None
        if not self.is_matched:
            error = (str(stopped) if stopped else None) or self.failure or (None if self.is_told else self.refusal)
        return Finding(self.paper, tuple(self.candidates.values()), error)


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
    is_borne_out = match.reason != "same_title" or any(
        entry.evidence.author_count_difference == 0 or (entry.evidence.shared_author_share or 0) > 0 for entry in judged
    )
    return not is_borne_out or all(entry.candidate.type == "preprint" for entry in judged)


class Climb:
    """All papers on their way up the ladder, and what has been found for each."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.progress = {paper.paper_id: _Progress(paper) for paper in papers}
        self.stopped: OpenAlexError | None = None
        self.is_exact_proven: bool | None = None
        self._by_key = {entry.paper.title_key: entry for entry in self.progress.values()}
        self._by_identifier = {
            identifier: entry
            for entry in self.progress.values()
            for identifier in (entry.paper.doi, entry.paper.arxiv_id)
            if identifier
        }
        self._failures_in_a_row = 0.0

    def open_papers(self) -> list[Paper]:
        """Return the papers that another question may help: neither matched, nor searched and seen but doubtful."""
        return [
            entry.paper
            for entry in self.progress.values()
            if not entry.is_matched and not (entry.is_told and self._is_seen(entry))
        ]

    def doubtful_papers(self) -> list[Paper]:
        """Return the matched papers that a second look may change, the shortest titles first: most works have those."""
        return sorted((entry.paper for entry in self.progress.values() if entry.is_doubtful), key=_title_length)

    def promising_papers(self, most: int) -> list[Paper]:
        """Return the few open papers most worth another look: those with look-alikes among the hits first."""
        promising = sorted(self.open_papers(), key=lambda paper: not self.progress[paper.paper_id].candidates)
        return [paper for paper in promising if phrase(paper.title)][:most]

    def questions(self, step: Step) -> list[Question]:
        """Return the step's questions for the papers that are still open; none for a step that is of no use."""
        if self.is_useless(step):
            return []
        return step.questions(self.doubtful_papers() if step.is_second_look else self.open_papers())

    def is_useless(self, step: Step) -> bool:
        """Tell whether the step is not to be asked: all has stopped, or exact titles find nothing, or find enough."""
        if step.is_exact:
            return self.stopped is not None or self.is_exact_proven is False
        return self.stopped is not None or (step.is_substitute and self.is_exact_proven is True)

    # ------------------------------------------------------------------ answers

    def take_works(self, step: Step, batch: Sequence[Question], works: list[dict[str, Any]], *, is_cut: bool) -> None:
        """Hand each work to the papers it may be, and settle those that it matches."""
        self._failures_in_a_row = 0.0
        asked = {question.paper.title_key: self.progress[question.paper.paper_id] for question in batch}
        touched: dict[str, _Progress] = {}
        for candidate in filter(None, (read_candidate(work, step.name) for work in works)):
            for entry in self._papers_like(candidate, asked):
                entry.candidates.setdefault(candidate.work_id, candidate)
                touched[entry.paper.paper_id] = entry
        for entry in touched.values():
            match = decide(entry.paper, entry.candidates.values())
            entry.is_matched = match.status is Status.MATCHED
            entry.is_doubtful = entry.is_matched and is_doubtful(match)
        for entry in asked.values():
            # Of a title alone, the hits on the first page are all that can be asked for.
            entry.is_told |= step.is_telling and (not is_cut or len(batch) == 1)

    def unseen(self, batch: Sequence[Question]) -> list[Question]:
        """Return the questions whose paper has neither been matched nor found a work of its own title."""
        return [question for question in batch if not self._is_seen(self.progress[question.paper.paper_id])]

    def end_trial(self) -> None:
        """Do without exact titles for the rest of the run when the first of them proved nothing."""
        self.is_exact_proven = self.is_exact_proven is True

    def prove_exact(self, values: Iterable[str], works: Sequence[dict[str, Any]]) -> None:
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

    def _give_up(self, step: Step, error: OpenAlexError) -> None:
        self._failures_in_a_row = 0.0
        if step.is_exact and isinstance(error, RefusedQuery):
            self.is_exact_proven = False
        elif isinstance(error, RefusedQuery):
            self.stopped = self.stopped or Unreachable(f"OpenAlex refuses one title after the other: {error}")
        else:
            self.stopped = self.stopped or error

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

    @staticmethod
    def _is_seen(entry: _Progress) -> bool:
        titles = (candidate.title for candidate in entry.candidates.values())
        return entry.is_matched or any(title_key(title or "") == entry.paper.title_key for title in titles)


def _title_length(paper: Paper) -> int:
    return len(paper.title)


class NotCached(OpenAlexError):
    """The cache does not hold this answer: it would have to be paid for."""


class Rehearsal(Climb):
    """A climb that sends nothing: what is not in the cache is counted, and all or none of it taken to be found."""

    def __init__(self, papers: Iterable[Paper], *, is_found: bool) -> None:
        super().__init__(papers)
        self.request_count = 0
        self.credit_count = 0
        self.found_count = 0
        self._is_found = is_found

    def note_failure(self, step: Step, batch: Sequence[Question], error: OpenAlexError) -> list[Question]:
        """Count the request that would be sent; nothing is to be asked again."""
        self.request_count += 1
        self.credit_count += step.price
        if step.is_exact and self._is_found:
            self.is_exact_proven = True
        for entry in {question.paper.paper_id: self.progress[question.paper.paper_id] for question in batch}.values():
            self.found_count += self._is_found and not entry.is_matched
            entry.is_matched = self._is_found
            # Many records have no abstract: without a word about authors, the match is the title's alone.
            entry.is_doubtful = self._is_found and not (entry.paper.author_count or entry.paper.authors)
        return []
