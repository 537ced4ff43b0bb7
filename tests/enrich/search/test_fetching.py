"""Whole works, over real HTTP: a hundred a request, and author lists that lists cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from enrich.client.session import make_session
from enrich.errors import OpenAlexError, Unreachable
from enrich.search.openalex import OpenAlexAPI
from tests.enrich.asking import made_papers, open_api, quick, searches, serve, works_of
from tests.enrich.makers import openalex_author
from tests.loopback import Fault, FaultKind

if TYPE_CHECKING:
    from pathlib import Path


def test_works_come_whole_in_hundreds_and_missing_ones_are_absent(tmp_path: Path) -> None:
    works = works_of(made_papers(250))
    ids = [f"W{1000 + n}" for n in range(250)]
    with serve(works) as server:
        api = open_api(server, tmp_path)
        fetched = {work.work_id: work for work in api.fetch_works([*ids, *ids[:50], "W99999", "W5", "no-id"])}
        assert fetched.keys() == set(ids)
        assert fetched["W1000"].references == ("W1001",)
        assert all(len(text.split("|")) <= 100 for text in searches(server, "openalex"))


def test_a_fetch_without_trouble_costs_a_credit_a_hundred(tmp_path: Path) -> None:
    with serve(works_of(made_papers(250))) as server:
        assert len(list(open_api(server, tmp_path).fetch_works(f"W{1000 + n}" for n in range(250)))) == 250
        assert (len(server.requests), server.credits_used) == (3, 3)


def test_works_left_out_of_an_answer_are_asked_again(tmp_path: Path) -> None:
    with serve(works_of(made_papers(100)), [Fault(FaultKind.PARTIAL, on=[1])]) as server:
        assert len(list(open_api(server, tmp_path).fetch_works(f"W{1000 + n}" for n in range(100)))) == 100


@pytest.mark.parametrize("kind", [FaultKind.SHUFFLED, FaultKind.DUPLICATED])
def test_each_work_comes_once(tmp_path: Path, kind: FaultKind) -> None:
    ids = [f"W{1000 + n}" for n in range(100)]
    with serve(works_of(made_papers(100)), [Fault(kind, share=1.0)]) as server:
        assert sorted(work.work_id for work in open_api(server, tmp_path).fetch_works(ids)) == ids


def author_list(count: int) -> list[dict[str, Any]]:
    return [openalex_author(number) for number in range(count)]


def test_author_lists_that_lists_cut_come_whole_and_for_nothing(tmp_path: Path) -> None:
    works = works_of(made_papers(30))
    for work in works[:3]:
        work["authorships"] = author_list(250)
    with serve(works) as server:
        api = open_api(server, tmp_path)
        fetched = {work.work_id: work for work in api.fetch_works(f"W{1000 + n}" for n in range(30))}
        assert [len(fetched[f"W{1000 + n}"].authorships) for n in range(4)] == [250, 250, 250, 3]
        assert not any(work.is_authors_truncated for work in fetched.values())
        assert (len(server.requests), server.credits_used) == (4, 1)
        assert len(list(open_api(server, tmp_path).fetch_works(f"W{1000 + n}" for n in range(30)))) == 30
        assert len(server.requests) == 4


def test_so_many_author_lists_are_completed_and_the_others_say_that_they_are_cut(tmp_path: Path) -> None:
    works = [{**work, "authorships": author_list(101)} for work in works_of(made_papers(12))]
    with serve(works) as server:
        session, usage = make_session(quick(server, tmp_path))
        api = OpenAlexAPI(session, usage, base_url=server.url, max_author_lists=5)
        fetched = list(api.fetch_works(f"W{1000 + n}" for n in range(12)))
        assert sum(work.is_authors_truncated for work in fetched) == 7
        assert [len(work.authorships) for work in fetched].count(101) == 5
        assert len(server.requests) == 1 + 5


@pytest.mark.parametrize("kind", [FaultKind.BAD_GATEWAY, FaultKind.DAILY_429, FaultKind.REDIRECT_LOOP])
def test_an_author_list_that_cannot_be_completed_stays_cut(tmp_path: Path, kind: FaultKind) -> None:
    works = [{**work, "authorships": author_list(101)} for work in works_of(made_papers(2))]
    with serve(works, [Fault(kind, share=1.0, holding="/works/W")], merged={"W77": "W1001"}) as server:
        fetched = list(open_api(server, tmp_path).fetch_works(["W1000", "W1001"]))
        assert [len(work.authorships) for work in fetched] == [100, 100]
        assert all(work.is_authors_truncated for work in fetched)


def test_author_lists_stay_cut_once_single_records_fail(tmp_path: Path) -> None:
    works = [{**work, "authorships": author_list(101)} for work in works_of(made_papers(60))]
    with serve(works, [Fault(FaultKind.BAD_GATEWAY, share=1.0, holding="/works/W")]) as server:
        session, usage = make_session(quick(server, tmp_path, retries=1))
        api = OpenAlexAPI(session, usage, base_url=server.url, workers=4)
        assert len(list(api.fetch_works(f"W{1000 + n}" for n in range(60)))) == 60
        # Those under way when the first failed, each tried twice.
        assert len(server.requests) <= 1 + 2 * 4


def test_an_author_list_is_not_taken_from_another_work(tmp_path: Path) -> None:
    works = [{**work, "authorships": author_list(101)} for work in works_of(made_papers(2))]
    with serve(works, merged={"W1000": "W1001"}) as server:
        fetched = {work.work_id: work for work in open_api(server, tmp_path).fetch_works(["W1000", "W1001"])}
        assert [len(fetched[work_id].authorships) for work_id in ("W1000", "W1001")] == [100, 101]


def test_works_that_cannot_be_fetched_are_an_error(tmp_path: Path) -> None:
    with serve(works_of(made_papers(10)), [Fault(FaultKind.BAD_GATEWAY, share=1.0)]) as server:
        with pytest.raises(OpenAlexError) as caught:
            list(open_api(server, tmp_path).fetch_works(["W1000", "W1001"]))
        assert isinstance(caught.value, Unreachable)
