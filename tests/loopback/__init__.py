"""A server on 127.0.0.1 that speaks OpenAlex's wire format, traps included.

It answers as api.openalex.org was seen to answer in autumn 2026 and is the
project's written knowledge of that dialect: look in ``search_text`` and
``filters`` for what happens to a title, in ``prices`` for money and pace, in
``listing`` for pages, in ``faults`` for bad days. A stand-in only in how titles
are analysed and ranked (``search``).
"""

from tests.loopback.faults import Fault, FaultKind
from tests.loopback.server import LoopbackServer, Request

__all__ = ["Fault", "FaultKind", "LoopbackServer", "Request"]
