"""Settings: the only place that reads the environment (``flows.prefect_environment`` apart, which writes it).

| variable | means | default |
|---|---|---|
| ``OPENALEX_API_KEY`` | key for OpenAlex (free: ten thousand credits a day instead of one thousand) | none |
| ``CITEGRAPH_OPENALEX_URL`` | another server: a mirror, a test | https://api.openalex.org |
| ``CITEGRAPH_HOME`` | folder of the HTTP cache and of Prefect's own files | the user's cache folder |
| ``CITEGRAPH_REQUESTS_PER_SECOND`` | pace of real requests | 10 |
| ``CITEGRAPH_BATCH_BYTES`` | longest request line, which no mirror has to take; less is found out | 8190 |
| ``CITEGRAPH_KEEP_WORKS_DAYS`` | how long the cache believes an answer with works | 30 |
| ``CITEGRAPH_KEEP_EMPTY_DAYS`` | how long it believes an empty answer | 7 |

The same names may stand in a file ``.env`` in the current folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from platformdirs import user_cache_path
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from enrich.client.limits import BATCH_BYTES, OPENALEX_URL
from enrich.client.settings import SessionSettings, checked_address, checked_key
from enrich.errors import SettingsError


def _checked_secret(key: SecretStr) -> SecretStr:
    return SecretStr(checked_key(key.get_secret_value()))


class Settings(BaseSettings):
    """What the environment says; see the module's table."""

    model_config = SettingsConfigDict(env_prefix="CITEGRAPH_", env_file=".env", extra="ignore")

    openalex_api_key: Annotated[SecretStr, AfterValidator(_checked_secret)] | None = Field(
        default=None, validation_alias="OPENALEX_API_KEY"
    )
    openalex_url: Annotated[str, AfterValidator(checked_address)] = OPENALEX_URL
    home: Path = Field(default_factory=lambda: user_cache_path("citegraph"))
    requests_per_second: float = Field(default=10.0, gt=0)
    batch_bytes: int = Field(default=BATCH_BYTES, ge=1000, le=8190)
    keep_works_days: float = Field(default=30.0, ge=0)
    keep_empty_days: float = Field(default=7.0, ge=0)

    @property
    def http_cache(self) -> Path:
        """The SQLite file of answers already paid for."""
        return self.home / "openalex.sqlite"

    def session(self, *, budget_usd: float | None, is_refresh: bool) -> SessionSettings:
        """Return what ``enrich.client.session`` needs for one run."""
        key = self.openalex_api_key.get_secret_value() if self.openalex_api_key else ""
        return SessionSettings(
            cache_path=self.http_cache,
            api_key=key or None,
            base_url=self.openalex_url,
            budget_usd=budget_usd,
            requests_per_second=self.requests_per_second,
            keep_works_days=self.keep_works_days,
            keep_empty_days=self.keep_empty_days,
            is_refresh=is_refresh,
        )


def read_settings() -> Settings:
    """Return the settings. Raises SettingsError naming each variable that holds an unusable value."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"{_variable(entry['loc'])}: {entry['msg'].removeprefix('Value error, ')}" for entry in error.errors()
        )
        raise SettingsError(f"The environment (or .env) holds unusable settings: {wrong}.") from None


def _variable(location: tuple[int | str, ...]) -> str:
    name = str(location[0]) if location else "?"
    return name if name.isupper() else f"CITEGRAPH_{name.upper()}"
