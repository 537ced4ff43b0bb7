"""Names of venues: whether two of them, one perhaps abbreviated, are recognisably the same.

``Proc. Natl. Acad. Sci.`` is the Proceedings of the National Academy of Sciences, ``CVPR 2018`` the
``2018 IEEE/CVF Conference on Computer Vision and Pattern Recognition``. Nothing here knows any venue by
heart, so that ``SIGMOD Conference`` is not recognised in ``International Conference on Management of Data``:
not recognised means little by itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

from enrich.text.titles import title_words

# Where anything can be put: no venue.
REPOSITORIES = frozenset("arxiv biorxiv chemrxiv corr medrxiv openreview preprint preprints ssrn zenodo".split())
JOURNAL_WORDS = frozenset("bulletin j journal letters magazine newsletter record review trans transactions".split())
MEETING_WORDS = frozenset(
    "colloquium conf conference congress meeting proc proceedings symp symposium workshop workshops".split()
)
# Words that come and go in the name of one venue.
_FILLING = frozenset(
    "a acm advances an and annual at cvf for ieee in int international intl of on the to usenix with".split()
)
_PARENTHESES = re.compile(r"\([^()]*\)")
_MAX_COMPARED = 30


@lru_cache(maxsize=20_000)
def is_same_venue(left: str | None, right: str | None) -> bool | None:
    """Whether the names are recognisably one venue's; None where one is missing or names a repository."""
    ours, theirs = _words(left), _words(right)
    if not _are_of_a_venue(ours) or not _are_of_a_venue(theirs):
        return None
    return ours == theirs or _says_the_same(ours, theirs) or _is_short_for(ours, theirs) or _is_short_for(theirs, ours)


def _words(name: str | None) -> list[str]:
    text = name or ""
    words = title_words(_PARENTHESES.sub(" ", text)) or title_words(text)
    return [word for word in words if not any(map(str.isdigit, word))][:_MAX_COMPARED]


def _are_of_a_venue(words: list[str]) -> bool:
    return bool(words) and REPOSITORIES.isdisjoint(words)


def _says_the_same(ours: list[str], theirs: list[str]) -> bool:
    """Whether the telling words are the same, in order, whole or abbreviated, for the same kind of venue."""
    left, right = _telling(ours), _telling(theirs)
    if not left or len(left) != len(right) or _is_journal(ours) != _is_journal(theirs):
        return False
    return all(_abbreviates(a, b) or _abbreviates(b, a) for a, b in zip(left, right, strict=True))


def _is_short_for(short: list[str], long: list[str]) -> bool:
    """Whether the one telling word of the one name is made of the other's words."""
    telling = _telling(short)
    if len(telling) != 1 or len(telling[0]) < 2:
        return False
    (acronym,) = telling
    # "VLDB" is the conference, "VLDB Journal" is not; "JMLR" says itself that it is a journal.
    is_same_kind = _is_journal(short) == _is_journal(long)
    must = frozenset[str]() if is_same_kind else JOURNAL_WORDS
    return _is_made_of(acronym, [word for word in long if word != acronym], must)


def _telling(words: list[str]) -> list[str]:
    return [word for word in words if word not in _FILLING | JOURNAL_WORDS | MEETING_WORDS]


def _is_journal(words: list[str]) -> bool:
    return not JOURNAL_WORDS.isdisjoint(words)


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of the one come in the other in order, the first one first: ``natl`` for ``national``."""
    if short[0] != long[0]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _is_made_of(acronym: str, words: list[str], must: frozenset[str]) -> bool:
    """Whether the acronym is made of beginnings of these words in order; those in ``must`` may not be passed over."""
    reached = {0}
    for word in words:
        beginnings = [word[:length] for length in range(1, len(word) + 1)]
        further = {start + len(part) for start in reached for part in beginnings if acronym.startswith(part, start)}
        reached = further if word in must else reached | further
    return len(acronym) in reached
