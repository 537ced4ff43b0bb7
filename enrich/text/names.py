"""Names of people as author lists print them, and how many two author lists share.

A author list may print one person as ``Diederik P. Kingma``, ``D. P. Kingma``,
``Kingma, Diederik`` or, family name first, ``Kingma Diederik``; accents, suffixes
and joined or parted names (``DeWitt``, ``De Witt``) come and go. Two names are
taken for one person's when the family name is the same and the first initial of
one stands among the other's initials, or when all their letters are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from enrich.text.titles import title_words

if TYPE_CHECKING:
    from collections.abc import Iterable

SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


@dataclass(frozen=True, slots=True)
class Name:
    """What comparing a name needs, or empty for a text without letters.

    ``key`` is the family name with the first initial, ``initialed`` the same with every initial, ``whole`` all
    letters in order, and all words sorted.
    """

    key: str
    initialed: frozenset[str]
    whole: frozenset[str]


@lru_cache(maxsize=100_000)
def read_name(printed: str) -> Name:
    """Return what comparing the name needs."""
    family, given = _parted(printed)
    initialed = [f"{family} {word[0]}" for word in given] or [family]
    whole = " ".join(sorted([family, *given])), "".join([*given, family])
    return Name(initialed[0], frozenset(initialed), frozenset(whole))


def _parted(printed: str) -> tuple[str, list[str]]:
    """Return the last word of the family name, which the others may be parted from or not, and all other words."""
    before, _, after = printed.partition(",")
    words = title_words(after) + title_words(before)
    if len(words) > 2 and words[-1] in SUFFIXES:
        words.pop()
    *given, family = words or [""]
    return family, given


class AuthorList:
    """The names of one paper's authors, ready to be compared with many others; its length counts each name once."""

    def __init__(self, printed: Iterable[str]) -> None:
        names = {name.key: name for name in map(read_name, printed) if name.key}
        self.names = list(names.values())
        self._keys = frozenset(names)
        self._initialed = frozenset[str]().union(*(name.initialed for name in self.names))
        self._whole = frozenset[str]().union(*(name.whole for name in self.names))

    def __len__(self) -> int:
        return len(self.names)

    def shared_count(self, other: AuthorList) -> int:
        """Return how many names of the shorter author list stand in the longer one."""
        shorter, longer = sorted((self, other), key=len)
        return sum(longer.holds(name) for name in shorter.names)

    def holds(self, name: Name) -> bool:
        """Whether one of these names and this one may be the same person's."""
        return (
            name.key in self._initialed
            or not self._keys.isdisjoint(name.initialed)
            or not self._whole.isdisjoint(name.whole)
        )


@lru_cache(maxsize=20_000)
def author_list(printed: tuple[str, ...]) -> AuthorList:
    """Return the author list of a work that may be compared with several papers."""
    return AuthorList(printed)
