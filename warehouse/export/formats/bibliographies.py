"""Publications as reference managers take them: BibTeX, RIS and CSL-JSON, written as streams.

What is common to the three: kinds of publications, names, and texts without control characters.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from enrich.identifiers import arxiv_address
from warehouse.escaping import json_text
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


# ------------------------------------------------------------------------ BibTeX


def write_bibtex(out: Path, publications: Iterable[Publication]) -> WrittenFile:
    r"""Write BibTeX in UTF-8. A key is surname, year and a word of the title; the second to want it adds its id.

    Every sign that LaTeX would act on is spelled out, so that a title can neither end its field nor run a command;
    braces that do not pair are ``\textbraceleft{}``, as BibTeX counts those behind a backslash too. Titles stand in
    braces of their own, so that styles keep their capitals. Safe to repeat.
    """
    keys: set[str] = set()
    return _write(out, publications, lambda publication: _bibtex_entry(publication, keys))


def _bibtex_entry(publication: Publication, keys: set[str]) -> str:
    kind = kind_of(publication)
    key = _key(publication)
    if key.lower() in keys:
        key = f"{key}-{publication.work_id}"
    keys.add(key.lower())
    pages = "--".join(page for page in (publication.first_page, publication.last_page) if page)
    fields = {
        "title": f"{{{latex(publication.title)}}}",
        "author": " and ".join(_bibtex_name(name) for name in publication.authors if one_line(name)),
        kind.venue_field: latex(publication.venue or ""),
        "year": str(publication.year or ""),
        "volume": latex(publication.volume or ""),
        "number": latex(publication.issue or ""),
        "pages": latex(pages),
        "issn": latex(publication.issn or ""),
        "doi": _verbatim(publication.doi or ""),
        "eprint": _verbatim(publication.arxiv_id or ""),
        "archiveprefix": "arXiv" if publication.arxiv_id else "",
        "abstract": latex(publication.abstract or ""),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind.bibtex}{{{key},\n{lines}}}\n"


def latex(text: str) -> str:
    """``text`` as LaTeX that prints it."""
    line = one_line(text)
    return line.translate(_LATEX if _is_balanced(line) else _LATEX | _BRACES_ALONE)


def _is_balanced(text: str) -> bool:
    depths = accumulate((sign == "{") - (sign == "}") for sign in text)
    return text.count("{") == text.count("}") and min(depths, default=0) >= 0


_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "{}&%$#_"},
    }
)
_BRACES_ALONE = str.maketrans({"{": r"\textbraceleft{}", "}": r"\textbraceright{}"})


def _bibtex_name(name: str) -> str:
    """A name, in braces if BibTeX would take it for several."""
    text = latex(name)
    is_whole = text.count(",") <= 1 and not re.search(r"\b(and|others)\b", text, re.IGNORECASE)
    return text.strip(", ") if is_whole else f"{{{text}}}"


def _verbatim(text: str) -> str:
    """An identifier, which styles print as it is: what could end or break its field as percent signs."""
    return re.sub(r"[\\{}%#\s]", lambda match: f"%{ord(match[0]):02X}", one_line(text))


def _key(publication: Publication) -> str:
    family = _ascii(split_name(publication.authors[0])[0]) if publication.authors else ""
    words = (_ascii(word) for word in publication.title.split())
    word = next((word for word in words if len(word) > 3), "")
    return f"{family}{publication.year or ''}{word}" or publication.work_id


def _ascii(text: str) -> str:
    return re.sub("[^a-z0-9]", "", unicodedata.normalize("NFKD", text).lower())


# --------------------------------------------------------------------------- RIS


def write_ris(out: Path, publications: Iterable[Publication]) -> WrittenFile:
    """Write RIS in UTF-8, with the line ends its specification asks for. Safe to repeat."""
    return _write(out, publications, _ris_record)


def _ris_record(publication: Publication) -> str:
    kind = kind_of(publication)
    names = [", ".join(part for part in split_name(name) if part) for name in publication.authors]
    tags = [
        ("TY", kind.ris),
        ("ID", publication.work_id),
        ("TI", publication.title),
        *(("AU", name) for name in names),
        ("PY", str(publication.year or "")),
        ("DA", publication.publication_date.strftime("%Y/%m/%d") if publication.publication_date else ""),
        ("JO" if kind is ARTICLE else "T2", publication.venue),
        ("VL", publication.volume),
        ("IS", publication.issue),
        ("SP", publication.first_page),
        ("EP", publication.last_page),
        ("SN", publication.issn),
        ("DO", publication.doi),
        ("UR", arxiv_address(publication.arxiv_id) if publication.arxiv_id else ""),
        ("AB", publication.abstract),
    ]
    lines = [f"{tag}  - {one_line(value)}\r\n" for tag, value in tags if value and one_line(value)]
    return f"{''.join(lines)}ER  - \r\n\r\n"


# ---------------------------------------------------------------------- CSL-JSON


def write_csl_json(out: Path, publications: Iterable[Publication]) -> WrittenFile:
    """Write the JSON of the Citation Style Language, version 1.0.2, that Pandoc and Zotero read. Safe to repeat."""
    return _write(
        out, publications, lambda publication: json_text(_csl_item(publication)), head="[\n", joint=",\n", tail="\n]\n"
    )


def _csl_item(publication: Publication) -> dict[str, object]:
    day = publication.publication_date
    date_parts = [day.year, day.month, day.day] if day else [publication.year] if publication.year else []
    pages = "-".join(page for page in (publication.first_page, publication.last_page) if page)
    texts = {
        "title": publication.title,
        "container-title": publication.venue,
        "volume": publication.volume,
        "issue": publication.issue,
        "page": pages,
        "ISSN": publication.issn,
        "DOI": publication.doi,
        "URL": arxiv_address(publication.arxiv_id) if publication.arxiv_id else None,
        "abstract": publication.abstract,
    }
    return {
        "id": publication.work_id,
        "type": kind_of(publication).csl,
        "author": [_csl_name(name) for name in publication.authors if one_line(name)],
        **({"issued": {"date-parts": [date_parts]}} if date_parts else {}),
        **{name: one_line(text) for name, text in texts.items() if text},
    }


def _csl_name(name: str) -> dict[str, str]:
    family, given = split_name(name)
    return {"literal": family} if given is None else {"family": family, "given": given}


def _write(
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


def _register_bibliography(
    name: str, suffix: str, holds: str, write: Callable[[Path, Iterable[Publication]], WrittenFile], rank: int
) -> None:
    def write_subgraph(con: duckdb.DuckDBPyConnection, out: Path, subgraph: Subgraph, _: Appearance) -> WrittenFile:
        rows = stream(con, Query(read_sql("graph/publications"), {"ids": subgraph.ids}))
        return write(out, map(Publication._make, rows))

    register(Format(name, suffix, holds, write_subgraph, rank, is_graph=False))


_register_bibliography("bibtex", ".bib", "the papers, for LaTeX", write_bibtex, rank=12)
_register_bibliography("ris", ".ris", "the papers, for reference managers", write_ris, rank=13)
_register_bibliography("csl-json", ".json", "the papers, for Zotero and Pandoc", write_csl_json, rank=14)
