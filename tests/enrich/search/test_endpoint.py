"""The endpoint, over real HTTP: many requests at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.enrich.asking import ask, made_papers, matched, open_api, serve, works_of

if TYPE_CHECKING:
    from pathlib import Path


def test_a_slow_server_is_asked_many_things_at_once(tmp_path: Path) -> None:
    asked = made_papers(400)
    with serve(works_of(asked), latency=0.2) as server:
        assert ask(open_api(server, tmp_path, batch_bytes=1_200), asked) == matched(asked)
        assert server.max_at_once == 8
