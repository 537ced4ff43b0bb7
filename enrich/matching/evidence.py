"""The facts about a paper beside a candidate: nothing here is a decision.

``compare`` looks at titles, abstracts, author lists and identifiers of one pair,
``weigh`` adds numbers, dates, venues and what else may speak for or against it.
A fact is None where one side is silent, which later speaks neither way.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from enrich.records import Candidate, Evidence, Paper
from enrich.text.names import AuthorList, author_list
from enrich.text.titles import (
    is_recurring,
    key_similarity,
    sorted_words,
    split_subtitle,
    title_key,
    title_markers,
    title_negations,
    title_numbers,
    title_words,
    without_remarks,
)
from enrich.text.venues import is_same_venue

if TYPE_CHECKING:
    from collections.abc import Iterator

    Shingle = tuple[bytes, ...]

# Equal titles shorter than this are not proof by themselves. OpenAlex merges works by title from 19 letters
# on; of 262,008 arXiv titles at least that long, 61 belong to two papers.
SPECIFIC_KEY_LENGTH = 19
SPECIFIC_WORD_COUNT = 3
# Shorter abstracts share runs by chance: a robot's ten-word abstract reached .24 with a stranger.
ABSTRACT_WORDS_NEEDED = 40
# Words this long carry what an abstract is about; a list of stop words would know one language only.
LONG_WORD = 6

_ABSTRACT_NOISE = re.compile(r"https?://\S+|\\[a-zA-Z]+")
_ABSTRACT_WORD = re.compile(r"[^\W_]+")
_PLAIN = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else ord(" ") for code in range(256))
# A foreign publisher's prefix that OpenAlex put on famous machine-learning records in autumn 2026.
_FOREIGN_PREFIX = "10.4230/lipics"


class TitleFacts:
    """A title with what comparing it needs; what few comparisons need is worked out when first asked for."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.key = title_key(title)
        self.words = title_words(title)
        self.sorted_words = sorted_words(self.words)

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        return title_numbers(self.title, self.words)

    @cached_property
    def markers(self) -> frozenset[str]:
        return title_markers(self.words)

    @cached_property
    def negations(self) -> frozenset[str]:
        return title_negations(self.words)

    @cached_property
    def short_name(self) -> str:
        """The key of what stands before the subtitle; empty where there is none."""
        main, subtitle = split_subtitle(self.title)
        return title_key(main) if subtitle else ""

    @cached_property
    def bare_key(self) -> str:
        """The key without remarks on the kind of piece, such as "(tutorial)"."""
        return title_key(without_remarks(self.title))


# One work is a candidate for several papers, and is judged again when more candidates come.
@lru_cache(maxsize=20_000)
def read_title(title: str) -> TitleFacts:
    """Return the title with what comparing it needs."""
    return TitleFacts(title)


class AbstractFacts:
    """An abstract that is long enough to say something: its runs of five words, and how often it uses each long word.

    Words are runs of letters and digits in lower case; addresses and LaTeX commands are left out.
    """

    def __init__(self, words: list[bytes]) -> None:
        self.words = words

    @cached_property
    def shingles(self) -> frozenset[Shingle]:
        return frozenset(_runs(self.words))

    @cached_property
    def long_words(self) -> Counter[bytes]:
        """How often each long word is used."""
        return Counter([word for word in self.words if len(word) >= LONG_WORD])

    @cached_property
    def norm(self) -> float:
        """The length of the vector of the long words, each weighing 1 + ln(times used)."""
        return sqrt(sum(times * _weight(count) ** 2 for count, times in Counter(self.long_words.values()).items()))

    def containment(self, other: AbstractFacts) -> float:
        """Return the share of the shorter abstract's runs of five words that both hold."""
        if self.shingles.isdisjoint(_runs(other.words)):
            return 0.0
        shorter = min(len(self.shingles), len(other.shingles))
        return len(self.shingles & other.shingles) / shorter

    def similarity(self, other: AbstractFacts) -> float:
        """Return the cosine of the weighted long words: how much the two are about the same, in whatever order."""
        ours, theirs = self.long_words, other.long_words
        shared = sum([_weight(ours[word]) * _weight(theirs[word]) for word in ours.keys() & theirs.keys()])
        return shared / (self.norm * other.norm) if shared else 0.0


def read_abstract(abstract: str | None) -> AbstractFacts | None:
    """Return the abstract ready to be compared, or None when it is too short to say anything."""
    words = _abstract_words(abstract or "")
    return AbstractFacts(words) if len(words) >= ABSTRACT_WORDS_NEEDED else None


@dataclass(frozen=True)
class PaperFacts:
    """A paper with what comparing it needs, worked out once for all its candidates."""

    paper: Paper

    @cached_property
    def title(self) -> TitleFacts:
        return read_title(self.paper.title)

    @cached_property
    def abstract(self) -> AbstractFacts | None:
        return read_abstract(self.paper.abstract)

    @cached_property
    def author_list(self) -> AuthorList:
        return AuthorList(self.paper.authors)

    @property
    def author_count(self) -> int:
        """The number of authors; 0 where the page is silent."""
        return self.paper.author_count or len(self.paper.authors)

    @cached_property
    def year(self) -> int | None:
        return self.paper.posted_date.year if self.paper.posted_date else self.paper.year

    @property
    def is_specific(self) -> bool:
        """Whether the title says enough to stand for one paper."""
        is_long = len(self.paper.title_key) >= SPECIFIC_KEY_LENGTH and len(self.title.words) >= SPECIFIC_WORD_COUNT
        return is_long and not self.is_recurring

    @property
    def is_recurring(self) -> bool:
        return is_recurring(self.title.words)


