"""A server of five works that knows one key, and sessions that ask it with a cache in the test's own folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from enrich.client.budget import Usage
from enrich.client.session import OpenAlexSession, make_session
from tests.enrich.asking import made_papers, quick, works_of
from tests.loopback import LoopbackServer

WORKS = works_of(made_papers(5))
LIST = "/works?filter=type:article&per-page=50"
EMPTY = "/works?filter=doi:10.5555/none"
KEY = "secret-key-0123456789"
BODY = orjson.dumps({"meta": {"count": 0}, "results": []})


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer(WORKS, is_paced=False, keys=[KEY]) as server:
        yield server


def open_session(server: LoopbackServer | str, folder: Path, **settings: Any) -> tuple[OpenAlexSession, Usage]:
    return make_session(quick(server, folder, **settings))
