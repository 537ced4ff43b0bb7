"""The wheel owns one name, and works where other packages have the names that ours have in the repository."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import flows

ROOT = Path(__file__).parents[1]
OURS = {"flows", "enrich", "warehouse"}
FOREIGN = "raise RuntimeError('a stranger of this name was imported')\n"
READ = """
import citegraph
from citegraph.warehouse.database import open_warehouse

with open_warehouse("new.duckdb"):
    pass
print(citegraph.read_frame("new.duckdb", "select 1 as one").one[0], citegraph.__file__)
"""
LIBRARY = """
from citegraph.warehouse.report.library import read_library

script, licences = read_library()
print("Sigma" in script, "Permission is hereby granted" in licences)
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content, in a folder like site-packages."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A project of somebody else, with a folder and a module of the names that ours have in the repository."""
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "__init__.py").write_text(FOREIGN)
    for name in ("enrich.py", "warehouse.py"):
        (tmp_path / name).write_text(FOREIGN)
    return tmp_path


def run(unpacked: Path, folder: Path, *words: str) -> str:
    """Run Python in the folder as if the wheel were installed and the checkout were not there; return its output."""
    paths = os.pathsep.join([str(unpacked), sysconfig.get_path("purelib")])
    # Without site (-S) no .pth file leads to the checkout.
    done = subprocess.run(
        [sys.executable, "-S", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths, "CITEGRAPH_HOME": str(folder / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_but_citegraph_stands_at_the_top_of_site_packages(unpacked: Path) -> None:
    assert {path.name.partition("-")[0] for path in unpacked.iterdir()} == {"citegraph"}


def test_no_module_of_the_wheel_imports_a_name_that_is_not_its_own(unpacked: Path) -> None:
    modules = list((unpacked / "citegraph").rglob("*.py"))
    assert len(modules) > 50
    assert {name for path in modules for name in imported(path.read_text())} & OURS == set()


def test_the_wheel_holds_the_scripts_that_draw_the_report(unpacked: Path, tmp_path: Path) -> None:
    assert run(unpacked, tmp_path, "-c", LIBRARY).split() == ["True", "True"]


def imported(source: str) -> set[str]:
    """Return the first parts of all names that a module imports."""
    nodes = list(ast.walk(ast.parse(source)))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}


def test_the_wheel_works_beside_strangers_of_the_same_names(unpacked: Path, elsewhere: Path) -> None:
    (elsewhere / "titles.txt").write_text("Growing Networks Slowly and Steadily\nA Second Paper on Networks\n")
    assert run(unpacked, elsewhere, "-m", "citegraph", "--version").startswith("citegraph ")
    assert run(unpacked, elsewhere, "-m", "citegraph", "parse", "titles.txt").count("titles.txt:") == 2
    assert run(unpacked, elsewhere, "-c", READ).split() == ["1", str(unpacked / "citegraph" / "__init__.py")]


def test_the_door_is_the_same_in_a_checkout() -> None:
    import citegraph

    assert citegraph.main.__module__ == "flows.cli"
    assert citegraph.read_graph.__module__.startswith("warehouse.")
    assert flows.__name__ == "flows"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        citegraph.nothing  # noqa: B018
