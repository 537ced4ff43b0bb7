"""OpenAlex as a source, over real HTTP: what is asked, what it costs, and that only answers become verdicts."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import orjson
import pytest

from enrich.client.session import make_session
from enrich.errors import OpenAlexError, Unreachable
from enrich.matching.decision import decide
from enrich.records import Finding, Paper, Status
from enrich.search.openalex import OpenAlexAPI
from enrich.search.strategies import WELL_KNOWN_TITLE
from enrich.works import read_candidate, read_work
from tests.enrich.asking import made_papers, open_api, open_rehearsal, page_papers, quick, work_of, works_of
from tests.enrich.makers import inverted, openalex_author, openalex_work, paper, partly_rewritten, sentence_text
from tests.loopback import Fault, FaultKind, LoopbackServer
from tests.loopback.answers import Answer, url_too_long
from tests.shared import WORKS_DEV, needs_shared
from warehouse.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

COUNT = 523
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
    "%2C %7C Percent Signs of All Sorts",
    "from_updated_date:2020-01-01 Is a Title", "title.search:something Else Entirely", "x" * 9000, "word " * 3000,
]  # fmt: skip


def ask(api: OpenAlexAPI, papers: Iterable[Paper]) -> dict[str, tuple[Status, str | None]]:
    """Return the verdicts on the papers; one that could not be asked for, and is not settled yet, has none."""
    matches = [finding.match for finding in api.find(papers) if finding.error is None]
    return {match.paper_id: (match.status, match.work_id) for match in matches}


def matched(papers: Iterable[Paper], first_number: int = 1000) -> dict[str, tuple[Status, str | None]]:
    return {one.paper_id: (Status.MATCHED, f"W{number}") for number, one in enumerate(papers, start=first_number)}


def serve(works: Any, faults: Iterable[Fault] = (), **settings: Any) -> LoopbackServer:
    return LoopbackServer(works, is_paced=False, budget_credits=10**6, faults=faults, **settings)


def searches(server: LoopbackServer, field: str = "title.search") -> list[str]:
    return [request.query["filter"] for request in server.requests if request.query.get("filter", "").startswith(field)]


def matching_counts(api: OpenAlexAPI) -> list[int]:
    """Return how many works matched each of the requests that were answered."""
    return [orjson.loads(answer.content)["meta"]["count"] for answer in api._session.cache.responses.values()]


# ---------------------------------------------------------------------------- the bill


@pytest.mark.parametrize("papers", [pytest.param(None, marks=needs_shared, id="pages"), made_papers(COUNT)], ids=str)
def test_a_long_list_takes_few_requests_and_the_second_run_none(papers: list[Paper] | None, tmp_path: Path) -> None:
    asked = papers or page_papers()
    with serve(works_of(asked)) as server:
        api = open_api(server, tmp_path)
        verdicts = ask(api, asked)
        works = list(api.fetch_works(work_id for _, work_id in verdicts.values() if work_id))
        assert len(asked) == COUNT
        # One title of the pages says too little to stand for a paper.
        assert len(works) == sum(work_id is not None for _, work_id in verdicts.values()) >= COUNT - 1
        assert all(
            verdicts[one.paper_id] == right
            for one, right in zip(asked, matched(asked).values(), strict=True)
            if verdicts[one.paper_id][1]
        )
        assert len(server.requests) <= 25
        assert server.credits_used == api.usage.credit_count <= 35

        again = open_api(server, tmp_path)
        server.reset()
        assert ask(again, asked) == verdicts
        assert len(list(again.fetch_works(work.work_id for work in works))) == len(works)
        assert server.requests == []
        assert again.usage.credit_count == 0


def test_one_more_page_costs_its_new_papers_only(tmp_path: Path) -> None:
    asked = made_papers(COUNT)
    with serve(works_of(asked)) as server:
        ask(open_api(server, tmp_path), asked[:480])
        server.reset()
        api = open_api(server, tmp_path)
        assert ask(api, asked[480:]) == dict(list(matched(asked).items())[480:])
        # A title that names a filter ("Language: ...") can only be searched.
        assert len(server.requests) <= 3
        assert server.credits_used <= 12


@pytest.mark.parametrize("budget_usd", [0.0013, 0.002, 0.0031, 0.006])
def test_a_run_cut_short_again_and_again_pays_for_nothing_twice(tmp_path: Path, budget_usd: float) -> None:
    asked = made_papers(200)
    # Every third work is found by a search only.
    works = [
        {**work, "display_name": work["display_name"] + ("." if number % 3 == 0 else "")}
        for number, work in enumerate(works_of(asked[:120]))
    ]
    with serve([*works, work_of(paper(WELL_KNOWN_TITLE), 1)]) as server:
        whole = ask(open_api(server, tmp_path / "whole"), asked)
        price = server.credits_used
        server.reset()
        verdicts: dict[str, tuple[Status, str | None]] = {}
        for _ in range(30):
            due = [one for one in asked if one.paper_id not in verdicts]
            verdicts |= ask(open_api(server, tmp_path / "parts", budget_usd=budget_usd), due)
        assert verdicts == whole
        assert server.credits_used <= price + 2, "a batch more, where papers have left the ones before"


def test_a_match_that_a_second_look_may_change_waits_for_it(tmp_path: Path) -> None:
    asked = paper("Learning Graphs and Learning Trees")
    other = {"display_name": f"<i>{asked.title}</i>", "authorships": [openalex_author(9, "Grace Other")]}
    with serve([work_of(asked, 1000), work_of(asked, 2000, **other)]) as server:
        assert ask(open_api(server, tmp_path, budget_usd=0.0001), [asked]) == {}
        assert ask(open_api(server, tmp_path), [asked]) == {asked.paper_id: (Status.AMBIGUOUS, None)}
        assert len({request.query["filter"] for request in server.requests}) == len(server.requests)


def test_a_renamed_work_is_found_by_words_of_the_abstract(tmp_path: Path) -> None:
    text = sentence_text(1)
    asked = paper("Growing Networks Slowly and Steadily", abstract=text, authors=("Ada Byron", "Carl Gauss"))
    names = [openalex_author(1, "Ada Byron"), openalex_author(2, "Carl Gauss")]
    renamed = openalex_work(
        7,
        display_name="Patience Pays",
        authorships=names,
        abstract_inverted_index=inverted(partly_rewritten(text, 0.6)),
    )
    with serve([renamed, *works_of(made_papers(3))]) as server:
        assert ask(open_api(server, tmp_path), [asked]) == {asked.paper_id: (Status.MATCHED, "W7")}
        assert "title_and_abstract.search" in " ".join(request.query.get("filter", "") for request in server.requests)


@needs_shared
def test_missing_papers_cost_less_than_a_credit_each_and_what_was_told(tmp_path: Path) -> None:
    asked = page_papers()
    with serve(WORKS_DEV) as server:
        told = [open_rehearsal(server, tmp_path, share).bill(asked) for share in (0.45, 0.5, 0.55)]
        assert server.requests == []
        api = open_api(server, tmp_path)
        verdicts = ask(api, asked)
        found = [work_id for _, work_id in verdicts.values() if work_id]
        assert len(list(api.fetch_works(found))) == len(found) >= 256
        assert len(verdicts) == COUNT
        assert server.credits_used <= sum(work_id is None for _, work_id in verdicts.values())
        assert [bill.credits for bill in told] == pytest.approx([server.credits_used] * 3, rel=0.2)
        assert [bill.requests for bill in told] == pytest.approx([len(server.requests)] * 3, rel=0.2)
        snapshot = verdicts_of_snapshot(asked)
        # A version under another title is not looked for once its paper is matched.
        assert sum(verdicts[key] != snapshot[key] for key in snapshot) <= 1
        assert {key: status for key, (status, _) in verdicts.items()} == {
            key: status for key, (status, _) in snapshot.items()
        }


def verdicts_of_snapshot(papers: list[Paper]) -> dict[str, tuple[Status, str | None]]:
    snapshot = Snapshot(WORKS_DEV, read_candidate=read_candidate, read_work=read_work, decide=decide)
    matches = [finding.match for finding in snapshot.find(papers)]
    return {match.paper_id: (match.status, match.work_id) for match in matches}


def test_a_budget_is_spent_on_answers_that_count(tmp_path: Path) -> None:
    asked = made_papers(300)
    with serve(works_of(asked[:150])) as server:
        whole = open_api(server, tmp_path / "whole")
        verdicts = ask(whole, asked)
        price = server.credits_used
        server.reset()

        part = open_api(server, tmp_path / "part", budget_usd=0.003)
        findings = list(part.find(asked))
        assert any(finding.error and "--budget" in finding.error for finding in findings)
        assert part.usage.credit_count <= 30
        assert sum(bool(finding.match.candidates) for finding in findings) >= 140

        assert ask(open_api(server, tmp_path / "part"), asked) == verdicts
        assert server.credits_used <= price, "nothing is paid twice"


# --------------------------------------------------------------------------- the ladder


def test_identifiers_come_first_and_in_either_scheme(tmp_path: Path) -> None:
    papers = [
        paper("A Paper Known by Its Identifier", doi="10.5555/abc"),
        paper("A Paper on an Old Archive Page", arxiv_id="2401.00001"),
        paper("A Paper on a New Archive Page", arxiv_id="cs/0101001"),
    ]
    works = [
        work_of(papers[0], 1000, display_name="A paper known by its identifiers", doi="https://doi.org/10.5555/ABC"),
        work_of(papers[1], 1001, locations=[{"landing_page_url": "http://arxiv.org/abs/2401.00001"}]),
        work_of(papers[2], 1002, locations=[{"landing_page_url": "https://arxiv.org/abs/cs/0101001"}]),
    ]
    with serve(works) as server:
        assert ask(open_api(server, tmp_path), papers) == matched(papers)
        assert server.credits_used == 2


def test_other_spellings_are_found(tmp_path: Path) -> None:
    spelled = {
        "Pre-training Large Parsers of Many Trees": "Pretraining large parsers of many trees",
        "Pretraining of Small Parsers for Few Trees": "Pre-Training of Small Parsers for Few Trees",
        "Learning Deep Nets of Citations by Heart": "Learning <i>Deep</i> Nets of Citations by Heart",
        "Rewards and Policies for Autonomous Robots": "Rewards &amp; Policies for Autonomous Robots",
        "Long-Sequence Models Need Better Priors": "Long\u2010Sequence Models Need Better Priors.",
        "Bi-Drop: Fine-tuning by Estimation of Nets": "Bi-Drop -- Fine-tuning by Estimation of Nets",
        "Na\u00efve Bayes and Other Classifiers Today": "Naive Bayes and Other Classifiers Today",
        "Don't Panic: Readers Guide to the Galaxy": "Don\u2019t Panic: Readers Guide to the Galaxy",
        "\\emph{Emphatic} Titles for Modest Results": "Emphatic Titles for Modest Results",
    }  # fmt: skip
    papers = [paper(title) for title in spelled]
    works = [work_of(one, number, display_name=spelled[one.title]) for number, one in enumerate(papers, 1000)]
    with serve(works) as server:
        assert ask(open_api(server, tmp_path), papers) == matched(papers)


def test_results_of_one_request_are_told_apart(tmp_path: Path) -> None:
    asked = made_papers(60)
    decoys = [paper(f"{one.title} Revisited") for one in asked[:20]]
    with serve([*works_of(asked), *works_of(decoys, 5000)]) as server:
        assert ask(open_api(server, tmp_path), asked) == matched(asked)


def test_a_match_by_title_alone_looks_for_its_namesakes(tmp_path: Path) -> None:
    asked = paper("Learning Graphs and Learning Trees")
    other = {"display_name": f"<i>{asked.title}</i>", "authorships": [openalex_author(9, "Grace Other")]}
    works = [work_of(asked, 1000), work_of(asked, 2000, **other)]
    with serve(works) as server:
        assert ask(open_api(server, tmp_path), [asked]) == {asked.paper_id: (Status.AMBIGUOUS, None)}


def test_a_preprint_looks_for_its_publication(tmp_path: Path) -> None:
    asked = paper("TREES: Learning Graphs and More", author_count=3)
    published: dict[str, Any] = {"display_name": "TREES : Learning Graphs and More", "type": "conference-paper"}
    preprint = work_of(asked, 1000, type="preprint")
    published |= {"authorships": preprint["authorships"], "primary_location": {"is_published": True}}
    with serve([preprint, work_of(asked, 1001, **published)]) as server:
        assert ask(open_api(server, tmp_path), [asked]) == {asked.paper_id: (Status.MATCHED, "W1001")}


@pytest.mark.parametrize("title", ["Language Models", "Scaling Language Models without Any Regret"])
def test_a_title_that_floods_its_batch_hides_no_other(tmp_path: Path, title: str) -> None:
    asked = [paper(title), *made_papers(30)]
    flood = [work_of(paper(f"{title} Part {n}"), 5000 + n, cited_by_count=10**6) for n in range(150)]
    # The full stops keep the exact titles from being found.
    works = [work_of(one, number, display_name=f"{one.title}.") for number, one in enumerate(asked, 1000)]
    with serve([*works, *flood]) as server:
        verdicts = ask(open_api(server, tmp_path), asked)
        expected = matched(asked)
        assert {key: verdicts[key] for key in list(expected)[1:]} == dict(list(expected.items())[1:])
        assert asked[0].paper_id in verdicts
        # One for all, one for the flooder alone, one for the others: no halving down to the guilty one.
        assert len(searches(server)) <= 5


def test_a_title_lost_in_a_crowd_is_searched_for_alone(tmp_path: Path) -> None:
    asked = paper("Reset Growing Networks Carefully within Sensible Limits of Machines", author_count=3)
    lost = work_of(asked, 1000, display_name=asked.title.replace("Reset", "Re-Set"), cited_by_count=0)
    crowd = [
        work_of(paper(f"Machines within Sensible Growing Networks Carefully Part {n}"), 5000 + n, cited_by_count=10**6)
        for n in range(150)
    ]
    others = made_papers(10)
    with serve([lost, *crowd, *works_of(others, 2000)]) as server:
        assert ask(open_api(server, tmp_path), [asked, *others]) == matched([asked]) | matched(others, 2000)


def test_searches_for_single_titles_stay_within_their_share(tmp_path: Path) -> None:
    asked = made_papers(200)
    alike = [work_of(one, number, display_name=f"Not {one.title}") for number, one in enumerate(asked, 1000)]
    with serve(alike) as server:
        assert {status for status, _ in ask(open_api(server, tmp_path), asked).values()} == {Status.UNMATCHED}
        alone = [text for text in searches(server) if text.count("|") == 2 and text.count('"') == 4]
        assert len(alone) == 200 // 50
        assert server.credits_used <= 200


def test_a_miss_is_asked_twice(tmp_path: Path) -> None:
    missing = paper("Nobody Ever Wrote This Remarkable Paper")
    with serve(works_of(made_papers(30))) as server:
        assert ask(open_api(server, tmp_path), [missing]) == {missing.paper_id: (Status.UNMATCHED, None)}
        assert len({text for text in searches(server) if "remarkable" in text}) == 2


class OtherServer(LoopbackServer):
    """A server with its own idea of the filter on exact titles: it reads ``filter`` instead."""

    filter = "doi:10.5555/none"

    def respond(self, method: str, target: str, headers: Mapping[str, str]) -> tuple[Answer, Fault | None]:
        head, found, tail = target.partition("filter=display_name:")
        rest = tail.partition("&")[2]
        return super().respond(method, f"{head}filter={self.filter}&{rest}" if found else target, headers)


@pytest.mark.parametrize("filter_", ["doi:10.5555/none", "nonsense:1", "is_retracted:false"])
def test_without_exact_titles_the_phrases_take_over(tmp_path: Path, filter_: str) -> None:
    asked = made_papers(200)
    other = OtherServer(works_of(asked), is_paced=False, budget_credits=10**6)
    other.filter = filter_
    with other as server:
        api = open_api(server, tmp_path)
        assert ask(api, asked) == matched(asked)
        assert len(searches(server, filter_)) <= 20
        assert server.credits_used <= 80


def test_exact_titles_are_trusted_for_a_well_known_one(tmp_path: Path) -> None:
    asked = made_papers(120)
    with serve(works_of([paper(WELL_KNOWN_TITLE.title())])) as server:
        ask(open_api(server, tmp_path), asked)
        assert len(searches(server, "display_name")) > 2


class NarrowServer(LoopbackServer):
    """A server whose request lines are shorter than OpenAlex's."""

    def respond(self, method: str, target: str, headers: Mapping[str, str]) -> tuple[Answer, Fault | None]:
        if len(target) > 2_000:
            super().respond(method, "/works?limit=1", headers)
            return url_too_long(len(target), 2_000).answer, None
        return super().respond(method, target, headers)


