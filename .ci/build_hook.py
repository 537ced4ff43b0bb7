"""The installed distribution owns one name, ``citegraph``, though the repository has three packages at its top.

In the repository the packages are ``flows``, ``enrich`` and ``warehouse``, and so they are in editable installs: type
checkers, debuggers, test runners and Prefect find plain folders. A wheel that put these names at the top of
site-packages would overwrite other people's ``enrich``, and a project with a folder ``flows`` would hide ours. So the
wheel holds them inside ``citegraph``, and their import statements say so; nothing else in the files is changed.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGES = ("flows", "enrich", "warehouse")
# What stands at the top of the one name, beside the packages.
DOORS = {"flows/public.py": "__init__.py", "flows/__main__.py": "__main__.py", "flows/py.typed": "py.typed"}
_IMPORT = re.compile(rf"^(\s*(?:from|import) )({'|'.join(PACKAGES)})(?=[.\s])", re.MULTILINE)


def rewritten(source: str) -> str:
    """Return Python source whose imports look for our packages inside ``citegraph``; line numbers stay."""
    return _IMPORT.sub(r"\1citegraph.\2", source)


class CitegraphBuildHook(BuildHookInterface[Any]):
    """Chooses what goes into a wheel: the doors alone for an editable install, everything under one name otherwise."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            doors = {str(Path(self.root, file)): f"citegraph/{door}" for file, door in DOORS.items()}
            build_data["force_include_editable"].update(doors)
            return
        self._copy = Path(tempfile.mkdtemp(prefix="citegraph-wheel-"))
        for package in PACKAGES:
            shutil.copytree(
                Path(self.root, package), self._copy / package, ignore=shutil.ignore_patterns("__pycache__")
            )
        for file, door in DOORS.items():
            shutil.copy(self._copy / file, self._copy / door)
        for path in self._copy.rglob("*.py"):
            path.write_text(rewritten(path.read_text(encoding="utf-8")), encoding="utf-8")
        build_data["force_include"][str(self._copy)] = "citegraph"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            shutil.rmtree(self._copy)
