"""An analysis of a warehouse: what is stored, under which names, and that the second run changes nothing."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter
from datetime import date
from math import log
from random import Random
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from enrich.records import Topic, YearlyCitations
from tests.warehouse.makers import location, match, mention, page, store_graph, work
from warehouse.checks import run_check
from warehouse.database import open_warehouse
from warehouse.fetches import save_answer
from warehouse.graph.columns import NodeMeasures
from warehouse.graph.metrics import analyse_graphs
from warehouse.graph.read import read_communities, read_measures
from warehouse.graph.relations import BETWEEN_WORKS, Relation
from warehouse.graph.stored_analysis import is_analysis_current, read_analysis
from warehouse.matches import save_matches
from warehouse.migrations import MIGRATIONS, apply_migrations
from warehouse.pages import save_page
from warehouse.works import save_works

if TYPE_CHECKING:
    from pathlib import Path

    from enrich.records import Work


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return con.execute(query).fetchall()


def two_camps() -> list[Work]:
    """Ten works, in two groups of five that cite within themselves and share authors, and one work beside them."""
    works = []
    for camp, topic in enumerate(("Optics", "Botany")):
        for number in range(5):
            works.append(
                work(
                    f"W{camp}{number}",
                    authors=[f"A{camp}{number}", f"A{camp}{(number + 1) % 5}"],
                    references=[f"W{camp}{older}" for older in range(number)] + ["W8", "W9"][: 1 + camp],
                    publication_year=2010 + number,
                    cited_by_count=10 * number,
                    topics=(Topic(f"T{camp}", topic, 0.9, None, None, None),),
                    locations=(location(f"Journal of {topic}"),),
                    yearly_citations=tuple(
                        YearlyCitations(year, 60 if (camp, number, year) == (1, 2, 2016) else 5)
                        for year in range(2014, 2019)
                    ),
                )
            )
    return [*works, work("W7")]


@pytest.fixture
def camps(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    works = two_camps()
    save_works(con, works)
    titles = {"W0": "Lenses and light in laser", "W1": "Leaves and roots of moss", "W7": "The 2nd 7"}
    mentions = [
        mention(f"p-{one.work_id}", position, title=f"{titles[one.work_id[:2]]} {position}")
        for position, one in enumerate(works, 1)
    ]
    save_page(con, page(), mentions)
    save_matches(con, [match(f"p-{one.work_id}", one.work_id) for one in works], "api")
    return con


def test_analyse__every_relation_s_graph_in_a_few_numbers(camps: duckdb.DuckDBPyConnection) -> None:
    analysis = analyse_graphs(camps, seed=1)
    assert analysis.is_changed
    found = {one.graph: one for one in analysis.graphs}
    assert list(found) == ["cites", "shares_author", "co_citation", "bibliographic_coupling"]
    cites = found["cites"]
    assert (cites.node_count, cites.edge_count, cites.component_count, cites.community_count) == (11, 20, 3, 2)
    assert cites.modularity == pytest.approx(0.5)
    stored = rows(camps, "select distinct graph, metric from node_metrics")
    directed = {"pagerank", "authority", "main_path_position", "burst_weight"}
    assert directed <= {metric for graph, metric in stored if graph == "cites"}
    assert ("bibliographic_coupling", "authority") not in stored


def test_analyse__second_run_changes_nothing_and_another_seed_only_its_own(camps: duckdb.DuckDBPyConnection) -> None:
    analyse_graphs(camps, seed=1)
    query = "select graph, work_id, metric, value from node_metrics order by all"
    before, stored = rows(camps, query), rows(camps, "from node_metrics order by all")
    assert not analyse_graphs(camps, seed=1).is_changed
    assert rows(camps, "from node_metrics order by all") == stored
    assert analyse_graphs(camps, seed=2).is_changed
    assert set(rows(camps, "select distinct metric, seed from node_metrics where seed is not null")) == {
        ("community", 2)
    }
    assert rows(camps, query) == before


def test_stored_analysis__is_what_was_found_until_seed_graph_measures_or_program_are_others(
    camps: duckdb.DuckDBPyConnection,
) -> None:
    assert not is_analysis_current(camps, 1)
    found = analyse_graphs(camps, seed=1)
    assert is_analysis_current(camps, 1)
    assert not is_analysis_current(camps, 2)
    assert read_analysis(camps).graphs == found.graphs
    analyse_graphs(camps, 1, ["cites"])
    assert not is_analysis_current(camps, 1)
    for change in (
        "delete from node_metrics where metric = 'pagerank'",
        "update analyses set program = 'another'",
        "delete from work_references",
    ):
        analyse_graphs(camps, seed=1)
        assert is_analysis_current(camps, 1)
        camps.execute(change)
        assert not is_analysis_current(camps, 1), change


def test_analyse__is_replaced_as_a_whole(camps: duckdb.DuckDBPyConnection) -> None:
    analyse_graphs(camps)
    analyse_graphs(camps, relations=["shares_author"])
    assert rows(camps, "select distinct graph from node_metrics") == [("shares_author",)]
    assert rows(camps, "select distinct graph from communities") == [("shares_author",)]


def test_analyse__nodes_that_are_gone_lose_their_measures(camps: duckdb.DuckDBPyConnection) -> None:
    analyse_graphs(camps)
    save_matches(camps, [match("p-W7")], "api")
    assert rows(camps, "select count(*) from node_measures where work_id = 'W7'") == [(0,)]
    assert analyse_graphs(camps).is_changed
    assert rows(camps, "select count(*) from node_metrics where work_id = 'W7'") == [(0,)]


def test_analyse__nodes_that_came_later_are_noted(camps: duckdb.DuckDBPyConnection) -> None:
    assert run_check(camps, "outdated_measures").row_count == 0
    save_matches(camps, [match("p-W7")], "api")
    analyse_graphs(camps)
    save_matches(camps, [match("p-W7", "W7")], "api")
    check = run_check(camps, "outdated_measures")
    assert (check.severity, [row[0] for row in check.rows]) == ("note", sorted(BETWEEN_WORKS))
    analyse_graphs(camps)
    assert run_check(camps, "outdated_measures").row_count == 0


def test_analyse__unknown_relation_stores_nothing(camps: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="no relation 'likes'; the relations are cites"):
        analyse_graphs(camps, relations=["cites", "likes"])
    assert rows(camps, "from node_metrics") == []


def test_analyse__empty_warehouse(con: duckdb.DuckDBPyConnection) -> None:
    analysis = analyse_graphs(con)
    assert not analysis.is_changed
    assert {(one.node_count, one.component_count, one.community_count) for one in analysis.graphs} == {(0, 0, 0)}
    assert (rows(con, "from node_metrics"), read_communities(con, Relation.CITES)) == ([], [])


def test_measures__agree_with_the_views(camps: duckdb.DuckDBPyConnection) -> None:
    analyse_graphs(camps)
    assert rows(camps, "select count(*) from node_measures where graph = 'cites'") == [(11,)]
    wrong = """
        select * from node_measures join graph_nodes using (work_id)
        where graph = 'cites' and (in_degree != graph_nodes.local_citation_count or out_degree != local_reference_count)
    """
    assert rows(camps, wrong) == []
    assert rows(
        camps,
        "select distinct parameters->>'weight' from node_metrics where graph = 'shares_author'"
        " and metric in ('strength', 'pagerank', 'community')",
    ) == [("fractional_weight",)]
    assert run_check(camps, "repeated_metrics").row_count == 0


def test_read_measures__one_row_a_node_with_what_the_view_says(camps: duckdb.DuckDBPyConnection) -> None:
    columns = [name for (name,) in rows(camps, "select column_name from (describe work_measures)")]
    assert sorted(columns) == sorted(NodeMeasures._fields)
    assert list(read_measures(camps, Relation.CITES)) == []
    analyse_graphs(camps)
    found = {one.work_id: one for one in read_measures(camps, Relation.CITES)}
    assert list(found) == sorted(found)
    assert len(found) == 11
    assert (found["W00"].main_path_position, found["W04"].main_path_position) == (1, 5)
    assert (found["W12"].burst_start_year, found["W12"].burst_end_year) == (2016, 2016)
    assert (found["W7"].community, found["W7"].component, found["W7"].community_label) == (None, 3, None)
    assert (found["W00"].degree, next(read_measures(camps, Relation.BIBLIOGRAPHIC_COUPLING)).in_degree) == (None, None)


def test_communities__carry_words_and_topics_that_set_them_apart(camps: duckdb.DuckDBPyConnection) -> None:
    analyse_graphs(camps)
    found = read_communities(camps, Relation.CITES)
    assert [(one.community, one.label, one.topics, one.node_count) for one in found] == [
        (1, "laser, lenses, light (Optics)", ["Optics"], 5),
        (2, "leaves, moss, roots (Botany)", ["Botany"], 5),
    ]


def test_communities__words_weigh_what_they_tell_of_the_community(con: duckdb.DuckDBPyConnection) -> None:
    random = Random(3)
    vocabulary = [f"word{letter}" for letter in "abcdefghijkl"]
    works, titles = [], {}
    for number in range(30):
        titles[f"W{number:02}"] = random.choices(vocabulary, weights=range(1, 13), k=4)
        group = number // 10
        works.append(work(f"W{number:02}", references=[f"W{group}{older}" for older in range(number % 10)]))
    save_works(con, works)
    save_page(con, page(), [mention(f"p{one}", n, title=" ".join(titles[one])) for n, one in enumerate(titles, 1)])
    save_matches(con, [match(f"p{one}", one) for one in titles], "api")
    analyse_graphs(con)
    members: dict[int, list[str]] = {}
    for one in read_measures(con, Relation.CITES):
        members.setdefault(one.community or 0, []).append(one.work_id)
    counts = {number: Counter(w for one in group for w in set(titles[one])) for number, group in members.items()}
    totals = sum(counts.values(), Counter[str]())
    assert len(counts) == 3
    for found in read_communities(con, Relation.CITES):
        here = counts[found.community]
        weights = {word: n * log(n / 10 / (totals[word] / 30)) for word, n in here.items()}
        first = {word for word, n in here.items() if n > 1 and weights[word] > 0}
        assert (
            found.words
            == sorted(weights, key=lambda word: (word not in first, -round(weights[word], 9), -here[word], word))[:5]
        )
        assert found.label == ", ".join(found.words[:3])


def test_analyse__the_same_in_another_process(camps: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    analyse_graphs(camps, seed=1)
    query = "select * from node_metrics order by all"
    here = hashlib.sha256(json.dumps(rows(camps, query)).encode()).hexdigest()
    camps.execute(f"attach '{tmp_path / 'copy.duckdb'}' as copy")
    camps.execute(f"copy from database {rows(camps, 'select current_database()')[0][0]} to copy")
    camps.execute("delete from copy.node_metrics")
    camps.execute("detach copy")
    program = (
        "import hashlib, json, sys\n"
        "from warehouse.database import open_warehouse\n"
        "from warehouse.graph.metrics import analyse_graphs\n"
        "with open_warehouse(sys.argv[1]) as con:\n"
        "    assert analyse_graphs(con, seed=1).is_changed\n"
        f"    print(hashlib.sha256(json.dumps(con.execute({query!r}).fetchall()).encode()).hexdigest())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "copy.duckdb")], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == here, done.stderr


# ------------------------------------------------------------------------- views


def test_author_profiles__against_plain_counting(con: duckdb.DuckDBPyConnection) -> None:
    random = Random(5)
    works = [
        work(
            f"W{number}",
            authors=random.sample(["A1", "A2", "A3", "A4"], random.randrange(1, 4)),
            references=[f"W{random.randrange(30)}" for _ in range(6)],
            cited_by_count=random.randrange(12),
            publication_year=2000 + number,
        )
        for number in range(30)
    ]
    store_graph(con, works)
    local = dict(rows(con, "select work_id, local_citation_count from graph_nodes"))
    found = {row[0]: row for row in rows(con, "from author_profiles")}
    assert len(found) == 4
    for author_id in found:
        own = [one for one in works if author_id in [authorship.author_id for authorship in one.authorships]]
        assert found[author_id] == (
            author_id,
            f"Given Name{author_id}",
            None,
            len(own),
            pytest.approx(sum(1 / len(one.authorships) for one in own)),
            min(one.publication_year or 0 for one in own),
            max(one.publication_year or 0 for one in own),
            sum(one.cited_by_count for one in own),
            sum(local[one.work_id] for one in own),
            h_index([one.cited_by_count for one in own]),
            h_index([local[one.work_id] for one in own]),
        )


def h_index(counts: list[int]) -> int:
    return max(h for h in range(len(counts) + 1) if sum(count >= h for count in counts) >= h)


def test_missing_classics__no_empty_records_and_none_that_openalex_no_longer_has(
    con: duckdb.DuckDBPyConnection,
) -> None:
    cited = ["W5", "W6", "W7", "W8"]
    store_graph(con, [work("W1", references=cited), work("W2", references=cited)])
    save_works(con, [work("W5", title=None, type=None), work("W6", title=None)])
    save_answer(con, ["W7"], [], date(2026, 1, 1))
    save_answer(con, ["W8"], [], date(2026, 1, 1), "snapshot:slice.jsonl")
    assert rows(con, "select work_id from missing_classics") == [("W6",), ("W8",)]
    assert rows(con, "select distinct cited_work_id from outside_citation_edges order by all") == [("W6",), ("W8",)]
    assert rows(con, "select distinct reference_count from graph_nodes") == [(3,)]


def test_missing_classics__works_on_no_page_that_two_nodes_cite(con: duckdb.DuckDBPyConnection) -> None:
    works = [
        work("W1", references=["W7", "W8", "W9"]),
        work("W2", references=["W1", "W7", "W9"]),
        work("W3", references=["W1", "W9", "W6"]),
        work("W4", references=["W9", "W6"]),
    ]
    store_graph(con, works, versions={"W3": ["W4"]})
    save_works(con, [work("W7", title="A classic", cited_by_count=5)])
    columns = "work_id, title, citing_node_count, cited_by_count"
    assert rows(con, f"select {columns} from missing_classics") == [("W9", None, 3, None), ("W7", "A classic", 2, 5)]


def test_node_topics__the_canonical_work_s(con: duckdb.DuckDBPyConnection) -> None:
    topics = (Topic("T1", "Trees", 0.4, "Plants", "Biology", "Life"), Topic("T2", "Graphs", 0.9, None, None, None))
    store_graph(con, [work("W1", topics=topics), work("W2", topics=topics[:1])], versions={"W1": ["W2"]})
    assert rows(con, "from node_topics order by all") == [
        ("W1", "T1", "Trees", "Plants", "Biology", "Life", 0.4),
        ("W1", "T2", "Graphs", None, None, None, 0.9),
    ]


def test_coupling_edges__works_that_everybody_cites_count_for_nothing(con: duckdb.DuckDBPyConnection) -> None:
    rare = {0: ["W8001", "W8002"], 1: ["W8001", "W8002"]}
    store_graph(
        con, [work(f"W{number}", references=["W9001", "W9002", *rare.get(number, [])]) for number in range(101)]
    )
    assert rows(con, "from coupling_edges") == [("W0", "W1", 2)]


@pytest.mark.parametrize("view", ["coupling_edges", "co_citation_edges"])
def test_edges_by_likeness__of_each_node_the_twenty_strongest(con: duckdb.DuckDBPyConnection, view: str) -> None:
    random = Random(2)
    names = [f"W{number}" for number in range(60)]
    works = [work(name, references=sorted(random.sample(names, 25))) for name in names]
    store_graph(con, works)
    cited = {one.work_id: set(one.references) - {one.work_id} for one in works}
    if view == "co_citation_edges":
        sets = {name: {citing for citing in names if name in cited[citing]} for name in names}
    else:
        sets = cited
    strongest = {
        (min(name, other), max(name, other))
        for name in names
        for other in sorted(set(names) - {name}, key=lambda other: (-len(sets[name] & sets[other]), other))[:20]
    }
    expected = {pair: len(sets[pair[0]] & sets[pair[1]]) for pair in strongest}
    assert {(left, right): weight for left, right, weight in rows(con, f"from {view}")} == expected
    assert 60 * 10 <= len(expected) <= 60 * 20


def test_shared_author_edges__ids_that_are_not_one_person_tie_nothing(con: duckdb.DuckDBPyConnection) -> None:
    works = [work(f"W{number}", authors=["A1"] + ["A2"] * (number < 2)) for number in range(1_001)]
    store_graph(con, works)
    assert rows(con, "from shared_author_edges") == [("W0", "W1", 1, 1.0)]


def test_author_collaborations__a_crowd_is_no_collaboration(con: duckdb.DuckDBPyConnection) -> None:
    crowd = [f"A{number}" for number in range(1_001)]
    store_graph(con, [work("W1", authors=crowd), work("W2", authors=["A1", "A2"])])
    assert rows(con, "from author_collaborations") == [("A1", "A2", 1, 1.0)]


def test_migration__a_file_from_before_gains_the_tables_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    (tmp_path / "0001_tables.sql").write_bytes((MIGRATIONS / "0001_tables.sql").read_bytes())
    with duckdb.connect(path) as con:
        apply_migrations(con, tmp_path)
        con.execute("insert into topics values ('T1', 'Optics', null, null, null)")
    with open_warehouse(path) as con:
        assert rows(con, "select topic_id from topics") == [("T1",)]
        assert [list(read_measures(con, relation)) for relation in BETWEEN_WORKS] == [[], [], [], []]
        assert not analyse_graphs(con).is_changed
