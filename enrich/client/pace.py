"""How fast requests may follow each other."""

from __future__ import annotations

import threading
import time


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
