"""Verdicts are saved with candidates and versions, and a second time without effect."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest

from enrich.records import Conflict, Evidence
from tests.warehouse.makers import judged, match
from tests.warehouse.stored import content, rows
from warehouse.matches import save_matches

if TYPE_CHECKING:
    import duckdb


def test_save_matches__verdict_candidates_and_versions(con: duckdb.DuckDBPyConnection) -> None:
    one = match("p1", "W1", ["W2"], candidates=[judged("W1", 1), judged("W2", 2, conflict=Conflict.OTHER_NUMBERS)])
    assert save_matches(con, [one], "api") == 1
    assert rows(con, "from matches") == [("p1", "matched", "same_title", 1.0, "W1", ["W2"], "api", 2)]
    evidence = (False, 0.9, 0.8, True, True, None, 0.7, 1, 0.5, -3, 0, False, 0.8, 1, None)
    assert rows(con, "select * exclude (author_names) from candidates order by rank") == [
        ("p1", "W1", 1, "exact_titles", "Work W1", "10.1/w1", None, None, None, None, *evidence),
        ("p1", "W2", 2, "exact_titles", "Work W2", "10.1/w2", None, None, None, "other_numbers", *evidence),
    ]
    assert rows(con, "from work_versions") == [("W2", "W1")]


def test_save_matches__keeps_every_field_of_the_evidence(con: duckdb.DuckDBPyConnection) -> None:
    columns = [name for (name,) in rows(con, "select column_name from (describe candidates)")]
    assert {field.name for field in fields(Evidence)} <= set(columns)


def test_save_matches__twice_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    verdicts = [match("p1", "W1", ["W2"], candidates=[judged("W1")]), match("p2")]
    assert save_matches(con, verdicts, "api") == 2
    before = content(con, "matches", "candidates", "work_versions")
    assert save_matches(con, verdicts, "api") == 0
    assert content(con, "matches", "candidates", "work_versions") == before


@pytest.mark.parametrize(
    "candidates",
    [[], [judged("W1", title_similarity=0.5)], [judged("W1"), judged("W3", 2)], [judged("W3")]],
    ids=["lost", "other evidence", "gained", "another"],
)
def test_save_matches__other_candidates_replace_the_old(con: duckdb.DuckDBPyConnection, candidates: list[Any]) -> None:
    save_matches(con, [match("p1", candidates=[judged("W1")]), match("p2", candidates=[judged("W1")])], "api")
    assert save_matches(con, [match("p1", candidates=candidates)], "api") == 1
    stored = rows(con, "select work_id, title_similarity from candidates where paper_id = 'p1' order by rank")
    assert stored == [(one.candidate.work_id, one.evidence.title_similarity) for one in candidates]
    assert rows(con, "select candidate_count from matches where paper_id = 'p1'") == [(len(candidates),)]
    assert rows(con, "select count(*) from candidates where paper_id = 'p2'") == [(1,)]


def test_save_matches__new_verdict_drops_the_old_versions(con: duckdb.DuckDBPyConnection) -> None:
    save_matches(con, [match("p1", "W1", ["W2", "W3"]), match("p2", "W5", ["W6"])], "api")
    save_matches(con, [match("p1", "W2", ["W1"])], "api")
    assert rows(con, "from work_versions order by all") == [("W1", "W2"), ("W6", "W5")]
    save_matches(con, [match("p1")], "snapshot")
    assert rows(con, "from work_versions") == [("W6", "W5")]


@pytest.mark.parametrize("order", [1, -1], ids=["forwards", "backwards"])
def test_save_matches__papers_that_share_works_share_the_surest_canonical_one(
    con: duckdb.DuckDBPyConnection, order: int
) -> None:
    verdicts = [
        match("p1", "W3", ["W4"], score=0.9),
        match("p2", "W5", ["W4", "W6"], score=0.95),
        match("p3", "W6", score=0.8),
        match("p4", "W9"),
    ]
    for verdict in verdicts[::order]:
        save_matches(con, [verdict], "api")
    assert rows(con, "from work_versions order by all") == [("W3", "W5"), ("W4", "W5"), ("W6", "W5")]
    assert rows(con, "select distinct canonical_work_id from node_works order by 1") == [("W5",), ("W9",)]


def test_save_matches__two_papers_that_name_each_other_as_versions(con: duckdb.DuckDBPyConnection) -> None:
    save_matches(con, [match("p1", "W2", ["W1"]), match("p2", "W1", ["W2"])], "api")
    assert rows(con, "from work_versions") == [("W2", "W1")]


def test_save_matches__last_verdict_on_a_paper_counts(con: duckdb.DuckDBPyConnection) -> None:
    assert save_matches(con, [match("p1", "W1"), match("p1", "W2")], "api") == 1
    assert rows(con, "select work_id from matches") == [("W2",)]
