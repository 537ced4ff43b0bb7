"""Versions of one paper: which works are, which are not, and which one stands for them all."""

from __future__ import annotations

from typing import Any

import pytest

from enrich.matching.decision import decide
from enrich.matching.versions import are_versions
from enrich.records import Candidate, Status
from tests.enrich.makers import TEAM, TITLE, candidate, paper, partly_rewritten, sentence_text


def preprint(work_id: str = "W1", **facts: Any) -> Candidate:
    given = {"type": "preprint", "author_names": TEAM, "publication_year": 2020, **facts}
    return candidate(TITLE, work_id, **given)


def in_proceedings(work_id: str = "W2", **facts: Any) -> Candidate:
    given = {"type": "article", "author_names": TEAM, "publication_year": 2021, "is_published": True, **facts}
    return candidate(TITLE, work_id, **given)


def test_preprint_and_proceedings_are_one_paper_and_the_published_one_stands_for_it() -> None:
    match = decide(paper(TITLE), [preprint(cited_by_count=900, reference_count=9), in_proceedings()])
    assert (match.status, match.work_id, match.version_ids) == (Status.MATCHED, "W2", ("W1",))


def test_of_two_preprints_the_one_with_references_stands_for_both() -> None:
    match = decide(paper(TITLE), [preprint("W1", cited_by_count=9), preprint("W2", reference_count=3)])
    assert (match.work_id, match.version_ids) == ("W2", ("W1",))


def test_of_two_alike_the_more_cited_stands_for_both() -> None:
    match = decide(paper(TITLE), [preprint("W1", cited_by_count=9), preprint("W2", cited_by_count=10)])
    assert (match.work_id, match.version_ids) == ("W2", ("W1",))


@pytest.mark.parametrize(
    "facts",
    [{"doi": "10.1000/1"}, {"arxiv_id": "2001.00001"}, {"author_ids": ("A1",)}, {"author_names": ("Byron, Ada",)}],
    ids=["doi", "arxiv_id", "author_id", "name"],
)
def test_an_identifier_or_an_author_makes_two_works_versions(facts: dict[str, Any]) -> None:
    match = decide(paper(TITLE), [candidate(TITLE, "W1", **facts), candidate(TITLE, "W2", **facts)])
    assert {match.work_id, *match.version_ids} == {"W1", "W2"}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"title": f"{TITLE} 2019"}, {"title": f"{TITLE} 2020"}),
        ({"type": "book"}, {"type": "book-chapter"}),
        ({"type": "article"}, {"type": "dataset"}),
        (
            {"title": f"{TITLE} in Time", "abstract": sentence_text(1)},
            {"title": f"{TITLE} in Space", "abstract": sentence_text(2)},
        ),
    ],
    ids=["numbers", "chapter and book", "article and dataset", "abstracts"],
)
def test_works_that_are_plainly_two_are_no_versions_though_one_team_signs(
    ours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    left, right = (
        candidate(
            facts.get("title", TITLE),
            f"W{number}",
            author_names=TEAM,
            **{k: v for k, v in facts.items() if k != "title"},
        )
        for number, facts in enumerate((ours, theirs), 1)
    )
    assert are_versions(left, left)
    assert not are_versions(left, right)
    assert not are_versions(right, left)


def test_two_records_of_our_title_and_abstract_are_versions_whoever_signs() -> None:
    text = sentence_text(1)
    works = [candidate(TITLE, "W1", abstract=text, author_names=TEAM), candidate(TITLE, "W2", abstract=text)]
    match = decide(paper(TITLE, abstract=text), works)
    assert {match.work_id, *match.version_ids} == {"W1", "W2"}


def test_a_version_without_abstract_joins_its_sibling_that_has_ours() -> None:
    text = sentence_text(1)
    match = decide(paper(TITLE, abstract=text), [preprint(abstract=text), in_proceedings()])
    assert (match.reason, match.work_id, match.version_ids) == ("same_title_and_abstract", "W2", ("W1",))


def test_a_version_under_a_changed_title_joins_by_abstract_and_authors() -> None:
    text = sentence_text(1)
    renamed = candidate(
        "Patience in Systems That Expand", "W2", abstract=partly_rewritten(text, 0.4), author_names=TEAM,
        publication_year=2021, is_published=True,
    )  # fmt: skip
    match = decide(paper(TITLE, abstract=text), [preprint(abstract=text), renamed])
    assert (match.reason, match.work_id, match.version_ids) == ("same_title_and_abstract", "W2", ("W1",))


def test_a_renamed_work_of_other_people_does_not_join() -> None:
    text = sentence_text(1)
    copied = candidate(
        "Patience in Systems That Expand", "W2", abstract=text, author_names=("Kurt Weil",), publication_year=2021
    )
    match = decide(paper(TITLE, abstract=text), [preprint(abstract=text), copied])
    assert (match.work_id, match.version_ids) == ("W1", ())


def test_of_two_published_versions_the_one_at_the_venue_that_the_page_names_stands_for_both() -> None:
    asked = paper(TITLE, authors=TEAM, year=2020, venue="VLDB")
    at_conference = in_proceedings("W2", publication_year=2020, source_name="Very Large Data Bases")
    in_journal = in_proceedings("W1", source_name="The VLDB Journal", reference_count=9, cited_by_count=99)
    match = decide(asked, [at_conference, in_journal])
    assert (match.work_id, match.version_ids) == ("W2", ("W1",))


def test_works_of_one_author_ten_years_apart_are_not_versions() -> None:
    works = [preprint("W1", publication_year=2010), preprint("W2", publication_year=2020)]
    assert decide(paper(TITLE), works).reason == "several_works"


def test_another_paper_never_becomes_a_version() -> None:
    follower = candidate(f"{TITLE} 2", "W3", author_names=TEAM, publication_year=2021)
    match = decide(paper(TITLE), [preprint(), in_proceedings(), follower])
    assert (match.work_id, match.version_ids) == ("W2", ("W1",))
