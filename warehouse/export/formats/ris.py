"""RIS, by rispy's writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rispy.writer import RisWriter

from enrich.identifiers import arxiv_address
from warehouse.export.publications import (
    ARTICLE,
    Publication,
    one_line,
    register_bibliography,
    split_name,
    write_each,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from warehouse.files import WrittenFile


def write_ris(out: Path, publications: Iterable[Publication]) -> WrittenFile:
    """Write RIS in UTF-8, with the line ends its specification asks for. Safe to repeat."""
    return write_each(out, publications, _ris_record, joint="\r\n")


def _ris_record(publication: Publication) -> str:
    kind = publication.kind
    names = [", ".join(part for part in split_name(name) if part) for name in publication.authors]
    first_page, *last_page = publication.pages or (None,)
    arxiv = arxiv_address(publication.arxiv_id) if publication.arxiv_id else None
    texts = {
        "year": str(publication.year or ""),
        "date": f"{publication.day:%Y/%m/%d}" if publication.day else None,
        "journal_name" if kind is ARTICLE else "secondary_title": publication.container,
        "tertiary_title": publication.series,
        "publisher": publication.house,
        "volume": publication.volume,
        "number": publication.issue,
        "start_page": first_page,
        "end_page": next(iter(last_page), None),
        "issn": publication.issn,
        "doi": publication.doi,
        "urls": arxiv,
        "abstract": publication.abstract,
    }
    record = {
        "type_of_reference": kind.ris,
        "id": publication.work_id,
        "title": one_line(publication.title),
        "secondary_authors" if publication.is_edited else "authors": [name for name in names if name],
        **{label: one_line(text) for label, text in texts.items() if text and one_line(text)},
    }
    return str(_RIS_WRITER.formats([record]))


class _RisWriter(RisWriter):  # type: ignore[misc]  # rispy has no types
    """The line ends that the specification of RIS asks for, and no numbers between records."""

    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:
        return ""


_RIS_WRITER = _RisWriter(list_tags=["AU", "A2"], delimiter_tags_mapping={})


register_bibliography("ris", ".ris", "the papers, for reference managers", write_ris, rank=13)
