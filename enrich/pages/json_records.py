"""JSON of programs and services: where in it the papers are, and what each of them states under which names.

| written by | list of papers | told by |
|---|---|---|
| the Daily Papers API | ``[{"paper": {…}}]`` | ``paper`` |
| OpenAlex | ``{"results": […]}`` | ``authorships``, ``abstract_inverted_index`` |
| Semantic Scholar | ``{"data": […]}`` | ``externalIds`` |
| Crossref | ``{"message": {"items": […]}}`` | ``author`` with ``family``, ``issued`` with ``date-parts`` |
| Zotero, Pandoc (CSL-JSON) | ``[…]`` | the same |
| NetworkX, Cytoscape (citegraph's exports) | ``{"nodes": […]}``, ``{"elements": {"nodes": […]}}`` | ``data`` |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from enrich.identifiers import read_identifiers, read_openalex_id
from enrich.json_values import as_list
from enrich.pages.fields import OF_PAPERS, canonical, has_title, read_mention
from enrich.pages.line_heuristics import reads_as_title
from enrich.pages.mentions import Diagnostic, Mention, Mentions
from enrich.pages.values import read_year
from enrich.works import read_candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from enrich.json_values import Json

# Elsewhere an object may be anything, and a list of bare texts tags.
_CONTAINERS = ("message", "elements")
_LISTS = ("titles", "papers", "items", "results", "data", "ids", "dois")
# What holds the paper, beside what is said of its mention or of a citation.
_WRAPPERS = ("paper", "data", "citedPaper", "citingPaper")
_IDENTIFIERS = ("externalIds", "ids")
_OF_OPENALEX = ("authorships", "abstract_inverted_index", "primary_location", "host_venue")
_DATES = ("issued", "published", "published-print", "published-online")
_JATS_TAG = re.compile(r"</?jats:[^<>]*>")


def find_papers(value: Any) -> list[Any]:
    """Return the list of papers in a JSON value: itself, the lists it holds, or the one paper it is.

    Empty when nothing in it has a title or an identifier.
    """
    if isinstance(value, list):
        return value if any(isinstance(entry, str) or is_paper(entry) for entry in value) else []
    return next(filter(None, _places(value)), []) if isinstance(value, dict) else []


def _places(value: Json) -> Iterator[list[Any]]:
    """Yield what may be the papers of an object, the likeliest first; empty where they are not."""
    yield from (find_papers(value[name]) for name in _CONTAINERS if isinstance(value.get(name), dict))
    if is_paper(value):
        yield from (_papers(value.get(name)) for name in _LISTS)
        yield [value]
    yield [entry for entries in value.values() for entry in _papers(entries)]
    yield from (find_papers(as_list(value.get(name))) for name in _LISTS)


def _papers(entries: Any) -> list[Any]:
    """Return the list if any of it is an object with a title or an identifier."""
    return entries if isinstance(entries, list) and any(map(is_paper, entries)) else []


def is_paper(value: Any) -> bool:
    """Tell whether it is an object with a title or an identifier; JSON Schemas have titles, and anything may a name."""
    if not isinstance(value, dict) or "$schema" in value:
        return False
    found = next((one for one in read_entry(value, 0, "") if isinstance(one, Mention)), None)
    return found is not None and (has_title(_stated(value)) or _is_borne_out(found))


def _is_borne_out(named: Mention) -> bool:
    """Tell whether what has a name is a paper; a single author may be a package's."""
    return len(named.authors) > 1 or any(getattr(named, name) for name in OF_PAPERS - {"authors"})


def read_entry(entry: Any, line: int, place: str) -> Mentions:
    """Yield the mention that a title, an identifier or an object stands for."""
    if isinstance(entry, str) and entry.strip():
        yield from _read_text(entry, line, place)
    elif not isinstance(entry, dict):
        yield Diagnostic(line, f"{place} is neither a title nor an object; not read")
    elif (openalex_id := read_openalex_id(entry.get("id"))) and openalex_id[0] != "W":
        yield Diagnostic(line, f"{place} is {openalex_id}, which is no work but a person, a venue or a topic; not read")
    else:
        yield from read_mention(canonical(_stated(entry)), line, place)


def _read_text(text: str, line: int, place: str) -> Mentions:
    if found := read_identifiers(text):
        yield Mention(line, "", **found._asdict())
        return
    if not reads_as_title(text.strip()):
        yield Diagnostic(line, f"{place} is unlike a title, but read as one: {text.strip()[:60]!r}")
    yield Mention(line, text)


# ------------------------------------------------------------------ what an object states


def _stated(entry: Json) -> Json:
    """Return an object's values, with those that programs nest or spell in their own way under plain names."""
    stated = _unwrapped(entry)
    for name in _IDENTIFIERS:
        if isinstance(identifiers := stated.get(name), dict):
            stated = {**identifiers, **stated}
    if any(name in stated for name in _OF_OPENALEX):
        stated |= _of_openalex(stated)
    if isinstance(abstract := stated.get("abstract"), str):
        stated["abstract"] = _JATS_TAG.sub(" ", abstract)
    return _with_plain_dates(stated)


def _unwrapped(entry: Json) -> Json:
    """Return an object without its nesting, and without nulls: what it says of the paper goes before the rest."""
    stated = _without_nulls(entry)
    name = next((name for name in _WRAPPERS if isinstance(stated.get(name), dict)), None)
    if name is None or (name == "data" and "title" in stated):
        return stated
    inner = _without_nulls(stated.pop(name))
    # Daily Papers knows a paper by its arXiv id.
    return {**stated, **inner} | ({"arxiv_id": inner.get("id")} if name == "paper" else {})


def _without_nulls(entry: Json) -> Json:
    return {name: value for name, value in entry.items() if value is not None}


def _of_openalex(work: Json) -> Json:
    """Return what an OpenAlex work states, nulls and empty lists left out."""
    found = read_candidate(work, "")
    if found is None:
        return {}
    stated = {
        "title": found.title,
        "abstract": found.abstract,
        "doi": found.doi,
        "arxiv_id": found.arxiv_id,
        "openalex_id": found.work_id,
        "year": found.publication_year,
        "authors": list(found.author_names),
        "author_count": found.author_count,
        "venue": found.source_name,
    }
    return {name: value for name, value in stated.items() if value}


def _with_plain_dates(stated: Json) -> Json:
    """Return the values with the year of dates as CSL and Crossref have them: ``{"date-parts": [[2020, 1, 2]]}``."""
    dates = {name: stated[name] for name in _DATES if isinstance(stated.get(name), dict)}
    years = (read_year(str(value.get("date-parts") or value.get("raw"))) for value in dates.values())
    found = {"year": next(filter(None, years), None)} | stated
    return {name: value for name, value in found.items() if name not in dates}
