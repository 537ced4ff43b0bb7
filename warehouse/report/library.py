"""sigma.js and graphology, which draw the graph: read from the installed package ipysigma, never kept here.

Looked at, in November 2026, for a bundle inside a Python package that works without a network, a licence that lets it
be handed on, less than 5 MB for page and data together, and 5,000 nodes with 50,000 edges that move fluently:

- ipysigma (MIT) by médialab, whose people also write sigma.js: WebGL, 0.3 MB, no ``eval``, so that a strict
  Content-Security-Policy holds. Taken. Its own HTML export fetches scripts from the network, but the chunks of its
  JupyterLab extension hold both libraries whole.
- plotly (MIT) and pydeck (Apache 2.0): WebGL, but 4.8 and 4.3 MB of script leave no room for the data, and neither
  knows graphs.
- bokeh (BSD): the best kept, and meant for offline pages, 1.5 MB; but it makes functions out of text, which a strict
  policy forbids, and its graphs have neither drag nor search nor labels that make way.
- pyvis and gravis (BSD, Apache 2.0): vis-network on a 2D canvas, where each redraw of 50,000 edges takes a second or
  more without a graphics card (``tests/benchmarks/report.py``); last released in 2023 and 2021.
- ipycytoscape (BSD, 2022) and dash-cytoscape (MIT): a canvas too, inside a notebook widget or a Dash component.

The chunks are webpack's: functions by module name, which a loader of a few lines can call. Their file names and
contents are those of one release, which ``pyproject.toml`` therefore pins.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from enrich.errors import WarehouseError

PACKAGE = "ipysigma"
CHUNKS = (
    "vendors-node_modules_sigma_index_js.*.js",
    "vendors-node_modules_events_events_js-node_modules_sigma_*.js",
    "vendors-node_modules_graphology_dist_graphology_umd_min_js.*.js",
)
LICENCE = "LICENSE.txt"
COPYRIGHTS = """\
sigma.js: Copyright (c) Alexis Jacomy, Guillaume Plique and contributors.
graphology: Copyright (c) Guillaume Plique.
events: Copyright Joyent, Inc. and other Node contributors.
Taken from ipysigma, all under the MIT license:
"""


class Library(NamedTuple):
    """Scripts to put into a page as they are, and the licence that goes with them."""

    version: str
    scripts: tuple[str, ...]
    licence: str


def read_library() -> Library:
    """Read the scripts from the installed package, without importing it.

    Raises WarehouseError if the package is missing or is not the release whose files are known.
    """
    try:
        package = distribution(PACKAGE)
    except PackageNotFoundError as error:
        raise WarehouseError(
            f"the page is drawn by {PACKAGE}, which is not installed; install citegraph again"
        ) from error
    folder = Path(str(package.locate_file(f"{PACKAGE}/labextension/static")))
    scripts = tuple(_script(folder, pattern, package.version) for pattern in CHUNKS)
    return Library(package.version, scripts, COPYRIGHTS + (package.read_text(LICENCE) or ""))


def _script(folder: Path, pattern: str, version: str) -> str:
    """One chunk, without the address of its source map, which browsers' tools would look for."""
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise WarehouseError(
            f"{PACKAGE} {version} does not hold the scripts that the page needs; install citegraph's own pin of it"
        )
    return re.sub(r"^//# sourceMappingURL=.*$", "", found[0].read_text(encoding="utf-8"), flags=re.MULTILINE).strip()