def test_shorter_request_lines_are_learnt(tmp_path: Path) -> None:
    asked = made_papers(COUNT)
    with NarrowServer(works_of(asked), is_paced=False, budget_credits=10**6) as server:
        assert ask(open_api(server, tmp_path, batch_bytes=7_600), asked) == matched(asked)
        assert sum(request.status == 400 for request in server.requests) <= 30


# ------------------------------------------------------------------------ hostile titles


def hostile_works() -> list[dict[str, Any]]:
    return works_of([paper(title) for title in HOSTILE if "\ud800" not in title])


def test_every_title_ends_in_a_verdict_together(tmp_path: Path) -> None:
    papers = list({one.paper_id: one for one in map(paper, HOSTILE)}.values())
    others = made_papers(100)
    with serve([*hostile_works(), *works_of(others, 5000)]) as server:
        api = open_api(server, tmp_path)
        verdicts = ask(api, [*papers, *others])
        assert verdicts.keys() == {one.paper_id for one in [*papers, *others]}
        assert {key: verdicts[key] for key in matched(others)} == matched(others, 5000)
        assert max(matching_counts(api)) <= 50
        assert sum(request.status != 200 for request in server.requests) <= 2


@pytest.mark.parametrize("title", HOSTILE, ids=lambda title: title[:20].encode("ascii", "replace").decode())
def test_every_title_ends_in_a_verdict_alone(tmp_path: Path, title: str) -> None:
    asked = paper(title)
    with serve(HOSTILE_CORPUS) as server:
        api = open_api(server, tmp_path)
        status, _ = ask(api, [asked])[asked.paper_id]
        assert max(matching_counts(api), default=0) <= 5
        assert all(request.status == 200 for request in server.requests)
        if (
            len(title.split()) >= 5
            and title.isprintable()
            and title[0] != "机"
            and len(title) < 500
            and "\ud800" not in title
        ):
            assert status is Status.MATCHED


