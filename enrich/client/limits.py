"""What OpenAlex's server takes in one request (autumn 2026)."""

from __future__ import annotations

OPENALEX_URL = "https://api.openalex.org"
# OpenAlex refuses more values than this in one list.
MAX_VALUES = 100
# The request line may have 8,190 bytes today; OpenAlex's documents say 4,094, and a mirror may mean it.
BATCH_BYTES = 4_000
# Room for path, field name, select and paging in the same line.
OVERHEAD_BYTES = 420
