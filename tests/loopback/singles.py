"""The free endpoints: one work by its id, and autocomplete."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from tests.loopback.answers import Answer, as_json, not_found
from tests.loopback.corpus import Card, Corpus, bare_doi, short_id
from tests.loopback.listing import parse_select
from tests.loopback.search import split_words

MAX_SUGGESTIONS = 10


def get_work(segment: str, query: Mapping[str, str], corpus: Corpus, merged: Mapping[str, str]) -> Answer:
    """``/works/W1``, ``/works/doi:10.1/x``, ``/works/https://doi.org/10.1/x``; ``segment`` as sent, not yet decoded.

    ``select`` is checked first. An unknown id gets 404 in HTML, and so does a bare ``10.1/x``. A merged id is
    redirected inside: the client sees 200 and ANOTHER id in the body. Works of the xpac set are answered here.
    """
    fields = parse_select(query)
    place = _find(unquote(segment), corpus, {short_id(old): short_id(new) for old, new in merged.items()})
    if place is None:
        raise not_found()
    work = corpus.whole(place)
    return as_json(work if fields is None else {name: value for name, value in work.items() if name in fields})


def _find(name: str, corpus: Corpus, merged: Mapping[str, str]) -> int | None:
    work_id = short_id(name).removeprefix("openalex:")
    if re.fullmatch(r"w?\d+", work_id):
        work_id = "w" + work_id.removeprefix("w")
        places = corpus.holders("ids.openalex", merged.get(work_id, work_id))
    elif name.lower().startswith("pmid:"):
        places = corpus.holders("ids.pmid", name[5:])
    elif name.lower().startswith("doi:") or "doi.org/" in name.lower():
        places = corpus.holders("doi", bare_doi(name))
    else:
        places = []
    return places[0] if places else None


def autocomplete(query: Mapping[str, str], corpus: Corpus) -> Answer:
    """Ten works at most whose title begins with ``q``: any punctuation goes; an exact title first, then by citations.

    Free even with an empty budget. An empty ``q`` matches every work; the xpac set is included.
    """
    text = query.get("q", "")
    start = " ".join(split_words(text))
    found = [at for at, card in enumerate(corpus.cards) if card.words.startswith(start)]

    def order(at: int) -> tuple[bool, int]:
        card = corpus.cards[at]
        return card.display_name.lower() != text.lower().strip(), -card.cited_by_count

    results = [_suggestion(corpus.cards[at], corpus.whole(at)) for at in sorted(found, key=order)[:MAX_SUGGESTIONS]]
    meta = {"count": len(found), "db_response_time_ms": 1, "page": 1, "per_page": MAX_SUGGESTIONS}
    return as_json({"meta": meta, "results": results})


def _suggestion(card: Card, work: Mapping[str, Any]) -> dict[str, Any]:
    names = [(entry.get("author") or {}).get("display_name") for entry in work.get("authorships") or ()]
    return {
        "id": card.id,
        "display_name": card.display_name,
        "hint": ", ".join(name for name in names if name),
        "cited_by_count": card.cited_by_count,
        "works_count": None,
        "entity_type": "work",
        "external_id": card.doi,
        "filter_key": "openalex",
    }
