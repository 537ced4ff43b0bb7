"""sigma.js and graphology, which draw the graph: the build fetches them from npm, and the wheel holds them.

Looked at, in November 2026, for a renderer that works without a network, a licence that lets it be handed on, less than
5 MB for page and data together, and 5,000 nodes with 50,000 edges that move fluently:

- sigma.js 2 with graphology (MIT): WebGL, 0.2 MB, no ``eval``, so that a strict Content-Security-Policy holds. Taken.
- sigma.js 3 draws each frame once more, to know the node under the mouse: a third of the frames without a graphics card
  (``tests/benchmarks/report.py``).
- plotly (MIT) and pydeck (Apache 2.0): WebGL, but 4.8 and 4.3 MB of script leave no room for the data, and neither
  knows graphs.
- bokeh (BSD): the best kept, and meant for offline pages, 1.5 MB; but it makes functions out of text, which a strict
  policy forbids, and its graphs have neither drag nor search nor labels that make way.
- pyvis and gravis (BSD, Apache 2.0): vis-network on a 2D canvas, where each redraw of 50,000 edges takes a second or
  more without a graphics card; last released in 2023 and 2021.
- ipycytoscape (BSD, 2022) and dash-cytoscape (MIT): a canvas too, inside a notebook widget or a Dash component.

No Python package ships sigma.js as a plain script: ipysigma and the Streamlit components hold it inside widgets of
theirs, in a bundler's own form, with 20 packages beside it. So ``assets/package.json`` names the npm packages with
their versions, and ``.ci/build_hook.py`` takes the browser builds that they publish: no bundler is needed. Nothing of
them is kept in the repository; who installs a wheel needs neither Node.js nor npm.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from enrich.errors import WarehouseError

BUILT = Path(__file__).parent / "assets" / "dist"


class DrawingLibrary(NamedTuple):
    """Scripts to put into a page as they are, and the licences that go with them."""

    script: str
    licences: str


def read_library(folder: Path = BUILT) -> DrawingLibrary:
    """Read what the build has put into ``folder``. Raises WarehouseError if it has not."""
    try:
        script, licences = ((folder / name).read_text(encoding="utf-8") for name in ("library.js", "LICENSES.txt"))
    except FileNotFoundError as error:
        raise WarehouseError(
            f"{error.filename} is missing: the installation makes it; in a checkout run "
            "uv sync --reinstall-package citegraph"
        ) from error
    return DrawingLibrary(script, licences)