HOSTILE_CORPUS = [*hostile_works(), *works_of(made_papers(40), 5000)]


# --------------------------------------------------------------------------- bad days


@pytest.mark.parametrize("kind", [FaultKind.ERROR_500, FaultKind.GATEWAY_TIMEOUT])
def test_the_title_that_spoils_its_batch_stands_alone_in_the_end(tmp_path: Path, kind: FaultKind) -> None:
    asked = made_papers(100)
    guilty = paper("The Cursed Title That Breaks the Whole Search Engine")
    papers = [*asked, guilty]
    with serve(works_of(papers), [Fault(kind, share=1.0, holding="ursed")]) as server:
        api = open_api(server, tmp_path)
        findings = {finding.paper.paper_id: finding for finding in api.find(papers)}
        assert findings[guilty.paper_id].error
        assert all(findings[one.paper_id].error is None for one in asked)
        assert ask(api, asked) == matched(asked)
        server.reset([])
        assert ask(open_api(server, tmp_path), papers) == matched(papers)


@pytest.mark.parametrize("kind", list(FaultKind))
def test_bad_answers_change_no_verdict(tmp_path: Path, kind: FaultKind) -> None:
    check_bad_days(tmp_path, [Fault(kind, share=0.3, seed=5, seconds=0.1)])


