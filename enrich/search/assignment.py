"""Whose hit is it? Hits of one request come mixed, so they are told apart by title, identifier or abstract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from enrich.search.queries import search_words
from enrich.text.titles import title_key, title_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from enrich.client.answer_cache import Question
    from enrich.records import Candidate, Paper

# Below this similarity of titles (0 to 100) a hit is that of another title in the same batch.
MIN_SIMILARITY = 60
# So many papers of a batch may share a hit.
MAX_SIMILAR = 5
# A title that takes such a share of the hits on a page dominates its batch.
DOMINANT_SHARE = 0.1


class PaperIndex:
    """Papers by what names them without doubt: title key, DOI, arXiv id and OpenAlex id."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._ids: dict[str, str] = {}
        for paper in papers:
            names = filter(None, (paper.doi, paper.arxiv_id, paper.openalex_id))
            self._ids |= {paper.title_key: paper.paper_id} | dict.fromkeys(names, paper.paper_id)

    def named_by(self, candidate: Candidate) -> list[str]:
        """Return the ids of the papers that have the work's title or one of its identifiers."""
        names = (title_key(candidate.title or ""), candidate.doi, candidate.arxiv_id, candidate.work_id)
        return [self._ids[name] for name in names if name in self._ids]


def papers_alike(candidate: Candidate, batch: Iterable[Question]) -> list[str]:
    """Return the ids of the papers asked for whose titles are like the work's, the most similar first."""
    key = title_key(candidate.title or "")
    asked = {question.paper.title_key: question.paper.paper_id for question in batch}
    near = process.extract(key, list(asked), scorer=fuzz.ratio, score_cutoff=MIN_SIMILARITY, limit=MAX_SIMILAR)
    return [asked[title] for title, _, _ in near] if key else []


def papers_quoted(candidate: Candidate, batch: Iterable[Question]) -> list[str]:
    """Return the ids of the papers asked for whose words stand in the work's abstract."""
    text = f" {search_words(candidate.abstract or '') or ''} "
    return [question.paper.paper_id for question in batch if f" {question.value[1:-1]} " in text]


def split_dominant(batch: Sequence[Question], titles: Sequence[str]) -> tuple[list[Question], list[Question]]:
    """Return the questions that took many of the hits, and the others; ``titles`` are those of the hits."""
    hits = [frozenset(title_words(title)) for title in titles]
    dominant = [question for question in batch if _is_dominant(question, hits)]
    return dominant, [question for question in batch if question not in dominant]


def _is_dominant(question: Question, hits: Sequence[frozenset[str]]) -> bool:
    words = title_words(question.value)
    return sum(hit.issuperset(words) for hit in hits) >= DOMINANT_SHARE * len(hits)
