"""Money: what a request costs, what a run has spent, and what it may still spend.

Prices are in credits of $0.0001, by OpenAlex's price list of 2026.
"""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from enrich.errors import BudgetSpent

if TYPE_CHECKING:
    from collections.abc import Mapping

CREDIT_USD = 0.0001
SEARCH_CREDITS = 10
LIST_CREDITS = 1

_SEARCH_FIELDS = tuple(
    f"{name}.search"
    for name in "title display_name title_and_abstract default abstract fulltext keyword raw_author_name "
    "raw_affiliation_strings semantic".split()
)
_SINGLE = re.compile(r"[a-z]?\d+|(?:doi|pmid|pmcid|mag|openalex):.+", re.IGNORECASE)


def price_of(url: str) -> int:
    """Return what a request costs in credits, by the rules of OpenAlex's own edge (2026).

    Single records and autocomplete are free, lists and groups cost 1, searches
    10. A filter makes a search wherever its text holds the name of a search field.
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    if "/autocomplete" in path or path.endswith("/rate-limit") or is_single(url):
        return 0
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    is_search = "/works/" not in path and query.keys().isdisjoint(("group_by", "group-by")) and _is_search(query)
    return SEARCH_CREDITS if is_search else LIST_CREDITS


def _is_search(query: Mapping[str, str]) -> bool:
    has_search_field = any(name in query.get("filter", "") for name in _SEARCH_FIELDS)
    return has_search_field or any(name.partition(".")[0] == "search" for name in query)


def is_single(url: str) -> bool:
    """Tell whether the address names one record in a form that OpenAlex gives away for nothing."""
    _, found, record = urlsplit(url).path.partition("/works/")
    return bool(found) and _SINGLE.fullmatch(record) is not None


@dataclass(slots=True)
class Usage:
    """What a run has asked and paid so far. Safe to share between threads.

    ``remaining_credits``: what OpenAlex's day has left, as far as it has said; ``day_end`` is when that is forgotten.
    ``kept_credits``: what no request may touch, as something else will need it.
    """

    budget_usd: float | None = None
    request_count: int = 0
    cached_count: int = 0
    stale_count: int = 0
    retry_count: int = 0
    credit_count: int = 0
    received_bytes: int = 0
    kept_credits: int = 0
    remaining_credits: int | None = None
    day_end: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def cost_usd(self) -> float:
        """Dollars spent on this run's requests, by OpenAlex's price list of 2026."""
        return round(self.credit_count * CREDIT_USD, 6)

    def reserve(self, price: int) -> None:
        """Book a request of ``price`` credits before it is sent.

        Raises BudgetSpent if the run cannot afford it beside what is kept, or OpenAlex's day has too little left.
        """
        with self._lock:
            needed = price + self.kept_credits if price else 0
            if self.budget_usd is not None and (self.credit_count + needed) * CREDIT_USD > self.budget_usd + 1e-9:
                raise self._spent_budget(self.budget_usd)
            seconds = self.day_end - time.monotonic()
            if self.remaining_credits is not None and 0 < needed > self.remaining_credits and seconds > 0:
                raise spent_day(seconds)
            self.request_count += 1
            self._book(price)

    def keep(self, credit_count: int) -> None:
        """Keep so many credits, instead of what was kept before, for what is to come."""
        with self._lock:
            self.kept_credits = credit_count

    def _spent_budget(self, budget_usd: float) -> BudgetSpent:
        kept = f", ${self.kept_credits * CREDIT_USD:g} kept to fetch what was found" if self.kept_credits else ""
        return BudgetSpent(
            f"The budget of ${budget_usd:g} for this run is used up (${self.cost_usd:g} spent{kept}). "
            "Run the same command again with a larger --budget: it goes on from here."
        )

    def note_answer(self, price: int, status: int, headers: Mapping[str, str], byte_count: int) -> None:
        """Correct the booking by what the server says it charged, and note what the day has left.

        A refusal that names no charge is one of the edge's, which are free.
        """
        with self._lock:
            self.received_bytes += byte_count
            charged = _number(headers.get("X-RateLimit-Credits-Used"))
            if charged is None:
                charged = price if status == 200 else 0
            self._book(round(charged) - price)
            # On a refusal by the second what remains reads 0, whatever the day has left.
            if status != 429:
                self._note_day(headers)

    def note_budget(self, rate_limit: Mapping[str, Any]) -> None:
        """Note what ``/rate-limit`` says of the day."""
        left = [rate_limit.get("credits_remaining"), rate_limit.get("onetime_credits_remaining")]
        seconds = rate_limit.get("resets_in_seconds")
        if isinstance(left[0], int) and isinstance(seconds, int):
            with self._lock:
                self._set_day(sum(value for value in left if isinstance(value, int)), seconds)

    def note_unsent(self, price: int) -> None:
        """Take back the booking of a request that never reached the server."""
        with self._lock:
            self._book(-price)

    def note_retry(self) -> None:
        with self._lock:
            self.retry_count += 1

    def note_cached(self, *, is_stale: bool = False) -> None:
        with self._lock:
            self.cached_count += 1
            self.stale_count += is_stale

    def _book(self, price: int) -> None:
        self.credit_count += price
        if self.remaining_credits is not None:
            self.remaining_credits -= price

    def _note_day(self, headers: Mapping[str, str]) -> None:
        left = _number(headers.get("X-RateLimit-Remaining"))
        seconds = _number(headers.get("X-RateLimit-Reset"))
        if left is not None and seconds is not None:
            # Money paid in advance is used when the day's is gone.
            prepaid_usd = _number(headers.get("X-RateLimit-Prepaid-Remaining-USD")) or 0
            onetime = _number(headers.get("X-RateLimit-Onetime-Remaining")) or 0
            self._set_day(round(left + onetime + prepaid_usd / CREDIT_USD), seconds)

    def _set_day(self, left: int, seconds: float) -> None:
        self.remaining_credits, self.day_end = left, time.monotonic() + seconds


def spent_day(seconds: float) -> BudgetSpent:
    """Return the error that says when OpenAlex's next day begins."""
    hours = f"in {seconds / 3600:.1f} hours (00:00 UTC)"
    spent = f"OpenAlex's budget for today is used up. Run the same command again {hours}"
    return BudgetSpent(f"{spent}, or with a key that has money left.", seconds)


def _number(value: str | None) -> float | None:
    """Return the number that a header holds; None for none."""
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if isfinite(number) else None
