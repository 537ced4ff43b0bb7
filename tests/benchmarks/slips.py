"""Titles written wrong once, by every kind of slip, and titles with another word, which are other papers'.

The papers are those of ``author_forms``, by title alone. Slips are drawn with a fixed seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.author_forms import real_records
from tests.benchmarks.labelled import Question, make_paper

Slip = Callable[[str, random.Random], str]


def _in_long_word(change: Callable[[str, random.Random], str]) -> Slip:
    """Change one of the words of six letters or more; the title as it is where there is none."""

    def slip(title: str, chance: random.Random) -> str:
        words = title.split(" ")
        places = [place for place, word in enumerate(words) if len(word) > 5 and word.isascii() and word.isalpha()]
        if not places:
            return title
        place = chance.choice(places)
        words[place] = change(words[place], chance)
        return " ".join(words)

    return slip


def _exchanged(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _scanned(word: str, chance: random.Random) -> str:
    found = [(a, b) for a, b in (("m", "rn"), ("l", "1"), ("o", "0"), ("d", "cl"), ("w", "vv")) if a in word]
    seen, read = chance.choice(found) if found else ("i", "l")
    return word.replace(seen, read, 1)


def _other_word(title: str, chance: random.Random) -> str:
    swaps = {"of": "in", "in": "on", "for": "of", "with": "without", "and": "or", "on": "for", "the": "a", "by": "for"}
    words = title.split(" ")
    places = [place for place, word in enumerate(words) if word in swaps]
    if places:
        place = chance.choice(places)
        words[place] = swaps[words[place]]
    return " ".join(words)


SLIPS: dict[str, Slip] = {
    "a letter less": _in_long_word(lambda word, chance: _without(word, chance.randrange(1, len(word)))),
    "a letter twice": _in_long_word(lambda word, chance: _twice(word, chance.randrange(1, len(word)))),
    "another letter": _in_long_word(lambda word, chance: _replaced(word, chance.randrange(1, len(word)), chance)),
    "two letters exchanged": _in_long_word(_exchanged),
    "a word parted": _in_long_word(lambda word, chance: f"{word[:3]} {word[3:]}"),
    "as a scanner reads it": _in_long_word(_scanned),
    "another word": _other_word,
}


def _without(word: str, place: int) -> str:
    return word[:place] + word[place + 1 :]


def _twice(word: str, place: int) -> str:
    return word[:place] + word[place] + word[place:]


def _replaced(word: str, place: int, chance: random.Random) -> str:
    return word[:place] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[place + 1 :]


def slips(shared: Path) -> Iterator[tuple[str, list[Question]]]:
    """Yield each kind of slip with its questions; a title that it leaves as it is, is left out."""
    records = list(real_records(shared))
    for name, slip in SLIPS.items():
        chance = random.Random(name)
        written = [(record, slip(record.title, chance)) for record in records]
        yield (
            name,
            [
                Question(make_paper(title), record.candidates_for(title), record.right)
                for record, title in written
                if title != record.title
            ],
        )
