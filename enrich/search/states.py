"""How far the search for one paper has come: one state, and what changes it.

| what happens | leads from | to |
|---|---|---|
| works come that are a match | any state | TENTATIVE, or MATCHED |
| works come that overturn a match | TENTATIVE, MATCHED | OPEN |
| a work of its title has come, and no match | OPEN | SEEN |
| | EXHAUSTED, REPEATED, TRUNCATED | UNDECIDED |
| a search by title shows all its hits | OPEN | EXHAUSTED |
| | SEEN | UNDECIDED |
| a later search shows only some of its hits | EXHAUSTED | REPEATED |
| | REPEATED | TRUNCATED |
| the same, and the paper's own hits are many of them | EXHAUSTED, REPEATED | TRUNCATED |

Of short, generic titles the list of exact titles has shown enough: they go from OPEN the way of EXHAUSTED ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from enrich.errors import RefusedQuery
from enrich.records import Finding, Reason, Status
from enrich.search.verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enrich.errors import OpenAlexError
    from enrich.records import Candidate, Evidence, Match, Paper


class State(Enum):
    """What the search for a paper has brought, and so what is still worth asking.

    - OPEN: no work of its title. Everything is worth asking.
    - SEEN: a work of its title that proves nothing. Everything, but nothing is repeated for more hits.
    - EXHAUSTED: a search by its title has shown all its hits, and no work of its title. Everything, and one search is
      repeated for more hits.
    - REPEATED: that was done. Everything else.
    - TRUNCATED: of a later search only some hits were seen. Everything else, and a search for it alone.
    - UNDECIDED: all hits, a work of its title among them, and they prove nothing. Nothing is worth asking.
    - TENTATIVE: a match that other works of its title could overturn. Only what would bring these.
    - MATCHED: a match. Nothing.
    """

    OPEN = auto()
    SEEN = auto()
    EXHAUSTED = auto()
    REPEATED = auto()
    TRUNCATED = auto()
    UNDECIDED = auto()
    TENTATIVE = auto()
    MATCHED = auto()


# States of papers that more questions may help, of papers whose own title has come, and of those searched in full.
UNSETTLED = frozenset({State.OPEN, State.SEEN, State.EXHAUSTED, State.REPEATED, State.TRUNCATED})
SEEN = frozenset({State.SEEN, State.UNDECIDED, State.TENTATIVE, State.MATCHED})
EXHAUSTED = frozenset({State.EXHAUSTED, State.REPEATED, State.TRUNCATED, State.UNDECIDED})

_ALL_SHOWN = {State.OPEN: State.EXHAUSTED, State.SEEN: State.UNDECIDED}
_OVERTURNED = {State.TENTATIVE: State.OPEN, State.MATCHED: State.OPEN}
_OWN_TITLE = {State.OPEN: State.SEEN} | dict.fromkeys(EXHAUSTED, State.UNDECIDED)


@dataclass(slots=True)
class PaperProgress:
    """One paper, its state, and the verdict by the candidates that have come so far.

    ``refusal``: OpenAlex will never take one of its questions, which others may make good. ``failure``: one of them
    got no answer this time.
    """

    paper: Paper
    state: State = State.OPEN
    candidates: dict[str, Candidate] = field(default_factory=dict)
    match: Match = field(init=False)
    refusal: str | None = None
    failure: str | None = None

    def __post_init__(self) -> None:
        self.match = verdict(self.paper, ())

    @property
    def similarity(self) -> float:
        """How like the title (0 to 1) the most similar of the candidates is."""
        return max((entry.evidence.title_similarity for entry in self.match.candidates), default=0.0)

    def add(self, candidates: Iterable[Candidate]) -> None:
        """Take in candidates, and decide anew where any is new."""
        new = {found.work_id: found for found in candidates if found.work_id not in self.candidates}
        if new:
            self.candidates |= new
            self.match = verdict(self.paper, self.candidates.values())
            self.state = _after_verdict(self.state, self.match)

    def note_all_shown(self) -> None:
        """Take in that a search by title has shown all its hits."""
        self.state = _ALL_SHOWN.get(self.state, self.state)

    def note_cut(self, *, is_dominant: bool) -> None:
        """Take in that a search has shown only some hits of a paper of which enough was known.

        ``is_dominant``: many of the hits were its own, so that a search with other titles would bring no more.
        """
        is_last_time = is_dominant or self.state in (State.REPEATED, State.TRUNCATED)
        self.state = State.TRUNCATED if is_last_time else State.REPEATED

    def note_error(self, error: OpenAlexError) -> None:
        """Take in that a question of its own was refused, or got no answer."""
        if isinstance(error, RefusedQuery):
            self.refusal = str(error)
        else:
            self.failure = str(error)

    def finding(self, stopped: OpenAlexError | None, *, is_confirmed: bool) -> Finding:
        """Return the verdict, with an error if that does not settle the paper and something kept it from more.

        ``is_confirmed``: all was asked that might have overturned tentative matches.
        """
        is_settled = self.state is State.MATCHED or (self.state is State.TENTATIVE and is_confirmed)
        return Finding(self.paper, self.match, None if is_settled else self._error(stopped))

    def _error(self, stopped: OpenAlexError | None) -> str | None:
        """Return what kept the paper from more; a refused question only where no search by title has shown all hits."""
        if stopped is not None:
            return str(stopped)
        return self.failure or (self.refusal if self.state in (State.OPEN, State.SEEN) else None)


def _after_verdict(state: State, match: Match) -> State:
    """Return the state after new works and the match they make."""
    if match.status is Status.MATCHED:
        return State.TENTATIVE if is_tentative(match) else State.MATCHED
    state = _OVERTURNED.get(state, state)
    has_own_title = any(entry.evidence.is_same_title for entry in match.candidates)
    return _OWN_TITLE.get(state, state) if has_own_title else state


def is_tentative(match: Match) -> bool:
    """Tell whether a match could read otherwise with all works of its title at hand.

    So it is when nothing beside the title speaks for it, or when all it has are preprints of a paper that may have
    been published under a typographic variant of its title.
    """
    accepted = {match.work_id, *match.version_ids}
    judged = [entry for entry in match.candidates if entry.candidate.work_id in accepted]
    is_borne_out = match.reason != Reason.SAME_TITLE or any(_is_alike_in_authors(entry.evidence) for entry in judged)
    return not is_borne_out or all(entry.candidate.type == "preprint" for entry in judged)


def _is_alike_in_authors(evidence: Evidence) -> bool:
    return evidence.author_count_difference == 0 or bool(evidence.shared_author_share)