def test_all_bad_answers_together_change_no_verdict(tmp_path: Path) -> None:
    mixed = [
        kind
        for kind in FaultKind
        if kind not in (FaultKind.PER_SECOND_429, FaultKind.DAILY_429, FaultKind.UNKNOWN_KEY_401)
    ]
    check_bad_days(
        tmp_path, [Fault(kind, share=0.3 / len(mixed), seed=seed, seconds=0.1) for seed, kind in enumerate(mixed)]
    )


def check_bad_days(folder: Path, faults: list[Fault]) -> None:
    """Ask for many titles with faults: the verdicts are right, or wanting until a run without faults gives them."""
    asked = made_papers(COUNT)
    with serve(works_of(asked), faults) as server:
        api = open_api(server, folder, batch_bytes=2_500, read_timeout=0.3, exchange_timeout=0.6)
        verdicts = ask(api, asked)
        assert any(request.fault for request in server.requests)
        assert verdicts.items() <= matched(asked).items()
        assert len(verdicts) == len(asked) or any(kind in str(faults) for kind in ("daily", "unknown"))
        server.reset([])
        assert ask(open_api(server, folder, batch_bytes=2_500), asked) == matched(asked)


@pytest.mark.parametrize(
    "kind",
    [FaultKind.BAD_GATEWAY, FaultKind.TRUNCATED_JSON, FaultKind.ERROR_500, FaultKind.RESET, FaultKind.GATEWAY_TIMEOUT],
)
def test_a_server_that_is_ill_makes_errors_and_no_misses(tmp_path: Path, kind: FaultKind) -> None:
    asked = made_papers(200)
    with serve(works_of(asked), [Fault(kind, share=1.0)]) as server:
        findings = list(open_api(server, tmp_path).find(asked))
        assert [finding.paper for finding in findings] == asked
        assert all(finding.error for finding in findings)
        assert len(server.requests) <= 120


