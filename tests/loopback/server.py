"""The loopback server: OpenAlex's wire format over HTTP/1.1 on 127.0.0.1."""

from __future__ import annotations

import gzip
import socket
import struct
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode

from tests.loopback.answers import Answer, Refused, key_required, not_found, plan_required, unknown_key, url_too_long
from tests.loopback.corpus import Works, open_corpus
from tests.loopback.faults import DELIVERIES, Fault, FaultKind, FaultPlan, replacement, spoil
from tests.loopback.filters import refuse_raw_comma
from tests.loopback.listing import list_works, refuse_at_the_edge
from tests.loopback.prices import Till, price, read_key
from tests.loopback.singles import autocomplete, get_work

MAX_REQUEST_LINE = 8_190
GZIP_FROM = 500
PAID_FILTERS = ("from_updated_date", "to_updated_date", "from_created_date", "to_created_date")


@dataclass(frozen=True, slots=True)
class Request:
    """One request as logged.

    ``query`` decoded (of repeated names the last), ``key`` empty when none was sent, ``count`` the works that matched
    where works were listed.
    """

    number: int
    method: str
    path: str
    query: dict[str, str]
    key: str
    status: int
    credits: int
    fault: FaultKind | None
    count: int | None


class LoopbackServer:
    """OpenAlex on this machine: ``with LoopbackServer(works) as openalex: get(openalex.url + "/works")``.

    ``works``: a path to JSON Lines (``.gz`` too), or work objects.
    ``keys``: the API keys it knows; None takes any key for a free one.
    ``budget_credits``: each account's day; None is 1,000 without a key, 10,000 with.
    ``is_paced``: whether 10 (with a key 30) requests a second are the limit.
    ``latency``: seconds before each answer. ``merged``: old id to new id.
    ``port``: 0 picks a free one. Entering a second time starts it again on the same works.
    """

    def __init__(
        self,
        works: Works,
        *,
        port: int = 0,
        keys: Iterable[str] | None = None,
        budget_credits: int | None = None,
        is_paced: bool = True,
        latency: float = 0.0,
        merged: Mapping[str, str] | None = None,
        faults: Iterable[Fault] = (),
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.corpus = open_corpus(works)
        self.till = Till(keys, budget_credits, is_paced, clock)
        self.requests: list[Request] = []
        self.latency = latency
        self.max_at_once = 0
        self._at_once = 0
        self._merged = merged or {}
        self._plan = FaultPlan(faults)
        self._port = port
        self._lock = Lock()
        self.closing = Event()

    # ---- what tests look at

    @property
    def url(self) -> str:
        """The server's base address, without a slash at the end."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def credits_used(self) -> int:
        """All credits charged since the start or the last reset."""
        return sum(request.credits for request in self.requests)

    def reset(self, faults: Iterable[Fault] | None = None) -> None:
        """Forget requests, spending and fault counts, and follow another plan of faults if one is given."""
        with self._lock:
            self.requests.clear()
            self.max_at_once = 0
        self.till.reset()
        if faults is None:
            self._plan.reset()
        else:
            self._plan = FaultPlan(faults)

    # ---- life

    def __enter__(self) -> LoopbackServer:
        self.closing.clear()
        self._http = _HTTPServer(self, self._port)
        self._thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.hang_up()
        self._http.server_close()
        self._thread.join()

    # ---- one request

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count how many requests are answered at the same time; the largest number is ``max_at_once``."""
        with self._lock:
            self._at_once += 1
            self.max_at_once = max(self.max_at_once, self._at_once)
        try:
            yield
        finally:
            with self._lock:
                self._at_once -= 1

    def respond(self, method: str, target: str, headers: Mapping[str, str]) -> tuple[Answer, Fault | None]:
        """The answer to one request, logged; the fault, if any, that its delivery suffers from.

        ``target`` as sent, the names of ``headers`` in lower case.
        """
        path, _, text = target.partition("?")
        query = dict(parse_qsl(text, keep_blank_values=True))
        key = read_key(query, headers)
        cost = price(path, query)
        fault = self._plan.pick(unquote_plus(target))
        answer = replacement(fault, key, cost, target, self.till) if fault else None
        if answer is None:
            answer = self._answer(target, query, key, cost)
            answer = spoil(fault, answer) if fault else answer
        with self._lock:
            number = len(self.requests) + 1
            kind = fault.kind if fault else None
            request = Request(number, method, path, query, key, answer.status, answer.credits, kind, answer.count)
            self.requests.append(request)
        return answer, fault if fault and fault.kind in DELIVERIES else None

    def _answer(self, target: str, query: Mapping[str, str], key: str, cost: int) -> Answer:
        """Edge first (length, key, syntax, plan, pace, budget), then the API. Whatever the API answers is charged."""
        path = target.partition("?")[0]
        try:
            refuse_long_line(target)
            if not self.till.is_known(key):
                raise unknown_key()
            if path == "/rate-limit":
                if not key:
                    raise key_required()
                return self.till.report(key)
            refuse_at_the_edge(query)
            refuse_raw_comma(query.get("filter", ""))
            refuse_paid_filters(query)
            self.till.charge(key, cost, query)
        except Refused as refusal:
            return refusal.answer
        try:
            answer = self._route(path, query, cost)
        except Refused as refusal:
            answer = refusal.answer
        return replace(answer, credits=cost, headers={**self.till.headers(key, cost), **answer.headers})

    def _route(self, path: str, query: Mapping[str, str], cost: int) -> Answer:
        if path.rstrip("/") == "/works":
            return list_works(query, self.corpus, cost)
        if path.startswith("/works/"):
            return get_work(path.removeprefix("/works/"), query, self.corpus, self._merged)
        if path == "/autocomplete/works":
            return autocomplete(query, self.corpus)
        raise not_found()


def refuse_long_line(target: str) -> None:
    """The request line may take 8,190 bytes AFTER the edge has encoded its query anew as a form.

    ``"``, ``|``, ``,`` and ``:`` then take three bytes each, other letters than ASCII six or more, a space one;
    key, select and mailto count too.
    """
    path, _, text = target.partition("?")
    byte_count = len(f"GET {path}?{urlencode(parse_qsl(text, keep_blank_values=True))} HTTP/1.1")
    if byte_count > MAX_REQUEST_LINE:
        raise url_too_long(byte_count, MAX_REQUEST_LINE)


def refuse_paid_filters(query: Mapping[str, str]) -> None:
    """Filters by created or updated date need a plan; a title that merely contains such text is refused too."""
    for name in PAID_FILTERS:
        if f"{name}:" in query.get("filter", "").replace("-", "_"):
            raise plan_required(name)


class _HTTPServer(ThreadingHTTPServer):
    """A thread a connection; open connections are known, so that closing leaves neither thread nor socket behind."""

    daemon_threads = False
    request_queue_size = 128

    def __init__(self, openalex: LoopbackServer, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.openalex = openalex
        self._connections: set[Any] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Wake every thread that waits for a next request on a connection kept alive."""
        for connection in list(self._connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up early is its own business; anything else is a bug of this server and is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _HTTPServer
    protocol_version = "HTTP/1.1"
    server_version = "loopback"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        openalex = self.server.openalex
        headers = {name.lower(): value for name, value in self.headers.items()}
        # Whoever takes it for a proxy sends whole addresses, and is answered for any host.
        target = self.path if self.path.startswith("/") else f"/{self.path.split('/', 3)[-1]}"
        with openalex.counted():
            answer, fault = openalex.respond("GET", target, headers)
            if openalex.latency:
                openalex.closing.wait(openalex.latency)
        if fault and fault.kind == FaultKind.RESET:
            self._reset()
            return
        self._send_body(self._send_head(answer), fault)

    def _send_head(self, answer: Answer) -> bytes:
        """Status and headers; returns the body as it goes out, packed when the client takes gzip."""
        accepts_gzip = "gzip" in self.headers.get("Accept-Encoding", "")
        is_packed = accepts_gzip and len(answer.body) >= GZIP_FROM
        body = gzip.compress(answer.body, 1) if is_packed else answer.body
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Vary", "Accept-Encoding")
        if is_packed:
            self.send_header("Content-Encoding", "gzip")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        return body

    def _send_body(self, body: bytes, fault: Fault | None) -> None:
        """The body: at once; in ten pieces over the fault's seconds; byte by byte; or half, a silence, and the end."""
        closing = self.server.openalex.closing
        if fault is None:
            self.wfile.write(body)
        elif fault.kind == FaultKind.SLOW_BODY:
            size = len(body) // 10 + 1
            for start in range(0, len(body), size):
                self.wfile.write(body[start : start + size])
                closing.wait(fault.seconds / 10)
        elif fault.kind == FaultKind.DRIPPING_BODY:
            for place in range(len(body)):
                self.wfile.write(body[place : place + 1])
                closing.wait(fault.seconds)
        else:
            self.wfile.write(body[: len(body) // 2])
            closing.wait(fault.seconds)
            self.close_connection = True

    def _reset(self) -> None:
        """Close without an end of stream: the client sees "connection reset"."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Silent: requests are in ``LoopbackServer.requests``."""
