"""Makers for the tests of deciding: each takes what a test is about and fills in the rest.

``TITLE`` and ``TEAM`` are a paper's, ``paper`` is what a page says, ``candidate`` what deciding needs of a work,
``openalex_work`` the JSON of one; ``sentence_text`` is an abstract long enough
to be compared, and different for every seed.
"""

from __future__ import annotations

import random
from typing import Any

from enrich.identifiers import Identifiers
from enrich.records import Candidate, Paper, Work
from enrich.text.titles import paper_id, title_key
from enrich.works import read_candidate, read_work

TITLE = "Growing Networks Slowly and Steadily"
TEAM = ("Ada Byron", "Carl Gauss", "Emmy Noether")

_SYLLABLES = "ba de fi go ku la me no pi ru sa te vi wo xu ya".split()


def paper(title: str, **facts: Any) -> Paper:
    key = title_key(title) or Identifiers(*map(facts.get, Identifiers._fields)).key
    return Paper(paper_id(key), key, title, **facts)


def candidate(title: str | None, work_id: str = "W1", **facts: Any) -> Candidate:
    return Candidate(work_id, title, "test", **facts)


def sentence_text(seed: int, words: int = 60) -> str:
    """Return made-up words; two seeds share no run of five of them."""
    chance = random.Random(seed)
    return " ".join("".join(chance.choices(_SYLLABLES, k=3)) for _ in range(words))


def partly_rewritten(text: str, kept: float) -> str:
    """Return the text with all but its first words replaced: about the share ``kept`` of its five-word runs remains."""
    words = text.split()
    count = round(len(words) * kept) + (4 if kept < 1 else 0)
    return " ".join(words[:count] + [word[::-1] for word in words[count:]])


def shuffled(text: str) -> str:
    """Return the text's words, of which each is long, in another order but for the first five."""
    words = text.split()
    return " ".join(words[:5] + words[:4:-1])


def inverted(text: str) -> dict[str, list[int]]:
    """Return the text as OpenAlex prints abstracts: each word with its positions."""
    index: dict[str, list[int]] = {}
    for position, word in enumerate(text.split()):
        index.setdefault(word, []).append(position)
    return index


def openalex_work(number: int = 1, **fields: Any) -> dict[str, Any]:
    """Return a work object with an id and a title; name any other field."""
    return {"id": f"https://openalex.org/W{number}", "display_name": f"Work Number {number}", **fields}


def openalex_author(number: int | None, name: str | None = "Ada Byron", **fields: Any) -> dict[str, Any]:
    identity = None if number is None else f"https://openalex.org/A{number}"
    return {"author": {"id": identity, "display_name": name, "orcid": None}, **fields}


def work_of(**fields: Any) -> Work:
    """The work that is read of ``openalex_work(**fields)``."""
    found = read_work(openalex_work(**fields))
    assert found is not None
    return found


def candidate_of(**fields: Any) -> Candidate:
    """The candidate that is read of ``openalex_work(**fields)``."""
    found = read_candidate(openalex_work(**fields), "test")
    assert found is not None
    return found
