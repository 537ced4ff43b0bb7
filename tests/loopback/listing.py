"""``GET /works``: which parameters it takes, and how matches become pages."""

from __future__ import annotations

import base64
import binascii
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson

from tests.loopback.answers import Answer, Refused, as_json, edge_refusal, invalid_page, invalid_query, not_spoken
from tests.loopback.corpus import SELECTABLE, Corpus
from tests.loopback.filters import apply_filters
from tests.loopback.search import AllOf, Query, citation_weight
from tests.loopback.search_text import fold, parse_search

PARAMETERS = (
    "filter search search.exact search.semantic search.title search.title.exact search.title_and_abstract "
    "search.title_and_abstract.exact select sort page per_page per-page cursor sample seed group_by group-by "
    "group_bys format include_xpac data_version api_key api-key mailto q apc_sum cited_by_count_sum warm bypass_cache"
).split()
NOT_SPOKEN = (
    "search.exact search.semantic search.title.exact search.title_and_abstract.exact sample group_by group-by group_bys"
).split()
SEARCHES = ["search", "search.title", "search.title_and_abstract"]
SORTS = ["relevance_score", "cited_by_count", "publication_date", "publication_year", "display_name"]
MAX_PER_PAGE, MAX_RECORDS, MAX_SEARCH = 200, 10_000, 1_500
Ranking = list[tuple[int, float]]


def list_works(query: Mapping[str, str], corpus: Corpus, cost: int) -> Answer:
    """One page of works. Raises Refused for whatever the parameters do wrong."""
    started = time.perf_counter()
    refuse_unknown_parameters(query)
    fields = parse_select(query)
    per_page, page, cursor = parse_paging(query)
    ranking, is_search = _match(query, corpus)
    sort = parse_sort(query, is_search)
    ranking = rank(ranking, sort, corpus)
    if cursor is not None:
        start = find_cursor(cursor, sort, ranking, corpus)
    else:
        start = (page - 1) * per_page
    shown = ranking[start : start + per_page]
    meta: dict[str, Any] = {
        "count": len(ranking),
        "db_response_time_ms": int((time.perf_counter() - started) * 1000),
        "page": page if cursor is None else None,
        "per_page": per_page,
    }
    if cursor is not None:
        meta["next_cursor"] = make_cursor(sort, corpus.cards[shown[-1][0]].id) if len(shown) == per_page else None
    meta |= {"groups_count": None, "cost_usd": cost / 10_000}
    results = [_render(at, score if is_search else None, fields, corpus) for at, score in shown]
    return replace(as_json({"meta": meta, "results": results, "group_by": []}), count=len(ranking))


# ---------------------------------------------------------------------- parameters


def refuse_unknown_parameters(query: Mapping[str, str]) -> None:
    """Any other name is refused with the list of the valid ones; so is ``host_venue``, gone since 2025, in any value.

    ``mailto`` is valid and has no effect.
    """
    for name, value in query.items():
        if name not in PARAMETERS:
            raise invalid_query(f"{name} is not a valid parameter. Valid parameters are: {', '.join(PARAMETERS)}.")
        if "host_venue" in value or any(word.startswith("col_") for word in value.replace('"', " ").split()):
            raise invalid_query("host_venue and col_ fields are deprecated.")
        if name in NOT_SPOKEN:
            raise not_spoken(f"the parameter {name}")


def refuse_at_the_edge(query: Mapping[str, str]) -> None:
    """What the edge refuses before the API sees it: ``limit=``, and a free tier's search over 1,500 characters."""
    if "limit" in query:
        raise edge_refusal("f1:limit_param", "There is no parameter limit. Use per_page.")
    if any(len(query.get(name, "")) > MAX_SEARCH for name in SEARCHES):
        message = f"A search may have {MAX_SEARCH} characters."
        raise edge_refusal("search_volume", message, "Search query too long")


def parse_select(query: Mapping[str, str]) -> list[str] | None:
    """The root fields wanted (None: all). Raises Refused, listing the valid ones, for any other."""
    if not query.get("select"):
        return None
    fields = [name.strip() for name in query["select"].split(",")]
    for name in fields:
        if name not in SELECTABLE:
            listing = ", ".join(SELECTABLE)
            raise invalid_query(f"{name} is not a valid select field. Valid fields for select are: {listing}.")
    return fields


def parse_paging(query: Mapping[str, str]) -> tuple[int, int, str | None]:
    """(per_page, page, cursor): 25 a page unless said, 200 at most, 10,000 records deep at most without a cursor."""
    per_page = _integer(query.get("per_page", query.get("per-page", "25")))
    if per_page is None or not 1 <= per_page <= MAX_PER_PAGE:
        raise invalid_page(f"per-page parameter must be between 1 and {MAX_PER_PAGE}.")
    if "cursor" in query:
        if "page" in query:
            raise invalid_page("Cannot use page and cursor together.")
        return per_page, 1, query["cursor"]
    page = _integer(query.get("page", "1"))
    if page is None or page < 1:
        raise invalid_page("Page parameter must be a number greater than 0.")
    if page * per_page > MAX_RECORDS:
        raise invalid_page(
            "Maximum results size of 10,000 records is exceeded. Cursor pagination is required for anything beyond."
        )
    return per_page, page, None


