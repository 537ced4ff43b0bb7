"""The session through which everything is asked of OpenAlex's server.

A request passes through these in order:

1. the cache (requests-cache on SQLite): an answer that is still good costs
   nothing, and one past its time is better than none when OpenAlex is down;
2. the budget: a request that the run, or what OpenAlex's day has left, cannot
   pay for is not sent;
3. the pace: at most so many real requests a second, shared by all threads;
4. the wire, with time-outs for connecting, for each silence and for the whole
   exchange; the API key is added here, below the cache, so that no cache, log
   or error message ever sees it;
5. the response policy (a pure function): keep the answer, ask again after a
   wait, or give up with an error that says what to do;
6. the stamp: how long the answer may be kept.

The cache is made here, the rest is ``enrich.client.adapter``. Nothing else in
citegraph retries, sleeps or counts money.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from requests_cache import CachedSession
from requests_cache.policy.settings import DEFAULT_IGNORED_PARAMS

from enrich.client.adapter import OpenAlexAdapter
from enrich.client.answer_cache import AnswerCache
from enrich.client.budget import Usage
from enrich.errors import BrokenQuery, SettingsError, Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import requests
    from requests_cache import AnyResponse

    from enrich.client.settings import SessionSettings


class OpenAlexSession(CachedSession):
    """A session with a cache of requests, and beside it a cache of the ``answers`` to single questions.

    It falls back on cached responses past their time when OpenAlex is down, and only then: a refused key or a spent
    budget is for the user to know.
    """

    answers: AnswerCache

    def send(self, request: requests.PreparedRequest, *arguments: Any, **options: Any) -> AnyResponse:
        try:
            return super().send(request, *arguments, **options)
        except (Unreachable, BrokenQuery):
            key = self.cache.create_key(request, **options)
            kept = None if self.answers.is_refresh else self.cache.get_response(key)
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
    with _explained_if_unusable(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        make_private(path)
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
    session.answers = AnswerCache(answers, settings.keep_works_days, settings.keep_empty_days, settings.is_refresh)
    with _explained_if_unusable(answers):
        make_private(answers)
        session.answers.prepare()
    return session


def make_private(path: Path) -> None:
    """Let nobody else read the file, which is made if missing: titles that are asked for may be nobody's business.

    SQLite gives its other files the same rights. Another user's file keeps its own.
    """
    path.touch(mode=0o600)
    with suppress(PermissionError):
        for file in (path, *path.parent.glob(f"{path.name}-*")):
            file.chmod(0o600)


@contextmanager
def _explained_if_unusable(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise SettingsError(
            f"{path} cannot be used as the cache of answers ({error}). "
            "Delete the file, or set CITEGRAPH_HOME to a folder that can be written."
        ) from None
