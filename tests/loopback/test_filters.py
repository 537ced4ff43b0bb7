"""How filters are cut, listed and compared, over the wire."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import requests

from tests.loopback import LoopbackServer
from tests.loopback.conftest import Ask
from tests.loopback.example_works import VISIBLE

Found = Callable[[str], set[int]]


def test_filters_combine_with_and(found: Found) -> None:
    assert found('title.search:"graphs of citations"|"is depth enough",publication_year:2020-2021') == {12, 13}


def test_titles_and_abstracts_are_searched_as_one_text_but_no_phrase_spans_both(found: Found) -> None:
    assert found('title_and_abstract.search:"weigh wishes"') == {19}
    assert found("title_and_abstract.search:demand meet") == {19}
    assert found('title_and_abstract.search:"demand prices"') == set()
    assert found('title.search:"weigh wishes"') == set()
    assert found('title_and_abstract.search:"graphs of citations"|"prices meet"') == {11, 12, 19}


def test_of_two_filter_parameters_the_last_wins(openalex: LoopbackServer) -> None:
    answer = requests.get(openalex.url + "/works?filter=type:preprint&filter=language:fr", timeout=10)
    assert [work["title"] for work in answer.json()["results"]] == ["Étude on Résumés"]


def test_a_comma_outside_quotes_is_refused_at_the_edge_encoded_or_not(openalex: LoopbackServer) -> None:
    for comma in (",", "%2C"):
        answer = requests.get(f"{openalex.url}/works?filter=title.search:survey{comma}%20with", timeout=10)
        assert answer.status_code == 400
        assert answer.json().keys() == {"error", "error_source", "message"}
        assert answer.headers["x-openalex-edge-reject"] == "f1:raw_comma_filter"
        assert "X-RateLimit-Credits-Used" not in answer.headers


def test_text_behind_a_comma_is_read_as_a_filter_when_it_holds_a_colon(ask: Ask, found: Found) -> None:
    answer = ask(filter="title.search:A SURVEY, TEST LONG: tables")
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(" TEST LONG is not a valid field. Valid fields are")
    assert answer.headers["X-RateLimit-Credits-Used"] == "10"
    assert found("title.search:graphs,type:preprint") == set()


def test_field_names_take_hyphens_for_underscores(found: Found) -> None:
    assert found("publication-year:2015") == {11}


def test_a_list_holds_a_hundred_values(ask: Ask) -> None:
    def titles(count: int) -> str:
        return "|".join(f'"t{n}"' for n in range(count))

    assert ask(filter=f"title.search:{titles(100)}").status_code == 200
    refused = ask(filter=f"title.search:{titles(101)}")
    assert refused.status_code == 400
    message = "Maximum number of values exceeded for title.search. Decrease values to 100 or below"
    assert refused.json()["message"].startswith(message)


def test_quotes_do_not_protect_the_bar(found: Found) -> None:
    assert found('display_name:"supply and demand|graphs of citations"') == {19, 11}


@pytest.mark.parametrize(
    "title",
    ["language: a history", "prototype: a tool", "Is doi:10 enough", "our datasets: two", "an apc_paid.value: one"],
)
def test_a_field_name_and_colon_in_a_list_lose_the_batch(ask: Ask, title: str) -> None:
    answer = ask(filter=f'title.search:"graphs"|"{title}"')
    assert answer.status_code == 400
    assert "It looks like you're trying to do an OR query between filters" in answer.json()["message"]
    assert ask(filter=f'title.search:"{title}"').status_code == 200


def test_an_inner_exclamation_mark_loses_the_batch(ask: Ask) -> None:
    for text in ("title.search:graphs|!depth", "type:article|!preprint"):
        answer = ask(filter=text)
        assert answer.status_code == 400
        assert "can only stand at the beginning" in answer.json()["message"]


def test_exact_titles_compare_lower_case_and_take_every_other_sign_literally(found: Found) -> None:
    assert found('display_name:"IS DEPTH ENOUGH?"') == {13}
    assert found('display_name:"is depth enough?|graphs of citations: a survey, with tables"') == {12, 13}
    assert found('display_name:"is depth enough"') == set()


def test_quoting_each_exact_title_finds_nothing(found: Found) -> None:
    assert found('display_name:"supply and demand"|"is depth enough?"') == set()


def test_unquoted_spaces_outside_searches_mean_and(found: Found) -> None:
    assert found("display_name:supply and demand") == set()
    assert found("cites:W11 W12") == {13}
    assert found("cites:W11|W12") == {12, 13}


def test_more_than_a_hundred_words_joined_by_and_are_refused(ask: Ask) -> None:
    assert ask(filter="cites:" + " ".join(["W11"] * 100)).status_code == 200
    assert ask(filter="cites:" + " ".join(["W11"] * 101)).status_code == 400


def test_dois_are_found_bare_or_as_addresses_in_any_case(found: Found) -> None:
    assert found("doi:10.5555/11|https://doi.org/10.5555/12|HTTPS://DOI.ORG/10.5555/13|10.5555/none") == {11, 12, 13}


def test_a_doi_with_a_comma_needs_the_whole_list_quoted(ask: Ask, found: Found) -> None:
    assert ask(filter="doi:10.5555/a,b").status_code == 400
    assert found('doi:"10.5555/a,b|10.5555/11"') == {11, 15}


@pytest.mark.parametrize("field", ["openalex", "openalex_id", "ids.openalex"])
def test_ids_are_found_under_three_names_and_missing_ones_are_silent(found: Found, field: str) -> None:
    assert found(f"{field}:W11|https://openalex.org/W12|W404404") == {11, 12}


@pytest.mark.parametrize("wrong", ["W1", "X123", "nonsense"])
def test_one_invalid_id_loses_the_list(ask: Ask, wrong: str) -> None:
    assert ask(filter=f"ids.openalex:W11|{wrong}").status_code == 400


def test_citations_are_found_in_both_directions(found: Found) -> None:
    assert found("cites:W11") == found("referenced_works:W11") == {12, 13}
    assert found("cited_by:W13") == {11, 12}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("locations.landing_page_url:http://arxiv.org/abs/11|https://arxiv.org/abs/11", {11}),
        ("pmid:12", {12}),
        ("ids.pmid:https://pubmed.ncbi.nlm.nih.gov/12|13", {12, 13}),
        ("is_retracted:true", {14}),
        ("type:preprint", {15}),
        ("type:!article", {15}),
        ("doi:null", {22}),
        ("publication_year:<2020", {11}),
        ("publication_year:>2020", {12}),
        ("publication_year:2021-", {12}),
        ("publication_year:-2019|2021", {11, 12}),
        ("to_publication_date:2015-06-01", {11}),
        ("from_publication_date:2021-06-01", {12}),
        ("cited_by_count:>8", {11, 13}),
        ("author.id:A11", {11}),
    ],
)
def test_other_fields_compare_by_value(found: Found, text: str, numbers: set[int]) -> None:
    assert found(text) == numbers


def test_a_range_that_is_none_is_refused(ask: Ask) -> None:
    assert ask(filter="publication_year:soon").status_code == 400


def test_works_of_the_xpac_set_are_hidden_from_lists_unless_asked_for(ask: Ask, found: Found) -> None:
    assert 20 not in found('title.search:"graphs of citations"')
    assert found("is_xpac:true") == {20}
    assert ask(include_xpac="true").json()["meta"]["count"] == VISIBLE + 1


def test_what_the_stand_in_does_not_speak_it_does_not_guess(ask: Ask) -> None:
    assert ask(filter="institutions.id:I1").status_code == 501
    assert ask(group_by="type").status_code == 501
