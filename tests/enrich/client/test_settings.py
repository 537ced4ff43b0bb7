"""The settings of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from enrich.client.settings import SessionSettings
from enrich.errors import SettingsError
from tests.enrich.client.conftest import KEY

if TYPE_CHECKING:
    from pathlib import Path


def test_settings_hide_the_key(tmp_path: Path) -> None:
    assert KEY not in repr(SessionSettings(tmp_path / "cache.sqlite", api_key=KEY))


@pytest.mark.parametrize("key", ["two\nlines", "“quoted”", '"quoted"', "schlüssel", "two words", "key\0"])
def test_a_key_that_cannot_be_one_is_refused_and_not_shown(tmp_path: Path, key: str) -> None:
    with pytest.raises(SettingsError, match="copy it anew") as refused:
        SessionSettings(tmp_path / "cache.sqlite", api_key=key)
    assert all(part not in repr(refused.value) for part in (key, "two", "quoted", "schl"))


@pytest.mark.parametrize(
    "url",
    ["https://ada:hush@example.org", "https://hush@example.org", "https://example.org/?api_key=hush"],
)
def test_an_address_with_a_secret_is_refused_and_not_shown(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="OPENALEX_API_KEY") as refused:
        SessionSettings(tmp_path / "cache.sqlite", base_url=url)
    assert "hush" not in repr(refused.value)


@pytest.mark.parametrize("url", ["", "example.org", "ftp://example.org", "https://", "https://a b", "http://a:80a"])
def test_an_address_of_no_server_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match=r"must be like https://api\.openalex\.org"):
        SessionSettings(tmp_path / "cache.sqlite", base_url=url)
