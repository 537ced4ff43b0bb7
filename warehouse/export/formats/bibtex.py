"""BibTeX, by bibtexparser's writer; the LaTeX inside is ours, as its own leaves braces that do not pair."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from warehouse.export.publications import Publication, register_bibliography, split_name, write_each

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from warehouse.files import WrittenFile


def write_bibtex(out: Path, publications: Iterable[Publication]) -> WrittenFile:
    r"""Write BibTeX in UTF-8. A key is surname, year and a word of the title; the second to want it adds its id.

    Every sign that LaTeX would act on is spelled out, so that a title can neither end its field nor run a command;
    braces that do not pair are ``\textbraceleft{}``, as BibTeX counts those behind a backslash too. Titles stand in
    braces of their own, so that styles keep their capitals. Safe to repeat.
    """
    keys: set[str] = set()
    return write_each(out, publications, lambda publication: _bibtex_entry(publication, keys))


def _bibtex_entry(publication: Publication, keys: set[str]) -> str:
    texts = {
        publication.kind.container_field: publication.container,
        "series": publication.series,
        "publisher": publication.house,
        "year": str(publication.year or ""),
        "volume": publication.volume,
        "number": publication.issue,
        "pages": "--".join(publication.pages),
        "issn": publication.issn,
        "doi": publication.doi,
        "eprint": publication.arxiv_id,
        "archiveprefix": publication.arxiv_id and "arXiv",
        "abstract": publication.abstract,
    }
    fields = {
        "title": f"{{{latex(publication.title)}}}",
        publication.role: " and ".join(map(_bibtex_name, publication.authors)),
        **{name: _WRITERS.get(name, latex)(text) for name, text in texts.items() if text},
    }
    stated = [Field(name, f"{{{value}}}") for name, value in fields.items() if value]
    entry = Entry(publication.kind.bibtex, _own_key(publication, keys), stated)
    # Values are in LaTeX already, with the braces that the writer's own steps would put around them.
    return write_string(Library([entry]), unparse_stack=[], bibtex_format=_BIBTEX_FORMAT)


_BIBTEX_FORMAT = BibtexFormat()  # type: ignore[no-untyped-call]
_BIBTEX_FORMAT.indent, _BIBTEX_FORMAT.trailing_comma = "  ", True


def latex(text: str) -> str:
    """``text``, one line, as LaTeX that prints it."""
    return text.translate(_LATEX if _is_balanced(text) else _LATEX | _BRACES_ALONE)


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
    """A name, in braces if BibTeX would take it for several, or for a person's."""
    parts = split_name(name)
    if parts.given and parts.suffix:
        return ", ".join(latex(part) for part in (parts.family, parts.suffix, parts.given))
    text = latex(name)
    if parts.given is None and " " in text:
        return f"{{{text}}}"
    is_whole = text.count(",") <= 1 and not re.search(r"\b(and|others)\b", text, re.IGNORECASE)
    return text.strip(", ") if is_whole else f"{{{text}}}"


def _verbatim(text: str) -> str:
    """An identifier, which styles print as it is: what could end or break its field as percent signs."""
    return re.sub(r"[\\{}%#\s]", lambda match: f"%{ord(match[0]):02X}", text)


_WRITERS = {"doi": _verbatim, "eprint": _verbatim}


def _own_key(publication: Publication, keys: set[str]) -> str:
    """A key that none of ``keys`` is, whatever its case; it becomes one of them."""
    key = _key(publication)
    if key.lower() in keys:
        key = f"{key}-{publication.work_id}"
    keys.add(key.lower())
    return key


def _key(publication: Publication) -> str:
    family = _ascii(split_name(publication.authors[0])[0]) if publication.authors else ""
    words = (_ascii(word) for word in publication.title.split())
    word = next((word for word in words if len(word) > 3), "")
    return f"{family}{publication.year or ''}{word}" or publication.work_id


def _ascii(text: str) -> str:
    return re.sub("[^a-z0-9]", "", unicodedata.normalize("NFKD", text).lower())


register_bibliography("bibtex", ".bib", "the papers, for LaTeX", write_bibtex, rank=12)