def test_a_server_that_is_gone_is_given_up_soon(tmp_path: Path) -> None:
    asked = made_papers(COUNT)
    with serve([]) as gone:
        settings = quick(gone, tmp_path, backoff=0.1)
    session, usage = make_session(settings)
    started = time.monotonic()
    findings = list(OpenAlexAPI(session, usage, base_url=settings.base_url).find(asked))
    assert time.monotonic() - started < 5
    assert len(findings) == COUNT
    assert all(finding.error and "cannot be reached" in finding.error for finding in findings)
    assert usage.credit_count == 0


def test_a_slow_server_is_asked_many_things_at_once(tmp_path: Path) -> None:
    asked = made_papers(400)
    with serve(works_of(asked), latency=0.2) as server:
        assert ask(open_api(server, tmp_path, batch_bytes=1_200), asked) == matched(asked)
        assert server.max_at_once == 8


def test_refreshing_asks_everything_again(tmp_path: Path) -> None:
    asked = made_papers(30)
    with serve(works_of(asked)) as server:
        ask(open_api(server, tmp_path), asked)
        first = len(server.requests)
        assert ask(open_api(server, tmp_path, is_refresh=True), asked) == matched(asked)
        assert len(server.requests) == 2 * first


# ------------------------------------------------------------------------- whole works


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


