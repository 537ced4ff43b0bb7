"""Finding papers, over real HTTP: each strategy in its turn, and hits that hide each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from enrich.records import Status
from enrich.search.trust import WELL_KNOWN_TITLE
from tests.enrich.asking import COUNT, ask, made_papers, matched, open_api, searches, serve, work_of, works_of
from tests.enrich.makers import inverted, openalex_author, openalex_work, paper, partly_rewritten, sentence_text
from tests.loopback import Fault, LoopbackServer
from tests.loopback.answers import Answer, html_page, invalid_query, url_too_long

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def long_words(seed: int) -> str:
    """Return an abstract of made-up long words, which two seeds share none of."""
    return " ".join(word * 2 for word in sentence_text(seed).split())


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


def test_papers_without_title_are_found_by_their_identifiers_alone(tmp_path: Path) -> None:
    papers = [
        paper("", doi="10.5555/abc"),
        paper("", arxiv_id="2401.00001"),
        paper("", openalex_id="W1002"),
        paper("", doi="10.5555/absent"),
    ]
    works = [
        openalex_work(1000, doi="https://doi.org/10.5555/ABC"),
        openalex_work(1001, locations=[{"landing_page_url": "http://arxiv.org/abs/2401.00001"}]),
        openalex_work(1002),
    ]
    with serve([*works, *works_of(made_papers(3), 2000)]) as server:
        expected = matched(papers[:3]) | {papers[3].paper_id: (Status.UNMATCHED, None)}
        assert ask(open_api(server, tmp_path), papers) == expected
        assert server.credits_used == 3


def test_titles_written_in_other_ways_are_found(tmp_path: Path) -> None:
    written = {
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
    papers = [paper(title) for title in written]
    works = [work_of(one, number, display_name=written[one.title]) for number, one in enumerate(papers, 1000)]
    with serve(works) as server:
        assert ask(open_api(server, tmp_path), papers) == matched(papers)


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


def test_abstracts_are_asked_for_as_long_as_that_finds_something(tmp_path: Path) -> None:
    names = ("Ada Byron", "Carl Gauss")
    texts = [long_words(number) for number in range(400)]
    asked = [paper(one.title, abstract=text, authors=names) for one, text in zip(made_papers(400), texts, strict=True)]
    authorships = [openalex_author(1, names[0]), openalex_author(2, names[1])]
    renamed = [
        openalex_work(n, display_name=f"Patience {n}", authorships=authorships, abstract_inverted_index=inverted(text))
        for n, text in enumerate(texts[:120])
    ]
    for works, request_count in ((works_of(made_papers(3, seed=9), 9000), 2), (renamed, 6)):
        with serve(works) as server:
            verdicts = ask(open_api(server, tmp_path / str(request_count)), asked)
            assert len(searches(server, "title_and_abstract")) == request_count
            assert sum(status is Status.MATCHED for status, _ in verdicts.values()) == (120 if works is renamed else 0)


def test_hits_of_one_request_go_to_their_own_papers(tmp_path: Path) -> None:
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


def test_a_match_that_other_works_may_overturn_waits_for_them(tmp_path: Path) -> None:
    asked = paper("Learning Graphs and Learning Trees")
    other = {"display_name": f"<i>{asked.title}</i>", "authorships": [openalex_author(9, "Grace Other")]}
    with serve([work_of(asked, 1000), work_of(asked, 2000, **other)]) as server:
        assert ask(open_api(server, tmp_path, budget_usd=0.0001), [asked]) == {}
        assert ask(open_api(server, tmp_path), [asked]) == {asked.paper_id: (Status.AMBIGUOUS, None)}
        assert len({request.query["filter"] for request in server.requests}) == len(server.requests)


def test_a_preprint_looks_for_its_publication(tmp_path: Path) -> None:
    asked = paper("TREES: Learning Graphs and More", author_count=3)
    published: dict[str, Any] = {"display_name": "TREES : Learning Graphs and More", "type": "conference-paper"}
    preprint = work_of(asked, 1000, type="preprint")
    published |= {"authorships": preprint["authorships"], "primary_location": {"is_published": True}}
    with serve([preprint, work_of(asked, 1001, **published)]) as server:
        assert ask(open_api(server, tmp_path), [asked]) == {asked.paper_id: (Status.MATCHED, "W1001")}


@pytest.mark.parametrize(
    "printed",
    [
        "Bi-Drop : Tuning and Pruning of Nets",
        "Bi-Drop -- Tuning and Pruning of Nets",
        "Bi-Drop: Tuning &amp; Pruning of Nets",
        "Bi\u2010Drop: Tuning and Pruning of Nets",
        "Bi-Drop: Tuning and Pruning of Nets.",
        "<b>Bi-Drop:</b> Tuning and Pruning of Nets",
        "<i>Bi-Drop: Tuning and Pruning of Nets</i>",
        "  Bi-Drop:  Tuning  and Pruning of Nets",
    ],
)
def test_versions_in_another_print_come_along_with_the_title(tmp_path: Path, printed: str) -> None:
    asked = paper("Bi-Drop: Tuning and Pruning of Nets", author_count=3)
    published = work_of(asked, 1000)
    version = {**published, "id": "https://openalex.org/W1001", "display_name": printed}
    with serve([published, version, *works_of(made_papers(5), 2000)]) as server:
        matches = [one.match for one in open_api(server, tmp_path).find([asked, *made_papers(5)])]
        assert {matches[0].work_id, *matches[0].version_ids} == {"W1000", "W1001"}
        assert server.credits_used == 1


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


def test_a_title_lost_among_many_hits_is_searched_for_alone(tmp_path: Path) -> None:
    asked = paper("Reset Growing Networks Carefully within Sensible Limits of Machines", author_count=3)
    lost = work_of(asked, 1000, display_name=asked.title.replace("Reset", "Re-Set"), cited_by_count=0)
    many = [
        work_of(paper(f"Machines within Sensible Growing Networks Carefully Part {n}"), 5000 + n, cited_by_count=10**6)
        for n in range(150)
    ]
    others = made_papers(10)
    with serve([lost, *many, *works_of(others, 2000)]) as server:
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


class OlderServer(LoopbackServer):
    """A server that lacks a filter, and says so by its name."""

    lacks = "display_name"

    def respond(self, method: str, target: str, headers: Mapping[str, str]) -> tuple[Answer, Fault | None]:
        if f"filter={self.lacks}:" in target:
            super().respond(method, "/works?limit=1", headers)
            return invalid_query(f"{self.lacks} is not a valid field. Valid fields are: doi, type").answer, None
        return super().respond(method, target, headers)


@pytest.mark.parametrize("lacks", ["display_name", "title_and_abstract.search"])
def test_a_field_refused_by_name_is_asked_once(tmp_path: Path, lacks: str) -> None:
    asked = made_papers(200)
    other = OlderServer(works_of(asked), is_paced=False, budget_credits=10**6)
    other.lacks = lacks
    missing = paper("Nobody Ever Wrote This Remarkable Paper", abstract=sentence_text(1))
    with other as server:
        assert ask(open_api(server, tmp_path), [*asked, missing]).items() >= matched(asked).items()
        assert sum(request.status == 400 for request in server.requests) <= 1


class NarrowServer(LoopbackServer):
    """A server whose request lines are shorter than OpenAlex's, and how it says so."""

    max_bytes = 2_000
    refusal = url_too_long(2_001, 2_000).answer

    def respond(self, method: str, target: str, headers: Mapping[str, str]) -> tuple[Answer, Fault | None]:
        if len(target) > self.max_bytes:
            super().respond(method, "/works?limit=1", headers)
            return self.refusal, None
        return super().respond(method, target, headers)


