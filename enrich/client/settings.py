"""Everything about asking OpenAlex that a user may set."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from enrich.client.limits import OPENALEX_URL
from enrich.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

# What may stand behind "Bearer" in a header (RFC 6750).
_KEY = re.compile(r"[A-Za-z0-9._~+/-]+=*")
_ADDRESS = re.compile(r"https?://[!-~]+", re.IGNORECASE)


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

    def __post_init__(self) -> None:
        """Raise SettingsError for a key or an address that cannot be used, without showing it."""
        try:
            checked_address(self.base_url)
            checked_key(self.api_key or "")
        except ValueError as error:
            raise SettingsError(str(error)) from None


def checked_key(key: str) -> str:
    """Return the key without blanks around it; empty for none. Raises ValueError, which does not show it."""
    bare = key.strip()
    if bare and not _KEY.fullmatch(bare):
        raise ValueError("the API key holds a line break, a quotation mark or another sign no key has: copy it anew")
    return bare


def checked_address(url: str) -> str:
    """Return a server's address without a slash at its end. Raises ValueError, which does not show it.

    Addresses are kept with the answers and told in errors, so that no password may stand there.
    """
    try:
        parts = urlsplit(url)
        is_address = bool(_ADDRESS.fullmatch(url) and parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if set(url) & {"@", "?", "#"}:
        raise ValueError("the server's address may hold no user, password or key: the key's place is OPENALEX_API_KEY")
    if not is_address:
        raise ValueError("the server's address must be like https://api.openalex.org")
    return url.rstrip("/")