@pytest.mark.parametrize("batch_bytes", [1_000, 4_000, 8_190])
def test_no_request_line_is_longer_than_the_setting_says(tmp_path: Path, batch_bytes: int) -> None:
    asked = made_papers(150)
    with serve(works_of(asked[:100])) as server:
        api = open_api(server, tmp_path, batch_bytes=batch_bytes)
        ask(api, asked)
        list(api.fetch_works(f"W99000{1000 + n}" for n in range(250)))
        list(api.fetch_citing({f"W99000{1000 + n}": 0 for n in range(150)}, 100))
        lines = [f"GET {one.path}?{urlencode(one.query)} HTTP/1.1" for one in server.requests]
        assert max(map(len, lines)) <= batch_bytes


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


def test_bylines_stay_cut_once_single_records_fail(tmp_path: Path) -> None:
    works = [{**work, "authorships": author_list(101)} for work in works_of(made_papers(60))]
    with serve(works, [Fault(FaultKind.BAD_GATEWAY, share=1.0, holding="/works/W")]) as server:
        session, usage = make_session(quick(server, tmp_path, retries=1))
        api = OpenAlexAPI(session, usage, base_url=server.url, workers=4)
        assert len(list(api.fetch_works(f"W{1000 + n}" for n in range(60)))) == 60
        # Those under way when the first failed, each tried twice.
        assert len(server.requests) <= 1 + 2 * 4


def test_a_byline_is_not_taken_from_another_work(tmp_path: Path) -> None:
    works = [{**work, "authorships": author_list(101)} for work in works_of(made_papers(2))]
    with serve(works, merged={"W1000": "W1001"}) as server:
        fetched = {work.work_id: work for work in open_api(server, tmp_path).fetch_works(["W1000", "W1001"])}
        assert [len(fetched[work_id].authorships) for work_id in ("W1000", "W1001")] == [100, 101]


