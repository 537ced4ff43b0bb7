"""The ``filter=`` parameter: how it is cut, what each value means, and how it goes wrong.

``field:value,field:value`` with ``|`` for OR, ``!`` for NOT, ``+`` or a space
for AND. The cut knows nothing of escapes: ``%2C`` is a comma by the time it
is looked at, and ``|`` splits even inside quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from tests.loopback.answers import edge_refusal, invalid_query, not_spoken
from tests.loopback.corpus import Card, Corpus, bare_doi, short_id
from tests.loopback.search import AnyOf, Not, Query, WithAbstract
from tests.loopback.search_text import parse_search

MAX_VALUES = 100
SEARCH_FIELDS = (
    "title.search display_name.search title_and_abstract.search default.search abstract.search fulltext.search "
    "keyword.search raw_author_name.search raw_affiliation_strings.search"
).split()
SPOKEN_SEARCH_FIELDS = SEARCH_FIELDS[:4]  # their text includes the title; full texts this server has none
ABSTRACT_SEARCH_FIELDS = ("title_and_abstract.search", "default.search")
ALIASES = {
    "openalex": "ids.openalex",
    "openalex_id": "ids.openalex",
    "cites": "referenced_works",
    "pmid": "ids.pmid",
    "author.id": "authorships.author.id",
    "is_oa": "open_access.is_oa",
}
EQUALITY_FIELDS = (
    "ids.openalex doi display_name ids.pmid referenced_works locations.landing_page_url type language is_retracted "
    "is_paratext is_xpac has_doi has_references open_access.is_oa primary_location.source.id authorships.author.id"
).split()
RANGE_FIELDS = "publication_year cited_by_count publication_date from_publication_date to_publication_date".split()
NOT_SPOKEN = (
    "concepts.id topics.id primary_topic.id institutions.id authorships.institutions.id locations.source.id "
    "journal version fulltext has_abstract title.search.exact display_name.search.exact related_to collection "
    "datasets repository mag ids.mag pmcid ids.pmcid corpus fwci indexed_in oa_status apc_paid.value "
    "cited_by_percentile_year.min"
).split()
FIELDS = sorted([*SEARCH_FIELDS, *ALIASES, *EQUALITY_FIELDS, *RANGE_FIELDS, "cited_by", *NOT_SPOKEN])
_FIELD_AND_COLON = re.compile(rf"(?:{'|'.join(map(re.escape, FIELDS))}):")


@dataclass(frozen=True, slots=True)
class Filtered:
    """What the filters of one request ask for: ``keep`` (None: all works), and the texts to search for, all of them."""

    keep: frozenset[int] | None
    searches: tuple[Query, ...]
    fields: frozenset[str]


# ------------------------------------------------------------------- cutting it up


def split_filters(text: str) -> list[str]:
    """Cut at commas outside double quotes. Every quote toggles, so an odd one swallows all later commas."""
    parts = [""]
    is_quoted = False
    for character in text:
        is_quoted ^= character == '"'
        if character == "," and not is_quoted:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def refuse_raw_comma(text: str) -> None:
    """The edge refuses a comma that starts no new ``field:value``; its advice, ``%2C``, does NOT help.

    With a colon somewhere behind the comma the edge lets it pass, and the rest of the title is read as a
    filter: usually an unknown field (400), sometimes a filter that is silently obeyed (", type:article").
    """
    parts = split_filters(text)
    if any(":" not in part for part in parts[1:]):
        raise edge_refusal("f1:raw_comma_filter", "A filter value holds a comma. Encode it as %2C or quote the value.")


def split_field(part: str) -> tuple[str, str]:
    """Cut at the FIRST colon; hyphens in the field count as underscores, spaces before it make it unknown."""
    name, colon, value = part.partition(":")
    if not colon:
        raise invalid_query(f"Invalid query parameter {part!r}: a filter is written field:value.")
    field = name.replace("-", "_")
    if field not in FIELDS:
        listing = ", ".join(FIELDS)
        raise invalid_query(
            f"{name} is not a valid field. Valid fields are underscore or hyphenated versions of: {listing}"
        )
    return ALIASES.get(field, field), value


# -------------------------------------------------------------- what a value means


def refuse_empty(field: str, value: str) -> None:
    """An empty value, ``None`` or ``undefined`` is refused when bare; quoted, ``"None"`` is a title like any other."""
    if value.strip().lower() in ("", "none", "undefined"):
        raise invalid_query(f"Invalid query parameter: {field} value cannot be empty or 'None'.")


def split_alternatives(field: str, value: str) -> list[str]:
    """The members of an OR list; quotes do not protect ``|``. Raises Refused for what may not stand in a list.

    Over 100 members; ``!`` before any member but the first; or the name of any field followed by a colon,
    even in quotes and as the end of a longer word ("Prototype: ..." holds ``type:``), which loses the whole batch.
    """
    members = value.split("|")
    if len(members) == 1:
        return members
    if len(members) > MAX_VALUES:
        raise invalid_query(
            f"Maximum number of values exceeded for {field}. Decrease values to {MAX_VALUES} or below, or ask twice."
        )
    if any(member.strip().startswith("!") for member in members[1:]):
        raise invalid_query("The ! operator can only stand at the beginning of an OR query, where it negates them all.")
    named = _FIELD_AND_COLON.search(value)
    if named:
        raise invalid_query(f"It looks like you're trying to do an OR query between filters ({named[0]}).")
    return members


def parse_searches(field: str, value: str) -> Query:
    """The query of a ``.search`` filter: each member of an OR list is a text of its own, results come mixed.

    Traps seen: an EMPTY MEMBER (a trailing ``|``, ``"a"||"b"``) matches every work; a ``!`` in front negates
    the WHOLE list, so that nearly every work comes back.
    """
    is_negated = value.startswith("!")
    members = split_alternatives(field, value.removeprefix("!"))
    query: Query = AnyOf(tuple(parse_search(member) for member in members))
    if field in ABSTRACT_SEARCH_FIELDS:
        query = WithAbstract(query)
    return Not(query) if is_negated else query


def unquote(value: str) -> tuple[str, bool]:
    """A value that starts and ends with a quote loses these two and no others: ``"a"|"b"`` keeps two stray ones."""
    is_quoted = len(value) > 1 and value[0] == value[-1] == '"'
    return (value[1:-1], True) if is_quoted else (value, False)


def split_words_and(field: str, value: str, is_quoted: bool) -> list[str]:
    """Outside quotes a space (a ``+`` in the URL) means AND, for at most 100 words."""
    words = [value] if is_quoted or not value.strip() else value.split()
    if len(words) > MAX_VALUES:
        raise invalid_query(f"Maximum number of values exceeded for {field}. Decrease values to {MAX_VALUES} or below.")
    return words


def normalise(field: str, value: str) -> str:
    """A filter value as the index spells it. Raises Refused for a work id that is none: it loses the whole list."""
    if field == "doi":
        return bare_doi(value)
    if field in ("ids.openalex", "referenced_works", "cited_by"):
        if not re.fullmatch(r"w\d{2,}", short_id(value)):
            raise invalid_query(f"{value} is not a valid OpenAlex ID.")
        return short_id(value)
    if field.endswith(".id"):
        return short_id(value)
    if field == "ids.pmid":
        return value.lower().removeprefix("https://pubmed.ncbi.nlm.nih.gov/").removeprefix("pmid:")
    return value.lower()


# ------------------------------------------------------------------- which works


def apply_filters(text: str, corpus: Corpus) -> Filtered:
    """Read a whole ``filter=`` value. Raises Refused when any part of it cannot be read."""
    keep: frozenset[int] | None = None
    searches = []
    fields = set()
    for part in split_filters(text):
        field, value = split_field(part)
        fields.add(field)
        refuse_empty(field, value)
        if field in SPOKEN_SEARCH_FIELDS:
            searches.append(parse_searches(field, value))
            continue
        found = frozenset(_select(field, value, corpus))
        keep = found if keep is None else keep & found
    return Filtered(keep, tuple(searches), frozenset(fields))


def _select(field: str, raw: str, corpus: Corpus) -> set[int]:
    """The works that one filter other than a search keeps."""
    if field in NOT_SPOKEN or field in SEARCH_FIELDS:
        raise not_spoken(f"the filter {field}")
    value, is_quoted = unquote(raw)
    is_negated = not is_quoted and value.startswith("!")
    find = _finder(field, corpus)
    found: set[int] = set()
    for member in split_alternatives(field, value.removeprefix("!") if is_negated else value):
        words = split_words_and(field, member, is_quoted)
        found |= set.intersection(*(find(word) for word in words))
    return set(range(len(corpus))) - found if is_negated else found


def _finder(field: str, corpus: Corpus) -> Callable[[str], set[int]]:
    """The function from one value of ``field`` to the works that hold it."""
    if field in RANGE_FIELDS:
        return lambda value: _in_range(field, value, corpus)
    if field == "cited_by":
        return lambda value: _references_of(normalise(field, value), corpus)

    def find(value: str) -> set[int]:
        if value == "null":
            return set(range(len(corpus))).difference(*corpus.postings[field].values())
        return set(corpus.holders(field, normalise(field, value)))

    return find


def _references_of(work_id: str, corpus: Corpus) -> set[int]:
    """The works that this work cites and the server holds."""
    citing = corpus.holders("ids.openalex", work_id)
    return {
        at for place in citing for cited in corpus.references[place] for at in corpus.holders("ids.openalex", cited)
    }


def _in_range(field: str, value: str, corpus: Corpus) -> set[int]:
    """The works whose number lies between the bounds; a work without one never does."""
    low, high = parse_bounds(field, value)
    numbers = (_number(field, card) for card in corpus.cards)
    return {at for at, number in enumerate(numbers) if number is not None and low <= number <= high}


def parse_bounds(field: str, value: str) -> tuple[float, float]:
    """Inclusive bounds of ``2020``, ``<2020``, ``>2020``, ``2018-2020``, ``2018-``, ``-2020``; a date as 20200131."""
    is_date = field.endswith("publication_date")
    digits = value.replace("-", "") if is_date and re.fullmatch(r"[<>]?\d{4}-\d{2}-\d{2}", value) else value
    match = re.fullmatch(r"([<>]?)(\d+)", digits)
    if match:
        sign, number = match[1], int(match[2])
        if field == "from_publication_date" or sign == ">":
            return number + (sign == ">"), inf
        if field == "to_publication_date" or sign == "<":
            return -inf, number - (sign == "<")
        return number, number
    match = None if is_date else re.fullmatch(r"(\d*)-(\d*)", value)
    if match and value != "-":
        return int(match[1] or 0), float(match[2] or inf)
    raise invalid_query(f"Value for param {field} must be a number, a date or a range, not {value}.")


def _number(field: str, card: Card) -> int | None:
    if field == "publication_year":
        return card.year
    if field == "cited_by_count":
        return card.cited_by_count
    return int(card.date.replace("-", "")) if card.date else None
