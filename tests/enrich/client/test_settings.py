"""The settings of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enrich.client.settings import SessionSettings
from tests.enrich.client.conftest import KEY

if TYPE_CHECKING:
    from pathlib import Path


def test_settings_hide_the_key(tmp_path: Path) -> None:
    assert KEY not in repr(SessionSettings(tmp_path / "cache.sqlite", api_key=KEY))
