"""The one place that talks to OpenAlex's server: cache, pace, price, retries, time-outs and the key.

A request passes through these in order:

1. the cache (requests-cache on SQLite): an answer that is still good costs
   nothing, and one past its time is better than none when OpenAlex is down;
2. the budget: a request that the run, or what OpenAlex's day has left, cannot
   pay for is not sent;
3. the pace: at most so many real requests a second, shared by all threads;
4. the wire, with time-outs for connecting, for each silence and for the whole
   exchange; the API key is added here, below the cache, so that no cache, log
   or error message ever sees it;
5. the judgement of the answer (``judge_answer``, a pure function): keep it,
   ask again after a wait, or give up with an error that says what to do;
6. the stamp: how long the answer may be kept.

Nothing else in citegraph retries, sleeps or counts money.
"""

from __future__ import annotations

import random
import re
import sqlite3
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson
import requests
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from requests_cache.policy.settings import DEFAULT_IGNORED_PARAMS
from urllib3 import PoolManager, ProxyManager
from urllib3.exceptions import NewConnectionError

from enrich.client.answer_cache import DAY, Memory
from enrich.client.budget import Usage, price_of
from enrich.client.deadline import Deadline, watch_connections
from enrich.client.limits import OPENALEX_URL
from enrich.client.responses import ALWAYS, LONGEST_WAIT, TWICE, Judgement, judge_answer, wanted_by
from enrich.errors import BrokenQuery, RefusedQuery, SettingsError, Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from requests_cache import AnyResponse

_NO_RESULTS = re.compile(rb'"results"\s*:\s*\[\s*\]')


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
    exchange_timeout: float = 60.0
    retries: int = 4
    backoff: float = 0.5
    keep_works_days: float = 30.0
    keep_empty_days: float = 7.0
    is_refresh: bool = False
    connections: int = 8


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


class OpenAlexSession(CachedSession):
    """A session with a cache of requests, and beside it a ``memory`` of single questions.

    It falls back on cached answers past their time when OpenAlex is down, and only then: a refused key or a spent
    budget is for the user to know.
    """

    memory: Memory

    def send(self, request: requests.PreparedRequest, *arguments: Any, **options: Any) -> AnyResponse:
        try:
            return super().send(request, *arguments, **options)
        except (Unreachable, BrokenQuery):
            key = self.cache.create_key(request, **options)
            kept = None if self.memory.is_refresh else self.cache.get_response(key)
            if kept is None:
                raise
            return kept


def make_session(settings: SessionSettings) -> tuple[OpenAlexSession, Usage]:
    """Return a session for OpenAlex and the usage that counts what it sends.

    Raises OpenAlexError subclasses from every ``get``; the session may be
    shared by threads. The cache file and its folder are made if missing; raises
    SettingsError where that cannot be done.
    """
    usage = Usage(settings.budget_usd)
    session = _open_cache(settings)
    session.max_redirects = 3
    session.headers["Accept-Encoding"] = "gzip"
    session.mount(settings.base_url, OpenAlexAdapter(settings, usage))
    return session, usage


def _open_cache(settings: SessionSettings) -> OpenAlexSession:
    path = settings.cache_path
    with _told_if_unusable(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        session = OpenAlexSession(
            str(path),
            backend="sqlite",
            wal=True,
            busy_timeout=30_000,
            cache_control=True,  # the adapter stamps each answer with how long it keeps
            allowable_codes=(200, 404),
            always_revalidate=False,
            # Naming any parameter here replaces the defaults, which keep keys out of the file.
            ignored_parameters=[*DEFAULT_IGNORED_PARAMS, "mailto", "From", "User-Agent"],
        )
    # A file of its own: two connections that write to one file in several threads can block each other.
    answers = path.with_stem(f"{path.stem}-answers")
    session.memory = Memory(answers, settings.keep_works_days, settings.keep_empty_days, settings.is_refresh)
    with _told_if_unusable(answers):
        session.memory.prepare()
    return session


@contextmanager
def _told_if_unusable(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise SettingsError(
            f"{path} cannot be used as the cache of answers ({error}). "
            "Delete the file, or set CITEGRAPH_HOME to a folder that can be written."
        ) from None


class OpenAlexAdapter(HTTPAdapter):
    """Sends what the cache could not answer: steps 2 to 6 of this module."""

    def __init__(self, settings: SessionSettings, usage: Usage) -> None:
        super().__init__(pool_connections=2, pool_maxsize=max(settings.connections, 1), pool_block=True)
        self._settings = settings
        self._ledger = usage
        self._pace = Pace(settings.requests_per_second)
        self._budget_lock = threading.Lock()
        self._is_budget_known = not settings.api_key

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        watch_connections(self.poolmanager)

    def proxy_manager_for(self, *arguments: Any, **options: Any) -> PoolManager:
        manager: PoolManager = super().proxy_manager_for(*arguments, **options)
        # Connections through SOCKS are of a class of their own.
        if isinstance(manager, ProxyManager):
            watch_connections(manager)
        return manager

    def send(self, request: requests.PreparedRequest, *_: Any, **options: Any) -> requests.Response:
        """Return a complete, well-formed answer, or raise the OpenAlexError that explains why there is none."""
        price = price_of(request.url or "")
        if price:
            self._learn_budget()
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

    def _learn_budget(self) -> None:
        """Ask once, for nothing, what the key's day has left. Raises RefusedKey."""
        with self._budget_lock:
            if self._is_budget_known:
                return
            self._is_budget_known = True
            question = requests.Request("GET", f"{self._settings.base_url}/rate-limit").prepare()
            with suppress(Unreachable, RefusedQuery):
                self._ledger.note_budget(orjson.loads(self.send(question).content)["rate_limit"])

    def _ask_once(
        self, request: requests.PreparedRequest, price: int, options: dict[str, Any]
    ) -> tuple[requests.Response | None, Judgement]:
        options["timeout"] = (self._settings.connect_timeout, self._settings.read_timeout)
        options["stream"] = False
        try:
            with Deadline(self._settings.exchange_timeout):
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
        self._ledger.note_answer(price, response.status_code, response.headers, len(body))
        return response, judge_answer(response.status_code, response.headers, body, wanted_by(request.url or ""))

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


def _is_empty(response: requests.Response) -> bool:
    # An answer without results is little more than its meta block.
    return response.status_code == 404 or (len(response.content) < 4096 and bool(_NO_RESULTS.search(response.content)))


def _was_sent(error: Exception) -> bool:
    """Whether the server may have seen the request: not when no connection to it came about."""
    causes = [getattr(cause, "reason", cause) for cause in error.args]
    return not isinstance(error, requests.ConnectTimeout) and not any(
        isinstance(cause, NewConnectionError) for cause in causes
    )
