"""What OpenAlex's server takes in one request (autumn 2026)."""

from __future__ import annotations

OPENALEX_URL = "https://api.openalex.org"
# OpenAlex refuses more values than this in one list.
MAX_VALUES = 100
# The longest request line, as encoded: OpenAlex's documents say 4,094, its edge takes so many; a mirror may take less.
BATCH_BYTES = 8_190
# No request line is cut down further than this, whatever a server calls too long.
MIN_BATCH_BYTES = 1_000
# Room for path, field name, select and paging in the same line.
OVERHEAD_BYTES = 420
