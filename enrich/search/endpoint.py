"""OpenAlex's lists and records of works, as JSON: several requests at a time, each through one session."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import quote_plus

import orjson
import requests

from enrich.client.limits import MAX_VALUES, MIN_BATCH_BYTES, OPENALEX_URL, OVERHEAD_BYTES
from enrich.errors import Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyalex

    from enrich.client.answer_cache import Question, Works
    from enrich.client.budget import Usage
    from enrich.json_values import Json

PAGE_SIZE = 100
# A work's id in a list, and what parts it from the next one.
ID_BYTES = 15

Task = TypeVar("Task")
Result = TypeVar("Result")


class Response(Protocol):
    """What is looked at of an answer over HTTP."""

    @property
    def status_code(self) -> int: ...

    @property
    def content(self) -> bytes: ...


class Answers(Protocol):
    """The cache of answers to single questions (``enrich.client.answer_cache``)."""

    def lookup(self, strategy: str, questions: Sequence[Question]) -> list[tuple[Question, Works]]: ...

    def store(self, strategy: str, answers: Iterable[tuple[Question, Works]]) -> None: ...


class Session(Protocol):
    """What sends requests: an ``OpenAlexSession``, or one that only imagines the answers."""

    @property
    def answers(self) -> Answers: ...

    def get(self, url: str, *, force_refresh: bool) -> Response:
        """Return the answer. Raises OpenAlexError."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """The works that came, each once, and how many there are in all."""

    works: Works
    count: int
    next_cursor: str | None = None

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.works)


@dataclass(slots=True)
class Endpoint:
    """The server at ``base_url``, asked by so many ``workers`` in request lines of ``batch_bytes`` at most."""

    session: Session
    usage: Usage
    base_url: str
    workers: int
    batch_bytes: int
    is_refresh: bool

    @property
    def max_ids(self) -> int:
        """How many ids of works a request holds."""
        return min(MAX_VALUES, (self.batch_bytes - OVERHEAD_BYTES) // ID_BYTES)

    def keep_for_works(self, count: int) -> None:
        """Keep what it takes to fetch so many works, and to ask once more for those that do not come."""
        self.usage.keep(ceil(count / self.max_ids) + 1 if count else 0)

    def shorten(self, byte_count: int) -> None:
        """Send request lines of so many bytes at most from now on: the server takes shorter ones than OpenAlex does."""
        self.batch_bytes = min(self.batch_bytes, max(byte_count, MIN_BATCH_BYTES))

    def run(self, todo: deque[Task], ask: Callable[[Task], Result]) -> Iterator[tuple[Task, Future[Result]]]:
        """Ask for what is in ``todo``, several requests at a time, and yield each as it lands.

        Whoever takes them may add to ``todo``, or clear it: what is under way then still lands, as it is paid for.
        """
        with ThreadPoolExecutor(self.workers) as pool:
            flying: dict[Future[Result], Task] = {}
            while todo or flying:
                while todo and len(flying) < self.workers:
                    task = todo.popleft()
                    flying[pool.submit(ask, task)] = task
                landed, _ = wait(flying, return_when=FIRST_COMPLETED)
                for future in landed:
                    yield flying.pop(future), future

    def list_works(
        self, query: pyalex.Works, *, per_page: int = PAGE_SIZE, cursor: str | None = None, is_again: bool = False
    ) -> Answer:
        """Return one page of what the query finds. Raises OpenAlexError.

        ``is_again`` asks for it although the cache holds it.
        """
        page = f"per-page={per_page}" + (f"&cursor={quote_plus(cursor)}" if cursor else "")
        return _as_answer(self._get(f"{query.url}&{page}", is_again=is_again))

    def suggest(self, title: str) -> Answer:
        """Return what autocomplete offers for the title. Raises OpenAlexError."""
        # Half a surrogate pair cannot be sent.
        words = " ".join(title.encode(errors="ignore").decode().split())
        return _as_answer(self._get(f"{OPENALEX_URL}/autocomplete/works?q={quote_plus(words)}"))

    def record(self, work_id: str) -> Json:
        """Return one work whole, or nothing if there is none. Raises OpenAlexError."""
        return self._get(f"{OPENALEX_URL}/works/{work_id}")

    def _get(self, url: str, *, is_again: bool = False) -> Json:
        address = url.replace(OPENALEX_URL, self.base_url, 1)
        try:
            response = self.session.get(address, force_refresh=self.is_refresh or is_again)
        except requests.RequestException as error:
            reason = type(error).__name__
            raise Unreachable(f"OpenAlex cannot be reached ({reason}). Run the same command again later.") from None
        if getattr(response, "from_cache", False):
            self.usage.note_cached(is_stale=getattr(response, "is_expired", False))
        content: Json = orjson.loads(response.content) if response.status_code == 200 else {}
        return content


def _as_answer(content: Json) -> Answer:
    works = {str(work.get("id")): work for work in content["results"] if isinstance(work, dict)}
    return Answer(list(works.values()), content["meta"]["count"], content["meta"].get("next_cursor"))
