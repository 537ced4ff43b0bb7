"""The verdict on a paper by the works that were found; a paper that nothing can be asked for is no miss."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from enrich.matching.decision import decide
from enrich.records import Reason, Status
from enrich.search.queries import quotations, search_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enrich.records import Candidate, Match, Paper


def verdict(paper: Paper, candidates: Iterable[Candidate]) -> Match:
    """Return ``decide``'s match; unmatched for a reason of its own where there was nothing to ask for."""
    match = decide(paper, candidates)
    is_unasked = match.status is Status.UNMATCHED and not is_askable(paper)
    return replace(match, reason=Reason.CANNOT_BE_ASKED) if is_unasked else match


def is_askable(paper: Paper) -> bool:
    """Tell whether the paper has anything to be looked up by: an identifier, a word of its title or of its abstract."""
    identifiers = (paper.doi, paper.arxiv_id, paper.openalex_id)
    return any(identifiers) or search_words(paper.title) is not None or bool(quotations(paper.abstract))
