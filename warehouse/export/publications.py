"""Publications as reference managers take them, and what their formats share: kinds, names, texts of one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from enrich.identifiers import arxiv_address
from warehouse.export.registry import Appearance, Format, register
from warehouse.files import WrittenFile, replacing_file
from warehouse.graph.queries import Query
from warehouse.graph.read import stream
from warehouse.sql_files import read_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from pathlib import Path
    from typing import Any, Self

    import duckdb

    from warehouse.graph.selection import Subgraph


class Publication(NamedTuple):
    """One row of ``sql/graph/publications.sql``; None where nobody knows.

    ``record_type`` is what registries of DOIs call it. ``venue`` is the journal, conference or repository,
    ``book_title`` the book or the proceedings, where it has a name of its own.
    """

    work_id: str
    title: str
    type: str | None
    record_type: str | None
    source_type: str | None
    authors: list[str]
    year: int | None
    publication_date: date | None
    venue: str | None
    book_title: str | None
    series: str | None
    publisher: str | None
    issn: str | None
    volume: str | None
    issue: str | None
    first_page: str | None
    last_page: str | None
    doi: str | None
    arxiv_id: str | None
    abstract: str | None

    @property
    def kind(self) -> Kind:
        """What it is: what registries say, or else its type, unless its source says more."""
        if found := RECORD_KINDS.get(self.record_type or ""):
            return found
        if self.type in ("article", "preprint") and self.source_type == "conference":
            return CONFERENCE
        if self.type == "preprint" and self.source_type == "journal":
            return ARTICLE
        return KINDS.get(self.type or "", OTHER)

    @property
    def container(self) -> str | None:
        """The journal, proceedings or book it is in; a book is in nothing but its series."""
        if self.kind is BOOK:
            return None
        return self.venue if self.kind is ARTICLE else self.book_title or self.venue

    @property
    def house(self) -> str | None:
        """Who published it; a repository only keeps it."""
        return None if self.source_type == "repository" else self.publisher

    @property
    def pages(self) -> tuple[str, ...]:
        """First and last page, or the only one."""
        return tuple(dict.fromkeys(page for page in (self.first_page, self.last_page) if page))

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month and day, or what is known of them. OpenAlex says 1 January where it knows the year alone."""
        day = self.publication_date
        if day is None or (day.month, day.day) == (1, 1):
            return tuple(filter(None, [self.year]))
        return (day.year, day.month, day.day)

    @property
    def address(self) -> str | None:
        """Where arXiv keeps it."""
        return arxiv_address(self.arxiv_id) if self.arxiv_id else None

    @property
    def role(self) -> str:
        """What the names on its list are."""
        return "editor" if self.record_type in ("edited-book", "proceedings") else "author"

    def on_one_line(self) -> Self:
        """The same, its texts without line ends and what no file should hold, its names without empty ones."""
        texts: dict[str, Any] = {
            name: one_line(value) for name, value in self._asdict().items() if isinstance(value, str)
        }
        return self._replace(**texts, authors=list(filter(None, map(one_line, self.authors))))


class Kind(NamedTuple):
    """What a kind of publication is called in each format, and in which BibTeX field what it is in goes."""

    bibtex: str
    ris: str
    csl: str
    container_field: str


ARTICLE = Kind("article", "JOUR", "article-journal", "journal")
CONFERENCE = Kind("inproceedings", "CONF", "paper-conference", "booktitle")
CHAPTER = Kind("incollection", "CHAP", "chapter", "booktitle")
BOOK = Kind("book", "BOOK", "book", "series")
PREPRINT = Kind("misc", "UNPB", "article", "howpublished")
THESIS = Kind("phdthesis", "THES", "thesis", "school")
REPORT = Kind("techreport", "RPRT", "report", "institution")
DATASET = Kind("misc", "DATA", "dataset", "howpublished")
OTHER = Kind("misc", "GEN", "document", "howpublished")
# By OpenAlex's own types, where registries say nothing;
KINDS = {
    "article": ARTICLE,
    "review": ARTICLE,
    "letter": ARTICLE,
    "editorial": ARTICLE,
    "journal-article": ARTICLE,
    "conference-paper": CONFERENCE,
    "proceedings-article": CONFERENCE,
    "preprint": PREPRINT,
    "book": BOOK,
    "book-chapter": CHAPTER,
    "dissertation": THESIS,
    "report": REPORT,
    "dataset": DATASET,
}
# by Crossref's (https://api.crossref.org/types).
RECORD_KINDS = {
    "journal-article": ARTICLE,
    "proceedings-article": CONFERENCE,
    "book-chapter": CHAPTER,
    "book-part": CHAPTER,
    "book-section": CHAPTER,
    "reference-entry": CHAPTER,
    "book": BOOK,
    "monograph": BOOK,
    "edited-book": BOOK,
    "reference-book": BOOK,
    "dissertation": THESIS,
    "report": REPORT,
    "dataset": DATASET,
}


def one_line(text: str) -> str:
    """``text`` without control characters and line ends, each white space one blank, no half surrogate pairs."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(_UNSEEN.sub(" ", whole).split())


_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Name(NamedTuple):
    """A person's name in parts; of an organisation, or a name of one word, only ``family`` is there."""

    family: str
    given: str | None = None
    suffix: str | None = None


def split_name(name: str) -> Name:
    """The parts of a name.

    | name | family | given | suffix |
    |---|---|---|---|
    | ``Jan van der Berg`` | ``van der Berg`` | ``Jan`` | |
    | ``Lovelace, Ada`` | ``Lovelace`` | ``Ada`` | |
    | ``Martin Luther King Jr.`` | ``King`` | ``Martin Luther`` | ``Jr.`` |
    | ``Intergovernmental Panel on Climate Change`` | all of it | | |

    What stands before a comma is the family name; else the last word is, with the lower-case words before it.
    """
    if _ORGANISATION.search(name):
        return Name(name)
    if found := _SUFFIX.search(name):
        return split_name(name[: found.start()])._replace(suffix=found["suffix"])
    family, _, given = map(str.strip, name.partition(","))
    return Name(family, given) if family and given else _split_words((family or given).split())


def _split_words(words: list[str]) -> Name:
    start = next((i for i, word in enumerate(words[1:-1], 1) if word[:1].islower()), len(words) - 1)
    return Name(" ".join(words[max(start, 0) :]), " ".join(words[: max(start, 0)]) or None)


# Words that are in no person's name.
_ORGANISATION = re.compile(
    r"\b(?:of|on|for|the|and|in)\b|\b(?:Agency|Alliance|Association|Authority|Bureau|Cent(?:er|re)|Collaboration|"
    r"Commission|Committee|Consortium|Corporation|Council|Department|Federation|Foundation|Group|Initiative|Institut[eo]?|"
    r"Laborator(?:y|ies)|Ministry|Nations|Network|Organi[sz]ation|Panel|Project|Society|Team|Universit(?:y|\u00e4t|\u00e9))\b"
)
_SUFFIX = re.compile(r"(?<=\w),?\s+(?P<suffix>[JS]r\.?|I{2,3}|IV)$")


def write_each(
    out: Path,
    publications: Iterable[Publication],
    spell: Callable[[Publication], str],
    head: str = "",
    joint: str = "\n",
    tail: str = "",
) -> WrittenFile:
    """Write the publications one by one, each on one line; an earlier file is replaced once the new one is whole."""
    count = 0
    with replacing_file(out) as file:
        file.write(head)
        for count, publication in enumerate(publications, 1):
            file.write((joint if count > 1 else "") + spell(publication.on_one_line()))
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
