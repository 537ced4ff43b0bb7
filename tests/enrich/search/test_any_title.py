"""Whatever a title is made of, alone or among others: it ends in a verdict, and no request finds all works."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrich.records import Status
from enrich.search.trust import WELL_KNOWN_TITLE
from tests.enrich.asking import made_papers, open_api, works_of
from tests.enrich.makers import paper
from tests.loopback import LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Iterator

ORDINARY = made_papers(6)
WORKS = works_of([*ORDINARY, *made_papers(150, seed=1), paper(WELL_KNOWN_TITLE.title())])
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
# What OpenAlex's query language, its parsers and its edge were seen to stumble over.
TRAPS = (
    '" | , ! ? * ~ \\ : ; ( ) [ ] { } ^ $ / & + = # % < > - _ \u201c \u2019 \u200b \x00 \ud800 \u6df1 \u0301 '
    "AND OR NOT TO None null undefined type: language: doi: title.search: host_venue col_x %2C %7C from_created_date: "
    "W12 10.5555/1"
).split(" ")
TRAPPED = st.lists(st.sampled_from([*TRAPS, " ", "deep", "learning", "the", "1,000"]), max_size=12).map(" ".join)
GLUED = st.lists(st.sampled_from([*TRAPS, " ", "deep", "a"]), max_size=12).map("".join)
TITLES = ANY_TEXT | TRAPPED | GLUED


@pytest.fixture(scope="module")
def openalex() -> Iterator[LoopbackServer]:
    with LoopbackServer(WORKS, is_paced=False, budget_credits=10**9) as server:
        yield server


# The same sixty examples each time, without Hypothesis's own bound in seconds: each one is some real requests.
@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(st.lists(TITLES, min_size=1, max_size=6), st.booleans())
def test_any_texts_end_in_verdicts_and_no_request_finds_everything(
    openalex: LoopbackServer, titles: list[str], is_among_others: bool
) -> None:
    openalex.reset()
    strange = {one.paper_id: one for one in map(paper, titles)}
    papers = [*strange.values(), *(ORDINARY if is_among_others else [])]
    with tempfile.TemporaryDirectory() as folder:
        findings = list(open_api(openalex, Path(folder)).find(papers))
    assert [finding.paper for finding in findings] == papers
    assert [finding.error for finding in findings] == [None] * len(papers)
    assert {finding.match.status for finding in findings[len(strange) :]} <= {Status.MATCHED}
    assert max((request.count or 0 for request in openalex.requests), default=0) < len(WORKS) / 2
