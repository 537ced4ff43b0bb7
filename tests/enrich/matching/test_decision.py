"""Deciding: each rule and each conflict, versions of one paper, and what must never be linked.

Single pairs are judged in ``matching_cases.csv``: add a line for any new case.
Facts there read ``name=value; …``: ``abstract=1`` is made-up text number 1,
``1/3`` the same with all but a third in other words, ``1!`` the same in another order; ``names`` are parted by |.
"""

from __future__ import annotations

import csv
import dataclasses
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrich.matching.conflicts import CONFLICTS
from enrich.matching.decision import decide
from enrich.matching.ranking import MAX_KEPT_CANDIDATES
from enrich.matching.rules import RULES
from enrich.records import Candidate, Conflict, Match, Paper, Reason, Status
from tests.enrich.makers import TEAM, TITLE, candidate, paper, partly_rewritten, sentence_text, shuffled

# A busy machine proves nothing.
AT_LEISURE = settings(deadline=None)

# ------------------------------------------------------------------ judged cases


def read_facts(text: str) -> dict[str, str]:
    return dict(fact.strip().split("=") for fact in text.split(";") if fact.strip())


def read_abstract_fact(text: str | None) -> str | None:
    if text is None:
        return None
    if text.endswith("!"):
        return shuffled(sentence_text(int(text[:-1])))
    seed, _, part = text.partition("/")
    return partly_rewritten(sentence_text(int(seed)), 1 / int(part or 1))


def paper_of(case: dict[str, str]) -> Paper:
    facts = read_facts(case["paper_facts"])
    return paper(
        case["paper"],
        abstract=read_abstract_fact(facts.get("abstract")),
        author_count=int(facts["count"]) if "count" in facts else None,
        authors=tuple(facts["names"].split("|")) if "names" in facts else (),
        posted_date=date.fromisoformat(facts["posted"]) if "posted" in facts else None,
        year=int(facts["year"]) if "year" in facts else None,
        doi=facts.get("doi"),
        arxiv_id=facts.get("arxiv"),
        venue=facts.get("venue"),
    )


def candidate_of(case: dict[str, str]) -> Candidate:
    facts = read_facts(case["candidate_facts"])
    names = tuple(facts["names"].split("|")) if "names" in facts else ()
    published = date.fromisoformat(facts["date"]) if "date" in facts else None
    year = int(facts["year"]) if "year" in facts else (published.year if published else None)
    return candidate(
        case["candidate"] or None,
        abstract=read_abstract_fact(facts.get("abstract")),
        author_count=int(facts["count"]) if "count" in facts else (len(names) or None),
        author_names=names,
        publication_date=published,
        publication_year=year,
        first_cited_year=int(facts["cited"]) if "cited" in facts else None,
        doi=facts.get("doi"),
        arxiv_id=facts.get("arxiv"),
        source_name=facts.get("venue"),
    )


def read_cases() -> list[Any]:
    with Path(__file__).with_name("matching_cases.csv").open(encoding="utf-8", newline="") as stream:
        return [
            pytest.param(case, id=f"line {line}: {case['candidate']}"[:60])
            for line, case in enumerate(csv.DictReader(stream), start=2)
        ]


@pytest.mark.parametrize("case", read_cases())
def test_a_judged_case_is_decided_as_judged(case: dict[str, str]) -> None:
    match = decide(paper_of(case), [candidate_of(case)])
    assert (match.status, match.reason) == (case["status"], case["reason"]), match.candidates


def test_every_rule_and_every_conflict_has_a_judged_case() -> None:
    judged = {param.values[0]["reason"] for param in read_cases()}
    assert RULES.keys() | CONFLICTS.keys() <= judged


def test_rules_and_conflicts_are_tried_in_the_order_of_their_names() -> None:
    assert list(RULES) == [reason for reason in Reason if reason.status is Status.MATCHED]
    assert list(CONFLICTS) == list(Conflict)


# ------------------------------------------------------------------ the verdict


def test_without_candidates_nothing_is_found() -> None:
    match = decide(paper(TITLE), [])
    assert (match.status, match.work_id, match.candidates) == (Status.UNMATCHED, None, ())


def test_only_a_match_names_works() -> None:
    twins = [candidate(TITLE, "W1"), candidate(TITLE, "W2")]
    ambiguous = decide(paper(TITLE), twins)
    assert (ambiguous.status, ambiguous.reason) == (Status.AMBIGUOUS, "several_works")
    assert (ambiguous.work_id, ambiguous.version_ids) == (None, ())
    assert 0 < ambiguous.score < decide(paper(TITLE), twins[:1]).score <= 1


def test_the_likeliest_candidate_comes_first_with_its_conflict() -> None:
    near, same = candidate("GPT-4 Technical Reports", "W1"), candidate("GPT-3 Technical Report", "W2")
    judged = decide(paper("GPT-3 Technical Report"), [near, same]).candidates
    assert [(entry.rank, entry.candidate.work_id) for entry in judged] == [(1, "W2"), (2, "W1")]
    assert [entry.conflict for entry in judged] == [None, "other_numbers"]


def test_only_so_many_candidates_are_kept_and_the_right_one_among_them() -> None:
    others = [candidate(f"{TITLE} Number {number}", f"W{number}") for number in range(3 * MAX_KEPT_CANDIDATES)]
    match = decide(paper(TITLE), [*others, candidate(TITLE, "W999")])
    assert (match.work_id, len(match.candidates)) == ("W999", MAX_KEPT_CANDIDATES)


