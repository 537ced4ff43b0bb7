"""Titles as a search index sees them: tokens with positions, and queries over them.

A stand-in for the index behind OpenAlex, whose analysis is not public: runs of
letters and digits of any script, lower case, stop words dropped but their
places kept, plural and possessive endings removed, accents as they are. Titles
are indexed, and titles with abstracts; full texts are not known.
"""

from __future__ import annotations

import functools
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log

STOP_WORDS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this "
    "to was will with".split()
)
HOLE = ""  # the place of a stop word


def _character_class(*categories: str) -> str:
    """The characters of the basic plane in these Unicode categories, as ranges for a regular expression."""
    codes = [code for code in range(0x10000) if unicodedata.category(chr(code)) in categories]
    runs = [[code for _, code in run] for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0])]
    return "".join(f"\\u{run[0]:04x}-\\u{run[-1]:04x}" for run in runs)


_MARK = _character_class("Mn", "Mc")
_ALONE = r"\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Hiragana and Han: a token a character
_WORD = rf"(?:(?![{_ALONE}])[\w{_MARK}])"
_TOKEN = re.compile(
    rf"[{_ALONE}][{_MARK}]*|{_WORD}+(?:(?<=[^\W\d_])['’.](?=[^\W\d_]){_WORD}+|(?<=\d)['’.,](?=\d){_WORD}+)*"
)


def split_words(text: str) -> list[str]:
    """The words of a text, lower case: ``don't`` and ``1,000`` are one word each, ``pre-training`` is two."""
    return _TOKEN.findall(text.lower())


@functools.lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without its possessive or plural ending, as a light stemmer would; ``HOLE`` for a stop word."""
    word = re.sub(r"['’]s?$", "", word)
    if word in STOP_WORDS:
        return HOLE
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and word[-2] not in "us":
        word = word[:-1]
    return sys.intern(word)


def analyse(text: str) -> tuple[str, ...]:
    """The tokens of a text in order, a ``HOLE`` for each stop word."""
    return tuple(stem(word) for word in split_words(text))


# ---------------------------------------------------------------- what can be asked


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every work (Elasticsearch's match_all)."""


@dataclass(frozen=True, slots=True)
class Words:
    """All these words, anywhere in the title; the same words in this order count more."""

    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words one after the other; a hole stands for any word, ``?`` in a word for one character, ``*`` for any."""

    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Query


@dataclass(frozen=True, slots=True)
class WithAbstract:
    """The same, asked of title and abstract as one text."""

    part: Query


Query = Everything | Words | Phrase | AnyOf | AllOf | Not | WithAbstract
NOTHING = AnyOf(())


def _trim(tokens: Sequence[str]) -> Sequence[str]:
    """Tokens without the holes at both ends: a query cannot see what lies outside of it."""
    filled = [at for at, token in enumerate(tokens) if token != HOLE]
    return tokens[filled[0] : filled[-1] + 1] if filled else ()


def _pattern(token: str) -> re.Pattern[str]:
    """A token with wildcards as an expression: ``?`` demands one character, ``*`` takes any number."""
    return re.compile(re.escape(token).replace(r"\?", ".").replace(r"\*", ".*"))


class TitleIndex:
    """An inverted index over titles; works are known by their position in the list of titles.

    ``with_abstracts`` is the same over titles and abstracts.
    """

    def __init__(self, titles: Iterable[str | None], with_abstracts: TitleIndex | None = None) -> None:
        self._with_abstracts = with_abstracts
        self.tokens: list[tuple[str, ...]] = []
        self.postings: defaultdict[str, list[int]] = defaultdict(list)
        for at, title in enumerate(titles):
            tokens = analyse(title or "")
            self.tokens.append(tokens)
            for token in set(tokens) - {HOLE}:
                self.postings[token].append(at)
        self.mean_length = sum(map(len, self.tokens)) / max(1, len(self.tokens)) or 1.0

    def find(self, query: Query) -> dict[int, float]:
        """The works that answer a query with their BM25 scores, before any weight of citations."""
        match query:
            case Everything():
                return dict.fromkeys(range(len(self.tokens)), 1.0)
            case Words(tokens):
                return self._find_words(tokens)
            case Phrase(tokens):
                wanted = _trim(tokens)
                weight = self._weigh(wanted)
                return {at: weight * self._brevity(at) for at in self._phrase_places(wanted)}
            case AnyOf(parts):
                found: dict[int, float] = {}
                for part in parts:
                    for at, score in self.find(part).items():
                        found[at] = found.get(at, 0.0) + score
                return found
            case AllOf(parts):
                answers = [self.find(part) for part in parts]
                shared = set(answers[0]).intersection(*answers[1:]) if answers else set()
                return {at: sum(answer[at] for answer in answers) for at in shared}
            case WithAbstract(part):
                return (self._with_abstracts or self).find(part)
            case Not(part):
                excluded = self.find(part)
                return {at: 1.0 for at in range(len(self.tokens)) if at not in excluded}

    def _find_words(self, tokens: tuple[str, ...]) -> dict[int, float]:
        words = [token for token in tokens if token != HOLE]
        phrase, weight = _trim(tokens), self._weigh(words)
        found = {}
        for at in self._rarest(words):
            if all(word in self.tokens[at] for word in words):
                boost = 3.0 if _holds(self.tokens[at], phrase, {}) else 1.0
                found[at] = weight * self._brevity(at) * boost
        return found

    def _phrase_places(self, tokens: Sequence[str]) -> list[int]:
        patterns = {token: _pattern(token) for token in tokens if "?" in token or "*" in token}
        plain = [token for token in tokens if token != HOLE and token not in patterns]
        places = range(len(self.tokens)) if patterns and not plain else self._rarest(plain)
        return [at for at in places if _holds(self.tokens[at], tokens, patterns)]

    def _rarest(self, words: Sequence[str]) -> Sequence[int]:
        """The works that hold the rarest of these words; none for no words, as for a title of stop words only."""
        return min((self.postings.get(word, ()) for word in words), key=len, default=())

    def _weigh(self, words: Iterable[str]) -> float:
        """The summed inverse document frequencies of these words, as in BM25."""
        holders = [len(self.postings.get(word, ())) for word in words if word != HOLE]
        return sum(log(1.0 + (len(self.tokens) - count + 0.5) / (count + 0.5)) for count in holders)

    def _brevity(self, at: int) -> float:
        """BM25's factor for the length of a title (k1 = 1.2, b = 0.75); every word counts once."""
        return 2.2 / (1.0 + 1.2 * (0.25 + 0.75 * len(self.tokens[at]) / self.mean_length))


def _holds(title: tuple[str, ...], wanted: Sequence[str], patterns: dict[str, re.Pattern[str]]) -> bool:
    """Whether the wanted tokens stand in the title one after the other; they begin and end with a word."""

    def fits(token: str, word: str) -> bool:
        return token in (HOLE, word) or (token in patterns and patterns[token].fullmatch(word) is not None)

    return any(
        all(fits(token, title[start + offset]) for offset, token in enumerate(wanted))
        for start in range(len(title) - len(wanted) + 1)
        if title[start] == wanted[0] or patterns
    )


def citation_weight(cited_by_count: int) -> float:
    """The factor OpenAlex puts on a text score: 1 + sqrt(citations), or one half when uncited."""
    return 1.0 + cited_by_count**0.5 if cited_by_count else 0.5
