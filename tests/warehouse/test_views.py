"""What people query: edges over all versions, weights that add up, and one row for each thing promised."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from enrich.records import Authorship, Conflict, Status, Topic
from tests.warehouse.makers import judged, location, match, mention, page, store_graph, work
from tests.warehouse.stored import rows
from warehouse.database import open_warehouse
from warehouse.decisions import save_override
from warehouse.matches import save_matches
from warehouse.pages import save_page
from warehouse.works import save_works

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

    from enrich.records import Work


def random_works(count: int = 40, author_count: int = 25) -> list[Work]:
    """Works with 0 to 5 of a few authors each, placeholders and unknown people among them, and references."""
    random = Random(7)
    people = [f"A{number}" for number in range(author_count)] + ["A9999999999", "A5317838346"]
    works = []
    for number in range(count):
        authors: list[str | None] = [*random.sample(people, random.randrange(6)), *[None] * random.randrange(2)]
        cited = [f"W{random.randrange(count + 30)}" for _ in range(random.randrange(8))]
        works.append(work(f"W{number}", authors=authors, references=cited))
    return works


def identified(one: Work) -> list[str]:
    ids = [authorship.author_id for authorship in one.authorships]
    return [author_id for author_id in ids if author_id and author_id not in ("A9999999999", "A5317838346")]


def projected(graph: nx.Graph[str]) -> dict[frozenset[str], Any]:
    """The weights of a graph that NetworkX projected, by pair of nodes."""
    edges: Iterable[tuple[str, str, float]] = graph.edges(data="weight")
    return {frozenset((left, right)): weight for left, right, weight in edges}


def undirected(edges: list[tuple[Any, ...]]) -> dict[frozenset[str], Any]:
    return {frozenset((left, right)): pytest.approx(value) for left, right, value in edges}


def bipartite(works: list[Work]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(one.work_id for one in works)
    graph.add_edges_from((one.work_id, author_id) for one in works for author_id in identified(one))
    return graph


# ------------------------------------------------------------------------ edges


def test_shared_author_edges__weights_are_newman_s(con: duckdb.DuckDBPyConnection) -> None:
    works = random_works()
    store_graph(con, works)
    ids = [one.work_id for one in works]
    graph = bipartite(works)
    expected = nx.bipartite.collaboration_weighted_projected_graph(graph, ids)
    counted = nx.bipartite.weighted_projected_graph(graph, ids)
    edges = rows(con, "from shared_author_edges")
    assert len(edges) > 50
    assert all(left < right for left, right, *_ in edges)
    assert undirected([(left, right, weight) for left, right, weight, _ in edges]) == projected(counted)
    assert undirected([(left, right, share) for left, right, _, share in edges]) == projected(expected)


def test_author_collaborations__weights_are_newman_s(con: duckdb.DuckDBPyConnection) -> None:
    works = random_works()
    store_graph(con, works)
    people = sorted({author_id for one in works for author_id in identified(one)})
    graph = bipartite(works)
    expected = nx.bipartite.collaboration_weighted_projected_graph(graph, people)
    counted = nx.bipartite.weighted_projected_graph(graph, people)
    edges = rows(con, "from author_collaborations")
    assert len(edges) > 50
    assert all(left < right for left, right, *_ in edges)
    assert undirected([(left, right, weight) for left, right, weight, _ in edges]) == projected(counted)
    assert undirected([(left, right, share) for left, right, _, share in edges]) == projected(expected)


def test_shared_author_edges__a_paper_s_fractions_add_up_to_its_authors_with_other_papers(
    con: duckdb.DuckDBPyConnection,
) -> None:
    works = random_works()
    store_graph(con, works)
    ends = (
        "select left_work_id as work_id, fractional_weight from shared_author_edges"
        " union all select right_work_id, fractional_weight from shared_author_edges"
    )
    sums = dict(rows(con, f"select work_id, sum(fractional_weight) from ({ends}) group by work_id"))
    papers_by_author: dict[str, int] = {}
    for one in works:
        for author_id in identified(one):
            papers_by_author[author_id] = papers_by_author.get(author_id, 0) + 1
    for one in works:
        joining = sum(papers_by_author[author_id] > 1 for author_id in identified(one))
        assert sums.get(one.work_id, 0) == pytest.approx(joining)


def test_shared_author_edges__placeholders_and_names_join_nothing(con: duckdb.DuckDBPyConnection) -> None:
    authors = ["A9999999999", "A5317838346", None]
    store_graph(con, [work("W1", authors=authors), work("W2", authors=authors)])
    assert rows(con, "select count(distinct author_name) from authorships") == [(3,)]
    assert rows(con, "from shared_author_edges") == []


def test_shared_author_edges__author_sets_are_united_over_versions(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(
        con,
        [work("W1", authors=["A1"]), work("W2", authors=["A1", "A2"]), work("W3", authors=["A2", "A1"])],
        versions={"W1": ["W2"]},
    )
    assert rows(con, "from shared_author_edges") == [("W1", "W3", 2, 2.0)]


def test_citation_edges__united_over_versions_and_counted_once(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(
        con,
        [
            work("W1", references=["W2", "W4", "W99"]),  # W1 and W2 are one paper: no self-loop
            work("W2", references=["W1", "W5"]),  # W4 and W5 are one paper: cited once
            work("W4", references=["W2"]),
            work("W5"),
            work("W6", references=["W6", "W1"]),
        ],
        versions={"W1": ["W2"], "W4": ["W5"]},
    )
    assert rows(con, "from citation_edges order by all") == [("W1", "W4"), ("W4", "W1"), ("W6", "W1")]


def test_citation_edges__only_between_nodes(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(con, [work("W1", references=["W2"]), work("W3")])
    save_works(con, [work("W2", references=["W3"])])
    assert rows(con, "from citation_edges") == []


def test_edges__are_the_same_however_the_papers_were_brought_in(con: duckdb.DuckDBPyConnection) -> None:
    works = random_works()
    store_graph(con, works)
    with open_warehouse(":memory:") as other:
        store_graph(other, works[::-1])
        for view in ("citation_edges", "shared_author_edges", "co_citation_edges", "coupling_edges", "node_references"):
            assert rows(con, f"from {view} order by all") == rows(other, f"from {view} order by all")


def test_co_citation_and_coupling__against_plain_counting(con: duckdb.DuckDBPyConnection) -> None:
    # too few for anything to be cut off but single coincidences
    works = [work(f"W{n}", references=[f"W{one}" for one in Random(n).sample(range(24), 9)]) for n in range(18)]
    store_graph(con, works)
    nodes = {one.work_id for one in works}
    cited = {one.work_id: set(one.references) - {one.work_id} for one in works}
    together: dict[tuple[str, str], int] = {}
    for references in cited.values():
        for pair in combinations(sorted(references & nodes), 2):
            together[pair] = together.get(pair, 0) + 1
    coupled = {(a, b): len(cited[a] & cited[b]) for a, b in combinations(sorted(nodes), 2)}
    for view, weights in (("co_citation_edges", together), ("coupling_edges", coupled)):
        expected = {pair: weight for pair, weight in weights.items() if weight >= 2}
        assert len(expected) >= 3
        assert {(left, right): weight for left, right, weight in rows(con, f"from {view}")} == expected


def test_coupling_edges__versions_of_a_cited_node_are_one(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(
        con,
        [work("W1", references=["W7", "W8"]), work("W2", references=["W7", "W9"]), work("W8"), work("W9")],
        versions={"W8": ["W9"]},
    )
    assert rows(con, "from coupling_edges") == [("W1", "W2", 2)]


# ------------------------------------------------------------------------ nodes


def test_graph_nodes__one_row_for_papers_that_are_one_work(con: duckdb.DuckDBPyConnection) -> None:
    save_page(con, page(), [mention("p1", 1, title="New name"), mention("p2", 2, title="Old name"), mention("p3", 3)])
    save_works(
        con, [work("W1", authors=["A1"], references=["W7", "W8"], cited_by_count=5), work("W2", references=["W7"])]
    )
    save_matches(con, [match("p1", "W1", ["W2"], score=0.9), match("p2", "W2", score=0.8), match("p3")], "api")
    columns = "work_id, title, cited_by_count, reference_count, version_count, paper_count, author_count"
    assert rows(con, f"select {columns} from graph_nodes") == [("W1", "New name", 5, 2, 2, 2, 1)]


def test_graph_nodes__work_yet_to_be_fetched_is_a_node_already(con: duckdb.DuckDBPyConnection) -> None:
    save_page(con, page(), [mention("p1", title="A paper")])
    save_matches(con, [match("p1", "W1")], "api")
    query = "select work_id, label, title, year, author_count, cited_by_count from graph_nodes"
    assert rows(con, query) == [("W1", "A paper", "A paper", None, 0, None)]


def test_graph_nodes__labels_read_well(con: duckdb.DuckDBPyConnection) -> None:
    cases: list[tuple[list[str | None], str, str]] = [
        (["Ada Lovelace", "Charles Babbage"], "Notes", "Lovelace 2020 Notes"),
        (["Lovelace, Ada"], "Notes", "Lovelace 2020 Notes"),
        (["Plato"], "Notes", "Plato 2020 Notes"),
        (["Ada Lovelace "], "Notes", "Lovelace 2020 Notes"),
        ([None, "Charles Babbage"], "Notes", "Babbage 2020 Notes"),
        ([], "Notes", "2020 Notes"),
        (["王 伟"], "x" * 48, "伟 2020 " + "x" * 48),
        (["A B"], "x" * 46 + " yz", "B 2020 " + "x" * 46 + "…"),
    ]
    works, mentions = [], []
    for number, (names, title, _) in enumerate(cases, 1):
        authorships = tuple(Authorship(position, None, name) for position, name in enumerate(names, 1))
        works.append(work(f"W{number}", authorships=authorships))
        mentions.append(mention(f"p{number}", number, title=title))
    save_works(con, works)
    save_page(con, page(), mentions)
    save_matches(con, [match(f"p{number}", f"W{number}") for number in range(1, len(cases) + 1)], "api")
    labels = [label for (label,) in rows(con, "select label from graph_nodes order by work_id")]
    assert labels == [label for *_, label in cases]


def test_graph_nodes__author_list_of_another_version_where_the_canonical_one_has_none(
    con: duckdb.DuckDBPyConnection,
) -> None:
    store_graph(con, [work("W1"), work("W2", authors=["A1"]), work("W3", authors=["A1", "A2"])], {"W1": ["W2", "W3"]})
    assert rows(con, "select authors, author_count from graph_nodes") == [("Given NameA1; Given NameA2", 2)]


@pytest.mark.parametrize("preprint_first", [True, False])
def test_graph_nodes__venue_is_a_journal_before_a_repository(
    con: duckdb.DuckDBPyConnection, preprint_first: bool
) -> None:
    archive = location("arXiv", "repository", 1, is_published=False)
    published_copy = location("PubMed Central", "repository", 2)
    journal = location("Journal of Graphs", "journal", 3)
    works = [
        work("W1", locations=(archive, published_copy) if preprint_first else (journal,)),
        work("W2", locations=(journal,) if preprint_first else (archive, published_copy)),
    ]
    store_graph(con, works, {"W1": ["W2"]})
    assert rows(con, "select venue from graph_nodes") == [("Journal of Graphs",)]


def test_graph_nodes__topic_is_the_one_that_fits_best(con: duckdb.DuckDBPyConnection) -> None:
    topics = (Topic("T1", "Trees", 0.4, None, "Biology", None), Topic("T2", "Graphs", 0.9, None, "Mathematics", None))
    store_graph(con, [work("W1", topics=topics)])
    assert rows(con, "select topic, field from graph_nodes") == [("Graphs", "Mathematics")]


def test_venues__one_row_each(con: duckdb.DuckDBPyConnection) -> None:
    places = {"W1": "Graphs", "W2": "Graphs", "W3": "Trees"}
    works = [
        work(work_id, locations=(location(venue),), cited_by_count=3, publication_year=2010 + number, references=["W1"])
        for number, (work_id, venue) in enumerate(places.items())
    ]
    store_graph(con, [*works, work("W4")])
    assert rows(con, "from venues") == [("Graphs", 2, 2010, 2011, 6, 2, 2, 1), ("Trees", 1, 2012, 2012, 3, 0, 1, 0)]


def test_reference_coverage__tells_silence_from_an_empty_list(con: duckdb.DuckDBPyConnection) -> None:
    store_graph(
        con,
        [
            work("W1", references=["W2", "W9"]),
            work("W2", has_references=True),
            work("W3", has_references=False),
            work("W4", has_references=False),
            work("W5", references=["W1"]),
        ],
        versions={"W4": ["W5"]},
    )
    save_page(con, page("page-2"), [mention("p6", 1, "page-2")])
    save_matches(con, [match("p6", "W6")], "api")
    columns = "work_id, reference_status, reference_count, local_reference_count, outside_reference_count"
    assert rows(con, f"select {columns} from reference_coverage order by 1") == [
        ("W1", "listed", 2, 1, 1),
        ("W2", "cites nothing", 0, 0, 0),
        ("W3", "no data", 0, 0, 0),
        ("W4", "listed", 1, 1, 0),
        ("W6", "not stored", 0, 0, 0),
    ]


# ----------------------------------------------------------------------- papers


@pytest.fixture
def judged_papers(con: duckdb.DuckDBPyConnection) -> None:
    """Five papers: matched, ambiguous, unmatched, without verdict, and rejected by hand."""
    stated: dict[str, Any] = {
        "doi": "10.1/page",
        "year": 2019,
        "authors": ("P A",),
        "author_count": 4,
        "posted_date": date(2026, 1, 2),
    }
    papers = ["found", "doubtful", "lost", "new", "rejected"]
    save_page(con, page(), [mention(name, position, **stated) for position, name in enumerate(papers, 1)])
    save_works(
        con,
        [
            work(
                "W1",
                authors=["A1"],
                doi="10.1/work",
                cited_by_count=7,
                references=["W9"],
                locations=(location("Venue"),),
            )
        ],
    )
    save_matches(
        con,
        [
            match("found", "W1", candidates=[judged("W1")]),
            match("doubtful", status=Status.AMBIGUOUS, score=0.5, candidates=[judged("W3", 2), judged("W2", 1)]),
            match("lost", score=0.0),
            match("rejected", "W4", candidates=[judged("W4", conflict=Conflict.OTHER_NUMBERS)]),
        ],
        "api",
    )
    save_override(con, "rejected", None)


@pytest.mark.usefixtures("judged_papers")
def test_resolved_papers__one_row_a_paper(con: duckdb.DuckDBPyConnection) -> None:
    columns = "paper_id, status, work_id, doi, venue, year, authors, author_count, cited_by_count, reference_count"
    page_facts = (None, "10.1/page", None, 2019, ["P A"], 4, None, None)
    assert rows(con, f"select {columns} from resolved_papers order by paper_id") == [
        ("doubtful", "ambiguous", *page_facts),
        ("found", "matched", "W1", "10.1/work", "Venue", 2020, ["Given NameA1"], 1, 7, 1),
        ("lost", "unmatched", *page_facts),
        ("new", "undecided", *page_facts),
        ("rejected", "unmatched", *page_facts),
    ]


@pytest.mark.usefixtures("judged_papers")
def test_match_report__adds_up_to_all_papers(con: duckdb.DuckDBPyConnection) -> None:
    assert rows(con, "select status, reason, paper_count, paper_share from match_report") == [
        ("ambiguous", "several_works", 1, 0.2),
        ("matched", "same_title", 1, 0.2),
        ("undecided", None, 1, 0.2),
        ("unmatched", "no_such_work", 1, 0.2),
        ("unmatched", "rejected_by_hand", 1, 0.2),
    ]


@pytest.mark.usefixtures("judged_papers")
def test_doubtful_matches__candidates_in_order_until_a_person_decides(con: duckdb.DuckDBPyConnection) -> None:
    query = "select paper_id, rank, work_id, work_title, title_similarity from doubtful_matches"
    assert rows(con, query) == [("doubtful", 1, "W2", "Work W2", 0.9), ("doubtful", 2, "W3", "Work W3", 0.9)]
    save_override(con, "doubtful", "W3")
    assert rows(con, query) == []


@pytest.mark.usefixtures("judged_papers")
def test_unresolved_papers__with_the_best_candidate(con: duckdb.DuckDBPyConnection) -> None:
    columns = "paper_id, status, candidate_count, best_work_id, best_conflict, mention_count"
    assert rows(con, f"select {columns} from unresolved_papers order by paper_id") == [
        ("doubtful", "ambiguous", 2, "W2", None, 1),
        ("lost", "unmatched", 0, None, None, 1),
        ("new", "undecided", 0, None, None, 1),
        ("rejected", "unmatched", 1, "W4", "other_numbers", 1),
    ]
