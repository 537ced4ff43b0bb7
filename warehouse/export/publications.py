"""Publications as reference managers take them, and what their formats share: kinds, names, texts of one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from warehouse.export.registry import Appearance, Format, register
from warehouse.files import WrittenFile, replacing_file
from warehouse.graph.queries import Query
from warehouse.graph.read import stream
from warehouse.sql_files import read_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from pathlib import Path

    import duckdb

    from warehouse.graph.selection import Subgraph


class Publication(NamedTuple):
    """One row of ``sql/graph/publications.sql``; None where nobody knows."""

    work_id: str
    title: str
    type: str | None
    source_type: str | None
    authors: list[str]
    year: int | None
    publication_date: date | None
    venue: str | None
    issn: str | None
    volume: str | None
    issue: str | None
    first_page: str | None
    last_page: str | None
    doi: str | None
    arxiv_id: str | None
    abstract: str | None


class Kind(NamedTuple):
    """What a kind of publication is called in each format, and in which BibTeX field its venue goes."""

    bibtex: str
    ris: str
    csl: str
    venue_field: str


ARTICLE = Kind("article", "JOUR", "article-journal", "journal")
CONFERENCE = Kind("inproceedings", "CONF", "paper-conference", "booktitle")
OTHER = Kind("misc", "GEN", "document", "howpublished")
KINDS = {
    "article": ARTICLE,
    "review": ARTICLE,
    "letter": ARTICLE,
    "editorial": ARTICLE,
    "conference-paper": CONFERENCE,
    "proceedings-article": CONFERENCE,
    "preprint": Kind("misc", "UNPB", "article", "howpublished"),
    "book": Kind("book", "BOOK", "book", "series"),
    "book-chapter": Kind("incollection", "CHAP", "chapter", "booktitle"),
    "dissertation": Kind("phdthesis", "THES", "thesis", "school"),
    "report": Kind("techreport", "RPRT", "report", "institution"),
    "dataset": Kind("misc", "DATA", "dataset", "howpublished"),
}


def kind_of(publication: Publication) -> Kind:
    """What it is: its type, but an article of a conference, or a preprint that a journal printed, is what they are."""
    if publication.type in ("article", "preprint") and publication.source_type == "conference":
        return CONFERENCE
    if publication.type == "preprint" and publication.source_type == "journal":
        return ARTICLE
    return KINDS.get(publication.type or "", OTHER)


def one_line(text: str) -> str:
    """``text`` without control characters and line ends, each white space one blank, no half surrogate pairs."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(_UNSEEN.sub(" ", whole).split())


_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def split_name(name: str) -> tuple[str, str | None]:
    """Family and given name; the given one is None for a name of one word.

    What stands before a comma is the family name; else the last word is, with the lower-case words before it.
    """
    family, comma, given = (part.strip() for part in one_line(name).partition(","))
    if comma and family and given:
        return family, given
    words = (family or given).split()
    start = next((i for i, word in enumerate(words[1:-1], 1) if word[:1].islower()), len(words) - 1)
    return (" ".join(words[start:]), " ".join(words[:start])) if start > 0 else (" ".join(words), None)


def write_each(
    out: Path,
    publications: Iterable[Publication],
    spell: Callable[[Publication], str],
    head: str = "",
    joint: str = "\n",
    tail: str = "",
) -> WrittenFile:
    """Write the publications one by one; an earlier file is replaced once the new one is whole."""
    count = 0
    with replacing_file(out) as file:
        file.write(head)
        for count, text in enumerate(map(spell, publications), 1):
            file.write((joint if count > 1 else "") + text)
        file.write(tail)
    return WrittenFile.at(out, count)


def register_bibliography(
    name: str, suffix: str, holds: str, write: Callable[[Path, Iterable[Publication]], WrittenFile], rank: int
) -> None:
    """Add a format for the papers that were matched, each as the publication it was matched to."""

    def write_subgraph(con: duckdb.DuckDBPyConnection, out: Path, subgraph: Subgraph, _: Appearance) -> WrittenFile:
        rows = stream(con, Query(read_sql("graph/publications"), {"ids": subgraph.ids}))
        return write(out, map(Publication._make, rows))

    register(Format(name, suffix, holds, write_subgraph, rank, is_graph=False))
