"""Values as JSON text that is safe wherever it is put."""

from __future__ import annotations

import json


def json_text(value: object) -> str:
    """``value`` as one line of JSON in ASCII, without ``<``, ``>`` and ``&``: no title can end a ``<script>``.

    Half of a surrogate pair keeps its escape. Raises ValueError for NaN and infinity, which JSON has not.
    """
    text = json.dumps(value, allow_nan=False, separators=(",", ":"))
    # outside of texts, JSON has none of these characters
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
