"""JSON as services and programs write it is read whole, and in whatever it is wrapped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from enrich.errors import PageError
from enrich.pages.json_records import find_papers
from tests.enrich.makers import inverted, openalex_author
from tests.enrich.pages.makers import read_text

ATTENTION = "Attention Is All You Need"
TEXT = "Layers that attend to each other need no recurrence"
OPENALEX = {
    "id": "https://openalex.org/W2963403868",
    "doi": "https://doi.org/10.48550/arXiv.1706.03762",
    "display_name": ATTENTION,
    "publication_year": 2017,
    "publication_date": "2017-06-12",
    "authorships": [openalex_author(1, "Ashish Vaswani"), openalex_author(None, None, raw_author_name="N. Shazeer")],
    "primary_location": {"source": {"id": "https://openalex.org/S1", "display_name": "NeurIPS"}},
    "abstract_inverted_index": inverted(TEXT),
    "topics": [{"id": "https://openalex.org/T1", "display_name": "Topic Modeling"}],
    "referenced_works": ["https://openalex.org/W1"],
}
SEMANTIC_SCHOLAR = {
    "paperId": "204e3073",
    "externalIds": {"ArXiv": "1706.03762", "DOI": "10.5555/3295222", "CorpusId": 13756489},
    "url": "https://www.semanticscholar.org/paper/204e3073",
    "title": ATTENTION,
    "abstract": TEXT,
    "venue": "",
    "journal": {"name": "NeurIPS", "pages": "5998-6008"},
    "year": 2017,
    "authors": [{"authorId": "1", "name": "Ashish Vaswani"}, {"authorId": None, "name": "N. Shazeer"}],
    "references": [{"paperId": "1", "title": "Adam: A Method for Stochastic Optimization"}],
}
CROSSREF = {
    "DOI": "10.5555/3295222",
    "title": [ATTENTION],
    "container-title": ["NeurIPS"],
    "abstract": f"<jats:p>{TEXT}</jats:p>",
    "author": [{"given": "Ashish", "family": "Vaswani", "sequence": "first"}, {"name": "N. Shazeer"}],
    "issued": {"date-parts": [[2017, 6]]},
    "published": {"date-parts": [[2017, 6]]},
    "link": [{"URL": "https://example.org/1.pdf"}],
    "reference": [{"key": "1", "DOI": "10.5555/other", "article-title": "Adam"}],
}
CSL = {
    "id": "W2963403868",
    "type": "article",
    "title": ATTENTION,
    "author": [{"family": "Vaswani", "given": "Ashish"}, {"literal": "N. Shazeer"}],
    "issued": {"date-parts": [["2017", 6, 12]]},
    "container-title": "NeurIPS",
    "URL": "https://arxiv.org/abs/1706.03762",
    "abstract": TEXT,
}
IN_ORDER, INVERTED = ("Ashish Vaswani", "N. Shazeer"), ("Vaswani, Ashish", "N. Shazeer")


@pytest.mark.parametrize(
    ("value", "authors", "identifiers"),
    [
        (OPENALEX, IN_ORDER, ("10.48550/arxiv.1706.03762", "1706.03762", "W2963403868")),
        ({"meta": {"count": 1}, "results": [OPENALEX], "group_by": []}, IN_ORDER,
         ("10.48550/arxiv.1706.03762", "1706.03762", "W2963403868")),
        ([OPENALEX | {"doi": None, "ids": {"doi": "https://doi.org/10.5555/3295222"}}], IN_ORDER,
         ("10.5555/3295222", None, "W2963403868")),
        ([OPENALEX | {"abstract_inverted_index": {"IndexLength": 8, "InvertedIndex": inverted(TEXT)}}], IN_ORDER,
         ("10.48550/arxiv.1706.03762", "1706.03762", "W2963403868")),
        (SEMANTIC_SCHOLAR, IN_ORDER, ("10.5555/3295222", "1706.03762", None)),
        ({"total": 1, "offset": 0, "data": [SEMANTIC_SCHOLAR]}, IN_ORDER, ("10.5555/3295222", "1706.03762", None)),
        ({"offset": 0, "data": [{"isInfluential": True, "citedPaper": SEMANTIC_SCHOLAR}]}, IN_ORDER,
         ("10.5555/3295222", "1706.03762", None)),
        (CROSSREF, INVERTED, ("10.5555/3295222", None, None)),
        ({"status": "ok", "message": CROSSREF}, INVERTED, ("10.5555/3295222", None, None)),
        ({"status": "ok", "message": {"total-results": 1, "items": [CROSSREF]}}, INVERTED,
         ("10.5555/3295222", None, None)),
        ([CSL], INVERTED, (None, "1706.03762", "W2963403868")),
    ],
    ids=["OpenAlex work", "OpenAlex list", "OpenAlex ids", "OpenAlex older abstract", "Semantic Scholar",
         "Semantic Scholar list", "Semantic Scholar citations", "Crossref", "Crossref work", "Crossref list", "CSL"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.json", "a.txt"])
def test_what_a_service_answers_is_read_whole(
    tmp_path: Path, name: str, value: object, authors: tuple[str, ...], identifiers: tuple[str | None, ...]
) -> None:
    read = read_text(tmp_path, name, json.dumps(value))
    (record,) = read.records
    assert (read.page.layout, read.warnings) == ("json", [])
    assert (record.title, record.abstract, record.year, record.venue) == (ATTENTION, TEXT, 2017, "NeurIPS")
    assert (record.authors, record.author_count) == (authors, 2)
    assert (record.doi, record.arxiv_id, record.openalex_id) == identifiers


def test_works_of_openalex_are_read_one_a_line(tmp_path: Path) -> None:
    untitled = {**OPENALEX, "id": "https://openalex.org/W7", "doi": None, "display_name": None, "title": None}
    read = read_text(tmp_path, "works.jsonl", f"{json.dumps(OPENALEX)}\n{json.dumps(untitled)}\n")
    assert (read.page.layout, read.warnings) == ("json-lines", [])
    assert [record.name for record in read.records] == [ATTENTION, "openalex:W7"]
    assert {(record.authors, record.abstract) for record in read.records} == {(IN_ORDER, TEXT)}


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (["10.5555/abc", "https://arxiv.org/abs/1706.03762", ATTENTION],
         ["doi:10.5555/abc", "arxiv:1706.03762", ATTENTION]),
        ({"dois": ["10.5555/abc"]}, ["doi:10.5555/abc"]),
        ([{"doi": "10.5555/abc"}, {"url": "https://doi.org/10.5555/def"}], ["doi:10.5555/abc", "doi:10.5555/def"]),
        ({"title": "My reading list", "items": [{"title": ATTENTION}]}, [ATTENTION]),
    ],
)  # fmt: skip
def test_identifiers_are_papers_too(tmp_path: Path, value: object, names: list[str]) -> None:
    read = read_text(tmp_path, "a.json", json.dumps(value))
    assert ([record.name for record in read.records], read.warnings) == (names, [])


PERSON = {"id": "https://openalex.org/A12", "display_name": "Ashish Vaswani"}


@pytest.mark.parametrize(
    "value",
    [
        PERSON,
        [PERSON],
        {"results": [PERSON]},
        ["https://example.org/1", "https://example.org/2"],
        {"tags": ["a", "b"]},
        ["cs.CL", "cs.LG", "stat.ML", "math.CO", "hep-th"],
        {"name": "a-package", "version": "1.0", "author": "Jane Doe"},
        {"countries": [{"name": "Andorra", "code": "AD"}, {"name": "Belgium", "code": "BE"}]},
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A Schema"},
        {"network": {"items": [{"id": "W1", "label": "Vaswani 2017"}]}, "info": {"title": "a map"}},
    ],
)
def test_what_is_no_paper_is_refused(tmp_path: Path, value: object) -> None:
    with pytest.raises(PageError, match=r"nothing here has a title or an identifier.*own exports"):
        read_text(tmp_path, "a.json", json.dumps(value))


def test_people_among_papers_are_warned_of(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.json", json.dumps([{"title": ATTENTION}, PERSON]))
    assert (read.titles, [warning.message for warning in read.warnings]) == (
        [ATTENTION],
        ["entry 2 is A12, which is no work but a person, a venue or a topic; not read"],
    )


@pytest.mark.parametrize("value", [None, 3, "text", {}, [], {"message": 3}, {"a": {"b": [{"title": "Too Deep"}]}}])
def test_where_nothing_is_a_paper_none_is_found(value: Any) -> None:
    assert find_papers(value) == []
