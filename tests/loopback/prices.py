"""Who pays what: prices in credits, the day's budget, the pace, and the headers that tell of them.

1 credit is $0.0001. Accounts are keys, or "" for everyone without one.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import ceil
from threading import Lock

from tests.loopback.answers import Answer, Refused, as_json
from tests.loopback.filters import SEARCH_FIELDS
from tests.loopback.search_text import count_operators

KEYLESS_CREDITS, KEY_CREDITS = 1_000, 10_000
KEYLESS_PER_SECOND, KEY_PER_SECOND = 10, 30
KEYLESS_BROAD_PER_SECOND, KEY_BROAD_PER_SECOND = 1, 5
CREDIT_COSTS = {"singleton": 0, "list": 1, "search": 10, "content": 100, "semantic": 10, "text": 100}
SINGLETON = re.compile(r"(?:[a-z]?\d+|(?:doi|pmid|pmcid|mag|openalex):.+)", re.IGNORECASE)


def usd(cost: int) -> str:
    """Credits as the API writes dollars in headers: ``0.0001``, ``1``, ``0``."""
    return f"{cost / 10_000:.4f}".rstrip("0").rstrip(".")


def price(path: str, query: Mapping[str, str]) -> int:
    """What the edge charges for a request, in credits, before anybody has looked whether it is any good.

    A single work is free only when its path looks like an id as sent: ``/works/https://doi.org/...`` and
    ``/works/doi%3A...`` cost a list. A filter is a search when its text holds the name of a search field.
    """
    if path.startswith("/works/"):
        return 0 if SINGLETON.fullmatch(path.removeprefix("/works/")) else CREDIT_COSTS["list"]
    if path.startswith("/autocomplete/") or path == "/rate-limit":
        return 0
    if "group_by" in query or "group-by" in query:
        return CREDIT_COSTS["list"]
    is_search = any(name == "search" or name.startswith("search.") for name in query)
    is_search |= any(name in query.get("filter", "") for name in SEARCH_FIELDS)
    return CREDIT_COSTS["search" if is_search else "list"]


def searched_text(query: Mapping[str, str]) -> str:
    """All text of a request that the edge reads as a search."""
    return " ".join(value for name, value in query.items() if name.startswith("search") or name == "filter")


@dataclass(slots=True)
class Bucket:
    """A token bucket of one second's size: full at first, refilled evenly."""

    per_second: float
    tokens: float = field(init=False)
    filled_at: float = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = self.per_second
        self.filled_at = time.monotonic()

    def take(self) -> float:
        """Take one token; the seconds until there is one, 0.0 when one was taken."""
        now = time.monotonic()
        self.tokens = min(self.per_second, self.tokens + (now - self.filled_at) * self.per_second)
        self.filled_at = now
        if self.tokens < 1.0:
            return (1.0 - self.tokens) / self.per_second
        self.tokens -= 1.0
        return 0.0


@dataclass(slots=True)
class Account:
    """One key's day: what it may spend, what it has spent, and how fast it may ask."""

    limit: int
    bucket: Bucket
    broad_bucket: Bucket
    day: str = ""
    used: int = 0

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.used)


