"""Every trap between a title and the query it becomes, over the wire."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.loopback.conftest import Ask
from tests.loopback.example_works import VISIBLE

Found = Callable[[str], set[int]]


def refusal(ask: Ask, text: str) -> str:
    """The message of the 400 with which the API refuses a filter."""
    answer = ask(filter=text)
    assert answer.status_code == 400
    assert answer.json()["error"] == "Invalid query parameters error."
    return str(answer.json()["message"])


def test_bare_words_are_found_anywhere_and_quoted_ones_in_order(found: Found) -> None:
    assert found("title.search:citations graph") == {11, 12}
    assert found('title.search:"citations graph"') == set()
    assert found('display_name.search:"graphs of citations"') == {11, 12}


def test_a_quoted_title_may_hold_commas_colons_brackets_and_upper_case_operators(found: Found) -> None:
    assert found('title.search:"Graphs of Citations: A Survey, with (Tables)"') == {12}
    assert found('title.search:"SUPPLY AND DEMAND"') == {19}


@pytest.mark.parametrize("title", ["Is Depth Enough?", "Is Dep*h Enough", "Enough?"])
def test_bare_wildcards_are_refused(ask: Ask, title: str) -> None:
    assert "Wildcards (* or ?) require the exact (no-stem) field" in refusal(ask, f"title.search:{title}")


@pytest.mark.parametrize("value", ["Q* search", '"Q* search"', '"A*"'])
def test_a_star_needs_three_letters_before_it(ask: Ask, value: str) -> None:
    assert "A * wildcard needs at least 3 leading characters" in refusal(ask, f"title.search:{value}")


def test_a_question_mark_in_a_quoted_title_silently_finds_nothing(found: Found, ask: Ask) -> None:
    assert found('title.search:"Is Depth Enough?"') == set()
    assert found('title.search:"Is Depth Enough"') == {13}
    assert "Wildcards" in refusal(ask, 'title.search:"Enough?"')


def test_a_question_mark_stands_for_one_character(found: Found) -> None:
    assert found('title.search:"depth enoug?"') == {13}


def test_two_quotes_inside_a_quoted_title_find_nothing_and_one_breaks_the_parser(found: Found, ask: Ask) -> None:
    assert found('title.search:"Graphs "of" Citations"') == set()
    assert ask(filter='title.search:"Graphs "of Citations"').status_code == 500


def test_curly_quotes_turn_a_bare_title_into_a_phrase_and_break_a_quoted_one(found: Found) -> None:
    assert found("title.search:“citations graph”") == set()
    assert found("title.search:“graphs of citations”") == {11, 12}
    assert found('title.search:"Graphs “of” Citations"') == set()


def test_curly_quotes_do_not_protect_a_comma(ask: Ask) -> None:
    assert ask(filter="title.search:“survey, with tables”").headers["x-openalex-edge-reject"] == "f1:raw_comma_filter"


def test_one_quote_in_a_bare_title_swallows_later_commas(found: Found) -> None:
    assert found('title.search:survey" tables,type:preprint') == set()
    assert found('title.search:survey" with, tables') == {12}


@pytest.mark.parametrize("text", ["(deep AND graphs", "graphs^2 OR x", "graphs~ AND x", "NOT [x", 'a "b" c"'])
def test_a_broken_boolean_search_is_an_html_500(ask: Ask, text: str) -> None:
    answer = ask(filter=f"title.search:{text}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "text/html; charset=utf-8")
    assert "Internal Server Error" in answer.text


def test_boolean_searches_combine(found: Found) -> None:
    assert found("title.search:survey OR depth") == {12, 13}
    assert found("title.search:graphs AND NOT (survey OR depth)") == {11}
    assert found('title.search:"graphs of citations" AND survey') == {12}


def test_a_boolean_search_loses_the_end_of_its_last_word(found: Found) -> None:
    assert found("title.search:supply demand") == {19}
    assert found("title.search:supply AND demand") == set()


@pytest.mark.parametrize("value", [r'"see \xi"', r'"see \upsilon"', '"the end\\"'])
def test_some_backslashes_in_quotes_break_the_parser(ask: Ask, value: str) -> None:
    assert ask(filter=f"title.search:{value}").status_code == 500


def test_a_backslash_in_a_bare_title_is_harmless(found: Found) -> None:
    assert found("title.search:graphs \\of citations") == {11, 12}


def test_a_word_may_not_begin_with_an_exclamation_mark_but_end_with_one(ask: Ask, found: Found) -> None:
    assert "!" in refusal(ask, "title.search:graphs !important")
    assert found("title.search:Don't Panic!") == {16}


def test_angle_and_square_brackets_in_quotes_are_deleted_not_spaced(found: Found) -> None:
    assert found('title.search:"[Re]producing search"') == set()
    assert found('title.search:"re producing search"') == {14}
    assert found("title.search:[Re]producing search") == {14}
    assert found('title.search:"search i engines i"') == {14}


def test_slashes_and_colons_in_quotes_are_spaces(found: Found) -> None:
    assert found('title.search:"graphs/of:citations"') == {11, 12}


def test_a_comma_between_digits_belongs_to_the_number(found: Found) -> None:
    assert found('title.search:"training 1,000 layers"') == {15}
    assert found('title.search:"training 1 000 layers"') == set()


def test_hyphens_part_words_and_accents_stay(found: Found) -> None:
    assert found('title.search:"pre training"') == {16}
    assert found('title.search:"pretraining"') == set()
    assert found('title.search:"étude on résumés"') == {17}
    assert found('title.search:"etude on resumes"') == set()


def test_a_curly_apostrophe_in_the_query_is_straightened(found: Found) -> None:
    assert found('title.search:"don’t panic"') == {16}


def test_non_latin_titles_are_found(found: Found) -> None:
    assert found('title.search:"机器学习"') == {18}


@pytest.mark.parametrize("value", ["", "None", "undefined", " "])
def test_an_empty_or_none_value_is_refused_bare(ask: Ask, value: str) -> None:
    assert "value cannot be empty or 'None'" in refusal(ask, f"title.search:{value}")


def test_a_quoted_none_is_a_title(found: Found) -> None:
    assert found('title.search:"None"') == set()


@pytest.mark.parametrize("value", ['""', '"supply and demand"|', '"supply and demand"||"x"', '|"x"', '"supply"|""'])
def test_an_empty_text_or_member_matches_every_work(found: Found, value: str) -> None:
    assert len(found(f"title.search:{value}")) == VISIBLE


def test_an_exclamation_mark_in_front_negates_the_whole_list(found: Found) -> None:
    assert len(found('title.search:!"supply and demand"|"depth enough"')) == VISIBLE - 2


@pytest.mark.parametrize("value", ["host_venue of graphs", '"the col_name problem"'])
def test_deprecated_words_are_refused_even_in_titles(ask: Ask, value: str) -> None:
    assert "deprecated" in refusal(ask, f"title.search:{value}")
