"""A bound on the whole of an exchange over HTTP.

Time-outs of a socket bound each silence, so a server that sends a byte now and
then keeps a client waiting for ever. A ``Deadline`` hangs up instead.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from types import TracebackType

    from urllib3 import PoolManager

_exchange = threading.local()


class Deadline:
    """Within this context a watched connection that the thread asks over is cut after ``seconds``.

    The thread then sees what it sees when a server hangs up.
    """

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._hang_up)
        self._timer.daemon = True
        self._socket: socket.socket | None = None

    def __enter__(self) -> None:
        _exchange.deadline = self
        self._timer.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _exchange.deadline = None
        self._timer.cancel()

    def watch(self, connection: socket.socket | None) -> None:
        """Remember what to cut; connecting itself has a time-out that bounds all of it."""
        self._socket = connection

    def _hang_up(self) -> None:
        if self._socket is not None:
            # The plain shutdown, also of a TLS socket: its own would take the thread's state from under it.
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


class _Connection(HTTPConnection):
    def request(self, *arguments: Any, **options: Any) -> None:
        super().request(*arguments, **options)
        deadline: Deadline | None = getattr(_exchange, "deadline", None)
        if deadline is not None:
            deadline.watch(self.sock)


class _TLSConnection(_Connection, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TLSConnection


def watch_connections(manager: PoolManager) -> None:
    """Let deadlines cut the connections that this manager makes."""
    manager.pool_classes_by_scheme = {"http": _Pool, "https": _TLSPool}
