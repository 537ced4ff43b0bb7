"""The ladder: ways to ask OpenAlex for papers, the cheapest first.

A paper leaves as soon as it is matched (``enrich.search.progress``), so that the dear
steps see only what the cheap ones have left. Prices in credits a request,
whatever it holds:

| step | asks for | price |
|---|---|---|
| identifier | DOIs, and the DOIs that arXiv gives | 1 |
| arxiv | arXiv's pages, which stay with a work that has since been published | 1 |
| title | exact titles, whole lists of them | 1 |
| dress | other prints of titles that are matched, but not beyond doubt | 1 |
| spelling | exact titles in other spellings, and without the subtitle | 1 |
| phrase | the first words of titles, in a row | 10 |
| words | the words everybody writes alike, anywhere | 10 |
| abstract | words of the abstract in a row, which stay with a paper that was renamed | 10 |
| variant | other spellings as phrases, where exact titles are not to be had | 10 |
| single | one title, whole and in halves, in a request of its own: for a promising few | 10 |
| suggestion | what autocomplete offers for a promising few | 0, and 1 to look at all of it |

Short, generic titles never share a search with longer ones, whose hits theirs
would crowd out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from enrich.client.answer_cache import Question
from enrich.client.limits import MAX_VALUES
from enrich.identifiers import arxiv_address, arxiv_doi
from enrich.search.queries import (
    dressed_titles,
    exact_spellings,
    exact_title,
    is_generic,
    loose_titles,
    main_title,
    opening,
    plain_words,
    quotations,
    spellings,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from enrich.records import Paper

# The part of a title that is asked for: OpenAlex itself compares no more.
LONGEST_TITLE = 500
# Titles of many works come with all of them: a page of 100 results holds the works of 50 titles.
MAX_EXACT_TITLES = 50
# A second look finds few works; these requests are what it may cost, whatever the number of papers asked at once.
MAX_SECOND_LOOKS = 3
# Asked along with the first exact titles, to tell "not there" from "this filter finds nothing".
WELL_KNOWN_TITLE = "deep residual learning for image recognition"


@dataclass(frozen=True, slots=True)
class Step:
    """One way to ask: the filter's field, the price of a request, and the values that stand for a paper.

    ``is_exact`` marks the undocumented list of exact titles: it must prove
    itself, and may be replaced. ``is_telling`` marks searches by title: their
    silence means that there is no such title. ``is_second_look`` marks what is
    asked for papers that have left already, though not beyond doubt.
    ``is_quotation`` marks words of abstracts, whose hits have any title.
    """

    name: str
    field: str
    price: int
    values: Callable[[Paper], Iterable[str | None]]
    max_values: int = MAX_VALUES
    is_exact: bool = False
    is_telling: bool = False
    is_substitute: bool = False
    is_second_look: bool = False
    is_quotation: bool = False
    max_batches: int | None = None

    def questions(self, papers: Sequence[Paper]) -> list[list[Question]]:
        """Return what to ask for the papers, in lists that share no request.

        Papers whose hits may crowd out others' come last, and in searches in a list of their own. Where only so many
        batches are sent, each paper's first value comes before anybody's second.
        """
        if self.max_batches is not None:
            return [self._first_values_first(papers)]
        generic = [paper for paper in papers if is_generic(paper.title)]
        specific = [paper for paper in papers if not is_generic(paper.title)]
        return [self.ask(specific), self.ask(generic)] if self.is_telling else [self.ask(specific + generic)]

    def ask(self, papers: Iterable[Paper]) -> list[Question]:
        """Return each paper's questions, paper by paper."""
        return [Question(paper, value) for paper in papers for value in self.values(paper) if value]

    def _first_values_first(self, papers: Iterable[Paper]) -> list[Question]:
        asked = [
            (place, Question(paper, value))
            for paper in papers
            for place, value in enumerate(self.values(paper))
            if value
        ]
        return [question for _, question in sorted(asked, key=lambda pair: pair[0])]


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rpartition(" ")[0]


def _exact(paper: Paper) -> list[str | None]:
    return [exact_title(paper.title)] if len(paper.title) <= LONGEST_TITLE else []


def _dressed(paper: Paper) -> list[str]:
    return dressed_titles(paper.title) if len(paper.title) <= LONGEST_TITLE else []


def _exact_spellings(paper: Paper) -> list[str]:
    return exact_spellings(paper.title) if len(paper.title) <= LONGEST_TITLE else []


def _phrase(paper: Paper) -> list[str | None]:
    # A generic title's words find all that the phrase would, and its crowd is paid for once.
    return [] if is_generic(paper.title) else [opening(_short(paper.title))]


def _words(paper: Paper) -> list[str | None]:
    return [plain_words(_short(paper.title))]


def _quotations(paper: Paper) -> list[str]:
    return quotations(paper.abstract)


def _variants(paper: Paper) -> list[str | None]:
    if is_generic(paper.title):
        return [opening(_short(paper.title))]
    return [*spellings(_short(paper.title)), main_title(_short(paper.title))]


def _loose(paper: Paper) -> list[str]:
    return loose_titles(_short(paper.title))


def _dois(paper: Paper) -> list[str]:
    dois = [paper.doi, arxiv_doi(paper.arxiv_id) if paper.arxiv_id else None]
    return [doi for doi in dois if doi and not set(doi) & set(',|"')]


def _arxiv_pages(paper: Paper) -> list[str]:
    # OpenAlex holds either scheme.
    return [arxiv_address(paper.arxiv_id, scheme) for scheme in ("http", "https") if paper.arxiv_id]


LADDER = (
    Step("identifier", "doi", 1, _dois),
    Step("arxiv", "locations.landing_page_url", 1, _arxiv_pages),
    Step("title", "display_name", 1, _exact, max_values=MAX_EXACT_TITLES, is_exact=True),
    Step("dress", "display_name", 1, _dressed, is_exact=True, is_second_look=True, max_batches=MAX_SECOND_LOOKS),
    Step("spelling", "display_name", 1, _exact_spellings, max_values=MAX_EXACT_TITLES, is_exact=True),
    Step("phrase", "title.search", 10, _phrase, is_telling=True),
    Step("words", "title.search", 10, _words, is_telling=True),
    Step("abstract", "title_and_abstract.search", 10, _quotations, is_quotation=True),
    Step("variant", "title.search", 10, _variants, is_telling=True, is_substitute=True),
)
# The last two are for a few papers only.
SINGLE = Step("single", "title.search", 10, _loose, is_telling=True)
SUGGESTION = Step("suggestion", "openalex", 1, lambda paper: [])
