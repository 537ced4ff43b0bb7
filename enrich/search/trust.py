"""Whether OpenAlex's list of exact titles does what it did in 2026: it is documented nowhere, and so put on trial."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enrich.client.answer_cache import Question, Works

# Asked along with the first exact titles, to tell "not there" from "this filter finds nothing".
WELL_KNOWN_TITLE = "deep residual learning for image recognition"


class Trust(Enum):
    """How far the list can be trusted.

    UNTRIED and REMEMBERED (an earlier run has had answers from it) lead to PROVEN when it brings titles that were
    asked for, and to FAILED when the first request brings others or nothing, or the list is refused time and again.
    """

    UNTRIED = auto()
    REMEMBERED = auto()
    PROVEN = auto()
    FAILED = auto()

    @property
    def is_on_trial(self) -> bool:
        return self in (Trust.UNTRIED, Trust.REMEMBERED)


def is_proven_by(batch: Iterable[Question], works: Works) -> bool:
    """Tell whether a list of exact titles has brought titles that were asked for, and hardly any others."""
    asked = {WELL_KNOWN_TITLE, *(question.value for question in batch)}
    own_count = sum(str(work.get("display_name")).lower() in asked for work in works)
    return own_count > len(works) / 2
