"""Single works, autocomplete and the budget endpoint: what costs nothing."""

from __future__ import annotations

import pytest
import requests

from tests.loopback import LoopbackServer
from tests.loopback.conftest import Ask


@pytest.mark.parametrize(
    ("path", "credits_used"),
    [
        ("W11", "0"),
        ("w11", "0"),
        ("doi:10.5555/11", "0"),
        ("pmid:11", "0"),
        ("doi%3A10.5555%2F11", "1"),
        ("https://doi.org/10.5555/11", "1"),
        ("https://openalex.org/W11", "1"),
    ],
)
def test_a_work_is_free_only_under_a_plain_id(openalex: LoopbackServer, path: str, credits_used: str) -> None:
    answer = requests.get(f"{openalex.url}/works/{path}", timeout=10)
    assert answer.json()["id"] == "https://openalex.org/W11"
    assert answer.headers["X-RateLimit-Credits-Used"] == credits_used


@pytest.mark.parametrize("name", ["W404404", "doi:10.5555/none", "10.5555/11", "nonsense"])
def test_an_unknown_work_is_an_html_404(ask: Ask, name: str) -> None:
    answer = ask(f"/works/{name}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "<title>404 Not Found</title>" in answer.text


def test_a_merged_work_answers_with_another_id(ask: Ask) -> None:
    answer = ask("/works/W98")
    assert (answer.status_code, answer.json()["id"], answer.history) == (200, "https://openalex.org/W11", [])


def test_select_works_on_single_works_and_is_checked_before_the_id(ask: Ask) -> None:
    assert ask("/works/W11", select="id").json() == {"id": "https://openalex.org/W11"}
    refused = ask("/works/W404404", select="DOESNTEXIST")
    assert (refused.status_code, refused.headers["X-RateLimit-Credits-Used"]) == (400, "0")


def test_works_of_the_xpac_set_are_answered_alone_and_suggested(ask: Ask) -> None:
    assert ask("/works/W20").status_code == 200
    assert [hit["id"] for hit in ask("/autocomplete/works", q="hidden").json()["results"]] == [
        "https://openalex.org/W20"
    ]


@pytest.mark.parametrize("title", ["is depth enough?", "[Re]producing Search <i>Engines</i>", "机器学习"])
def test_autocomplete_takes_any_punctuation(ask: Ask, title: str) -> None:
    answer = ask("/autocomplete/works", q=title)
    assert answer.json()["meta"]["count"] == 1
    assert answer.headers["X-RateLimit-Credits-Used"] == "0"


def test_autocomplete_puts_the_exact_title_first(ask: Ask) -> None:
    first = ask("/autocomplete/works", q="graphs of citations: a survey, with tables").json()["results"][0]
    assert (first["id"], first["hint"], first["external_id"]) == (
        "https://openalex.org/W12",
        "Ada 12",
        "https://doi.org/10.5555/12",
    )


def test_an_empty_autocomplete_matches_everything_and_shows_ten(ask: Ask) -> None:
    answer = ask("/autocomplete/works", q="").json()
    assert (answer["meta"]["count"], len(answer["results"])) == (12, 10)


def test_the_budget_endpoint_needs_a_key(ask: Ask) -> None:
    assert ask("/rate-limit").status_code == 401
    limits = ask("/rate-limit", api_key="abc123xyz").json()
    assert limits["api_key"] == "abc...xyz"
    assert limits["rate_limit"]["credits_used"] == 0
