"""What is exported with titles is a page again, read back whole; any other export is refused, and says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from enrich.errors import PageError
from enrich.pages import open_page
from enrich.pages.strangers import READABLE_EXPORTS
from enrich.records import Authorship, PaperRecord, Work
from tests.warehouse.makers import location, match, mention, page, work
from warehouse.export.files import write_export
from warehouse.export.formats import FORMATS
from warehouse.matches import save_matches
from warehouse.pages import save_page
from warehouse.works import save_works

if TYPE_CHECKING:
    import duckdb

READABLE = ["bibtex", "ris", "csl-json", "csv-nodes", "node-link", "cytoscape"]
HAVE_ARXIV_IDS = {"bibtex", "ris", "csl-json"}
HAVE_OPENALEX_IDS = set(READABLE) - {"bibtex"}


class Known(NamedTuple):
    """A paper that is exported; names are as OpenAlex prints them."""

    title: str
    authors: tuple[str, ...]
    year: int | None = 2020
    doi: str | None = None
    arxiv_id: str | None = None


PAPERS = {
    "W1": Known("Attention Is All You Need", ("Ashish Vaswani", "Noam Shazeer"), 2017, None, "1706.03762"),
    "W2": Known("On Computable Numbers", ("Alan Turing",), 1937, "10.1112/plms/s2-42.1.230"),
    "W3": Known(
        "Climate Change 2014: 100% of {what} is \\known_ & more",
        ("Intergovernmental Panel on Climate Change",),
        2014,
        "10.1002/(sici)1097#a%7b<1661::aid-sim968>3.0.co;2-2",
    ),
    "W4": Known("=Equations, \"quoted\"; and +signs+", ("García Márquez, Gabriel", "Jan van der Berg"), 2001),
    "W5": Known("-1 and Other Numbers", ("García Márquez, Gabriel José",), 1999, "10.48550/arxiv.hep-th/9711200",
                "hep-th/9711200"),
    "W6": Known("Größe und Ähnlichkeit: 漢字 of the 𝒢raph", ("UNESCO", "Ælfric B. Cœur", "X. Æ A-12"), None),
}  # fmt: skip


@pytest.fixture(scope="module")
def exported(shared_con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A warehouse with these papers, each matched with its work."""
    save_works(shared_con, [as_work(work_id, known) for work_id, known in PAPERS.items()])
    save_page(
        shared_con,
        page(),
        [mention(work_id, place, title=one.title) for place, (work_id, one) in enumerate(PAPERS.items(), 1)],
    )
    save_matches(shared_con, [match(work_id, work_id) for work_id in PAPERS], "snapshot")
    return shared_con


def as_work(work_id: str, known: Known) -> Work:
    return work(
        work_id,
        title=known.title,
        doi=known.doi,
        arxiv_id=known.arxiv_id,
        publication_year=known.year,
        publication_date=date(known.year, 5, 6) if known.year else None,
        abstract="Few words.",
        references=["W1"] if work_id != "W1" else [],
        authorships=tuple(Authorship(place, None, name) for place, name in enumerate(known.authors, 1)),
        locations=(location("Journal of Things & Co"),),
    )


def read_back(path: Path) -> tuple[list[PaperRecord], list[str]]:
    warnings: list[str] = []
    opened = open_page(path, today=date(2026, 11, 25), warn=lambda warning: warnings.append(warning.message))
    return list(opened), warnings


def in_order(name: str) -> str:
    """Return ``Doe, Jane`` as ``Jane Doe``: formats differ in what they put first."""
    return " ".join(reversed(name.split(", ")))


@pytest.mark.parametrize("suffix", ["", ".txt", None], ids=["no suffix", ".txt", "own suffix"])
@pytest.mark.parametrize("name", READABLE)
def test_an_export_with_titles_is_read_back_whole(
    exported: duckdb.DuckDBPyConnection, tmp_path: Path, name: str, suffix: str | None
) -> None:
    out = tmp_path / f"papers{FORMATS[name].suffix if suffix is None else suffix}"
    write_export(exported, out, name)
    records, warnings = read_back(out)
    assert warnings == []
    found = {
        one.title: Known(one.title, tuple(map(in_order, one.authors)), one.year, one.doi, one.arxiv_id)
        for one in records
    }
    for known in PAPERS.values():
        expected = known._replace(authors=tuple(map(in_order, known.authors)))
        if name not in HAVE_ARXIV_IDS and not known.doi:
            expected = expected._replace(arxiv_id=None)
        assert found[known.title] == expected
    assert len(records) == len(PAPERS)
    assert {one.openalex_id for one in records} == (set(PAPERS) if name in HAVE_OPENALEX_IDS else {None})
    assert all(one.author_count == len(one.authors) for one in records)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - set(READABLE)))
@pytest.mark.parametrize("suffix", [".txt", None], ids=[".txt", "own suffix"])
def test_any_other_export_is_refused_and_says_which_can_be_read(
    exported: duckdb.DuckDBPyConnection, tmp_path: Path, name: str, suffix: str | None
) -> None:
    out = tmp_path / f"papers{suffix or FORMATS[name].suffix}"
    write_export(exported, out, name)
    with pytest.raises(PageError, match=r"papers.*own exports") as refusal:
        read_back(out)
    assert READABLE_EXPORTS in str(refusal.value)


def test_the_exports_that_can_be_read_are_named() -> None:
    assert all(name in READABLE_EXPORTS for name in READABLE)
