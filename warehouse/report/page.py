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
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.escaping import json_text
from warehouse.export.drawn_graph import DRAWN
from warehouse.files import WrittenFile, replacing_file
from warehouse.report.data import read_page_data
from warehouse.report.library import BUILT, read_library
from warehouse.report.modules import join_modules

if TYPE_CHECKING:
    import duckdb

    from warehouse.export.drawn_graph import DrawnGraph
    from warehouse.graph.selection import Selection

ASSETS = Path(__file__).parent / "assets"

# Packed data are a third as large, and their bytes are those of one release of zlib; small data stay readable.
MAX_PLAIN = 1_000_000


def write_report(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    selection: Selection = DRAWN,
    drawn: DrawnGraph | None = None,
    *,
    max_plain: int = MAX_PLAIN,
    library: Path = BUILT,
) -> WrittenFile:
    """Write the page of what is selected to ``path``; an existing one is replaced once the new one is whole.

    ``drawn`` is what was read of the selection for other files. The same warehouse gives the same bytes. Safe to
    repeat. Raises WarehouseError if the scripts that draw the graph are not in ``library``.
    """
    data = read_page_data(con, selection, drawn)
    page = build_page(data, max_plain=max_plain, library=library)
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing_file(path) as file:
        file.write(page)
    edge_count = sum(len(data["edges"][relation]["left"]) for relation in data["selection"]["relations"])
    return WrittenFile.at(path, len(data["nodes"]["work_id"]), edge_count)


def build_page(data: dict[str, Any], *, max_plain: int = MAX_PLAIN, library: Path = BUILT) -> str:
    """The whole page as text; data of more than ``max_plain`` characters are packed."""
    script, licences = read_library(library)
    style = _asset("page.css")
    script = f"/*\n{licences}*/\n{script}\n{join_modules()}"
    packing, packed = pack(json_text(data), max_plain)
    parts = {
        "policy": content_security_policy(style, script),
        "style": style,
        "packing": packing,
        "data": packed,
        "script": script,
    }
    # All at once: what is put in is not searched for marks again.
    return re.sub(r"\{\{(\w+)\}\}", lambda mark: parts[mark[1]], _asset("page.html"))


def pack(text: str, max_plain: int) -> tuple[str, str]:
    """How the data are written, and the data: as they are, or, beyond so many characters, gzip in base64."""
    if len(text) <= max_plain:
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
