"""Texts that nothing can break out of: inside XML, and inside a page's script."""

from __future__ import annotations

import json
import re

# Markup, line ends and what XML 1.0 forbids. U+0085 and U+2028 are ordinary characters in XML 1.0, but line ends in
# XML 1.1, and the parser graphology uses takes them for such in any file.
_SPECIAL = re.compile('[&<>"\x00-\x1f\x85\u2028\ud800-\udfff\ufffe\uffff]')
_REFERENCES = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;",
    "\t": "&#9;", "\n": "&#10;", "\r": "&#13;", "\x85": "&#133;", "\u2028": "&#8232;",
}  # fmt: skip


def escape_xml(text: str) -> str:
    """``text`` for an XML attribute or element; what XML cannot hold becomes U+FFFD, so that the loss is seen."""
    return _SPECIAL.sub(lambda match: _REFERENCES.get(match[0], "\ufffd"), text)


def without_forbidden(text: str) -> str:
    """``text`` for a writer that escapes markup itself; what XML cannot hold becomes U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def json_text(value: object) -> str:
    """``value`` as one line of JSON in ASCII, without ``<``, ``>`` and ``&``: no title can end a ``<script>``.

    Half of a surrogate pair keeps its escape. Raises ValueError for NaN and infinity, which JSON has not.
    """
    text = json.dumps(value, allow_nan=False, separators=(",", ":"))
    # outside of texts, JSON has none of these characters
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
