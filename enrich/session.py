"""The one place that talks to OpenAlex's server: cache, pace, price, retries, time-outs and the key.

A request passes through these in order:

1. the cache (requests-cache on SQLite): an answer that is still good costs
   nothing, and one past its time is better than none when OpenAlex is down;
2. the budget: a request the run cannot afford is not sent;
3. the pace: at most so many real requests a second, shared by all threads;
4. the wire, with a time-out; the API key is added here, below the cache, so
   that no cache, log or error message ever sees it;
5. the judgement of the answer (``judge_answer``, a pure function): keep it,
   ask again after a wait, or give up with an error that says what to do;
6. the stamp: how long the answer may be kept.

Nothing else in citegraph retries, sleeps or counts money.
"""

from __future__ import annotations

import logging
import random
import re
import sqlite3
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import orjson
import requests
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from requests_cache.policy.settings import DEFAULT_IGNORED_PARAMS
from urllib3.exceptions import NewConnectionError

from enrich.errors import BudgetSpent, OpenAlexError, RefusedKey, RefusedQuery, SettingsError, Unreachable
from enrich.queries import OPENALEX_URL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CREDIT_USD = 0.0001
SEARCH_CREDITS = 10
LIST_CREDITS = 1

# A per-second refusal says so and clears in seconds; a wait longer than this means the day's budget is gone.
LONGEST_WAIT = 60.0
DAY = 86_400
# How often to ask again at most; the settings may say less.
NEVER, ONCE, TWICE, ALWAYS = 0, 1, 2, 1_000
_NO_RESULTS = re.compile(rb'"results"\s*:\s*\[\s*\]')
_SEARCH_FIELDS = tuple(
    f"{name}.search"
    for name in "title display_name title_and_abstract default abstract fulltext keyword raw_author_name "
    "raw_affiliation_strings semantic".split()
)
_SINGLE = re.compile(r"[a-z]?\d+|(?:doi|pmid|pmcid|mag|openalex):.+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """Everything about asking that a user may set. Times are in seconds unless they say days."""

    cache_path: Path
    api_key: str | None = field(default=None, repr=False)
    base_url: str = OPENALEX_URL
    budget_usd: float | None = None
    requests_per_second: float = 10.0
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    retries: int = 4
    backoff: float = 0.5
    keep_works_days: float = 30.0
    keep_empty_days: float = 7.0
    is_refresh: bool = False
    connections: int = 8


@dataclass(slots=True)
class Ledger:
    """What a run has asked and paid so far. Safe to share between threads."""

    budget_usd: float | None = None
    request_count: int = 0
    cached_count: int = 0
    stale_count: int = 0
    retry_count: int = 0
    credit_count: int = 0
    received_bytes: int = 0
    remaining_credits: int | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def cost_usd(self) -> float:
        """Dollars spent on this run's requests, by OpenAlex's price list of 2026."""
        return round(self.credit_count * CREDIT_USD, 6)

    def reserve(self, price: int) -> None:
        """Book a request of ``price`` credits before it is sent; raise BudgetSpent if the run cannot afford it."""
        with self._lock:
            if self.budget_usd is not None and (self.credit_count + price) * CREDIT_USD > self.budget_usd + 1e-9:
                raise BudgetSpent(
                    f"The budget of ${self.budget_usd:g} for this run is used up (${self.cost_usd:g} spent). "
                    "Run the same command again with a larger --budget: it goes on from here."
                )
            self.request_count += 1
            self.credit_count += price

    def note_answer(self, price: int, response: requests.Response) -> None:
        """Correct the booking by what the server says it charged, and note what the day has left.

        A refusal that names no charge is one of the edge's, which are free.
        """
        with self._lock:
            self.received_bytes += len(response.content)
            charged = _whole_number(response.headers.get("X-RateLimit-Credits-Used"))
            if charged is None:
                charged = price if response.status_code == 200 else 0
            self.credit_count += charged - price
            remaining = _whole_number(response.headers.get("X-RateLimit-Remaining"))
            if remaining is not None and response.status_code == 200:
                self.remaining_credits = remaining

    def note_unsent(self, price: int) -> None:
        """Take back the booking of a request that never reached the server."""
        with self._lock:
            self.credit_count -= price

    def note_retry(self) -> None:
        with self._lock:
            self.retry_count += 1

    def note_cached(self, *, is_stale: bool = False) -> None:
        with self._lock:
            self.cached_count += 1
            self.stale_count += is_stale


class Pace:
    """Spaces real requests evenly, ``per_second`` at most, over all threads; a server's refusal delays them all."""

    def __init__(self, per_second: float) -> None:
        self._interval = 1.0 / per_second
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Sleep until this thread's turn."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + self._interval
        if turn > now:
            time.sleep(turn - now)

    def delay(self, seconds: float) -> None:
        """Let nobody send for the next ``seconds``."""
        with self._lock:
            self._next = max(self._next, time.monotonic() + seconds)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What to do with an answer: keep it (no error), or ask again up to ``patience`` times, then raise ``error``."""

    error: OpenAlexError | None = None
    patience: int = NEVER
    wait: float | None = None


KEEP = Judgement()


def price_of(url: str) -> int:
    """Return what a request costs in credits, by the rules of OpenAlex's own edge (2026).

    Single records and autocomplete are free, lists and groups cost 1, searches
    10. A filter makes a search wherever its text holds the name of a search field.
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    if "/autocomplete" in path or path.endswith("/rate-limit"):
        return 0
    if "/works/" in path:
        return 0 if is_single(url) else LIST_CREDITS
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if "group_by" in query or "group-by" in query:
        return LIST_CREDITS
    is_search = any(name == "search" or name.startswith("search.") for name in query)
    is_search |= any(name in query.get("filter", "") for name in _SEARCH_FIELDS)
    return SEARCH_CREDITS if is_search else LIST_CREDITS


def is_single(url: str) -> bool:
    """Tell whether the address names one record in a spelling that OpenAlex gives away for nothing."""
    _, found, record = urlsplit(url).path.partition("/works/")
    return bool(found) and _SINGLE.fullmatch(record) is not None


def judge_answer(status: int, headers: Mapping[str, str], body: bytes, *, is_single: bool = False) -> Judgement:
    """Decide what an answer is worth. Pure; the table is that of OpenAlex's observed errors (autumn 2026).

    | answer | verdict |
    |---|---|
    | 200 with well-formed JSON, 404 of a single record | keep |
    | 400, 414, 422 | RefusedQuery |
    | 500 as HTML: most often a search it cannot parse | asked once more, then RefusedQuery |
    | 401, 403 | RefusedKey |
    | 429 by the second | ask again when it says, then Unreachable |
    | 429 by the day | BudgetSpent, with the seconds until midnight UTC |
    | 429 "Plan upgrade required" | RefusedQuery, never asked again |
    | 504: the query took too long; a redirect | asked once more, then Unreachable |
    | other 5xx, broken JSON, results cut short by a time-out | ask again, then Unreachable |
    | anything else, or a wait beyond ``LONGEST_WAIT`` | Unreachable |
    """
    if status == 200:
        return _judge_content(headers, body)
    if status == 404 and is_single:
        return KEEP
    message = _error_message(body)
    if status in (400, 414, 422):
        return Judgement(RefusedQuery(f"OpenAlex refuses the query: {message}"))
    if status in (401, 403):
        hint = "Check OPENALEX_API_KEY, or unset it to ask without a key."
        return Judgement(RefusedKey(f"OpenAlex refuses the API key ({message}). {hint}"))
    if status == 429:
        return _judge_refusal(headers, message)
    if status == 500 and not _is_json(body):
        return Judgement(RefusedQuery(f"OpenAlex cannot parse the query (HTTP 500: {message})."), ONCE)
    wait = _seconds(headers.get("Retry-After"))
    if 300 <= status < 400 or status == 504:
        patience = ONCE
    else:
        patience = ALWAYS if status >= 500 and (wait or 0) <= LONGEST_WAIT else NEVER
    error = Unreachable(f"OpenAlex answers HTTP {status} ({message}). Run the same command again later.")
    return Judgement(error, patience, wait)


def make_session(settings: SessionSettings) -> tuple[CachedSession, Ledger]:
    """Return a session for OpenAlex and the ledger that counts what it sends.

    Raises OpenAlexError subclasses from every ``get``; the session may be
    shared by threads. The cache file and its folder are made if missing; raises
    SettingsError where that cannot be done.
    """
    ledger = Ledger(settings.budget_usd)
    # It logs a traceback for each stale answer it falls back on; the ledger counts them.
    logging.getLogger("requests_cache").setLevel(logging.ERROR)
    session = _open_cache(settings)
    session.max_redirects = 3
    session.headers["Accept-Encoding"] = "gzip"
    session.mount(settings.base_url, OpenAlexAdapter(settings, ledger))
    return session, ledger


def _open_cache(settings: SessionSettings) -> CachedSession:
    try:
        settings.cache_path.parent.mkdir(parents=True, exist_ok=True)
        return CachedSession(
            str(settings.cache_path),
            backend="sqlite",
            wal=True,
            busy_timeout=30_000,
            cache_control=True,  # the adapter stamps each answer with how long it keeps
            allowable_codes=(200, 404),
            stale_if_error=not settings.is_refresh,
            always_revalidate=False,
            # Naming any parameter here replaces the defaults, which keep keys out of the file.
            ignored_parameters=[*DEFAULT_IGNORED_PARAMS, "mailto", "From", "User-Agent"],
        )
    except (OSError, sqlite3.Error) as error:
        raise SettingsError(
            f"{settings.cache_path} cannot be used as the cache of answers ({error}). "
            "Delete the file, or set CITEGRAPH_HOME to a folder that can be written."
        ) from None


class OpenAlexAdapter(HTTPAdapter):
    """Sends what the cache could not answer: steps 2 to 6 of this module."""

    def __init__(self, settings: SessionSettings, ledger: Ledger) -> None:
        super().__init__(pool_connections=2, pool_maxsize=max(settings.connections, 1), pool_block=True)
        self._settings = settings
        self._ledger = ledger
        self._pace = Pace(settings.requests_per_second)

    def send(self, request: requests.PreparedRequest, *_: Any, **options: Any) -> requests.Response:
        """Return a complete, well-formed answer, or raise the OpenAlexError that explains why there is none."""
        price = price_of(request.url or "")
        for attempt in range(self._settings.retries + 1):
            self._ledger.reserve(price)
            self._pace.wait()
            response, judgement = self._ask_once(request, price, options)
            if response is not None and judgement.error is None:
                return self._stamped(response)
            assert judgement.error is not None
            if attempt >= min(judgement.patience, self._settings.retries):
                raise judgement.error
            self._ledger.note_retry()
            self._rest(attempt, judgement.wait)
        raise AssertionError("the loop returns or raises")

    def _ask_once(
        self, request: requests.PreparedRequest, price: int, options: dict[str, Any]
    ) -> tuple[requests.Response | None, Judgement]:
        options["timeout"] = (self._settings.connect_timeout, self._settings.read_timeout)
        options["stream"] = False
        try:
            response = super().send(self._with_key(request), **options)
            body = response.content
        except (requests.RequestException, OSError) as error:
            reason = type(error).__name__
            message = f"OpenAlex cannot be reached ({reason}). Check the network, then run the same command again."
            if not _was_sent(error):
                self._ledger.note_unsent(price)
                return None, Judgement(Unreachable(message), TWICE)
            return None, Judgement(Unreachable(message), ALWAYS)
        response.request = request
        self._ledger.note_answer(price, response)
        is_one = is_single(request.url or "")
        return response, judge_answer(response.status_code, response.headers, body, is_single=is_one)

    def _with_key(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if not self._settings.api_key:
            return request
        keyed = request.copy()
        keyed.headers["Authorization"] = f"Bearer {self._settings.api_key}"
        return keyed

    def _rest(self, attempt: int, wait: float | None) -> None:
        """Sleep before the next attempt: as long as the server asks, else doubling each time, with jitter."""
        backoff = self._settings.backoff * 2**attempt * random.uniform(0.5, 1.5)  # noqa: S311
        seconds = min(wait if wait is not None else backoff, LONGEST_WAIT)
        if wait is not None:
            self._pace.delay(seconds)
        time.sleep(seconds)

    def _stamped(self, response: requests.Response) -> requests.Response:
        days = self._settings.keep_empty_days if _is_empty(response) else self._settings.keep_works_days
        response.headers["Cache-Control"] = f"max-age={int(days * DAY)}"
        for header in ("Expires", "ETag", "Last-Modified", "Vary", "Set-Cookie"):
            response.headers.pop(header, None)
        return response


def _judge_content(headers: Mapping[str, str], body: bytes) -> Judgement:
    try:
        content = orjson.loads(body) if "json" in headers.get("Content-Type", "json").lower() else None
    except orjson.JSONDecodeError:
        content = None
    if not isinstance(content, dict) or not (_is_list(content) or "id" in content or "rate_limit" in content):
        broken = "OpenAlex's answer is cut off or not what was asked for. Run the same command again later."
        return Judgement(Unreachable(broken), ALWAYS)
    if _is_list(content) and content["meta"].get("timed_out"):
        partial = "OpenAlex ran out of time and answered in part. Run the same command again later."
        return Judgement(Unreachable(partial), ONCE)
    return KEEP


def _judge_refusal(headers: Mapping[str, str], message: str) -> Judgement:
    if "upgrade required" in message.lower():
        return Judgement(RefusedQuery(f"OpenAlex refuses the query: {message}"))
    wait = _seconds(headers.get("Retry-After")) or 1.0
    # X-RateLimit-Remaining is no help: it reads 0 on per-second refusals too.
    if wait > LONGEST_WAIT or "insufficient budget" in message.lower():
        hours = wait / 3600
        spent = f"OpenAlex's budget for today is used up. Run the same command again in {hours:.1f} hours (00:00 UTC)"
        return Judgement(BudgetSpent(f"{spent}, or with a key that has money left.", wait))
    busy = Unreachable(f"OpenAlex keeps asking to slow down ({message}). Run the same command again later.")
    return Judgement(busy, ALWAYS, wait)


def _is_list(content: dict[str, Any]) -> bool:
    meta = content.get("meta")
    return isinstance(content.get("results"), list) and isinstance(meta, dict) and isinstance(meta.get("count"), int)


def _is_empty(response: requests.Response) -> bool:
    # An answer without results is little more than its meta block.
    return response.status_code == 404 or (len(response.content) < 4096 and bool(_NO_RESULTS.search(response.content)))


def _was_sent(error: Exception) -> bool:
    """Whether the server may have seen the request: not when no connection to it came about."""
    causes = [getattr(cause, "reason", cause) for cause in error.args]
    return not isinstance(error, requests.ConnectTimeout) and not any(
        isinstance(cause, NewConnectionError) for cause in causes
    )


def _is_json(body: bytes) -> bool:
    return body.lstrip()[:1] in (b"{", b"[")


def _error_message(body: bytes) -> str:
    """Return what an error body says, short and on one line; the name of its kind when it is no JSON."""
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        return "no explanation"
    if not isinstance(content, dict):
        return "no explanation"
    texts = [str(content[key]) for key in ("error", "message") if content.get(key)]
    return " ".join(": ".join(texts).split())[:300] or "no explanation"


def _seconds(value: str | None) -> float | None:
    """Return the seconds that a Retry-After names: a number, or a date from now on; None for anything else."""
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _whole_number(value: str | None) -> int | None:
    return int(value) if value is not None and value.isdecimal() else None
