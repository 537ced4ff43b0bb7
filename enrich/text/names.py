"""Names of people as author lists print them, and how many two author lists share.

One person may be printed as ``Diederik P. Kingma``, ``Kingma, D. P.``, ``Kingma DP``, ``DP Kingma``, ``KINGMA D`` or
``Kingma``; family names come first in half of the world; accents, particles, suffixes and joined or parted names
(``DeWitt``, ``De Witt``) come and go. A printed name therefore has readings, each a family name with initials, and two
names are taken for one person's when readings of both have one family name and initials that do not differ, when one
is a family name alone, or when all their letters are the same.

Author lists are often cut: what ends in ``et al.``, ``and others`` or an ellipsis is a prefix, of which neither the
length nor a missing name says anything.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, takewhile
from typing import TYPE_CHECKING, NamedTuple

from anyascii import anyascii

from enrich.text.titles import display_title, title_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES = frozenset("jr sr ii iii iv 2nd 3rd".split())
# Words that groups have in their names and people do not.
GROUPS = frozenset(
    "agency and association bureau center centre collaboration collaborators commission committee company consortium "
    "council department for foundation group inc initiative institute institution investigators laboratory ministry "
    "network of organisation organization panel program programme project society task team university working".split()
)
# Who is the third of a name's words could be the family name of two words, or of an East Asian name the given one.
MAX_PARTS = 3
_CUT = re.compile(
    r"[\s,;&(\[+]*(?:\bet\.?\s*al(?:ii|iae|ia)?\b\.?|\b(?:and\s+)?(?:(?:\d+\s+)?others|\d+\s+more)\b|\.{3}|…|\bи\s+др\b\.?|等)"
    r"[\s)\].]*$",
    re.IGNORECASE,
)
# What stands behind the names that a cut list prints.
AND_OTHERS = "et al."
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Müller, Mueller and Muller; Ødegård and Oedegaard.
_VOWELS = re.compile("(?<=[aou])e|(?<=a)a")


class Reading(NamedTuple):
    """A family name, in all its forms, and the initials behind it, the first one first; empty where none are known."""

    families: tuple[str, ...]
    initials: str


@dataclass(frozen=True, slots=True)
class Name:
    """What comparing a name needs, or empty for a text without letters.

    ``key`` is the likeliest family name with the first initial, ``keys`` are all of these, ``initialed`` the same with
    every initial, ``families`` all family names alone, ``lone`` those that are all of the name, ``whole`` all letters
    in order, and all words sorted.
    """

    key: str
    keys: frozenset[str]
    initialed: frozenset[str]
    families: frozenset[str]
    lone: frozenset[str]
    whole: frozenset[str]
    script: str
    is_group: bool


@lru_cache(maxsize=100_000)
def read_name(printed: str) -> Name:
    """Return what comparing the name needs."""
    text = display_title(printed)
    script = _script(text)
    texts = [text] if script == "LATIN" else [text, _CAMEL.sub(" ", anyascii(text))]
    readings = list(chain.from_iterable(map(_readings, texts)))
    words = list(map(_words, texts))
    initialed = [[f"{family} {letter}" for letter in one.initials] for one in readings for family in one.families]
    lone = list(chain.from_iterable(one.families for one in readings if not one.initials))
    whole = [key for ours in filter(None, words) for key in ("".join(ours), " ".join(sorted(ours)))]
    keys = [some[0] for some in initialed if some]
    return Name(
        key=next(iter([*keys, *lone, *whole]), ""),
        keys=frozenset(keys),
        initialed=frozenset(chain.from_iterable(initialed)),
        families=frozenset(chain.from_iterable(one.families for one in readings)),
        lone=frozenset(lone),
        whole=frozenset(whole),
        script=script,
        is_group=not GROUPS.isdisjoint(words[0]),
    )


def _words(text: str) -> list[str]:
    """All words in order, those behind a comma first."""
    before, _, after = text.partition(",")
    return title_words(after) + title_words(before)


def _script(text: str) -> str:
    """The first word of the Unicode name of the first letter: LATIN, CJK, CYRILLIC; empty without a letter."""
    letter = next(filter(str.isalpha, text), " ")
    return unicodedata.name(letter, "").partition(" ")[0]


class Part(NamedTuple):
    """What stands between two blanks of a name: its words, and the letters it is short for if they are initials."""

    words: tuple[str, ...]
    initials: str
    is_initials: bool
    is_lower: bool


def _readings(text: str) -> Iterator[Reading]:
    """Yield what the name can mean: with a comma one thing, without one several."""
    family, *given = list(filter(None, map(_parts, text.split(",")))) or [[]]
    if given:
        yield _reading(family, list(chain.from_iterable(given)), is_known=True)
    elif family:
        yield from _readings_without_comma(family)


def _readings_without_comma(parts: list[Part]) -> Iterator[Reading]:
    """Yield what the parts can mean: family names first or last, parted or not."""
    if all(part.is_lower for part in parts[:-1]):
        yield _reading(parts, [], is_known=True)
    behind = _initials_behind(parts)
    if behind:
        yield _reading(parts[:-behind], parts[-behind:], is_known=True)
    if not behind or len(parts[-1].initials) > 1:
        for count in range(1, min(MAX_PARTS, len(parts) - 1) + 1):
            yield _reading(parts[-count:], parts[:-count])
        if 1 < len(parts) <= MAX_PARTS:
            yield _reading(parts[:1], parts[1:])


def _parts(text: str) -> list[Part]:
    """The parts of a name without points and suffixes; initials apart: ``J.-P.`` is two."""
    parts = [part for printed in text.split() for part in _read_parts(printed)]
    return [part for part in parts if SUFFIXES.isdisjoint(part.words)] or parts


@lru_cache(maxsize=50_000)
def _read_parts(printed: str) -> list[Part]:
    pieces = [piece for piece in _POINTS.split(printed) if any(map(str.isalnum, piece))]
    are_apart = "." in printed and all(len(piece) == 1 for piece in pieces[:-1])
    return [_read_part(piece) for piece in (pieces if are_apart else ["-".join(pieces)]) if piece]


_POINTS = re.compile(r"[.\-\u2010]+")


def _read_part(piece: str) -> Part:
    words = tuple(title_words(piece))
    is_initials = len(piece) == 1 or (len(piece) <= MAX_PARTS and piece.isalpha() and piece.isupper())
    return Part(words, "".join(words if is_initials else [word[0] for word in words]), is_initials, piece.islower())


def _initials_behind(parts: list[Part]) -> int:
    """How many parts at the end are initials, as in ``Krizhevsky A`` and ``García Márquez GJ``; 0 if all could be."""
    behind = sum(1 for _ in takewhile(lambda part: part.is_initials, reversed(parts)))
    return behind if behind < len(parts) else 0


def _reading(family: list[Part], given: list[Part], *, is_known: bool = False) -> Reading:
    """A reading; the family name that is known can also be cited by its first or its last part alone."""
    words = [word for part in family for word in part.words]
    forms = dict.fromkeys(["".join(words), *([words[0], words[-1]] if is_known and words else [])])
    return Reading(tuple(_VOWELS.sub("", form) for form in forms if form), "".join(part.initials for part in given))


def without_others(printed: str) -> str:
    """The name without a note that others follow: "et al.", "and others", "…", "+ 12 more"; empty if it is no more."""
    return _CUT.sub("", printed)


class AuthorList:
    """The names of one paper's authors, ready to be compared with many others; its length counts each name once.

    ``is_whole`` is False for a list that says that it is cut.
    """

    def __init__(self, printed: Iterable[str]) -> None:
        texts = list(printed)
        uncut = [without_others(text) for text in texts]
        self.is_whole = texts == uncut
        known = [name for name in map(read_name, uncut) if name.key]
        self.names = list({name.key: name for name in known}.values())
        self._scripts = frozenset(name.script for name in self.names if not name.is_group)
        self._keys, self._initialed, self._families, self._lone, self._whole = (
            frozenset[str]().union(*(getattr(name, field) for name in self.names))
            for field in ("keys", "initialed", "families", "lone", "whole")
        )

    def __len__(self) -> int:
        return len(self.names)

    def shared_count(self, other: AuthorList) -> int:
        """Return how many names of the shorter author list stand in the longer one."""
        shorter, longer = sorted((self, other), key=len)
        return sum(longer.holds(name) for name in shorter.names)

    def holds(self, name: Name) -> bool:
        """Whether one of these names and this one may be the same person's."""
        return not (
            self._initialed.isdisjoint(name.keys)
            and self._keys.isdisjoint(name.initialed)
            and self._families.isdisjoint(name.lone)
            and self._lone.isdisjoint(name.families)
            and self._whole.isdisjoint(name.whole)
        )

    def is_comparable(self, other: AuthorList) -> bool:
        """Whether both lists are whole and name people in one script, so that no name in common means other people."""
        return self.is_whole and other.is_whole and not self._scripts.isdisjoint(other._scripts)


@lru_cache(maxsize=20_000)
def author_list(printed: tuple[str, ...]) -> AuthorList:
    """Return the author list of a work that may be compared with several papers."""
    return AuthorList(printed)
