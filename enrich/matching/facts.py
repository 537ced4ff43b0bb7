"""A title and a paper with what comparing them needs, worked out once for all candidates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from enrich.matching.abstracts import read_abstract
from enrich.text.decorations import is_cut, take_off_all_but_year, without_year
from enrich.text.names import AuthorList
from enrich.text.specificity import is_recurring, says_enough
from enrich.text.titles import (
    key_similarity,
    sorted_words,
    split_subtitle,
    title_key,
    title_markers,
    title_negations,
    title_numbers,
    title_words,
    without_annotations,
)

if TYPE_CHECKING:
    from enrich.matching.abstracts import AbstractFacts
    from enrich.records import Candidate, Paper


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
    def is_cut(self) -> bool:
        """Whether the title ends in an ellipsis."""
        return is_cut(self.title)

    @cached_property
    def says_enough(self) -> bool:
        """Whether the title can stand for one work."""
        return says_enough(self.words)

    @cached_property
    def short_name(self) -> str:
        """The key of what stands before the subtitle; empty where there is none."""
        main, subtitle = split_subtitle(self.title)
        return title_key(main) if subtitle else ""

    @cached_property
    def bare_key(self) -> str:
        """The key without annotations on the kind of piece, such as "(tutorial)"."""
        return title_key(without_annotations(self.title))


# One work is a candidate for several papers, and is judged again when more candidates come.
@lru_cache(maxsize=20_000)
def read_title(title: str) -> TitleFacts:
    """Return the title with what comparing it needs."""
    return TitleFacts(title)


def title_of(candidate: Candidate) -> TitleFacts:
    """Return the candidate's title, which may be empty, with what comparing it needs."""
    return read_title(candidate.title or "")


@dataclass(frozen=True)
class PaperFacts:
    """A paper with what comparing it needs, worked out once for all its candidates.

    ``is_cut``: its title ends in an ellipsis, and goes on.
    """

    paper: Paper
    is_cut: bool = False

    def beside(self, candidate: Candidate) -> PaperFacts:
        """Return the paper under the title that is most like the candidate's: as printed, or bare."""
        if not self.bare:
            return self
        theirs = title_of(candidate).key
        ours = self.bare if self.bare[0].is_cut else (self, *self.bare)
        return max(ours, key=lambda facts: key_similarity(facts.title.key, theirs))

    @cached_property
    def bare(self) -> tuple[PaperFacts, ...]:
        """The paper without what is printed around its title, which may tell year and venue; once with a last year."""
        bare = {self.paper.title_key: self}
        dated = take_off_all_but_year(self.paper.title)
        for found in (dated, without_year(dated)) if self.paper.title else ():
            key = title_key(found.title)
            if key not in bare or found.is_cut:
                stated = replace(self.paper, title=found.title, title_key=key)
                stated = replace(stated, year=self.paper.year or found.year, venue=self.paper.venue or found.venue)
                bare[key] = PaperFacts(stated, found.is_cut)
        return tuple(facts for facts in bare.values() if facts is not self)

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
        """The number of authors; 0 where the page is silent, or cuts its list without saying how many there are."""
        listed = len(self.paper.authors) if self.author_list.is_whole else 0
        return self.paper.author_count or listed

    @cached_property
    def year(self) -> int | None:
        return self.paper.posted_date.year if self.paper.posted_date else self.paper.year

    @property
    def is_specific(self) -> bool:
        """Whether the title says enough to stand for one paper."""
        return self.title.says_enough

    @property
    def is_recurring(self) -> bool:
        """Whether it is a piece that appears again and again under one title."""
        return is_recurring(self.title.words)
