"""Deciding on the labelled development data: no figure may fall, and scores must be what the data says."""

from __future__ import annotations

import gzip
from itertools import chain

import orjson
import pytest

from enrich.matching import scores
from enrich.matching.decision import decide
from enrich.records import Conflict, Status
from enrich.works import read_candidate
from tests.benchmarks.calibration import fit, outcomes, tables
from tests.benchmarks.labelled import SHARED, Question, all_sets, make_paper
from tests.benchmarks.matching import Score, by_decide, measure

pytestmark = pytest.mark.skipif(not (SHARED / "data").exists(), reason="the labelled data is not beside this checkout")


@pytest.fixture(scope="module")
def sets() -> dict[str, list[Question]]:
    return all_sets()


@pytest.fixture(scope="module")
def measured(sets: dict[str, list[Question]]) -> dict[str, Score]:
    return {name: measure(by_decide, questions) for name, questions in sets.items()}


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        ("five pages", 0.995, 0.97),
        ("five pages, better described", 0.995, 0.97),
        ("abstract pairs", 0.995, 0.99),
        ("renamed, with authors", 0.99, 0.85),
        ("renamed, with author counts", 0.99, 0.75),
        ("OpenAlex's first answers", 0.995, 0.91),
        ("DBLP-ACM", 0.99, 0.955),
    ],
)
def test_precision_and_recall_do_not_fall(
    measured: dict[str, Score], name: str, precision: float, recall: float
) -> None:
    assert measured[name].precision >= precision
    assert measured[name].recall >= recall


def test_nothing_is_matched_that_is_not_there(sets: dict[str, list[Question]]) -> None:
    absent = [question for question in sets["five pages"] if not question.right]
    absent += sets["five pages, the right works left out"]
    assert len(absent) == 523
    assert measure(by_decide, absent).wrong == 0


def test_look_alikes_are_never_matched_by_their_titles_alone(measured: dict[str, Score]) -> None:
    assert measured["hard pairs, titles alone"].wrong == 0


def test_hardly_any_other_paper_of_the_same_authors_is_taken(
    sets: dict[str, list[Question]], measured: dict[str, Score]
) -> None:
    assert measured["renamed, beside another's record"].wrong == 0
    assert measured["other papers of the authors"].wrong <= len(sets["other papers of the authors"]) / 200


def test_records_under_a_foreign_title_and_doi_are_ambiguous_at_most() -> None:
    """Famous records that OpenAlex has put another paper's title and DOI on, beside a page with their old titles."""
    known = orjson.loads((SHARED / "data" / "lipics_corruption_2026.json").read_bytes())
    old_titles = {line["id"]: line.get("was") for line in known["title_replaced_by_lipics_paper"]}
    with gzip.open(SHARED / "data" / "works_dev.jsonl.gz") as lines:
        corrupt = (read_candidate(orjson.loads(line), "test") for line in lines if b"10.4230/lipics" in line)
        overwritten = [found for found in corrupt if found and found.work_id in old_titles]
    assert len(overwritten) == 3
    for found in overwritten:
        count = {"author_count": found.author_count, "authors": found.author_names}
        for facts in ({}, count):
            match = decide(make_paper(old_titles[found.work_id], abstract=found.abstract, **facts), [found])
            assert (match.status, match.reason) == (Status.AMBIGUOUS, Conflict.OTHER_RECORD)


def test_the_classical_pairs_reach_97_f1(measured: dict[str, Score]) -> None:
    assert measured["DBLP-ACM"].f1 >= 0.97


def test_scores_are_what_the_labelled_data_says(sets: dict[str, list[Question]]) -> None:
    """When this fails, rules have changed: run ``python -m tests.benchmarks.calibration`` and take over its tables."""
    matches, doubts = tables(fit(outcomes(chain.from_iterable(sets.values()))))
    assert matches == scores.MATCHES
    assert doubts == scores.DOUBTS
