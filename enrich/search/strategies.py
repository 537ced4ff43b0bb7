"""Search strategies: ways to ask OpenAlex for papers, the cheapest first.

A paper leaves as soon as it is matched (``enrich.search.states``), so that the dear
strategies see only what the cheap ones have left. Prices in credits a request,
whatever it holds:

| strategy | asks for | price |
|---|---|---|
| identifier | DOIs, and the DOIs that arXiv gives | 1 |
| openalex_id | ids of OpenAlex itself | 1 |
| arxiv | arXiv's pages, which stay with a work that has since been published | 1 |
| title | exact titles, whole lists of them | 1 |
| typographic_variant | other prints of titles: along with these, and where a match is not beyond doubt | 0, 1 |
| title_variant | exact titles written in other ways, and without the subtitle | 1 |
| phrase | the first words of titles, in a row | 10 |
| words | the words everybody writes alike, anywhere | 10 |
| abstract | words of the abstract in a row, which stay with a paper that was renamed: where that may be | 10 |
| phrase_variant | other ways to write titles as phrases, where exact titles are not to be had | 10 |
| single | one title, whole and in halves, in a request of its own: for a promising few | 10 |
| suggestion | what autocomplete offers where searches were refused | 0, and 1 to read all of it |

A strategy says for which papers it asks (``states``, ``choose``), what and how
(``groups``, ``query``), whose a hit is (``assign``), and what it is worth asking
for at all (``is_useful``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

import pyalex

from enrich.client.answer_cache import Question
from enrich.client.limits import MAX_VALUES
from enrich.identifiers import arxiv_address, arxiv_doi
from enrich.search.assignment import papers_alike, papers_quoted
from enrich.search.queries import (
    exact_title,
    is_generic,
    is_listable,
    loose_titles,
    main_title,
    opening,
    phrase_variants,
    plain_words,
    quotations,
    search_words,
    title_variants,
    typographic_variants,
)
from enrich.search.states import UNSETTLED, State
from enrich.search.trust import WELL_KNOWN_TITLE, Trust

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from enrich.records import Candidate, Paper
    from enrich.search.assignment import PaperIndex
    from enrich.search.states import PaperProgress

    Values = Callable[[Paper], Iterable[str | None]]

# Fields of OpenAlex's filters.
EXACT_TITLE, TITLE_WORDS, WORK_IDS = "display_name", "title.search", "openalex"
# The part of a title that is asked for: OpenAlex itself compares no more.
MAX_TITLE_LENGTH = 500
# Titles of many works come with all of them: a page of 100 results holds the works of 50 titles.
MAX_EXACT_TITLES = 50
# What could overturn a match is rarely there; these requests are what it may cost, whatever the number of papers.
MAX_CONFIRMATIONS = 3
# The promising few: one in so many open papers, so that a search of ten credits for each of these adds a fifth of a
# credit to what a missing paper costs; two in any case.
OPEN_PAPERS_PER_SINGLE, MIN_SINGLES = 50, 2
# A miss is promising when some hit has a title as similar as this (0 to 1).
MIN_PROMISING_SIMILARITY = 0.8
# Suggestions are free, but one request a paper.
MAX_SUGGESTED = 25
# Hardly a paper is published, and renamed for that, sooner after it was posted.
DAYS_TO_PUBLICATION = 180


@dataclass(frozen=True)
class Strategy:
    """One way to ask: the filter's field, and the values that stand for a paper.

    ``along``: a strategy for the same field, some of whose questions are asked along while there is room for them.
    ``max_idle_batches``: the first so many in a row that settle no paper are the last.
    ``exhausts_titles``: all its hits are all that there is of a title, so that silence means there is none.
    ``must_prove_itself``: nothing is believed before ``Trust`` is PROVEN. ``depends_on_others``: whether a paper is
    asked for in this way depends on the other papers of the run.
    """

    name: str
    field: str
    values: Values
    max_values: int = MAX_VALUES
    max_batches: int | None = None
    along: Strategy | None = None

    states: ClassVar[frozenset[State]] = UNSETTLED
    max_idle_batches: ClassVar[int | None] = None
    exhausts_titles: ClassVar[bool] = False
    must_prove_itself: ClassVar[bool] = False
    depends_on_others: ClassVar[bool] = False

    def is_useful(self, trust: Trust) -> bool:
        """Tell whether it is worth asking, as far as exact titles can be trusted."""
        return True

    def choose(self, entries: Sequence[PaperProgress]) -> list[Paper]:
        """Return the papers to ask for, of those that are in one of the ``states``."""
        return [entry.paper for entry in entries]

    def groups(self, papers: Sequence[Paper]) -> list[list[Question]]:
        """Return what to ask for the papers, in lists that share no request; generic titles come last."""
        return [self.ask(sorted(papers, key=lambda paper: is_generic(paper.title)))]

    def ask(self, papers: Iterable[Paper]) -> list[Question]:
        """Return each paper's questions, paper by paper."""
        return [Question(paper, value) for paper in papers for value in self.values(paper) if value]

    def in_turn(self, papers: Iterable[Paper]) -> list[Question]:
        """Return the papers' questions, each paper's first before anybody's second."""
        ranked = [(place, question) for paper in papers for place, question in enumerate(self.ask([paper]))]
        return [question for _, question in sorted(ranked, key=lambda pair: pair[0])]

    def query(self, batch: Iterable[Question], trust: Trust) -> pyalex.Works:
        """Return the query that asks for the batch."""
        return pyalex.Works().filter_or(**{self.field: [question.value for question in batch]})

    def assign(self, candidate: Candidate, batch: Sequence[Question], index: PaperIndex) -> Iterable[str]:
        """Return the ids of the papers that a hit may be; of all the papers, or of similar titles in the batch."""
        return dict.fromkeys([*index.named_by(candidate), *papers_alike(candidate, batch)])