def _integer(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def parse_sort(query: Mapping[str, str], is_search: bool) -> str:
    """The sort to use: relevance by default in a search, otherwise citations. Raises Refused for what has no order."""
    sort = query.get("sort") or ("relevance_score:desc" if is_search else "cited_by_count:desc")
    for key in sort.split(","):
        name, _, direction = key.partition(":")
        if name not in SORTS or direction not in ("", "asc", "desc"):
            raise invalid_query(f"{key} is not a valid sort. Valid fields are: {', '.join(SORTS)}.")
        if name == "relevance_score" and not is_search:
            raise invalid_query("Must include a search query in order to sort by relevance_score.")
    return sort


def parse_search_parameter(name: str, text: str) -> Query:
    """``search=`` and ``search.title=``: commas are safe, but ``|`` and more than three long phrases are refused."""
    if "|" in text:
        raise invalid_query(f"The parameter {name} takes no |; use OR.")
    phrases = fold(text).split('"')[1::2]
    if sum(len(phrase) > 80 for phrase in phrases) > 3:
        raise invalid_query("A search may hold three quoted phrases of more than 80 characters.")
    return parse_search(text)


# ------------------------------------------------------------------------- matches


def _match(query: Mapping[str, str], corpus: Corpus) -> tuple[Ranking, bool]:
    """Every work that passes all filters and searches, with its relevance; works from the xpac set only on demand."""
    filtered = apply_filters(query["filter"], corpus) if "filter" in query else None
    searches = list(filtered.searches) if filtered else []
    searches += [parse_search_parameter(name, query[name]) for name in SEARCHES if name in query]
    keep = filtered.keep if filtered else None
    wants_xpac = query.get("include_xpac", "").lower() == "true" or (filtered and "is_xpac" in filtered.fields)
    cards = corpus.cards
    scores = corpus.titles.find(AllOf(tuple(searches))) if searches else dict.fromkeys(range(len(cards)), 0.0)
    found = [
        (at, score * citation_weight(cards[at].cited_by_count))
        for at, score in scores.items()
        if (keep is None or at in keep) and (wants_xpac or not cards[at].is_xpac)
    ]
    return found, bool(searches)


def rank(found: Ranking, sort: str, corpus: Corpus) -> Ranking:
    """Matches in the order asked for; ties go to the later date, then to the greater id."""
    columns = {
        "relevance_score": lambda match: match[1],
        "cited_by_count": lambda match: corpus.cards[match[0]].cited_by_count,
        "publication_date": lambda match: corpus.cards[match[0]].date,
        "publication_year": lambda match: corpus.cards[match[0]].year or 0,
        "display_name": lambda match: corpus.cards[match[0]].display_name.lower(),
    }
    ranking = sorted(found, key=lambda match: (corpus.cards[match[0]].date, corpus.cards[match[0]].id), reverse=True)
    for key in reversed(sort.split(",")):
        name, _, direction = key.partition(":")
        ranking.sort(key=columns[name], reverse=direction == "desc")
    return ranking


# ------------------------------------------------------------------------- cursors


def make_cursor(sort: str, work_id: str) -> str:
    """Where the next page starts: opaque to clients, base64 like the real one."""
    return base64.b64encode(orjson.dumps([sort, work_id])).decode()


def find_cursor(cursor: str, sort: str, ranking: Sequence[tuple[int, float]], corpus: Corpus) -> int:
    """The place in the ranking behind the cursor's work. Raises Refused for a cursor of another sort or query."""
    if cursor == "*":
        return 0
    try:
        cursor_sort, work_id = orjson.loads(base64.b64decode(cursor, validate=True))
    except (binascii.Error, ValueError):
        raise _invalid_cursor() from None
    places = (place for place, (at, _) in enumerate(ranking, start=1) if corpus.cards[at].id == work_id)
    place = next(places, None) if cursor_sort == sort else None
    if place is None:
        raise _invalid_cursor()
    return place


def _invalid_cursor() -> Refused:
    return invalid_page("Cursor value is invalid.")


def _render(at: int, score: float | None, fields: list[str] | None, corpus: Corpus) -> dict[str, Any]:
    """One result: the wanted fields in the record's order; what the record lacks is absent, not null."""
    work = corpus.listed(at)
    if score is not None:
        work["relevance_score"] = score
    return work if fields is None else {name: value for name, value in work.items() if name in fields}