class Similarity(NamedTuple):
    """The facts that make a candidate worth a closer look; as in ``Evidence``."""

    is_same_title: bool
    is_same_identifier: bool | None
    title_similarity: float
    word_similarity: float
    abstract_containment: float | None
    abstract_similarity: float | None
    author_count_difference: int | None
    shared_author_count: int | None
    shared_author_share: float | None


def compare(facts: PaperFacts, candidate: Candidate) -> Similarity:
    """Return how alike the two are. Most candidates of a search are strangers, of whom no more needs to be known."""
    key, ours, theirs = facts.paper.title_key, facts.title, read_title(candidate.title or "")
    containment, similarity = _compare_abstracts(facts, candidate)
    shared_count, shared_share = _compare_author_lists(facts, candidate)
    return Similarity(
        is_same_title=bool(candidate.title) and theirs.key == key,
        is_same_identifier=_is_same_identifier(facts.paper, candidate),
        title_similarity=round(key_similarity(key, theirs.key), 4),
        word_similarity=round(key_similarity(ours.sorted_words, theirs.sorted_words), 4),
        abstract_containment=containment,
        abstract_similarity=similarity,
        author_count_difference=_author_count_difference(facts, candidate),
        shared_author_count=shared_count,
        shared_author_share=shared_share,
    )


def weigh(facts: PaperFacts, candidate: Candidate, similarity: Similarity) -> Evidence:
    """Return all facts about the pair, which is this much alike."""
    paper, ours, theirs = facts.paper, facts.title, read_title(candidate.title or "")
    return Evidence(
        **similarity._asdict(),
        is_same_numbers=_is_same_numbers(ours.numbers, theirs.numbers),
        is_same_markers=ours.markers == theirs.markers,
        days_after_posting=_days_after_posting(paper, candidate),
        years_after_posting=_years_after_posting(facts, candidate),
        is_corrupt=_is_corrupt(candidate, is_same_title=similarity.is_same_title),
        is_same_venue=is_same_venue(paper.venue, candidate.source_name),
    )


def is_cited_before_published(candidate: Candidate) -> bool:
    """Whether works cite it from years before its date: a mirror's date, or another paper's citations."""
    if candidate.first_cited_year is None or candidate.publication_year is None:
        return False
    return candidate.first_cited_year < candidate.publication_year - 2


def _is_same_numbers(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool | None:
    """Return whether two titles name the same numbers; None where one is silent about a number of the other."""
    if ours == theirs:
        return True
    left, right = Counter(ours), Counter(theirs)
    return None if left <= right or right <= left else False


def _compare_abstracts(facts: PaperFacts, candidate: Candidate) -> tuple[float | None, float | None]:
    """Return containment and similarity, which is 0 for abstracts that share no wording at all."""
    theirs = read_abstract(candidate.abstract) if facts.abstract else None
    if facts.abstract is None or theirs is None:
        return None, None
    containment = facts.abstract.containment(theirs)
    # Of 209 renamed papers one has an abstract as like as that without a single run of five words in common.
    similarity = facts.abstract.similarity(theirs) if containment else 0.0
    return round(containment, 4), round(similarity, 4)


def _compare_author_lists(facts: PaperFacts, candidate: Candidate) -> tuple[int | None, float | None]:
    """Return how many names both author lists hold, and which share of the shorter one that is."""
    theirs = author_list(candidate.author_names) if len(facts.author_list) else None
    if not theirs:
        return None, None
    shorter = min(len(facts.author_list), len(theirs))
    count = facts.author_list.shared_count(theirs)
    return count, round(count / shorter, 4)


@cache
def _weight(count: int) -> float:
    return 1 + log(count)


def _abstract_words(text: str) -> list[bytes]:
    if "http" in text or "\\" in text:
        text = _ABSTRACT_NOISE.sub(" ", text)
    # Five times faster than a regex; curly quotes, dashes and accented letters part words on both sides alike.
    words = text.encode("ascii", "replace").translate(_PLAIN).split()
    is_other_script = len(words) < ABSTRACT_WORDS_NEEDED and not text.isascii()
    return [word.encode() for word in _ABSTRACT_WORD.findall(text.lower())] if is_other_script else words


def _runs(words: list[bytes]) -> Iterator[Shingle]:
    return zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)


def _is_same_identifier(paper: Paper, candidate: Candidate) -> bool | None:
    if paper.doi and paper.doi == candidate.doi:
        return True
    if paper.arxiv_id and candidate.arxiv_id:
        return paper.arxiv_id == candidate.arxiv_id
    return None


def _author_count_difference(facts: PaperFacts, candidate: Candidate) -> int | None:
    if facts.author_count == 0 or candidate.author_count is None:
        return None
    return candidate.author_count - facts.author_count


def _days_after_posting(paper: Paper, candidate: Candidate) -> int | None:
    if paper.posted_date is None or candidate.publication_date is None:
        return None
    return (candidate.publication_date - paper.posted_date).days


def _years_after_posting(facts: PaperFacts, candidate: Candidate) -> int | None:
    if facts.year is None or candidate.publication_year is None:
        return None
    return candidate.publication_year - facts.year


def _is_corrupt(candidate: Candidate, *, is_same_title: bool) -> bool:
    """Tell a record that holds parts of another paper: a foreign DOI, or citations years before publication."""
    has_foreign_doi = bool(candidate.doi and candidate.doi.startswith(_FOREIGN_PREFIX) and not is_same_title)
    return has_foreign_doi or is_cited_before_published(candidate)