class ExactTitles(Strategy):
    """The list of exact titles, written as one value: cheap, undocumented, and so asked for a well-known one first."""

    must_prove_itself = True

    def is_useful(self, trust: Trust) -> bool:
        return trust is not Trust.FAILED

    def query(self, batch: Iterable[Question], trust: Trust) -> pyalex.Works:
        values = [question.value for question in batch] + [WELL_KNOWN_TITLE] * trust.is_on_trial
        # One pair of quotes round the whole list; without a search there is no other order to rely on.
        return pyalex.Works().filter(**{self.field: '"' + "|".join(values) + '"'}).sort(cited_by_count="desc")


class Confirmation(ExactTitles):
    """Other prints of exact titles, which may bring versions, or overturn a match.

    Asked along with the titles, and then of papers that have left already, though not beyond doubt.
    """

    states = frozenset({State.TENTATIVE})
    depends_on_others = True

    def choose(self, entries: Sequence[PaperProgress]) -> list[Paper]:
        """Return all the papers, the shortest titles first: most works have those."""
        return sorted((entry.paper for entry in entries), key=lambda paper: len(paper.title))

    def groups(self, papers: Sequence[Paper]) -> list[list[Question]]:
        """Return one list in which each paper's first value comes before anybody's second, as not all may be asked."""
        return [self.in_turn(papers)]


class TitleSearch(Strategy):
    """A search by words of titles."""

    exhausts_titles = True

    def groups(self, papers: Sequence[Paper]) -> list[list[Question]]:
        """Return two lists: short, generic titles share no search with longer ones, whose hits theirs would hide."""
        return [self.ask(paper for paper in papers if is_generic(paper.title) is generic) for generic in (False, True)]


class Substitute(TitleSearch):
    """A search that finds what exact titles would, where these are not to be had."""

    depends_on_others = True

    def is_useful(self, trust: Trust) -> bool:
        return trust in (Trust.UNTRIED, Trust.FAILED)


class AbstractSearch(Strategy):
    """A search by words of abstracts, whose hits have any title: for papers that may have been renamed."""

    max_idle_batches = 2
    depends_on_others = True

    def choose(self, entries: Sequence[PaperProgress]) -> list[Paper]:
        """Return those without any near title that are old enough to be published, those of known age first."""
        strange = [entry.paper for entry in entries if entry.similarity < MIN_PROMISING_SIMILARITY]
        today = date.today()
        posted = {paper.paper_id: _posted_date(paper) for paper in strange}
        last = today - timedelta(days=DAYS_TO_PUBLICATION)
        old = [paper for paper in strange if (posted[paper.paper_id] or last) <= last]
        return sorted(old, key=lambda paper: posted[paper.paper_id] or today)

    def groups(self, papers: Sequence[Paper]) -> list[list[Question]]:
        return [self.ask(papers)]

    def assign(self, candidate: Candidate, batch: Sequence[Question], index: PaperIndex) -> Iterable[str]:
        return dict.fromkeys(papers_quoted(candidate, batch))


