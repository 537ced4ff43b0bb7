"""What cannot be asked for is no miss: it has a reason of its own, whoever is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from enrich.records import Reason, Status
from enrich.search.strategies import STRATEGIES
from enrich.search.verdict import is_askable, verdict
from tests.enrich.asking import made_papers, open_api, serve, works_of
from tests.enrich.makers import candidate, paper

if TYPE_CHECKING:
    from pathlib import Path

MEANINGLESS = ("???", "", "*", " - ", '"|"', "!", "host_venue", "\x00")
NOTHING: list[dict[str, Any]] = [{"title": title} for title in MEANINGLESS]
SOMETHING: list[dict[str, Any]] = [
    {"title": "???", "doi": "10.5555/abc"},
    {"title": "???", "arxiv_id": "2401.00001"},
    {"title": "", "openalex_id": "W12"},
    {"title": "???", "abstract": "Several extraordinarily interesting questions remained unanswered forever."},
    {"title": "1984"},
    {"title": "\u6df1\u5ea6"},
    {"title": "x" * 9000},
    {"title": "a|b"},
]


@pytest.mark.parametrize("stated", NOTHING, ids=repr)
def test_what_cannot_be_asked_says_so(tmp_path: Path, stated: dict[str, Any]) -> None:
    asked = paper(**stated)
    with serve(works_of(made_papers(3))) as server:
        (finding,) = open_api(server, tmp_path).find([asked])
        assert (finding.match.status, finding.match.reason) == (Status.UNMATCHED, Reason.CANNOT_BE_ASKED)
        assert finding.error is None
        assert server.requests == []


@pytest.mark.parametrize("stated", [*NOTHING, *SOMETHING], ids=lambda stated: repr(stated)[:40])
def test_askable_is_what_some_strategy_asks_for(stated: dict[str, Any]) -> None:
    asked = paper(**stated)
    assert is_askable(asked) is (stated in SOMETHING)
    assert is_askable(asked) is any(strategy.ask([asked]) for strategy in STRATEGIES)


def test_a_miss_and_a_find_keep_their_reasons() -> None:
    assert verdict(paper("Growing Networks Slowly"), []).reason is Reason.NO_SUCH_WORK
    found = candidate(work_id="W1", title="???", doi="10.5555/abc")
    assert verdict(paper("???", doi="10.5555/abc"), [found]).status is Status.MATCHED
