"""Titles that are traps of the query language, over real HTTP: each ends in a verdict, alone and among others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from enrich.records import Status
from tests.enrich.asking import ask, made_papers, matched, open_api, serve, works_of
from tests.enrich.makers import paper

if TYPE_CHECKING:
    from pathlib import Path

    from tests.loopback import LoopbackServer


HOSTILE = [
    "", "???", "*", "!", '"', "|", ",", "\\", "None", "null", "undefined", "a|b", "Q*", "C++", "-", "AND", "OR OR OR",
    "Is This a Question About Parsing Trees?", "Stars * in * the Middle of Things", "One | Two | Three | Four Pipes",
    'He Said "No" to Quoting Titles', 'An Odd " Quote in the Middle', "Wait! Do Not Shout at Servers!",
    "!Negated Title of a Paper",
    "Commas, Commas, Everywhere, type:article", "language: a Study of Filters", "Prototype: Types of the World",
    "doi:10.5555/1 Is No Title at All", "Back\\slashes \\x and \\u in LaTeX", "A Trailing Backslash Here\\",
    "The host_venue of Yesterday's Fields", "col_names in Data Frames of Ours", "(Unbalanced [Brackets {of All Kinds",
    "Truth AND Beauty OR Lies NOT Today", "$\\ell_2$-Norms & <i>Markup</i> in Titles", "1,000 Layers, 2,000 Heads",
    "Null \x00 and Zero\u200bWidth Characters", "Half a \ud800 Surrogate Pair in Here", "机器学习 的 进展 与 挑战",
    "“Curly Quotes, and Commas” Are Not Quotes", "~Tilde~ ^Caret^ <Less> More = Equal",
    "A Curated Collection: Notes on Parsing", "Two Datasets: Trees and Forests of Text",
    "What Is a pmcid: Five Answers", "On apc_paid.value: Who Pays for What",
    "On authorships.author.id: Names and Numbers of People",
    "%2C %7C Percent Signs of All Sorts",
    "from_updated_date:2020-01-01 Is a Title", "title.search:something Else Entirely", "x" * 9000, "word " * 3000,
]  # fmt: skip


def hostile_works() -> list[dict[str, Any]]:
    return works_of([paper(title) for title in HOSTILE if "\ud800" not in title])


HOSTILE_CORPUS = [*hostile_works(), *works_of(made_papers(40), 5000)]


def matching_counts(server: LoopbackServer) -> list[int]:
    """Return how many works matched each of the requests."""
    return [request.count or 0 for request in server.requests]


def test_every_title_ends_in_a_verdict_together(tmp_path: Path) -> None:
    papers = list({one.paper_id: one for one in map(paper, HOSTILE)}.values())
    others = made_papers(100)
    with serve([*hostile_works(), *works_of(others, 5000)]) as server:
        api = open_api(server, tmp_path)
        verdicts = ask(api, [*papers, *others])
        assert verdicts.keys() == {one.paper_id for one in [*papers, *others]}
        assert {key: verdicts[key] for key in matched(others)} == matched(others, 5000)
        assert max(matching_counts(server)) <= 50
        assert sum(request.status != 200 for request in server.requests) <= 2


@pytest.mark.parametrize("title", HOSTILE, ids=lambda title: title[:20].encode("ascii", "replace").decode())
def test_every_title_ends_in_a_verdict_alone(tmp_path: Path, title: str) -> None:
    asked = paper(title)
    with serve(HOSTILE_CORPUS) as server:
        api = open_api(server, tmp_path)
        status, _ = ask(api, [asked])[asked.paper_id]
        assert max(matching_counts(server), default=0) <= 5
        assert all(request.status == 200 for request in server.requests)
        if (
            len(title.split()) >= 5
            and title.isprintable()
            and title[0] != "机"
            and len(title) < 500
            and "\ud800" not in title
        ):
            assert status is Status.MATCHED
