"""Parameters, pages, sorts and fields of ``GET /works``."""

from __future__ import annotations

import pytest

from tests.loopback.conftest import Ask
from tests.loopback.corpus import SELECTABLE
from tests.loopback.example_works import VISIBLE


def test_meta_is_as_recorded_by_page_and_by_cursor(ask: Ask) -> None:
    by_page = ask(filter="type:preprint").json()
    assert by_page.keys() == {"meta", "results", "group_by"}
    assert by_page["meta"] | {"db_response_time_ms": 0} == {
        "count": 1,
        "db_response_time_ms": 0,
        "page": 1,
        "per_page": 25,
        "groups_count": None,
        "cost_usd": 0.0001,
    }
    by_cursor = ask(filter="type:preprint", cursor="*").json()["meta"]
    assert (by_cursor["page"], by_cursor["next_cursor"]) == (None, None)


def test_pages_walk_every_work_once(ask: Ask) -> None:
    pages = [ask(per_page=3, page=number).json()["results"] for number in range(1, 6)]
    ids = [work["id"] for page in pages for work in page]
    assert len(ids) == len(set(ids)) == VISIBLE
    assert pages[-1] == []


@pytest.mark.parametrize("per_page", [2, 11, 200])
def test_cursors_walk_every_work_once_and_end_in_null(ask: Ask, per_page: int) -> None:
    ids = []
    sizes = []
    cursor = "*"
    while cursor:
        answer = ask(per_page=per_page, cursor=cursor).json()
        ids += [work["id"] for work in answer["results"]]
        sizes.append(len(answer["results"]))
        cursor = answer["meta"]["next_cursor"]
    assert len(ids) == len(set(ids)) == VISIBLE
    assert all(size == per_page for size in sizes[:-1])
    assert sizes[-1] < per_page


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"per_page": 0}, "per-page parameter must be between 1 and 200."),
        ({"per-page": 201}, "per-page parameter must be between 1 and 200."),
        ({"per_page": 200, "page": 51}, "Maximum results size of 10,000 records is exceeded."),
        ({"page": 0}, "Page parameter"),
        ({"page": 1, "cursor": "*"}, "page and cursor"),
        ({"cursor": "nonsense"}, "Cursor value is invalid."),
    ],
)
def test_impossible_pages_are_refused(ask: Ask, parameters: dict[str, str], message: str) -> None:
    answer = ask(**parameters)
    assert (answer.status_code, answer.json()["error"]) == (400, "Pagination error.")
    assert message in answer.json()["message"]


def test_two_hundred_a_page_and_the_ten_thousandth_record_are_within_limits(ask: Ask) -> None:
    assert ask(per_page=200, page=50).status_code == 200


def test_a_cursor_is_good_for_its_own_sort_only(ask: Ask) -> None:
    cursor = ask(per_page=2, cursor="*").json()["meta"]["next_cursor"]
    assert ask(per_page=2, cursor=cursor).status_code == 200
    assert ask(per_page=2, cursor=cursor, sort="publication_date").json()["message"] == "Cursor value is invalid."


def test_results_of_a_list_of_titles_come_mixed_with_the_much_cited_first(ask: Ask) -> None:
    results = ask(filter='title.search:"supply and demand"|"graphs of citations"|"depth enough"').json()["results"]
    assert [work["id"][-2:] for work in results] == ["11", "13", "12", "19"]
    scores = [work["relevance_score"] for work in results]
    assert scores == sorted(scores, reverse=True)


def test_sorts_are_obeyed_and_ties_go_to_the_greater_id(ask: Ask) -> None:
    def order(sort: str) -> list[str]:
        return [work["id"][-2:] for work in ask(sort=sort, filter="openalex:W11|W12|W13|W14|W15").json()["results"]]

    assert order("cited_by_count:desc") == ["11", "13", "12", "15", "14"]
    assert order("publication_year,cited_by_count:desc") == ["11", "13", "15", "14", "12"]


@pytest.mark.parametrize("sort", ["fame", "relevance_score:desc", "cited_by_count:up"])
def test_sorts_without_meaning_are_refused(ask: Ask, sort: str) -> None:
    assert ask(sort=sort).status_code == 400


def test_select_gives_root_fields_and_leaves_out_what_the_record_lacks(ask: Ask) -> None:
    work = ask(filter="openalex:W11", select="id,title,fwci").json()["results"][0]
    assert work == {"id": "https://openalex.org/W11", "title": "Graphs of Citations"}


def test_an_unknown_select_lists_the_valid_ones(ask: Ask) -> None:
    message = ask(select="id,authorships.author").json()["message"]
    listing = ", ".join(SELECTABLE)
    assert message == f"authorships.author is not a valid select field. Valid fields for select are: {listing}."


def test_an_unknown_parameter_lists_the_valid_ones_and_mailto_is_one(ask: Ask) -> None:
    answer = ask(filters="type:article")
    assert answer.status_code == 400
    assert "filters is not a valid parameter. Valid parameters are: filter, search" in answer.json()["message"]
    assert ask(mailto="me@example.org").status_code == 200


def test_limit_is_refused_at_the_edge(ask: Ask) -> None:
    answer = ask(limit=10)
    assert (answer.status_code, answer.headers["x-openalex-edge-reject"]) == (400, "f1:limit_param")


def test_lists_cut_authorships_at_a_hundred_and_single_works_do_not(ask: Ask) -> None:
    listed = ask(filter="openalex:W21").json()["results"][0]
    assert (len(listed["authorships"]), listed["is_authors_truncated"]) == (100, True)
    whole = ask("/works/W21").json()
    assert (len(whole["authorships"]), "is_authors_truncated" in whole) == (130, False)


def test_search_parameters_take_commas_and_refuse_bars_and_wildcards(ask: Ask) -> None:
    assert ask(**{"search.title": "survey, with tables"}).json()["meta"]["count"] == 1
    for text in ("graphs|depth", "depth?", "graphs !x"):
        assert ask(search=text).status_code == 400


def test_a_search_over_1500_characters_is_refused_at_the_edge_and_a_filter_is_not(ask: Ask) -> None:
    answer = ask(search="x" * 1501)
    assert answer.headers["x-openalex-edge-reject"] == "search_volume"
    assert answer.json()["error"] == "Search query too long"
    assert ask(filter="title.search:" + "x" * 1501).status_code == 200


def test_a_search_takes_three_long_phrases_and_a_filter_any_number(ask: Ask) -> None:
    phrases = [f'"{word * 81}"' for word in "abcd"]
    assert ask(search=" OR ".join(phrases[:3])).status_code == 200
    assert ask(search=" OR ".join(phrases)).status_code == 400
    assert ask(filter="title.search:" + "|".join(phrases)).status_code == 200
