"""Everything about asking OpenAlex that a user may set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from enrich.client.limits import OPENALEX_URL

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """How ``enrich.client.session`` asks. Times are in seconds unless they say days."""

    cache_path: Path
    api_key: str | None = field(default=None, repr=False)
    base_url: str = OPENALEX_URL
    budget_usd: float | None = None
    requests_per_second: float = 10.0
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    exchange_timeout: float = 60.0
    retries: int = 4
    backoff: float = 0.5
    keep_works_days: float = 30.0
    keep_empty_days: float = 7.0
    is_refresh: bool = False
    connections: int = 8
