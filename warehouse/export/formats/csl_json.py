"""CSL-JSON, the JSON of the Citation Style Language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.identifiers import arxiv_address
from warehouse.escaping import json_text
from warehouse.export.publications import Publication, one_line, register_bibliography, split_name, write_each

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from warehouse.files import WrittenFile


def write_csl_json(out: Path, publications: Iterable[Publication]) -> WrittenFile:
    """Write the JSON of the Citation Style Language, version 1.0.2, that Pandoc and Zotero read. Safe to repeat."""
    return write_each(
        out, publications, lambda publication: json_text(_csl_item(publication)), head="[\n", joint=",\n", tail="\n]\n"
    )


def _csl_item(publication: Publication) -> dict[str, object]:
    day = publication.day
    date_parts = [day.year, day.month, day.day] if day else [publication.year] if publication.year else []
    texts = {
        "title": publication.title,
        "container-title": publication.container,
        "collection-title": publication.series,
        "publisher": publication.house,
        "volume": publication.volume,
        "issue": publication.issue,
        "page": "-".join(publication.pages),
        "ISSN": publication.issn,
        "DOI": publication.doi,
        "URL": arxiv_address(publication.arxiv_id) if publication.arxiv_id else None,
        "abstract": publication.abstract,
    }
    return {
        "id": publication.work_id,
        "type": publication.kind.csl,
        "editor" if publication.is_edited else "author": [
            _csl_name(name) for name in publication.authors if one_line(name)
        ],
        **({"issued": {"date-parts": [date_parts]}} if date_parts else {}),
        **{name: one_line(text) for name, text in texts.items() if text},
    }


def _csl_name(name: str) -> dict[str, str]:
    parts = split_name(name)
    if parts.given is None:
        return {"literal": parts.family}
    return {part: text for part, text in parts._asdict().items() if text}


register_bibliography("csl-json", ".json", "the papers, for Zotero and Pandoc", write_csl_json, rank=14)
