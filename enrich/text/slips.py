"""Slips of the pen and of the scanner: whether two titles are one, written by somebody who mistyped a word.

A slip stays within a word: one letter more, less or other, two neighbours exchanged, a word parted or joined, letters
that a scanner confuses. Another word is no slip: "of" for "in", "asymmetric" for "symmetric", a number for another.
Of 16,783 references to papers that were not there, accepting slips linked none, and accepting other words 7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Sequence

# Shorter words turn into others by one letter: "cat", "bat"; "on", "in".
MIN_LETTERS = 5
WORDS_PER_SLIP = 8
COMMON = frozenset(
    "a an and are as at be but by can do does for from had has have how if in into is it its no nor not of off on one "
    "or our out over so than that the their then there this to two under up us via was we were what when where which "
    "who why will with you your".split()
)
# What a scanner takes for what, longest first.
_CONFUSED = (
    ("rn", "m"),
    ("cl", "d"),
    ("vv", "w"),
    ("ii", "u"),
    ("0", "o"),
    ("1", "l"),
    ("i", "l"),
    ("5", "s"),
    ("8", "b"),
)


def is_misspelt(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two titles, as words in order, differ by slips only: by one, and one more for every eight words."""
    left, right = _different_middles(ours, theirs)
    if not left or not right:
        return False
    if len(left) != len(right):
        is_parted = min(len(left), len(right)) == 1 and len(left) + len(right) == 3
        return is_parted and _is_slip("".join(left), "".join(right))
    pairs = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    return len(pairs) <= 1 + len(ours) // WORDS_PER_SLIP and all(_is_slip(a, b) for a, b in pairs)


def _different_middles(ours: Sequence[str], theirs: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """What is left of both without the words at the beginning, and then at the end, that are the same."""
    start = _same_at_start(ours, theirs)
    end = _same_at_start(ours[start:][::-1], theirs[start:][::-1])
    return ours[start : len(ours) - end], theirs[start : len(theirs) - end]


def _same_at_start(ours: Sequence[str], theirs: Sequence[str]) -> int:
    return next(
        (place for place, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs))
    )


def _is_slip(left: str, right: str) -> bool:
    """Whether two words are one, written wrong once."""
    if _as_scanned(left) == _as_scanned(right):
        return len(left) > 1 and not (left.isdigit() or right.isdigit())
    if not (left.isalpha() and right.isalpha()) or OSA.distance(left, right) > 1:
        return False
    if min(len(left), len(right)) < MIN_LETTERS:
        return (left in COMMON) != (right in COMMON) and sorted(left) == sorted(right)
    # A letter before a word makes another word of it, a slip seldom begins one.
    return left[0] == right[0] or left[:2] == right[1::-1]


def _as_scanned(word: str) -> str:
    for seen, meant in _CONFUSED:
        word = word.replace(seen, meant)
    return word
