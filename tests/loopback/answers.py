"""What the server sends back: one answer, and the shapes of OpenAlex's refusals.

Three parties refuse, each in its own words: the edge in front of the API (JSON
with ``error_source``, not charged), the API itself (JSON, charged like a
success), and the web framework below (an HTML page).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

JSON = "application/json"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer before it goes on the wire.

    ``credits`` is what it cost (1 credit = $0.0001), ``count`` how many works matched, where works were listed.
    """

    status: int
    body: bytes
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    credits: int = 0
    count: int | None = None


class Refused(Exception):
    """Raised anywhere below the handler to answer with ``answer`` at once."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def as_json(content: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """``content`` as a JSON answer."""
    return Answer(status, orjson.dumps(content), JSON, headers or {})


def html_page(status: int, title: str) -> Answer:
    """The framework's own page: all a client gets for an unknown id (404) or a search it cannot parse (500)."""
    page = f"<!doctype html>\n<html lang=en>\n<title>{status} {title}</title>\n<h1>{title}</h1>\n"
    return Answer(status, page.encode(), HTML)


def not_found() -> Refused:
    """404 in HTML, not JSON."""
    return Refused(html_page(404, "Not Found"))


def unparsable() -> Refused:
    """500 in HTML: the search text reached the index's query parser and broke it. It is charged."""
    return Refused(html_page(500, "Internal Server Error"))


def invalid_query(message: str) -> Refused:
    """400 by the API itself. It is charged."""
    return Refused(as_json({"error": "Invalid query parameters error.", "message": message}, 400))


def invalid_page(message: str) -> Refused:
    """400 by the API itself over page, per_page or cursor. It is charged."""
    return Refused(as_json({"error": "Pagination error.", "message": message}, 400))


def edge_refusal(rule: str, message: str, error: str = "Invalid request rejected at the API edge") -> Refused:
    """400 by the edge, which names its rule in a header. It is not charged."""
    body = {"error": error, "error_source": "openalex-api-proxy", "message": message}
    return Refused(as_json(body, 400, {"x-openalex-edge-reject": rule}))


def url_too_long(byte_count: int, limit: int) -> Refused:
    """400 by the edge, without the rule header and the error source of its other refusals."""
    message = f"The request line takes {byte_count} bytes of {limit}. Ask for fewer values at a time."
    return Refused(as_json({"error": "Request URL too long", "message": message}, 400))


def unknown_key() -> Refused:
    """401 for a key the edge does not know: it answers every path, even the free ones."""
    body = {"error": "Invalid or missing API key", "message": "API key not found"}
    return Refused(as_json(body, 401, {"Cache-Control": "no-store"}))


def key_required() -> Refused:
    """401 of ``/rate-limit`` when no key was sent."""
    body = {"error": "Authentication required", "message": "Send your API key to see its budget."}
    return Refused(as_json(body, 401, {"Cache-Control": "no-store"}))


def plan_required(filter_name: str) -> Refused:
    """429 that no waiting cures, hence without ``Retry-After``."""
    message = f'The "{filter_name}:..." filter requires a paid plan.'
    return Refused(as_json({"error": "Plan upgrade required", "message": message}, 429))


def not_spoken(what: str) -> Refused:
    """501: OpenAlex knows ``what``, this stand-in does not. Better than a wrong answer."""
    return Refused(as_json({"error": "Not spoken by the loopback server", "message": what}, 501))
