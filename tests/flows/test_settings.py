"""What the environment says is checked before anything starts, and no secret is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from enrich.errors import SettingsError
from flows.settings import read_settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.flows.conftest import Citegraph


@pytest.mark.parametrize(
    ("name", "value"),
    [("OPENALEX_API_KEY", "hush\nhush"), ("CITEGRAPH_OPENALEX_URL", "https://ada:hush@example.org")],
)
def test_a_secret_in_the_wrong_place_or_form_is_refused_at_once_and_not_shown(
    citegraph: Citegraph, page: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    done = citegraph("plan", page)
    assert done.code == 1
    assert name in done.err
    assert "hush" not in done.out + done.err
    assert not page.with_name("citegraph.duckdb").exists()


def test_blanks_around_a_key_and_a_slash_behind_an_address_mean_nothing(
    clean_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", " key-1 ")
    monkeypatch.setenv("CITEGRAPH_OPENALEX_URL", "http://127.0.0.1:8080/")
    session = read_settings().session(budget_usd=None, is_refresh=False)
    assert (session.api_key, session.base_url) == ("key-1", "http://127.0.0.1:8080")


def test_each_unusable_value_is_named(clean_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEGRAPH_BATCH_BYTES", "1")
    monkeypatch.setenv("CITEGRAPH_KEEP_WORKS_DAYS", "many")
    with pytest.raises(SettingsError, match=r"CITEGRAPH_BATCH_BYTES: .*; CITEGRAPH_KEEP_WORKS_DAYS: "):
        read_settings()
