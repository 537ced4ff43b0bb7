"""What a text typed into a search means: the traps between a title and the query it becomes.

Each function says what the live server's code was seen to do with such a text.
A text in double quotes is a phrase; anything else means all its words, anywhere.
"""

from __future__ import annotations

import re

from tests.loopback.answers import invalid_query, unparsable
from tests.loopback.search import HOLE, NOTHING, AllOf, AnyOf, Everything, Not, Phrase, Query, Words, analyse

NEEDS_EXACT_FIELD = "Wildcards (* or ?) require the exact (no-stem) field, for example title.search.exact."
NEEDS_LEADING_LETTERS = "A * wildcard needs at least 3 leading characters."
_FOLDED = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "\u00a0": " "})
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_OPERATOR = re.compile(r"(?:^|\s)(?:AND|OR|NOT)(?=\s|$)")


def fold(text: str) -> str:
    """Curly quotes become straight and invisible characters vanish, AFTER the filter was cut at its commas.

    So curly quotes turn a title into a phrase without protecting its commas, and break a phrase they stand in.
    """
    return _INVISIBLE.sub("", text.translate(_FOLDED))


def count_operators(text: str) -> int:
    """The upper-case AND, OR, NOT of a search; more than five make it a "broad boolean query" with a slower pace."""
    return len(_OPERATOR.findall(text))


def parse_search(raw: str) -> Query:
    """The query that one search text becomes. Raises Refused (400, or 500 for what breaks the query parser).

    An empty text, or a pair of quotes around nothing, matches EVERY work.
    """
    text = fold(raw).strip()
    quotes = text.count('"')
    is_quoted = len(text) > 1 and text[0] == text[-1] == '"'
    if text.strip('"').strip() == "":
        return Everything()
    if is_quoted and quotes == 2:
        return parse_phrase(text[1:-1])
    outside = re.sub(r'"[^"]*"', " ", text)
    if is_quoted and not count_operators(outside):
        return parse_quotes_in_phrase(quotes)
    refuse_bare_wildcards(outside)
    refuse_negated_words(outside)
    if quotes > 1 or count_operators(outside):
        return parse_boolean(text)
    return parse_words(text)


def parse_quotes_in_phrase(quotes: int) -> Query:
    """Double quotes inside a quoted title: one more breaks the query parser (500), a pair finds nothing."""
    if quotes % 2:
        raise unparsable()
    return NOTHING


def parse_words(text: str) -> Query:
    """A bare title: every word, anywhere; a lone double quote is dropped. A text of stop words finds nothing."""
    return Words(analyse(text.replace('"', " ")))


def parse_phrase(inner: str) -> Query:
    r"""A title in quotes: its words one after the other.

    ``\x``, ``\u`` and a backslash at the end break the query parser (500); ``[ ] < >`` are deleted, not
    spaced, so ``[Re]producing`` asks for "Reproducing"; ``/`` and ``:`` become spaces. Commas, brackets,
    AND/OR/NOT are harmless here.
    """
    if re.search(r"\\(?:[xu]|$)", inner):
        raise unparsable()
    text = re.sub(r"[/:]", " ", re.sub(r"[\[\]<>\\]", "", inner))
    if "?" in text or "*" in text:
        return parse_wildcard_phrase(text)
    return Phrase(analyse(text)) if text.strip() else Everything()


def parse_wildcard_phrase(text: str) -> Query:
    """Wildcards in quotes: ``?`` demands one more character, so a title ending in ``?`` gets 200 with NO results.

    A single word is refused (400), and so is ``*`` after fewer than three letters ("Q*").
    """
    words = text.split()
    refuse_short_stars(text)
    if len(words) == 1:
        raise invalid_query(NEEDS_EXACT_FIELD)
    tokens: list[str] = []
    for word in words:
        is_pattern = "?" in word or "*" in word
        tokens += [re.sub(r"[^\w?*]", "", word.lower())] if is_pattern else analyse(word)
    return Phrase(tuple(tokens))


def refuse_short_stars(text: str) -> None:
    """A ``*`` with fewer than three word characters before it is refused everywhere."""
    if re.search(r"(?<!\w{3})\*", text):
        raise invalid_query(NEEDS_LEADING_LETTERS)


def refuse_bare_wildcards(text: str) -> None:
    """Outside quotes ``?`` and ``*`` are refused on stemmed fields (since 2026-06-05): 31 of 523 titles hold one."""
    refuse_short_stars(text)
    if "?" in text or "*" in text:
        raise invalid_query(NEEDS_EXACT_FIELD)


def refuse_negated_words(text: str) -> None:
    """A word beginning with ``!`` is refused outside quotes; "Yahoo!" is fine."""
    if re.search(r"(?:^|\s)!", text):
        raise invalid_query("The ! operator cannot stand before a single word of a search.")


def parse_boolean(text: str) -> Query:
    """A text with upper-case operators or several quoted parts goes to the query parser as it is.

    Unbalanced brackets or quotes, ``^``, ``~`` and ``[`` break it (500), and a last word that ends in
    "and" or "not" loses these letters ("Demand" becomes "Dem").
    """
    is_balanced = text.count("(") == text.count(")") and text.count('"') % 2 == 0
    if not is_balanced or re.search(r"[\^~\[\]{}]|\\$", text):
        raise unparsable()
    text = re.sub(r"\s*(?:and|not)$", "", text, flags=re.IGNORECASE)
    return _BooleanParser(re.findall(r'"[^"]*"|[()]|[^\s()"]+', text)).parse()


class _BooleanParser:
    """Recursive descent over ``expression := term (OR term)*``, ``term := factor ((AND) factor)*``."""

    def __init__(self, symbols: list[str]) -> None:
        self.symbols = symbols

    def parse(self) -> Query:
        query = self._expression()
        if self.symbols:
            raise unparsable()
        return query

    def _expression(self) -> Query:
        terms = [self._term()]
        while self._accept("OR"):
            terms.append(self._term())
        return terms[0] if len(terms) == 1 else AnyOf(tuple(terms))

    def _term(self) -> Query:
        factors = [self._factor()]
        while self._accept("AND") or (self.symbols and self.symbols[0] not in (")", "OR")):
            factors.append(self._factor())
        wanted = tuple(factor for factor in factors if factor != Words(()))
        return wanted[0] if len(wanted) == 1 else AllOf(wanted)

    def _factor(self) -> Query:
        if self._accept("NOT"):
            return Not(self._factor())
        if self._accept("("):
            inner = self._expression()
            if not self._accept(")"):
                raise unparsable()
            return inner
        if not self.symbols or self.symbols[0] in (")", "AND", "OR"):
            raise unparsable()
        symbol = self.symbols.pop(0)
        if symbol.startswith('"'):
            return parse_phrase(symbol[1:-1])
        return Words(tuple(token for token in analyse(symbol) if token != HOLE))

    def _accept(self, symbol: str) -> bool:
        is_next = bool(self.symbols) and self.symbols[0] == symbol
        if is_next:
            self.symbols.pop(0)
        return is_next