# -------------------------------------------------------------------------- citing works


def citing_works(cited: int, count: int) -> list[dict[str, Any]]:
    reference = {"referenced_works": [f"https://openalex.org/W{cited}"]}
    return [work_of(one, 5000 + n, **reference) for n, one in enumerate(made_papers(count, seed=3))]


def fetch_citing(
    server: LoopbackServer, folder: Path, counts: dict[str, int], max_per_work: int
) -> dict[str, set[str]]:
    answers = open_api(server, folder).fetch_citing(counts, max_per_work)
    return {" ".join(cited): {work.work_id for work in works} for cited, works in answers}


@pytest.mark.parametrize("kind", [FaultKind.REPEATED_PAGE, FaultKind.SKIPPED_WORKS, FaultKind.DUPLICATED])
@pytest.mark.parametrize("on", [1, 2])
def test_pages_that_repeat_or_skip_lose_no_citing_work(tmp_path: Path, kind: FaultKind, on: int) -> None:
    works = citing_works(1000, 350)
    with serve(works, [Fault(kind, on=[on])]) as server:
        found = fetch_citing(server, tmp_path, {"W1000": 350}, max_per_work=1000)
        assert found == {"W1000": {f"W{5000 + n}" for n in range(350)}}
        assert len(server.requests) <= 4 + 4


def test_pages_that_never_end_are_left(tmp_path: Path) -> None:
    with serve(citing_works(1000, 350), [Fault(FaultKind.REPEATED_PAGE, share=1.0)]) as server:
        found = fetch_citing(server, tmp_path, {"W1000": 350}, max_per_work=1000)
        assert len(found["W1000"]) == 100
        assert len(server.requests) == 3


def test_the_most_cited_of_the_citing_works_come_first(tmp_path: Path) -> None:
    works = citing_works(1000, 250)
    counts = sorted((work["cited_by_count"] for work in works), reverse=True)
    with serve(works) as server:
        ((_, fetched),) = open_api(server, tmp_path).fetch_citing({"W1000": 250}, max_per_work=120)
        assert [work.cited_by_count for work in fetched] == counts[:120]
        assert len(server.requests) == 2


def test_works_that_cannot_be_fetched_are_an_error(tmp_path: Path) -> None:
    with serve(works_of(made_papers(10)), [Fault(FaultKind.BAD_GATEWAY, share=1.0)]) as server:
        with pytest.raises(OpenAlexError) as caught:
            list(open_api(server, tmp_path).fetch_works(["W1000", "W1001"]))
        assert isinstance(caught.value, Unreachable)


NULLABLE = (
    "doi ids language primary_location type publication_year publication_date authorships locations counts_by_year "
    "abstract_inverted_index referenced_works topics biblio fwci open_access is_retracted cited_by_count "
    "referenced_works_count is_authors_truncated"
).split()


@pytest.mark.parametrize("how", ["null", "absent"])
def test_works_without_anything_but_a_title_are_found_and_fetched(tmp_path: Path, how: str) -> None:
    asked = made_papers(40)
    works = [
        {name: value for name, value in work.items() if name not in NULLABLE}
        | (dict.fromkeys(NULLABLE) if how == "null" else {})
        for work in works_of(asked)
    ]
    untitled = [{**works[0], "id": f"https://openalex.org/W{n}", "display_name": None, "title": None} for n in (20, 21)]
    with serve([*works, *untitled]) as server:
        api = open_api(server, tmp_path)
        assert ask(api, asked) == matched(asked)
        assert len(list(api.fetch_works([*(f"W{1000 + n}" for n in range(40)), "W20", "W21"]))) == 42


def test_a_finding_is_returned_for_every_paper_in_order(tmp_path: Path) -> None:
    asked = made_papers(20)
    with serve(works_of(asked[:10])) as server:
        findings: list[Finding] = list(open_api(server, tmp_path).find(iter(asked)))
        assert [finding.paper for finding in findings] == asked
        assert list(open_api(server, tmp_path).find([])) == []
