"""A paper that a page names by an identifier alone is decided by it, and by whatever else the page says."""

from __future__ import annotations

from typing import Any

import pytest

from enrich.matching.decision import decide
from enrich.records import Candidate, Conflict, Match, Reason, Status
from tests.enrich.makers import TEAM, TITLE, candidate, paper

WORK = candidate(f"Review: {TITLE} 2", doi="10.5555/abc", arxiv_id="2401.00001", author_names=TEAM, author_count=3)
ELSEWHERE = candidate(TITLE, "W2", doi="10.5555/other")


def decided(*candidates: Candidate, **stated: Any) -> Match:
    return decide(paper("", **stated), candidates)


@pytest.mark.parametrize(
    "stated",
    [
        {"doi": "10.5555/abc"},
        {"arxiv_id": "2401.00001"},
        {"openalex_id": "W1"},
        {"doi": "10.5555/abc", "authors": TEAM[:2], "author_count": None},
    ],
)
def test_the_work_with_its_identifier_is_the_paper(stated: dict[str, Any]) -> None:
    match = decided(ELSEWHERE, WORK, **stated)
    assert (match.status, match.work_id, match.reason) == (Status.MATCHED, "W1", Reason.SAME_IDENTIFIER)


def test_other_authors_than_the_page_names_leave_it_in_doubt() -> None:
    match = decided(WORK, doi="10.5555/abc", authors=("Grace Other", "Alan Other"))
    assert (match.status, match.reason) == (Status.AMBIGUOUS, Conflict.OTHER_AUTHORS)


def test_a_doi_that_openalex_puts_on_other_papers_leaves_it_in_doubt() -> None:
    doi = "10.4230/lipics.itcs.2020.1"
    assert decided(candidate(TITLE, doi=doi), doi=doi).status is Status.AMBIGUOUS


def test_dates_that_contradict_each_other_do_not_deny_an_identifier() -> None:
    work = candidate(TITLE, doi="10.5555/abc", publication_year=2020, first_cited_year=2001)
    assert decided(work, doi="10.5555/abc").status is Status.MATCHED


def test_without_a_work_of_that_identifier_there_is_none() -> None:
    for work in (ELSEWHERE, candidate(None, "W3")):
        assert decided(work, doi="10.5555/abc").status is Status.UNMATCHED
