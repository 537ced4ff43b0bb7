"""Real data that lies beside a checkout, when it does; tests that need it are skipped elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
PAGES = SHARED / "pages"
WORKS_DEV = SHARED / "data" / "works_dev.jsonl.gz"

needs_shared = pytest.mark.skipif(
    not WORKS_DEV.exists(), reason="the shared development data is not beside the checkout"
)
