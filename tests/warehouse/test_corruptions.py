"""Whatever is done to a finished warehouse behind citegraph's back, ``check`` calls it an error."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

import flows
from enrich.records import Match, Page, PaperRecord, Reason, Status
from enrich.text.titles import paper_id, title_key
from enrich.works import read_work
from tests.warehouse.makers import judged
from warehouse.checks import run_check, run_checks
from warehouse.database import open_warehouse
from warehouse.decisions import save_override
from warehouse.fetches import save_answer, save_citing
from warehouse.graph.metrics import analyse_graphs
from warehouse.matches import save_matches
from warehouse.pages import save_page
from warehouse.runs import finish_run, start_run

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from enrich.records import Work

WORKS = Path(flows.__file__).parent / "demo" / "works.jsonl"
RESNET, OTHER = "W2194775991", "W2919115771"
ADAM, PREPRINT_OF_ADAM = "W2964121744", "W1522301498"
TODAY = date(2026, 3, 1)

# what is done: which check tells, and how it is done
CORRUPTIONS = {
    "all references deleted": ("lost_references", "delete from work_references"),
    "the references of one work deleted": (
        "lost_references",
        f"delete from work_references where citing_work_id = '{RESNET}'",
    ),
    "one reference deleted": (
        "works_unlike_json",
        f"delete from work_references where citing_work_id = '{RESNET}' and cited_work_id ="
        f" (select min(cited_work_id) from work_references where citing_work_id = '{RESNET}')",
    ),
    "a reference that nobody made": ("works_unlike_json", f"insert into work_references values ('{RESNET}', 'W1')"),
    "a work that cites itself": ("self_references", f"insert into work_references values ('{RESNET}', '{RESNET}')"),
    "a reference to something that is no work": (
        "malformed_ids",
        f"update work_references set cited_work_id = 'A7' where citing_work_id = '{RESNET}'",
    ),
    "no work has reference data": ("unflagged_references", "update works set has_references = false"),
    "wrong author id": (
        "works_unlike_json",
        f"update authorships set author_id = 'A1' where work_id = '{RESNET}' and position = 2",
    ),
    "wrong author name": (
        "works_unlike_json",
        f"update authorships set author_name = 'N. N.' where work_id = '{RESNET}' and position = 2",
    ),
    "an author list without its last name": (
        "works_unlike_json",
        f"delete from authorships where work_id = '{RESNET}' and position = 4",
    ),
    "an author list in another order": (
        "works_unlike_json",
        f"update authorships set position = 5 - position where work_id = '{RESNET}'",
    ),
    "wrong institution": (
        "works_unlike_json",
        "update authorship_institutions set institution_id ="
        f" (select max(institution_id) from institutions) where work_id = '{RESNET}'",
    ),
    "an author without a name": ("names_lost", "update authors set display_name = null"),
    "an ORCID with its address": (
        "malformed_ids",
        "update authors set orcid = 'https://orcid.org/0000-0001' where author_id ="
        " (select min(author_id) from authors)",
    ),
    "wrong topic": (
        "works_unlike_json",
        f"update work_topics set topic_id = (select min(topic_id) from topics) where work_id = '{RESNET}'",
    ),
    "topic with a score of 7": ("impossible_scores", "update work_topics set score = 7"),
    "wrong source": (
        "works_unlike_json",
        "update locations set source_id = (select max(source_id) from sources) where source_id is not null",
    ),
    "a place less": ("works_unlike_json", f"delete from locations where work_id = '{RESNET}' and position = 1"),
    "negative citations": ("negative_counts", f"update works set cited_by_count = -1 where work_id = '{RESNET}'"),
    "more citations than there are": ("works_unlike_json", "update works set cited_by_count = 10 * cited_by_count"),
    "negative citations of a year": ("negative_counts", "update yearly_citations set cited_by_count = -cited_by_count"),
    "a year of citations less": (
        "works_unlike_json",
        f"delete from yearly_citations where work_id = '{RESNET}' and year ="
        f" (select max(year) from yearly_citations where work_id = '{RESNET}')",
    ),
    "wrong title": ("works_unlike_json", f"update works set title = 'Another' where work_id = '{RESNET}'"),
    "no title": ("works_unlike_json", f"update works set title = null where work_id = '{RESNET}'"),
    "wrong year": ("works_unlike_json", f"update works set publication_year = 1815 where work_id = '{RESNET}'"),
    "wrong date": ("works_unlike_json", f"update works set publication_date = '1815-12-10' where work_id = '{RESNET}'"),
    "wrong type": ("works_unlike_json", f"update works set type = 'dataset' where work_id = '{RESNET}'"),
    "wrong language": ("works_unlike_json", f"update works set language = 'la' where work_id = '{RESNET}'"),
    "a retraction": ("works_unlike_json", f"update works set is_retracted = true where work_id = '{RESNET}'"),
    "a DOI with a prefix": ("malformed_dois", "update works set doi = 'https://doi.org/' || doi where doi is not null"),
    "a DOI in capitals": ("malformed_dois", "update papers set doi = '10.1/ABC'"),
    "another DOI": ("works_unlike_json", f"update works set doi = '10.1234/other' where work_id = '{RESNET}'"),
    "an arXiv id with its version": (
        "malformed_ids",
        "update works set arxiv_id = arxiv_id || 'v2' where arxiv_id is not null",
    ),
    "another arXiv id": ("works_unlike_json", "update works set arxiv_id = '1501.00001' where arxiv_id is not null"),
    "no abstract": ("works_unlike_json", "update works set abstract = null"),
    "other words in an abstract": (
        "works_unlike_json",
        "update works set abstract = 'Words' where abstract is not null",
    ),
    "JSON of another work": (
        "changed_json",
        f"update works set json = (select json from works where work_id = '{OTHER}') where work_id = '{RESNET}'",
    ),
    "JSON of another work and its checksum": (
        "works_unlike_json",
        "update works set json = other.json, json_md5 = other.json_md5"
        f" from works as other where other.work_id = '{OTHER}' and works.work_id = '{RESNET}'",
    ),
    "JSON without its references": (
        "changed_json",
        "update works set json = json_merge_patch(json, '{\"referenced_works\": []}')",
    ),
    "empty JSON with its checksum": ("works_unlike_json", "update works set json = '{}', json_md5 = md5('{}')"),
    "a work deleted": ("missing_works", f"delete from works where work_id = '{RESNET}'"),
    "all works deleted": ("fetched_and_missing", "delete from works"),
    "a verdict with score 7": ("impossible_scores", "update matches set score = 7"),
    "a verdict with score -1": ("impossible_scores", "update matches set score = -1"),
    "an unknown status": ("unknown_status", "update matches set status = 'perhaps'"),
    "an unknown reason": ("unknown_reasons", "update matches set reason = 'because'"),
    "a reason of another status": (
        "unknown_reasons",
        "update matches set reason = 'no_such_work' where status = 'matched'",
    ),
    "a match with a work that was no candidate": (
        "matches_without_candidate",
        f"update matches set work_id = '{OTHER}' where work_id = '{RESNET}'",
    ),
    "a match with something that is no work": (
        "malformed_ids",
        f"update matches set work_id = 'A7' where work_id = '{RESNET}'",
    ),
    "a work as a version of itself": (
        "self_versions",
        f"update matches set version_ids = [work_id] where work_id = '{RESNET}'",
    ),
    "versions that nobody joins": ("unjoined_versions", "delete from work_versions"),
    "versions joined with another work": ("stray_versions", f"update work_versions set canonical_work_id = '{OTHER}'"),
    "versions of a work that is none": ("missing_works", "update work_versions set canonical_work_id = 'W77'"),
    "candidates deleted": ("candidate_counts", "delete from candidates"),
    "two first candidates": ("candidate_ranks", "update candidates set rank = 1"),
    "a candidate more like than equal": ("impossible_scores", "update candidates set title_similarity = 1.5"),
    "wrong title key": ("wrong_title_keys", "update papers set title_key = 'another'"),
    "a title under the key of another": ("wrong_title_keys", "update papers set title = 'Another'"),
    "a mention under another paper": (
        "wrong_title_keys",
        "update mentions set paper_id = (select max(paper_id) from papers)",
    ),
    "a title without words": ("empty_texts", "update papers set title = ''"),
    "a paper deleted": ("orphaned_mentions", "delete from papers where paper_id = (select max(paper_id) from papers)"),
    "a negative number of authors": ("negative_counts", "update papers set author_count = -4"),
    "a page with fewer bytes than none": ("negative_counts", "update pages set byte_count = -1"),
    "a page deleted": ("orphaned_mentions", "delete from pages"),
    "a year of the 30th century": ("impossible_times", "update papers set year = 2999"),
    "changed measures": ("changed_measures", "update node_metrics set value = value * 2 where metric = 'betweenness'"),
    "a measure nobody took": (
        "changed_measures",
        f"insert into node_metrics values ('cites', '{RESNET}', 'greatness', 1, '{{}}', null)",
    ),
    "measures missing": ("changed_measures", "delete from node_metrics where metric = 'pagerank'"),
    "all measures missing": ("changed_measures", "delete from node_metrics"),
    "a measure of no node": (
        "measures_of_no_node",
        f"update node_metrics set work_id = 'W77' where work_id = '{OTHER}'",
    ),
    "a measure stored twice": ("repeated_metrics", "insert into node_metrics from node_metrics limit 1"),
    "measures of a relation there is not": (
        "changed_measures",
        "update node_metrics set graph = 'likes' where graph = 'cites'",
    ),
    "a community with more nodes than it has": (
        "changed_measures",
        "update communities set node_count = node_count + 1",
    ),
    "a community under another name": ("changed_measures", "update communities set label = 'everything'"),
    "a community deleted": ("changed_measures", "delete from communities where community = 1"),
    "a decision about no paper": ("verdicts_without_paper", "update overrides set paper_id = 'p'"),
    "a decision for something that is no work": ("malformed_ids", "update overrides set work_id = 'the right one'"),
    "a fetched work that is not there": (
        "fetched_and_missing",
        "insert into fetches select 'W77', current_date, true, 'api'",
    ),
    "a fetch of tomorrow": ("impossible_times", "update fetches set fetched_date = current_date + 9"),
    "a citation count of no work": ("rows_without_work", "insert into citation_counts values ('W77', '2026-01-01', 4)"),
    "works that came without a note": (
        "unnoted_works",
        f"delete from fetches where work_id = '{RESNET}'; delete from citation_counts where work_id = '{RESNET}'",
    ),
    "the first citation count forgotten": ("unnoted_works", "delete from citation_counts"),
    "a negative citation count": ("negative_counts", "update citation_counts set cited_by_count = -4"),
    "a run that ended before it began": (
        "impossible_times",
        "update runs set finished_at = started_at - interval 1 day",
    ),
    "a run that ended and goes on": ("impossible_times", "update runs set status = 'running'"),
    "a run with negative costs": ("negative_counts", "update runs set cost_usd = -1"),
    "a choice there is not": ("unknown_settings", "insert into settings values ('versions', 'sometimes')"),
}


@pytest.fixture(scope="module")
def stored() -> Iterator[duckdb.DuckDBPyConnection]:
    works = [found for line in WORKS.open("rb") if (found := read_work(orjson.loads(line)))]
    papers = [mention(position, one) for position, one in enumerate(works, 1) if one.work_id != PREPRINT_OF_ADAM]
    with open_warehouse(":memory:") as con:
        run_id = start_run(con, "resolve", "snapshot:works.jsonl", {})
        save_page(con, Page("page", "works.jsonl", "openalex", 100), (paper for paper, _ in papers))
        save_matches(con, (verdict for _, verdict in papers), "snapshot:works.jsonl")
        save_answer(con, [one.work_id for one in works] + ["W404"], works, TODAY)
        save_citing(con, [RESNET], [], TODAY)
        save_override(con, papers[0][0].paper_id, papers[0][1].work_id, "by hand")
        finish_run(con, run_id, "done", paper_count=len(papers), request_count=0, credit_count=0, cost_usd=0)
        analyse_graphs(con)
        yield con


def mention(position: int, work: Work) -> tuple[PaperRecord, Match]:
    """A paper under the work's title, and the verdict that it is the work."""
    title = f"{work.title} ({position})"
    paper = PaperRecord("page", position, position, paper_id(title_key(title)), title_key(title), title, doi=work.doi)
    versions = (PREPRINT_OF_ADAM,) if work.work_id == ADAM else ()
    candidates = tuple(judged(work_id, rank) for rank, work_id in enumerate((work.work_id, *versions), 1))
    return paper, Match(paper.paper_id, Status.MATCHED, Reason.SAME_TITLE, 0.9, work.work_id, versions, candidates)


@pytest.fixture
def finished(stored: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse as a run leaves it; what a test does to it is undone after."""
    stored.begin()
    yield stored
    stored.rollback()


def errors(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return {check.name: check.row_count for check in run_checks(con) if check.row_count and check.severity == "error"}


def test_a_finished_warehouse_has_no_errors(finished: duckdb.DuckDBPyConnection) -> None:
    assert errors(finished) == {}


@pytest.mark.parametrize("corruption", CORRUPTIONS)
def test_check__finds_what_was_corrupted(finished: duckdb.DuckDBPyConnection, corruption: str) -> None:
    name, statement = CORRUPTIONS[corruption]
    assert run_check(finished, name).row_count == 0
    finished.execute(statement)
    found = run_check(finished, name)
    assert (found.severity, found.row_count > 0) == ("error", True)
