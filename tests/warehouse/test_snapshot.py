"""A snapshot as a source: any format gives the same findings, and a file that is no snapshot is named."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import duckdb
import orjson
import pytest

from enrich.errors import SnapshotError
from enrich.matching.decision import decide
from enrich.records import Paper, Status
from enrich.works import read_candidate, read_work
from tests.enrich.asking import made_papers, open_api, page_papers, work_of, works_of
from tests.enrich.makers import inverted, openalex_work, paper, sentence_text
from tests.loopback import LoopbackServer
from tests.shared import WORKS_DEV, needs_shared
from warehouse.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

PAPERS = made_papers(40)
# Every second paper is there; what is there is told by number.
WORKS = [work for number, work in enumerate(works_of(PAPERS)) if number % 2 == 0]
Json = dict[str, Any]


def lines(works: Iterable[Json]) -> bytes:
    return b"".join(orjson.dumps(work) + b"\n" for work in works)


def open_snapshot(path: Path | str, **limits: int) -> Snapshot:
    return Snapshot(path, read_candidate=read_candidate, read_work=read_work, decide=decide, **limits)


def verdicts(snapshot: Snapshot, papers: Sequence[Paper]) -> dict[str, tuple[Status, str | None, tuple[str, ...]]]:
    findings = list(snapshot.find(papers))
    assert [finding.paper for finding in findings] == list(papers)
    assert all(finding.error is None for finding in findings)
    matches = [finding.match for finding in findings]
    return {match.paper_id: (match.status, match.work_id, match.version_ids) for match in matches}


def write_lines(folder: Path, works: Sequence[Json]) -> Path:
    path = folder / "works.jsonl"
    path.write_bytes(lines(works))
    return path


def write_gzip(folder: Path, works: Sequence[Json]) -> Path:
    path = folder / "part_0001.gz"
    path.write_bytes(gzip.compress(lines(works)))
    return path


def write_parquet(folder: Path, works: Sequence[Json]) -> Path:
    path, source = folder / "works.parquet", folder / "source.tmp"
    source.write_bytes(lines(works))
    with duckdb.connect() as con:
        con.execute(f"copy (from read_json('{source}', format='newline_delimited')) to '{path}' (format parquet)")
    source.unlink()
    return path


def write_folder(folder: Path, works: Sequence[Json]) -> Path:
    for number in range(3):
        part = folder / "works" / f"updated_date=2026-0{number + 1}-01"
        part.mkdir(parents=True)
        (part / "part_0000.gz").write_bytes(gzip.compress(lines(works[number::3])))
    (folder / "works" / "manifest").write_text("{}")
    return folder / "works"


def write_glob(folder: Path, works: Sequence[Json]) -> Path:
    for number in range(3):
        (folder / f"slice-{number}.jsonl").write_bytes(lines(works[number::3]))
    (folder / "other.jsonl").write_text("not for us")
    return folder / "slice-*.jsonl"


def write_odd_name(folder: Path, works: Sequence[Json]) -> Path:
    path = folder / 'it\'s "quoted" & [odd] {name}.jsonl'
    path.write_bytes(lines(works))
    return path


FORMATS = [write_lines, write_gzip, write_parquet, write_folder, write_glob, write_odd_name]


@pytest.mark.parametrize("write", FORMATS)
def test_every_format_gives_the_same_verdicts_and_works(
    tmp_path: Path, write: Callable[[Path, Sequence[Json]], Path]
) -> None:
    snapshot = open_snapshot(write(tmp_path, WORKS))
    found = verdicts(snapshot, PAPERS)
    for number, one in enumerate(PAPERS):
        expected = (Status.MATCHED, f"W{1000 + number}", ()) if number % 2 == 0 else (Status.UNMATCHED, None, ())
        assert found[one.paper_id] == expected
    works = {work.work_id: work for work in snapshot.fetch_works(["W1000", "W1002", "W1001", "W7"])}
    assert works.keys() == {"W1000", "W1002"}
    assert works["W1000"].title == PAPERS[0].title
    assert works["W1000"].references == ("W1001",)
    assert len(works["W1000"].authorships) == 3


def test_a_snapshot_is_named_by_its_file(tmp_path: Path) -> None:
    assert open_snapshot(write_lines(tmp_path, WORKS)).name == "snapshot:works.jsonl"


def test_asking_twice_changes_nothing(tmp_path: Path) -> None:
    snapshot = open_snapshot(write_lines(tmp_path, WORKS))
    assert verdicts(snapshot, PAPERS) == verdicts(snapshot, PAPERS)
    assert list(snapshot.fetch_works(["W1000"])) == list(snapshot.fetch_works(["W1000"]))


@pytest.mark.parametrize("write", [write_lines, write_parquet])
def test_no_papers_and_no_works_are_no_trouble(tmp_path: Path, write: Callable[[Path, Sequence[Json]], Path]) -> None:
    snapshot = open_snapshot(write(tmp_path, WORKS))
    assert list(snapshot.find([])) == []
    assert list(snapshot.fetch_works([])) == []


def test_a_work_held_twice_comes_once(tmp_path: Path) -> None:
    snapshot = open_snapshot(write_lines(tmp_path, [*WORKS, WORKS[0]]))
    assert verdicts(snapshot, PAPERS[:1]) == {PAPERS[0].paper_id: (Status.MATCHED, "W1000", ())}
    assert [work.work_id for work in snapshot.fetch_works(["W1000"])] == ["W1000"]


@pytest.mark.parametrize("write", [write_lines, write_parquet])
def test_nulls_everywhere_are_read_as_nothing(tmp_path: Path, write: Callable[[Path, Sequence[Json]], Path]) -> None:
    fields = [*WORKS[0], "doi", "title", "locations", "primary_location", "abstract_inverted_index", "topics"]
    empty = {**dict.fromkeys(fields), "id": "https://openalex.org/W5"}
    nested = {**empty, "id": "https://openalex.org/W6", "locations": [None, {"landing_page_url": None}]}
    without_id = {**WORKS[1], "id": None}
    snapshot = open_snapshot(write(tmp_path, [empty, nested, without_id, {**empty, **WORKS[0]}]))
    assert verdicts(snapshot, PAPERS[:1]) == {PAPERS[0].paper_id: (Status.MATCHED, "W1000", ())}
    assert sorted(work.work_id for work in snapshot.fetch_works(["W5", "W6"])) == ["W5", "W6"]


def test_identifiers_find_works_under_other_titles(tmp_path: Path) -> None:
    papers = [
        paper("A Paper Known by Its Identifier", doi="10.5555/abc"),
        paper("A Paper on an Archive Page of Old", arxiv_id="2401.00001"),
        paper("A Paper on the Archive by Its DOI", arxiv_id="2401.00002"),
    ]
    works = [
        work_of(papers[0], 10, display_name="The paper known by its identifier", doi="https://doi.org/10.5555/ABC"),
        work_of(papers[1], 11, locations=[{"landing_page_url": "http://arxiv.org/abs/2401.00001v3"}]),
        work_of(papers[2], 12, display_name=None, title="Archived", doi="https://doi.org/10.48550/arXiv.2401.00002"),
    ]
    snapshot = open_snapshot(write_lines(tmp_path, works))
    found = {
        finding.paper.title: [one.candidate.work_id for one in finding.match.candidates]
        for finding in snapshot.find(papers)
    }
    assert all(f"W{number}" in found[one.title] for number, one in enumerate(papers, 10))


def test_a_renamed_work_is_found_by_a_title_made_of_words_of_the_abstract(tmp_path: Path) -> None:
    text = sentence_text(1)
    renamed = openalex_work(
        900, display_name=" ".join(text.split()[7:11]).title(), abstract_inverted_index=inverted(text)
    )
    asked = paper("Nothing of This Stands in the Other Title", abstract=text)
    (finding,) = open_snapshot(write_lines(tmp_path, [*WORKS, renamed])).find([asked])
    ((work_id, found_by),) = [(one.candidate.work_id, one.candidate.found_by) for one in finding.match.candidates]
    assert (work_id, found_by, finding.match.reason) == ("W900", "words of the abstract", "same_abstract")


def test_an_abstract_finds_its_way_into_the_evidence(tmp_path: Path) -> None:
    text = sentence_text(1)
    asked = paper("GPTs", abstract=text)
    work = work_of(asked, 10, abstract_inverted_index=inverted(text), publication_year=2020)
    for write in (write_lines, write_parquet):
        snapshot = open_snapshot(write(tmp_path, [work]))
        assert verdicts(snapshot, [asked]) == {asked.paper_id: (Status.MATCHED, "W10", ())}


def test_hostile_titles_end_in_a_verdict(tmp_path: Path) -> None:
    titles = [
        "",
        "???",
        "'; drop table works; --",
        "%_%",
        "a{b}c",
        "\\",
        "$1 {rows}",
        "\x00 \x01",
        "Q*",
        "🙂",
        "x" * 5000,
    ]
    papers = list({one.paper_id: one for one in map(paper, titles)}.values())
    snapshot = open_snapshot(write_lines(tmp_path, WORKS))
    assert all(status is Status.UNMATCHED for status, _, _ in verdicts(snapshot, papers).values())


def test_the_api_gives_the_same_verdicts_on_the_same_works(tmp_path: Path) -> None:
    spelled = [
        work_of(PAPERS[1], 3001, display_name=PAPERS[1].title.replace("-", "")),
        work_of(PAPERS[3], 3003, display_name=f"<i>{PAPERS[3].title}</i>."),
        work_of(PAPERS[5], 3005, display_name=f"{PAPERS[5].title} and Beyond"),
    ]
    works = [*WORKS, *spelled]
    with LoopbackServer(works, is_paced=False) as server:
        findings = list(open_api(server, tmp_path).find(PAPERS))
    matches = [finding.match for finding in findings]
    from_api = {match.paper_id: (match.status, match.work_id, match.version_ids) for match in matches}
    assert from_api == verdicts(open_snapshot(write_lines(tmp_path, works)), PAPERS)


def test_a_foreign_title_and_doi_over_the_abstract_is_ambiguous_by_either_source(tmp_path: Path) -> None:
    text = sentence_text(1)
    corrupt = openalex_work(
        900,
        display_name=" ".join(text.split()[7:11]).title(),
        doi="https://doi.org/10.4230/lipics.x.1",
        abstract_inverted_index=inverted(text),
    )
    asked = paper("Nothing of This Stands in the Other Title", abstract=text)
    with LoopbackServer([*WORKS, corrupt], is_paced=False) as server:
        (by_api,) = open_api(server, tmp_path).find([asked])
    (by_snapshot,) = open_snapshot(write_lines(tmp_path, [*WORKS, corrupt])).find([asked])
    for match in (by_api.match, by_snapshot.match):
        assert (match.status, match.reason) == (Status.AMBIGUOUS, "other_record")
        assert [(one.candidate.work_id, one.conflict) for one in match.candidates] == [("W900", "other_record")]


def test_papers_are_asked_for_in_batches_and_answered_before_the_last_is_read(tmp_path: Path) -> None:
    whole = list(open_snapshot(write_lines(tmp_path, WORKS)).find(PAPERS))
    unread = iter(PAPERS)
    findings = open_snapshot(tmp_path / "works.jsonl", papers_per_reading=7, papers_per_query=3).find(unread)
    first = next(findings)
    assert next(unread) == PAPERS[7]
    assert [first, *findings] == [*whole[:7], *whole[8:]]


def test_a_work_found_for_two_papers_tells_for_each_how(tmp_path: Path) -> None:
    papers = [paper("A Study of Graphs in Winter", doi="10.5555/abc"), paper("Renamed Since Then")]
    known_by_doi = replace(papers[1], doi="10.5555/abc")
    snapshot = open_snapshot(write_lines(tmp_path, [work_of(papers[0], 10, doi="https://doi.org/10.5555/abc")]))
    found = [
        entry.candidate.found_by
        for finding in snapshot.find([papers[0], known_by_doi])
        for entry in finding.match.candidates
    ]
    assert found == ["exact title", "identifier"]


@pytest.mark.parametrize("write", [write_lines, write_parquet])
def test_citing_works_come_the_most_cited_first_and_no_more_than_wanted(
    tmp_path: Path, write: Callable[[Path, Sequence[Json]], Path]
) -> None:
    urls = ["https://openalex.org/W1", "https://openalex.org/W2"]
    references = [urls[:1], urls, *[urls[:1]] * 4]
    works = [
        work_of(PAPERS[number], 100 + number, cited_by_count=number, referenced_works=cited)
        for number, cited in enumerate(references)
    ]
    snapshot = open_snapshot(write(tmp_path, [*works, works[5]]), works_per_answer=2)
    answers = list(snapshot.fetch_citing({"W1": 6, "W2": 1, "W3": 0}, max_per_work=3))
    assert [len(found) for _, found in answers] == [2, 2, 0]
    assert {work.work_id for _, found in answers for work in found} == {"W105", "W104", "W103", "W101"}
    assert [asked for asked, _ in answers if asked] == [["W1", "W2", "W3"]]


def test_a_work_of_twelve_megabytes_is_read(tmp_path: Path) -> None:
    large = {**WORKS[0], "raw_affiliation_strings": ["x" * 1000] * 12_000}
    snapshot = open_snapshot(write_lines(tmp_path, [large, *WORKS[1:]]))
    assert verdicts(snapshot, PAPERS[:1]) == {PAPERS[0].paper_id: (Status.MATCHED, "W1000", ())}


@needs_shared
def test_the_pages_find_their_works() -> None:
    snapshot = open_snapshot(WORKS_DEV)
    papers = page_papers()
    found = [work_id for _, work_id, _ in verdicts(snapshot, papers).values() if work_id]
    assert len(found) >= 256
    assert sorted(work.work_id for work in snapshot.fetch_works(found)) == sorted(found)


# ------------------------------------------------------------------------- what is no snapshot


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match=r"no snapshot at .*nowhere\.jsonl"):
        open_snapshot(tmp_path / "nowhere.jsonl")
    with pytest.raises(SnapshotError, match="no snapshot at"):
        open_snapshot(tmp_path / "*.jsonl")
    with pytest.raises(SnapshotError, match="no snapshot at"):
        open_snapshot(tmp_path)


def test_two_kinds_in_one_folder_are_refused(tmp_path: Path) -> None:
    write_lines(tmp_path, WORKS)
    write_parquet(tmp_path, WORKS)
    with pytest.raises(SnapshotError, match="both"):
        open_snapshot(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lines(WORKS)[:-200], id="cut off"),
        pytest.param(lines(WORKS[:3]) + b"no json at all\n" + lines(WORKS[3:]), id="a line of prose"),
        pytest.param(lines(WORKS[:3]) + b'{"id": "https://openalex.org/W1", "title":\n', id="half an object"),
        pytest.param(b"", id="empty"),
        pytest.param(b"\n\n", id="blank lines"),
        pytest.param(b"[]\n", id="an empty list"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), id="a picture"),
        pytest.param(b'{"name": "somebody else\'s JSON", "id": 7}\n', id="other objects"),
        pytest.param(b'{"id": "https://openalex.org/A5023888391"}\n', id="authors"),
    ],
)
def test_a_file_that_holds_no_works_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_bytes(content)
    with pytest.raises(SnapshotError, match=r"broken\.jsonl"):
        list(open_snapshot(path).find(PAPERS))


def test_the_broken_file_of_a_folder_is_the_one_named(tmp_path: Path) -> None:
    write_folder(tmp_path, WORKS)
    bad = tmp_path / "works" / "updated_date=2026-03-01" / "part_0000.gz"
    bad.write_bytes(gzip.compress(lines(WORKS)[:-200]))
    with pytest.raises(SnapshotError, match=r"updated_date=2026-03-01"):
        list(open_snapshot(tmp_path / "works").find(PAPERS))


def test_a_damaged_archive_is_named(tmp_path: Path) -> None:
    path = write_gzip(tmp_path, WORKS)
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(SnapshotError, match=r"part_0001\.gz"):
        list(open_snapshot(path).find(PAPERS))


@pytest.mark.parametrize("content", [b"PAR1 but nothing else", b""])
def test_a_damaged_table_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "works.parquet"
    path.write_bytes(content)
    with pytest.raises(SnapshotError, match=r"works\.parquet"):
        list(open_snapshot(path).find(PAPERS))


def test_a_table_of_something_else_is_named(tmp_path: Path) -> None:
    path = write_parquet(tmp_path, [{"name": "no work", "count": 3}])
    with pytest.raises(SnapshotError, match=r"works\.parquet"):
        list(open_snapshot(path).find(PAPERS))


def test_fetching_from_a_broken_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_bytes(lines([openalex_work(10)]) + b'{"id": \n')
    with pytest.raises(SnapshotError, match=r"broken\.jsonl"):
        list(open_snapshot(path).fetch_works(["W10"]))


def test_papers_without_title_are_found_by_their_identifiers_alone(tmp_path: Path) -> None:
    works = [
        openalex_work(1, doi="https://doi.org/10.5555/ABC"),
        openalex_work(2, locations=[{"landing_page_url": "http://arxiv.org/abs/2401.00001v2"}]),
        openalex_work(3),
    ]
    papers = [paper("", doi="10.5555/abc"), paper("", arxiv_id="2401.00001"), paper("", openalex_id="W3")]
    absent = paper("", doi="10.5555/absent")
    found = verdicts(open_snapshot(write_lines(tmp_path, works)), [*papers, absent])
    assert [found[one.paper_id][:2] for one in papers] == [(Status.MATCHED, f"W{number}") for number in (1, 2, 3)]
    assert found[absent.paper_id][0] is Status.UNMATCHED
