"""Exchanges that would never end, over real HTTP: they are cut, and asked for again."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from enrich.errors import Unreachable
from tests.enrich.client.conftest import LIST, WORKS, open_session
from tests.loopback import Fault, FaultKind, LoopbackServer

if TYPE_CHECKING:
    from pathlib import Path


def test_a_slow_body_is_waited_for(server: LoopbackServer, tmp_path: Path) -> None:
    server.reset([Fault(FaultKind.SLOW_BODY, on=[1], seconds=0.5)])
    session, usage = open_session(server, tmp_path, read_timeout=0.3)
    assert len(session.get(server.url + LIST).json()["results"]) == len(WORKS)
    assert usage.retry_count == 0


@pytest.mark.parametrize("kind", [FaultKind.DRIPPING_BODY, FaultKind.SLOW_BODY])
def test_a_body_that_never_ends_is_cut_and_asked_for_again(
    server: LoopbackServer, tmp_path: Path, kind: FaultKind
) -> None:
    server.reset([Fault(kind, on=[1], seconds=0.05 if kind is FaultKind.DRIPPING_BODY else 2.0)])
    session, usage = open_session(server, tmp_path, read_timeout=1.0, exchange_timeout=0.3)
    started = time.monotonic()
    assert len(session.get(server.url + LIST).json()["results"]) == len(WORKS)
    assert 0.3 <= time.monotonic() - started < 1.0
    assert (usage.request_count, usage.retry_count) == (2, 1)


def test_a_server_that_only_ever_drips_cannot_be_reached(server: LoopbackServer, tmp_path: Path) -> None:
    server.reset([Fault(FaultKind.DRIPPING_BODY, share=1.0, seconds=0.05)])
    session, _ = open_session(server, tmp_path, read_timeout=1.0, exchange_timeout=0.2, retries=1)
    with pytest.raises(Unreachable, match="cannot be reached"):
        session.get(server.url + LIST)
    assert len(server.requests) == 2
    server.reset([])
    assert session.get(server.url + LIST).status_code == 200


def test_a_body_that_drips_through_a_proxy_is_cut_too(
    server: LoopbackServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url)
    server.reset([Fault(FaultKind.DRIPPING_BODY, on=[1], seconds=0.05)])
    session, usage = open_session("http://openalex.example", tmp_path, read_timeout=1.0, exchange_timeout=0.3)
    started = time.monotonic()
    assert len(session.get("http://openalex.example" + LIST).json()["results"]) == len(WORKS)
    assert 0.3 <= time.monotonic() - started < 1.0
    assert (usage.request_count, usage.retry_count) == (2, 1)


def test_a_head_that_drips_is_cut_too(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip_heads, args=[listener, 2])
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        session, usage = open_session(url, tmp_path, read_timeout=1.0, exchange_timeout=0.2, retries=1)
        started = time.monotonic()
        with pytest.raises(Unreachable):
            session.get(url + LIST)
        assert time.monotonic() - started < 2
        thread.join()
    assert usage.request_count == 2


def drip_heads(listener: socket.socket, count: int) -> None:
    """Answer so many connections with a header that goes on, letter by letter, until the client hangs up."""
    for _ in range(count):
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            connection.recv(65_536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while True:
                connection.sendall(b"o")
                time.sleep(0.02)