REFUSALS = [NarrowServer.refusal, *(html_page(status, "Request Line is too large") for status in (400, 414, 431))]


@pytest.mark.parametrize(
    ("refusal", "max_bytes"),
    [*((refusal, 4_094) for refusal in REFUSALS), (REFUSALS[0], 1_500), (REFUSALS[-1], 2_000)],
    ids=lambda value: str(getattr(value, "status", value)),
)
def test_shorter_request_lines_are_learnt(tmp_path: Path, refusal: Answer, max_bytes: int) -> None:
    asked = made_papers(COUNT)
    narrow = NarrowServer(works_of(asked), is_paced=False, budget_credits=10**6)
    narrow.refusal, narrow.max_bytes = refusal, max_bytes
    with narrow as server:
        api = open_api(server, tmp_path)
        assert ask(api, asked) == matched(asked)
        assert len(list(api.fetch_works(f"W{1000 + n}" for n in range(COUNT)))) == COUNT
        # Those that are under way when the first of a length is refused.
        assert sum(request.status != 200 for request in server.requests) <= 30


def test_refreshing_asks_everything_again(tmp_path: Path) -> None:
    asked = made_papers(30)
    with serve(works_of(asked)) as server:
        ask(open_api(server, tmp_path), asked)
        first = len(server.requests)
        assert ask(open_api(server, tmp_path, is_refresh=True), asked) == matched(asked)
        assert len(server.requests) == 2 * first
