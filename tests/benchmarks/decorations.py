"""Titles with what bibliographies print around them, and titles that are cut or have lost their subtitle.

The papers are those of ``author_forms``, by title, or by title and authors where only these can bear a part of it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.author_forms import real_records
from tests.benchmarks.labelled import Question, make_paper

Variant = Callable[[str, int | None], str]
REFERENCES: dict[str, Variant] = {
    "[12] Title": lambda title, year: f"[12] {title}",
    "12. Title": lambda title, year: f"12. {title}",
    "\u201cTitle\u201d": lambda title, year: f"\u201c{title}\u201d",
    "Title (2020)": lambda title, year: f"{title} ({year})",
    "Title. In Venue, 2020": lambda title, year: f"{title}. In arXiv preprints, {year}",
    "Title. arXiv preprint": lambda title, year: f"{title}. arXiv preprint arXiv:2001.00001",
    "A. Byron. Title. Venue": lambda title, year: f"A. Byron and C. Gauss. {title}. In arXiv preprints, {year}.",
    "Byron, A. (2020). Title": lambda title, year: f"Byron, A., & Gauss, C. ({year}). {title}. arXiv, 3(1), 1-9.",
    "{\\em Title}": lambda title, year: f"{{\\em {title}}}",
}
PARTS: dict[str, Variant] = {
    "Title cut\u2026": lambda title, year: f"{title[: 2 * len(title) // 3]}\u2026",
    "Title without subtitle": lambda title, year: title.split(": ")[0],
}


def decorations(shared: Path) -> Iterator[tuple[str, list[Question]]]:
    """Yield each way to print a title with its questions; a title that it leaves as it is, is left out."""
    records = list(real_records(shared))
    for name, write in (REFERENCES | PARTS).items():
        written = [(record, write(record.title, record.year)) for record in records]
        yield (
            name,
            [
                Question(
                    make_paper(title, authors=record.authors if name in PARTS else ()),
                    record.candidates_for(record.title),
                    record.right,
                )
                for record, title in written
                if title != record.title
            ],
        )