def test_a_work_that_comes_twice_counts_once() -> None:
    match = decide(paper(TITLE), [candidate(TITLE, "W1"), candidate(TITLE, "W1")])
    assert (match.work_id, match.version_ids, len(match.candidates)) == ("W1", (), 1)


some_candidates = st.lists(
    st.builds(
        candidate,
        st.sampled_from(
            [TITLE, TITLE + ".", "Growing Network Slowly and Steadily", "Baking Bread", f"{TITLE} 2", None]
        ),
        st.sampled_from([f"W{number}" for number in range(9)]),
        abstract=st.sampled_from([None, sentence_text(1), sentence_text(2), partly_rewritten(sentence_text(1), 0.3)]),
        author_names=st.sampled_from([(), TEAM, TEAM[:1], ("Kurt Weil",)]),
        author_ids=st.sampled_from([(), ("A1",), ("A2",), ("A1", "A2")]),
        author_count=st.sampled_from([None, 1, 3, 9]),
        publication_year=st.sampled_from([None, 2010, 2020, 2021]),
        arxiv_id=st.sampled_from([None, "2001.00001", "2001.00002"]),
        cited_by_count=st.integers(0, 3),
        reference_count=st.integers(0, 1),
        is_published=st.booleans(),
    ),
    max_size=5,
    unique_by=lambda entry: entry.work_id,
)
some_papers = st.builds(
    paper,
    st.just(TITLE),
    abstract=st.sampled_from([None, sentence_text(1)]),
    authors=st.sampled_from([(), TEAM]),
    author_count=st.sampled_from([None, 3]),
    posted_date=st.sampled_from([None, date(2020, 5, 1)]),
)


@AT_LEISURE
@given(some_papers, some_candidates, st.randoms())
def test_the_order_of_candidates_makes_no_difference(asked: Paper, found: list[Candidate], chance: Any) -> None:
    shuffled = found.copy()
    chance.shuffle(shuffled)
    assert decide(asked, shuffled) == decide(asked, found)


@AT_LEISURE
@given(some_papers, some_candidates)
def test_a_stranger_more_changes_no_verdict(asked: Paper, found: list[Candidate]) -> None:
    stranger = candidate("Baking Bread", "W99", abstract=sentence_text(3), author_names=("Julia Child",))
    with_stranger, alone = decide(asked, [*found, stranger]), decide(asked, found)
    assert (with_stranger.status, with_stranger.work_id) == (alone.status, alone.work_id)


@AT_LEISURE
@given(some_papers, some_candidates)
def test_citation_counts_never_decide_which_paper_it_is(asked: Paper, found: list[Candidate]) -> None:
    uncited = [dataclasses.replace(entry, cited_by_count=0) for entry in found]
    left, right = decide(asked, found), decide(asked, uncited)
    assert left.status == right.status
    assert {left.work_id, *left.version_ids} == {right.work_id, *right.version_ids}


@AT_LEISURE
@given(st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=())))
def test_texts_of_any_kind_do_not_raise(left: str, right: str) -> None:
    match = decide(
        paper(left, abstract=right, authors=(right,)), [candidate(right, abstract=left, author_names=(left,))]
    )
    assert isinstance(match, Match)


def test_abstracts_in_other_scripts_are_compared_too() -> None:
    cyrillic = "".join(chr(ord(c) - ord("a") + 0x430) if c.isalpha() else c for c in sentence_text(1))
    match = decide(paper("Adam", abstract=cyrillic), [candidate("Adam", abstract=cyrillic.upper())])
    assert match.reason == "same_title_and_abstract"


# --------------------------------------------------- several works of one title


@pytest.mark.parametrize(
    ("known", "ours", "other"),
    [
        ({"abstract": sentence_text(1)}, {"abstract": sentence_text(1)}, {"abstract": None}),
        ({"authors": TEAM}, {"author_names": TEAM}, {}),
        (
            {"author_count": 3, "posted_date": date(2020, 5, 1)},
            {"author_count": 3, "publication_date": date(2020, 5, 3)},
            {"author_count": 4, "publication_date": date(2020, 12, 1)},
        ),
    ],
    ids=["abstract", "authors", "author count and date"],
)
def test_evidence_tells_two_works_of_one_title_apart(
    known: dict[str, Any], ours: dict[str, Any], other: dict[str, Any]
) -> None:
    asked = paper(TITLE, **known)
    for order in permutations([candidate(TITLE, "W1", **ours), candidate(TITLE, "W2", **other)]):
        match = decide(asked, order)
        assert (match.status, match.work_id, match.version_ids) == (Status.MATCHED, "W1", ())


def test_works_of_one_title_by_strangers_are_ambiguous() -> None:
    works = [candidate(TITLE, "W1", author_names=TEAM), candidate(TITLE, "W2", author_names=("Kurt Weil",))]
    assert decide(paper(TITLE), works).reason == "several_works"


def test_a_namesake_in_a_long_author_list_does_not_make_two_works_one() -> None:
    others = tuple(f"Person {letter * 3}" for letter in "abcdefgh")
    works = [
        candidate(TITLE, "W1", author_names=("Yu Wang", *TEAM)),
        candidate(TITLE, "W2", author_names=("Ya Wang", *others)),
    ]
    assert decide(paper(TITLE), works).reason == "several_works"
