"""The response policy, as a table: which answer is kept, which asked for again and how often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import orjson
import pytest

from enrich.client.responses import MAX_WAIT, Wanted, response_policy
from enrich.errors import (
    BrokenQuery,
    BudgetSpent,
    OpenAlexError,
    OverlongQuery,
    RefusedKey,
    RefusedQuery,
    Unreachable,
)
from tests.enrich.client.conftest import BODY

if TYPE_CHECKING:
    pass


def error_body(error: str, message: str = "") -> bytes:
    return orjson.dumps({"error": error, "message": message})


@pytest.mark.parametrize(
    ("status", "headers", "body", "error", "max_retries", "wait"),
    [
        (200, {}, BODY, None, 0, None),
        (200, {"Content-Type": "application/json; charset=utf-8"}, BODY, None, 0, None),
        (200, {}, b'{"id": "https://openalex.org/W1"}', Unreachable, 9, None),
        (200, {}, b'{"id": "https://openalex.org/W1", "meta": {}, "results": []}', Unreachable, 9, None),
        (200, {}, BODY[:-4], Unreachable, 9, None),
        (200, {}, b"", Unreachable, 9, None),
        (200, {}, b"[]", Unreachable, 9, None),
        (200, {}, b'{"results": []}', Unreachable, 9, None),
        (200, {"Content-Type": "text/html"}, BODY, Unreachable, 9, None),
        (200, {}, orjson.dumps({"meta": {"count": 1, "timed_out": True}, "results": []}), Unreachable, 1, None),
        (302, {"Location": "/login"}, b"", Unreachable, 1, None),
        (400, {}, error_body("Invalid query parameters error."), RefusedQuery, 0, None),
        (400, {}, error_body("Request URL too long"), OverlongQuery, 0, None),
        (400, {}, b"<html>Request Line is too large (8190 &gt; 4094)", OverlongQuery, 0, None),
        (414, {}, b"", OverlongQuery, 0, None),
        (431, {}, b"<html>", OverlongQuery, 0, None),
        (422, {}, error_body("Unprocessable"), RefusedQuery, 0, None),
        (401, {}, error_body("Invalid or missing API key"), RefusedKey, 0, None),
        (403, {}, b"", RefusedKey, 0, None),
        (404, {}, b"<html>", Unreachable, 0, None),
        (429, {"Retry-After": "1", "X-RateLimit-Remaining": "0"}, error_body("Rate limit"), Unreachable, 9, 1.0),
        (429, {}, error_body("Rate limit exceeded"), Unreachable, 9, 1.0),
        (429, {"Retry-After": "7200"}, error_body("Rate limit exceeded"), BudgetSpent, 0, None),
        (429, {"Retry-After": "30"}, error_body("Rate limit", "Insufficient budget."), BudgetSpent, 0, None),
        (429, {}, error_body("Plan upgrade required", "The filter requires"), RefusedQuery, 0, None),
        (500, {}, b"<!doctype html>", BrokenQuery, 1, None),
        (500, {}, error_body("oops"), Unreachable, 9, None),
        (502, {}, b"<html>", Unreachable, 9, None),
        (503, {"Retry-After": "30"}, error_body("Search temporarily unavailable"), Unreachable, 9, 30.0),
        (503, {"Retry-After": "86400"}, b"", Unreachable, 0, 86400.0),
        (503, {"Retry-After": "soon"}, b"", Unreachable, 9, None),
        (504, {}, error_body("Gateway timeout"), Unreachable, 1, None),
        (418, {}, b"", Unreachable, 0, None),
    ],
)
def test_each_answer_gets_its_policy(
    status: int,
    headers: dict[str, str],
    body: bytes,
    error: type[OpenAlexError] | None,
    max_retries: int,
    wait: float | None,
) -> None:
    policy = response_policy(status, headers, body)
    assert type(policy and policy.error) is (type(None) if error is None else error)
    assert policy is None or (min(policy.max_retries, 9), policy.wait) == (max_retries, wait)


def test_an_unknown_record_is_kept_as_unknown() -> None:
    assert response_policy(404, {}, b"<html>", Wanted.RECORD) is None
    assert response_policy(404, {}, b"<html>") is not None


def test_a_pause_may_be_named_by_its_end() -> None:
    end = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    policy = response_policy(503, {"Retry-After": end}, b"")
    assert policy is not None
    assert policy.wait is not None
    assert 17 < policy.wait <= 20 < MAX_WAIT


def test_an_explanation_is_short_and_on_one_line() -> None:
    policy = response_policy(400, {}, error_body("Bad\nquery", "x" * 10_000))
    assert policy is not None
    assert "\n" not in str(policy.error)
    assert len(str(policy.error)) < 400
