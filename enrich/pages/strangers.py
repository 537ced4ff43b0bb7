"""Files that are no page though people hand them in: what they are, and what to hand in instead.

A text that is unlike anything else may still be a list of titles, so what has titles nowhere is told here by its look.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


READABLE_EXPORTS = "Of citegraph's own exports, bibtex, ris, csl-json, csv-nodes, node-link and cytoscape can be read"
_BINARIES = {
    b"PAR1": f"Parquet. {READABLE_EXPORTS}",
    b"PK\x03\x04": "a ZIP file, as Excel and Word write; save the table as CSV, or the text as text",
    b"%PDF": "a PDF; hand in the titles as text, or a bibliography",
    b"\x1f\x8b": "compressed by gzip; unpack it first",
}


class _Stranger(NamedTuple):
    what: str
    advice: str
    fits: Callable[[Sequence[str]], bool]


def describe_stranger(head: Sequence[str]) -> str | None:
    """Return what a file with these first stripped lines is and what to do with it; None for what may be a page."""
    found = next((stranger for stranger in _STRANGERS if stranger.fits(head)), None)
    return f"this is {found.what}; {found.advice}" if found else None


def describe_binary(start: bytes) -> str | None:
    """Return what a file with these first bytes is and what to do with it; None for what may be text."""
    return next((f"this is {text}" for magic, text in _BINARIES.items() if start.startswith(magic)), None)


def is_xml(head: Sequence[str]) -> bool:
    """Tell whether it is XML of any kind but XHTML."""
    root = _ROOT.search("\n".join(head[:50]))
    name = root.group(1).lower() if root else ""
    return head[0].startswith("<") and (name in _XML_ROOTS or (head[0].startswith("<?xml") and name != "html"))


_ROOT = re.compile(r"<([A-Za-z][\w:.-]*)")
_XML_ROOTS = frozenset("gexf graphml svg rss feed rdf:rdf xml records modscollection pubmedarticleset".split())
_FORMULA = re.compile(r"\$[^$]*\$")
_CODE = re.compile(
    r"[;{\\]$ | ^[})] | \(\)$ | :: | => | -> | && | \|\| | [=!<>]=\s*[\w\"']*$"
    r"| ^(?:\#|//|/\*|\*/|>>>\ |\$\ \w) | ^(?:from\ \S+\ )?c?import\ \S | ^@\w+(?:$|\()"
    r"| ^(?:def|class|func|function|fn|const|let|var|export|return)\b.*[(){}:=;]"
    r"| ^[\w.-]+=\S | ^[\w.\[\]\"'-]+(?::\ [\w.,\ \[\]]+)?\ =\  | ^[\w.]+:\ ?[\w.]+\[ | ^[a-z_][\w.]*\("
    r"| [a-z]{3}_[a-z]{3} | \S@[\w-]+\.\w",
    re.VERBOSE,
)
_LOG = re.compile(
    r"\[?\d{4}[-/]\d\d[-/]\d\d[T\ ,]+\d\d:\d\d | [A-Z][a-z]{2}\ +\d{1,2}\ \d\d:\d\d:\d\d"
    r"| \[?(?:INFO|DEBUG|WARN|WARNING|ERROR)\b | ^\d{1,3}(?:\.\d{1,3}){3}\  | ^\[\ *\d+\.\d+\]\ ",
    re.VERBOSE,
)
_LABEL = re.compile(r"([A-Za-z%][\w-]{0,24}?)(?:\s*[:=]|\s+-)(?:\s|$)|(%[A-Z0-9]|[A-Z][A-Z0-9]) ")


def _begins(pattern: str) -> Callable[[Sequence[str]], bool]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda head: compiled.match("\n".join(head[:2])) is not None


def _share(pattern: re.Pattern[str], share: float) -> Callable[[Sequence[str]], bool]:
    return lambda head: sum(pattern.search(_FORMULA.sub("", line)) is not None for line in head) >= share * len(head)


def _is_table(head: Sequence[str]) -> bool:
    """Tell whether nearly all lines have the same number of cells, and more than two, or a tab."""
    if 10 * sum("\t" in line for line in head) >= 9 * len(head):
        return True
    return len(head) > 3 and any(_is_parted_by(delimiter, head) for delimiter in ",;|")


def _is_parted_by(delimiter: str, head: Sequence[str]) -> bool:
    counts = Counter(len(next(csv.reader([line], delimiter=delimiter), [])) for line in head)
    ((count, line_count),) = counts.most_common(1)
    return count > 2 and 10 * line_count >= 9 * len(head)


def _is_labelled(head: Sequence[str]) -> bool:
    """Tell whether lines begin with labels that come again and again: ``TI  - …``, ``Title: …``."""
    labels = [found.group() for line in head if (found := _LABEL.match(line))]
    return len(labels) > 3 and 10 * len(labels) >= 7 * len(head) and 2 * len(set(labels)) <= len(labels)


_TAGGED_ADVICE = "export it as BibTeX, RIS or CSV from where it comes"
_STRANGERS = (
    _Stranger("XML", f"export as BibTeX, RIS, JSON or CSV instead. {READABLE_EXPORTS}", is_xml),
    _Stranger("a graph in GML", READABLE_EXPORTS, _begins(r"(creator [\d\"].*\n)?graph\s*\[")),
    _Stranger("a graph for Pajek", READABLE_EXPORTS, _begins(r"\*(vertices|network)\b")),
    _Stranger("Web of Science's plain text", "export it tab delimited, or as BibTeX or RIS", _begins(r"FN .*\nVR ")),
    _Stranger("a MEDLINE file", "export it as CSV from PubMed", _begins(r"PMID- ")),
    _Stranger("an EndNote file", "export it as BibTeX or RIS", _begins(r"%0 ")),
    _Stranger(
        "a table without a column for titles or identifiers",
        f"name one of its columns 'title', 'doi', 'arxiv id' or 'openalex id', in the first line. {READABLE_EXPORTS}",
        _is_table,
    ),
    _Stranger("a log", "hand in the titles alone, one a line", _share(_LOG, 0.5)),
    _Stranger("records with a label before each value", _TAGGED_ADVICE, _is_labelled),
    _Stranger("source code or settings", "hand in the titles alone, one a line", _share(_CODE, 0.25)),
)
