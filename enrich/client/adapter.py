"""What the cache could not answer is sent here: budget, pace, the wire with its time-outs, retries, and the stamp."""

from __future__ import annotations

import random
import re
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import orjson
import requests
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager, ProxyManager
from urllib3.exceptions import NewConnectionError

from enrich.client.answer_cache import DAY
from enrich.client.budget import price_of
from enrich.client.deadline import Deadline, watch_connections
from enrich.client.pace import Pace
from enrich.client.responses import ALWAYS, MAX_WAIT, TWICE, RetryPolicy, response_policy, wanted_by
from enrich.errors import RefusedQuery, Unreachable

if TYPE_CHECKING:
    from enrich.client.budget import Usage
    from enrich.client.settings import SessionSettings

_NO_RESULTS = re.compile(rb'"results"\s*:\s*\[\s*\]')


class OpenAlexAdapter(HTTPAdapter):
    """Steps 2 to 6 of ``enrich.client.session``, for every request of a session."""

    def __init__(self, settings: SessionSettings, usage: Usage) -> None:
        super().__init__(pool_connections=2, pool_maxsize=max(settings.connections, 1), pool_block=True)
        self._settings = settings
        self._usage = usage
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
        attempt = 0
        while True:
            outcome = self._send_once(request, price, options)
            if isinstance(outcome, requests.Response):
                return self._stamped(outcome)
            if attempt >= min(outcome.max_retries, self._settings.retries):
                raise outcome.error
            self._usage.note_retry()
            self._rest(attempt, outcome.wait)
            attempt += 1

    def _learn_budget(self) -> None:
        """Ask once, for nothing, what the key's day has left. Raises RefusedKey."""
        with self._budget_lock:
            if self._is_budget_known:
                return
            self._is_budget_known = True
            question = requests.Request("GET", f"{self._settings.base_url}/rate-limit").prepare()
            with suppress(Unreachable, RefusedQuery):
                self._usage.note_budget(orjson.loads(self.send(question).content)["rate_limit"])

    def _send_once(
        self, request: requests.PreparedRequest, price: int, options: dict[str, Any]
    ) -> requests.Response | RetryPolicy:
        """Return the answer to keep, or what to do without one. Raises BudgetSpent before anything is sent."""
        self._usage.reserve(price)
        self._pace.wait()
        timeout = (self._settings.connect_timeout, self._settings.read_timeout)
        try:
            with Deadline(self._settings.exchange_timeout):
                response = super().send(self._with_key(request), **{**options, "timeout": timeout, "stream": False})
                body = response.content
        except (requests.RequestException, OSError) as error:
            return self._after_silence(error, price)
        response.request = request
        self._usage.note_answer(price, response.status_code, response.headers, len(body))
        policy = response_policy(response.status_code, response.headers, body, wanted_by(request.url or ""))
        return policy or response

    def _after_silence(self, error: Exception, price: int) -> RetryPolicy:
        """Return what to do when no answer came; what was not even sent is not paid for."""
        reason = type(error).__name__
        unreachable = Unreachable(
            f"OpenAlex cannot be reached ({reason}). Check the network, then run the same command again."
        )
        if _was_sent(error):
            return RetryPolicy(unreachable, ALWAYS)
        self._usage.note_unsent(price)
        return RetryPolicy(unreachable, TWICE)

    def _with_key(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if not self._settings.api_key:
            return request
        keyed = request.copy()
        keyed.headers["Authorization"] = f"Bearer {self._settings.api_key}"
        return keyed

    def _rest(self, attempt: int, wait: float | None) -> None:
        """Sleep before the next attempt: as long as the server asks, else doubling each time, with jitter."""
        backoff = self._settings.backoff * 2**attempt * random.uniform(0.5, 1.5)  # noqa: S311
        seconds = min(wait if wait is not None else backoff, MAX_WAIT)
        if wait is not None:
            self._pace.delay(seconds)
        time.sleep(seconds)

    def _stamped(self, response: requests.Response) -> requests.Response:
        """Return the answer with a header that says how long the cache may keep it."""
        days = self._settings.keep_empty_days if _is_empty(response) else self._settings.keep_works_days
        response.headers["Cache-Control"] = f"max-age={int(days * DAY)}"
        for header in ("Expires", "ETag", "Last-Modified", "Vary", "Set-Cookie"):
            response.headers.pop(header, None)
        return response


def _is_empty(response: requests.Response) -> bool:
    # An answer without results is little more than its meta block.
    return response.status_code == 404 or (len(response.content) < 4096 and bool(_NO_RESULTS.search(response.content)))


def _was_sent(error: Exception) -> bool:
    """Tell whether the server may have seen the request: not when no connection to it came about."""
    causes = [getattr(cause, "reason", cause) for cause in error.args]
    return not isinstance(error, requests.ConnectTimeout) and not any(
        isinstance(cause, NewConnectionError) for cause in causes
    )
