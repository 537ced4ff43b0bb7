"""The page in one file: markup, style and scripts from beside this module, the library's, and the data as JSON.

The data cannot break out of its element, and the page's own scripts put it
into the document as text, never as markup. A Content-Security-Policy lets the
browser run these very scripts, by their hashes, and nothing else: no other
script, no request to anywhere.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.export.files import WrittenFile
from warehouse.files import replacing
from warehouse.report.data import read_page_data
from warehouse.report.library import read_library

if TYPE_CHECKING:
    import duckdb

ASSETS = Path(__file__).parent / "assets"
# In this order they make one script; each says what it is for.
SCRIPTS = ("loader.js", "choices.js", "drawing.js", "lists.js", "page.js")

# Packed data are a third as large, and their bytes are those of one release of zlib; small data stay readable.
MAX_PLAIN = 1_000_000


def write_report(con: duckdb.DuckDBPyConnection, path: Path, second_circle: int | None = None) -> WrittenFile:
    """Write the page to ``path``; an existing one is replaced once the new one is whole.

    ``second_circle`` adds the works on no page that at least so many papers cite. The same warehouse gives the same
    bytes. Safe to repeat. Raises WarehouseError if the library that draws the graph is not installed.
    """
    data = read_page_data(con, second_circle)
    page = build_page(data).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as unfinished:
        unfinished.write_bytes(page)
    drawn = sum(len(data["edges"][relation]["left"]) for relation in ("cites", "shares_author"))
    return WrittenFile(path, len(data["nodes"]["work_id"]), drawn, len(page))


def build_page(data: dict[str, Any]) -> str:
    """The whole page as text."""
    library = read_library()
    style = _asset("page.css")
    own = "\n".join(_asset(name) for name in SCRIPTS)
    script = "\n".join([f"/*\n{library.licence}*/", *library.scripts, f'(async () => {{\n"use strict";\n{own}}})();'])
    packing, packed = pack(embedded_json(data))
    parts = {
        "policy": content_security_policy(style, script),
        "style": style,
        "packing": packing,
        "data": packed,
        "script": script,
    }
    # All at once: what is put in is not searched for marks again.
    return re.sub(r"\{\{(\w+)\}\}", lambda mark: parts[mark[1]], _asset("page.html"))


def embedded_json(data: Any) -> str:
    """JSON that may stand inside a script element: no character that could end or change it is left."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return re.sub("[<>&\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text)


def pack(text: str) -> tuple[str, str]:
    """How the data are written, and the data: as they are, or, beyond ``MAX_PLAIN`` characters, gzip in base64."""
    if len(text) <= MAX_PLAIN:
        return "none", text
    return "gzip", base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def content_security_policy(style: str, script: str) -> str:
    """Nothing but this style and this script; pictures only from the page's own memory, for what it exports."""
    return (
        f"default-src 'none'; script-src '{_sha256(script)}'; style-src '{_sha256(style)}'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _sha256(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
