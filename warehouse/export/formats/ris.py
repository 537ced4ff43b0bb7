"""RIS, by rispy's writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rispy.writer import RisWriter

from warehouse.export.publications import (
    ARTICLE,
    Publication,
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
    first_page, last_page, *_ = *publication.pages, None, None
    texts = {
        "year": publication.year and str(publication.year),
        "date": "{:04}/{:02}/{:02}".format(*publication.date_parts) if len(publication.date_parts) == 3 else None,
        "journal_name" if kind is ARTICLE else "secondary_title": publication.container,
        "tertiary_title": publication.series,
        "publisher": publication.house,
        "volume": publication.volume,
        "number": publication.issue,
        "start_page": first_page,
        "end_page": last_page,
        "issn": publication.issn,
        "doi": publication.doi,
        "urls": publication.address,
        "abstract": publication.abstract,
    }
    record = {
        "type_of_reference": kind.ris,
        "id": publication.work_id,
        "title": publication.title,
        _ROLES[publication.role]: [", ".join(filter(None, split_name(name))) for name in publication.authors],
        **{label: text for label, text in texts.items() if text},
    }
    return str(_RIS_WRITER.formats([record]))


_ROLES = {"author": "authors", "editor": "secondary_authors"}


class _RisWriter(RisWriter):  # type: ignore[misc]  # rispy has no types
    """The line ends that the specification of RIS asks for, and no numbers between records."""

    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:
        return ""


_RIS_WRITER = _RisWriter(list_tags=["AU", "A2"], delimiter_tags_mapping={})


register_bibliography("ris", ".ris", "the papers, for reference managers", write_ris, rank=13)