class SingleTitle(TitleSearch):
    """A search for one title alone, which finds much: for the promising few."""

    depends_on_others = True

    def choose(self, entries: Sequence[PaperProgress]) -> list[Paper]:
        """Return the few whose hits were not all seen, and then those with the most similar hits."""
        limit = max(MIN_SINGLES, len(entries) // OPEN_PAPERS_PER_SINGLE)
        ranked = sorted(entries, key=lambda entry: (entry.state is State.TRUNCATED, entry.similarity), reverse=True)
        return [
            entry.paper
            for entry in ranked[:limit]
            if entry.state is State.TRUNCATED or entry.similarity >= MIN_PROMISING_SIMILARITY
        ]

    def groups(self, papers: Sequence[Paper]) -> list[list[Question]]:
        return [self.ask([paper]) for paper in papers]


class Suggestion(Strategy):
    """The works that autocomplete offers, which reads titles its own way: for some that searches were refused for."""

    depends_on_others = True

    def choose(self, entries: Sequence[PaperProgress]) -> list[Paper]:
        refused = [entry.paper for entry in entries if entry.refusal is not None and search_words(entry.paper.title)]
        return refused[:MAX_SUGGESTED]


# ------------------------------------------------------------- what stands for a paper


def _posted_date(paper: Paper) -> date | None:
    """Return when the paper was there at the latest, as far as its page says."""
    return paper.posted_date or (date(paper.year, 12, 31) if paper.year else None)


def _whole_title(values: Callable[[str], Iterable[str | None]]) -> Values:
    return lambda paper: values(paper.title) if len(paper.title) <= MAX_TITLE_LENGTH else ()


def _short(paper: Paper) -> str:
    title = paper.title[:MAX_TITLE_LENGTH]
    return title if title == paper.title else title.rpartition(" ")[0] or title


def _phrase(paper: Paper) -> list[str | None]:
    # A generic title's words find all that the phrase would, and its many hits are paid for once.
    return [] if is_generic(paper.title) else [opening(_short(paper))]


def _phrase_variants(paper: Paper) -> list[str | None]:
    if is_generic(paper.title):
        return [opening(_short(paper))]
    return [*phrase_variants(_short(paper)), main_title(_short(paper))]


def _dois(paper: Paper) -> list[str]:
    dois = [paper.doi, arxiv_doi(paper.arxiv_id) if paper.arxiv_id else None]
    return [doi for doi in dois if doi and is_listable(doi) and not set(doi) & set(',|"')]


def _arxiv_pages(paper: Paper) -> list[str]:
    # OpenAlex holds either scheme.
    return [arxiv_address(paper.arxiv_id, scheme) for scheme in ("http", "https") if paper.arxiv_id]


CONFIRMATION = Confirmation(
    "typographic_variant", EXACT_TITLE, _whole_title(typographic_variants), max_batches=MAX_CONFIRMATIONS
)
STRATEGIES: tuple[Strategy, ...] = (
    Strategy("identifier", "doi", _dois),
    Strategy("openalex_id", WORK_IDS, lambda paper: [paper.openalex_id]),
    Strategy("arxiv", "locations.landing_page_url", _arxiv_pages),
    ExactTitles(
        "title", EXACT_TITLE, _whole_title(lambda title: [exact_title(title)]), MAX_EXACT_TITLES, along=CONFIRMATION
    ),
    CONFIRMATION,
    ExactTitles("title_variant", EXACT_TITLE, _whole_title(title_variants), MAX_EXACT_TITLES),
    TitleSearch("phrase", TITLE_WORDS, _phrase),
    TitleSearch("words", TITLE_WORDS, lambda paper: [plain_words(_short(paper))]),
    AbstractSearch("abstract", "title_and_abstract.search", lambda paper: quotations(paper.abstract)),
    Substitute("phrase_variant", TITLE_WORDS, _phrase_variants),
    SingleTitle("single", TITLE_WORDS, lambda paper: loose_titles(_short(paper))),
)
# Its values are the ids of the works that autocomplete has offered.
SUGGESTION = Suggestion("suggestion", WORK_IDS, lambda paper: [])
