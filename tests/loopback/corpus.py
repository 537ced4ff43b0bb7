"""The works the server holds: their JSON as given, and what filters and sorts look at.

Each work is known by its position; the JSON stays bytes until it is answered
with, so that 32,000 works take a few hundred megabytes and not gigabytes.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from enrich.works import read_abstract
from tests.loopback.search import TitleIndex, split_words

_HAS_ABSTRACT = re.compile(rb'"abstract_inverted_index":\s*[{"]')
Works = str | Path | Iterable[Mapping[str, Any]]
LIST_AUTHORS = 100
SELECTABLE = (
    "id, doi, title, display_name, relevance_score, publication_year, publication_date, ids, language, "
    "primary_location, sources, type, type_crossref, indexed_in, open_access, authorships, institution_assertions, "
    "institutions, countries_distinct_count, institutions_distinct_count, corresponding_author_ids, "
    "corresponding_institution_ids, apc_list, apc_paid, fwci, is_authors_truncated, has_fulltext, fulltext_origin, "
    "cited_by_count, citation_normalized_percentile, cited_by_percentile_year, biblio, is_retracted, is_paratext, "
    "is_xpac, primary_topic, topics, keywords, concepts, mesh, locations_count, locations, best_oa_location, "
    "sustainable_development_goals, awards, funders, datasets, versions, has_content, content_urls, "
    "referenced_works_count, referenced_works, related_works, abstract_inverted_index, cited_by_api_url, "
    "counts_by_year, updated_date, created_date"
).split(", ")


def short_id(value: str) -> str:
    """``w12`` for ``https://openalex.org/W12`` in any spelling."""
    return value.lower().removeprefix("https://openalex.org/").removeprefix("works/")


def bare_doi(value: str) -> str:
    """The DOI lower case, without resolver or ``doi:``."""
    value = value.lower().strip()
    for prefix in ("https://", "http://", "dx.", "doi.org/", "doi:"):
        value = value.removeprefix(prefix)
    return value


@dataclass(frozen=True, slots=True)
class Card:
    """What sorts, ranges and autocomplete need of one work without opening its JSON."""

    id: str
    display_name: str
    doi: str | None
    year: int | None
    date: str
    cited_by_count: int
    is_xpac: bool
    words: str


class Corpus:
    """Works with an index by title words and one by each field that filters compare for equality.

    ``postings[field][value]`` are the positions of the works that hold the
    value; keys are short ids, bare DOIs and otherwise the JSON value in lower case.
    """

    def __init__(self, works: Works) -> None:
        self.cards: list[Card] = []
        self.postings: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
        self.references: list[tuple[str, ...]] = []
        self._lines: list[bytes] = []
        for line, work in _read(works):
            self._add(line, work)
        # A stop word in between: no phrase runs from the title into the abstract.
        texts = (
            f"{card.display_name} the {_abstract(line)}" for card, line in zip(self.cards, self._lines, strict=True)
        )
        self.titles = TitleIndex((card.display_name for card in self.cards), TitleIndex(texts))

    def _add(self, line: bytes, work: Mapping[str, Any]) -> None:
        at = len(self.cards)
        self._lines.append(line)
        title = work.get("display_name") or work.get("title") or ""
        self.cards.append(
            Card(
                id=work["id"],
                display_name=title,
                doi=work.get("doi"),
                year=work.get("publication_year"),
                date=work.get("publication_date") or "",
                cited_by_count=work.get("cited_by_count") or 0,
                is_xpac=bool(work.get("is_xpac")),
                words=" ".join(split_words(title)),
            )
        )
        self.references.append(tuple(short_id(cited) for cited in work.get("referenced_works") or ()))
        for field, value in _terms(work):
            self.postings[field].setdefault(value, []).append(at)
        for cited in self.references[at]:
            self.postings["referenced_works"].setdefault(cited, []).append(at)

    def __len__(self) -> int:
        return len(self.cards)

    def holders(self, field: str, value: str) -> list[int]:
        """The positions of the works whose ``field`` holds exactly ``value``."""
        return self.postings[field].get(value, [])

    def whole(self, at: int) -> dict[str, Any]:
        """One work as a singleton: every author, whatever keys the record has."""
        work: dict[str, Any] = orjson.loads(self._lines[at])
        return {key: value for key, value in work.items() if not key.startswith("_")}

    def listed(self, at: int) -> dict[str, Any]:
        """One work as lists give it: at most 100 authorships, and ``is_authors_truncated`` where some are missing."""
        work = self.whole(at)
        authorships = work.get("authorships") or []
        if len(authorships) > LIST_AUTHORS:
            work |= {"authorships": authorships[:LIST_AUTHORS], "is_authors_truncated": True}
        return work


def open_corpus(works: Works) -> Corpus:
    """Return the works with their indexes; those of a file that was opened before and has not changed since at once."""
    if not isinstance(works, str | Path):
        return Corpus(works)
    path = Path(works).resolve()
    return _corpus_of(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _corpus_of(path: Path, mtime_ns: int) -> Corpus:
    return Corpus(path)


def _read(works: Works) -> Iterator[tuple[bytes, Mapping[str, Any]]]:
    """Each work as bytes and as an object, from JSON Lines (``.gz`` too) or from objects.

    Raises ValueError naming the line that is no OpenAlex work.
    """
    if not isinstance(works, str | Path):
        for work in works:
            yield orjson.dumps(work), work
        return
    path = Path(works)
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                work = orjson.loads(line)
                work["id"]
            except (orjson.JSONDecodeError, KeyError, TypeError) as error:
                raise ValueError(f"{path}, line {number}: not an OpenAlex work object ({error!r})") from error
            yield line.strip(), work


def _abstract(line: bytes) -> str:
    """The abstract in a work's JSON, in the order of its words; only lines that have one are opened."""
    if not _HAS_ABSTRACT.search(line):
        return ""
    return read_abstract(orjson.loads(line)["abstract_inverted_index"]) or ""


def _terms(work: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each (field, value) of a work that a filter can ask for."""
    ids = work.get("ids") or {}
    yield "ids.openalex", short_id(work["id"])
    yield "display_name", (work.get("display_name") or work.get("title") or "").lower()
    yield "has_doi", str(bool(work.get("doi"))).lower()
    yield "has_references", str(bool(work.get("referenced_works"))).lower()
    yield "open_access.is_oa", str(bool((work.get("open_access") or {}).get("is_oa"))).lower()
    for flag in ("is_retracted", "is_paratext", "is_xpac"):
        yield flag, str(bool(work.get(flag))).lower()
    if work.get("doi"):
        yield "doi", bare_doi(work["doi"])
    if ids.get("pmid"):
        yield "ids.pmid", str(ids["pmid"]).removeprefix("https://pubmed.ncbi.nlm.nih.gov/")
    for field in ("type", "language"):
        if work.get(field):
            yield field, work[field].lower()
    source = (work.get("primary_location") or {}).get("source") or {}
    if source.get("id"):
        yield "primary_location.source.id", short_id(source["id"])
    for url in {place["landing_page_url"] for place in work.get("locations") or () if place.get("landing_page_url")}:
        yield "locations.landing_page_url", url.lower()
    authors = [entry.get("author") or {} for entry in work.get("authorships") or ()]
    for author_id in {author["id"] for author in authors if author.get("id")}:
        yield "authorships.author.id", short_id(author_id)
