"""CSL-JSON, the JSON of the Citation Style Language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.escaping import json_text
from warehouse.export.publications import Publication, register_bibliography, split_name, write_each

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
    stated = {
        "issued": publication.date_parts and {"date-parts": [publication.date_parts]},
        "title": publication.title,
        "container-title": publication.container,
        "collection-title": publication.series,
        "publisher": publication.house,
        "volume": publication.volume,
        "issue": publication.issue,
        "page": "-".join(publication.pages),
        "ISSN": publication.issn,
        "DOI": publication.doi,
        "URL": publication.address,
        "abstract": publication.abstract,
    }
    return {
        "id": publication.work_id,
        "type": publication.kind.csl,
        publication.role: list(map(_csl_name, publication.authors)),
        **{name: value for name, value in stated.items() if value},
    }


def _csl_name(name: str) -> dict[str, str]:
    parts = split_name(name)
    if parts.given is None:
        return {"literal": parts.family}
    return {part: text for part, text in parts._asdict().items() if text}


register_bibliography("csl-json", ".json", "the papers, for Zotero and Pandoc", write_csl_json, rank=14)