class Till:
    """Takes the money for each request, safe to use from many threads.

    ``keys``: the keys that are known (None: any key is a free key of its own).
    ``budget_credits``: what each account may spend a day (None: as OpenAlex).
    ``is_paced``: whether the limits per second hold. ``clock``: seconds since the epoch.
    """

    def __init__(
        self,
        keys: Iterable[str] | None = None,
        budget_credits: int | None = None,
        is_paced: bool = True,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._keys = None if keys is None else frozenset(keys)
        self._budget_credits = budget_credits
        self._is_paced = is_paced
        self._clock = clock
        self._lock = Lock()
        self._accounts: dict[str, Account] = {}

    def reset(self) -> None:
        """Forget all spending."""
        with self._lock:
            self._accounts.clear()

    def is_known(self, key: str) -> bool:
        """Whether the key may ask at all; asking without one is always allowed."""
        return not key or self._keys is None or key in self._keys

    def account(self, key: str) -> Account:
        """The account of a key, with a fresh budget on each new UTC day."""
        with self._lock:
            return self._account(key)

    def charge(self, key: str, cost: int, query: Mapping[str, str]) -> None:
        """Take the price of one request. Raises Refused (429) over the pace, or over the day's budget."""
        with self._lock:
            account = self._account(key)
            if self._is_paced:
                self._refuse_haste(account, cost, query)
            if cost > account.remaining:
                raise self.daily_refusal(account, cost)
            account.used += cost

    def headers(self, key: str, cost: int) -> dict[str, str]:
        """The budget's headers as they stand after a request of this price."""
        return self._headers(self.account(key), cost)

    def seconds_to_midnight(self) -> int:
        """Until the budget is fresh: midnight UTC, the same moment for everybody."""
        now = datetime.fromtimestamp(self._clock(), UTC)
        return ceil((self._midnight(now) - now).total_seconds())

    def pace_refusal(self, account: Account, cost: int, wait: float, reason: str | None = None) -> Refused:
        """429 per second. ``X-RateLimit-Remaining`` says 0 although the day's budget is not spent."""
        message = f"Rate limit exceeded: {account.bucket.per_second:g} requests per second. Please slow down."
        body = self._refusal_body(account, cost, message, round(wait, 3))
        body |= {"creditsRemaining": 0} | ({"reason": reason} if reason else {})
        return self._too_many(account, cost, body, {"Retry-After": "1", "X-RateLimit-Remaining": "0"})

    def daily_refusal(self, account: Account, cost: int) -> Refused:
        """429 until midnight UTC; something may remain, less than the price. Free requests are still answered."""
        left = account.remaining
        message = (
            f"Insufficient budget. This request costs ${usd(cost)} but you only have ${usd(left)} remaining. "
            "Resets at midnight UTC."
        )
        wait = self.seconds_to_midnight()
        body = self._refusal_body(account, cost, message, wait)
        return self._too_many(account, cost, body, {"Retry-After": str(wait)})

    def report(self, key: str) -> Answer:
        """The body of ``/rate-limit``."""
        account = self.account(key)
        now = datetime.fromtimestamp(self._clock(), UTC)
        limits = {
            "daily_budget_usd": account.limit / 10_000,
            "daily_used_usd": account.used / 10_000,
            "daily_remaining_usd": account.remaining / 10_000,
            "prepaid_balance_usd": 0,
            "prepaid_remaining_usd": 0,
            "prepaid_expires_at": None,
            "resets_at": self._midnight(now).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "resets_in_seconds": self.seconds_to_midnight(),
            "endpoint_costs_usd": {name: cost / 10_000 for name, cost in CREDIT_COSTS.items()},
            "credits_limit": account.limit,
            "credits_used": account.used,
            "credits_remaining": account.remaining,
            "onetime_credits_balance": 0,
            "onetime_credits_remaining": 0,
            "onetime_credits_expires_at": None,
            "credit_costs": CREDIT_COSTS,
        }
        masked = f"{key[:3]}...{key[-3:]}"
        body = {"api_key": masked, "is_grandfathered": False, "rate_limit": limits}
        return as_json(body, headers={"Cache-Control": "no-store"})

    def _account(self, key: str) -> Account:
        day = datetime.fromtimestamp(self._clock(), UTC).date().isoformat()
        if key not in self._accounts:
            limit = (KEY_CREDITS if key else KEYLESS_CREDITS) if self._budget_credits is None else self._budget_credits
            bucket = Bucket(KEY_PER_SECOND if key else KEYLESS_PER_SECOND)
            broad_bucket = Bucket(KEY_BROAD_PER_SECOND if key else KEYLESS_BROAD_PER_SECOND)
            self._accounts[key] = Account(limit, bucket, broad_bucket)
        account = self._accounts[key]
        if account.day != day:
            account.day, account.used = day, 0
        return account

    def _refuse_haste(self, account: Account, cost: int, query: Mapping[str, str]) -> None:
        """The limits per second: one for all requests, a lower one for searches of more than five operators."""
        if wait := account.bucket.take():
            raise self.pace_refusal(account, cost, wait)
        if count_operators(searched_text(query)) > 5 and (wait := account.broad_bucket.take()):
            raise self.pace_refusal(account, cost, wait, "broad_boolean_query")

    def _headers(self, account: Account, cost: int) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(account.limit),
            "X-RateLimit-Remaining": str(account.remaining),
            "X-RateLimit-Credits-Used": str(cost),
            "X-RateLimit-Reset": str(self.seconds_to_midnight()),
            "X-RateLimit-Onetime-Remaining": "0",
            "X-RateLimit-Limit-USD": usd(account.limit),
            "X-RateLimit-Remaining-USD": usd(account.remaining),
            "X-RateLimit-Prepaid-Remaining-USD": "0",
            "X-RateLimit-Cost-USD": usd(cost),
        }

    def _refusal_body(self, account: Account, cost: int, message: str, wait: float) -> dict[str, object]:
        return {
            "error": "Rate limit exceeded",
            "message": message,
            "retryAfter": wait,
            "costUsd": cost / 10_000,
            "dailyRemainingUsd": account.remaining / 10_000,
            "prepaidRemainingUsd": 0,
            "creditsRequired": cost,
            "creditsRemaining": account.remaining,
            "onetimeCreditsRemaining": 0,
        }

    def _too_many(self, account: Account, cost: int, body: Mapping[str, object], more: dict[str, str]) -> Refused:
        required = {"X-RateLimit-Credits-Required": str(cost), "X-RateLimit-Cost-Required-USD": usd(cost)}
        return Refused(as_json(body, 429, self._headers(account, 0) | required | more))

    @staticmethod
    def _midnight(now: datetime) -> datetime:
        return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def read_key(query: Mapping[str, str], headers: Mapping[str, str]) -> str:
    """The key of a request (header names lower case): Bearer wins over the query; an empty key counts as none."""
    kind, _, bearer = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and bearer.strip():
        return bearer.strip()
    spellings = [query.get("api_key"), query.get("api-key"), headers.get("api_key"), headers.get("api-key")]
    return next((key for key in spellings if key), "")
