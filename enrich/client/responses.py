"""The response policy: which answers of OpenAlex to keep, which to ask for again, and how often. Pure decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from enrich.client.budget import spent_day
from enrich.errors import BrokenQuery, OpenAlexError, OverlongQuery, RefusedKey, RefusedQuery, Unreachable
from enrich.json_values import parsed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from enrich.json_values import Json

# A per-second refusal says so and clears in seconds; a wait longer than this means the day's budget is gone.
MAX_WAIT = 60.0
# How often to ask again at most; the settings may say less.
NEVER, ONCE, TWICE, ALWAYS = 0, 1, 2, 1_000


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """What to do without a usable answer: ask again up to ``max_retries`` times, then raise ``error``.

    ``wait`` is how many seconds the server asks to wait before each; None leaves that to the client.
    """

    error: OpenAlexError
    max_retries: int = NEVER
    wait: float | None = None


class Wanted(Enum):
    """What a request asks for, and so a key, or two, that the JSON object of its answer must have."""

    LIST = ("meta", "results")
    RECORD = ("id",)
    BUDGET = ("rate_limit",)


def wanted_by(url: str) -> Wanted:
    """Return what the request asks for."""
    path = urlsplit(url).path
    if path.endswith("/rate-limit"):
        return Wanted.BUDGET
    return Wanted.RECORD if path.partition("/works/")[2] else Wanted.LIST


def response_policy(
    status: int, headers: Mapping[str, str], body: bytes, wanted: Wanted = Wanted.LIST
) -> RetryPolicy | None:
    """Return what to do about an answer that is not to be kept, or None for one that is.

    Pure; the table is that of OpenAlex's observed errors (autumn 2026).

    | answer | policy |
    |---|---|
    | 200 with well-formed JSON, 404 of a single record | keep |
    | 400, 422 | RefusedQuery |
    | 414, 431, 400 that says "too long" or is not OpenAlex's own | OverlongQuery |
    | 500 as HTML: most often a search it cannot parse | asked once more, then BrokenQuery |
    | 401, 403 | RefusedKey |
    | 429 by the second | ask again when it says, then Unreachable |
    | 429 by the day | BudgetSpent, with the seconds until midnight UTC |
    | 429 "Plan upgrade required" | RefusedQuery, never asked again |
    | 504: the query took too long; a redirect | asked once more, then Unreachable |
    | other 5xx, broken JSON, results cut short by a time-out | ask again, then Unreachable |
    | anything else, or a wait beyond ``MAX_WAIT`` | Unreachable |
    """
    if status == 200:
        return _content_policy(headers, body, wanted)
    if status == 404 and wanted is Wanted.RECORD:
        return None
    message = _error_message(body)
    if status in (400, 414, 422, 431):
        is_overlong = status in (414, 431) or "too long" in message.lower() or not _is_json(body)
        error = OverlongQuery if is_overlong else RefusedQuery
        return RetryPolicy(error(f"OpenAlex refuses the query: {message}"))
    if status in (401, 403):
        hint = "Check OPENALEX_API_KEY, or unset it to ask without a key."
        return RetryPolicy(RefusedKey(f"OpenAlex refuses the API key ({message}). {hint}"))
    if status == 429:
        return _refusal_policy(headers, message)
    if status == 500 and not _is_json(body):
        return RetryPolicy(BrokenQuery(f"OpenAlex cannot parse the query (HTTP 500: {message})."), ONCE)
    return _failure_policy(status, headers, message)


def _failure_policy(status: int, headers: Mapping[str, str], message: str) -> RetryPolicy:
    wait = _seconds(headers.get("Retry-After"))
    error = Unreachable(f"OpenAlex answers HTTP {status} ({message}). Run the same command again later.")
    return RetryPolicy(error, _max_retries(status, wait or 0), wait)


def _max_retries(status: int, wait: float) -> int:
    if 300 <= status < 400 or status == 504:
        return ONCE
    return ALWAYS if status >= 500 and wait <= MAX_WAIT else NEVER


def _content_policy(headers: Mapping[str, str], body: bytes, wanted: Wanted) -> RetryPolicy | None:
    content = _json_object(body) if "json" in headers.get("Content-Type", "json").lower() else {}
    is_list = wanted is Wanted.LIST
    if not content.keys() >= set(wanted.value) or (is_list and not _is_list(content)):
        return _broken()
    if is_list and content["meta"].get("timed_out"):
        partial = "OpenAlex ran out of time and answered in part. Run the same command again later."
        return RetryPolicy(Unreachable(partial), ONCE)
    return None


def _broken() -> RetryPolicy:
    message = "OpenAlex's answer is cut off or not what was asked for. Run the same command again later."
    return RetryPolicy(Unreachable(message), ALWAYS)


def _refusal_policy(headers: Mapping[str, str], message: str) -> RetryPolicy:
    if "upgrade required" in message.lower():
        return RetryPolicy(RefusedQuery(f"OpenAlex refuses the query: {message}"))
    wait = _seconds(headers.get("Retry-After")) or 1.0
    # X-RateLimit-Remaining is no help: it reads 0 on per-second refusals too.
    if wait > MAX_WAIT or "insufficient budget" in message.lower():
        return RetryPolicy(spent_day(wait))
    busy = Unreachable(f"OpenAlex keeps asking to slow down ({message}). Run the same command again later.")
    return RetryPolicy(busy, ALWAYS, wait)


def _is_list(content: Json) -> bool:
    meta = content["meta"]
    return isinstance(content["results"], list) and isinstance(meta, dict) and isinstance(meta.get("count"), int)


def _json_object(body: bytes) -> Json:
    """Return the JSON object that a body holds; an empty one for anything else."""
    content = parsed(body)
    return content if isinstance(content, dict) else {}


def _is_json(body: bytes) -> bool:
    return body.lstrip()[:1] in (b"{", b"[")


def _error_message(body: bytes) -> str:
    """Return what an error body says, short and on one line; the name of its kind when it is no JSON."""
    content = _json_object(body)
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
