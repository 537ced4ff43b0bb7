"""The page's own JavaScript: modules of one subject each, which Node.js can import, joined into one script.

A page whose policy names the scripts it may run, by their hashes, cannot import modules from beside it. So each module
becomes a function that returns what it exports, after the modules that it imports. That takes no bundler as long as
modules use two forms only, as ours do: ``import { one, two } from "./name.js";``, and ``export`` before ``const``,
``function``, ``async function`` or ``class``.
"""

from __future__ import annotations

import re
from pathlib import Path

MODULES = Path(__file__).parent / "assets" / "page"
_IMPORT = re.compile(r'^import (\{\s*\w+(?:,\s*\w+)*,?\s*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:(?:async )?function|const|class) (\{[^}]*\}|\[[^\]]*\]|\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def join_modules(folder: Path = MODULES, first: str = "main") -> str:
    """Return one script that runs the module ``first`` of a folder and all that it imports, each once.

    Raises ValueError for an import or export in another form, and for modules that import each other in a circle.
    """
    joined: dict[str, str] = {}
    _join(folder, first, joined, ())
    return "\n".join(['"use strict";', *joined.values()])


def _join(folder: Path, name: str, joined: dict[str, str], importing: tuple[str, ...]) -> None:
    """Add the module to ``joined``, behind those that it imports."""
    if name in importing:
        raise ValueError(f"modules import each other in a circle: {' → '.join([*importing, name])}")
    if name in joined:
        return
    source = (folder / f"{name}.js").read_text(encoding="utf-8")
    for _, imported in _IMPORT.findall(source):
        _join(folder, imported, joined, (*importing, name))
    joined[name] = _as_function(name, source)


def _as_function(name: str, source: str) -> str:
    """Return the module as a constant of its name that holds its exports."""
    exported = [word for names in _EXPORT.findall(source) for word in re.findall(r"\w+(?=\s*[,\]}]|$)", names)]
    body = _EXPORT.sub("", _IMPORT.sub(r"const \1 = module_\2;", source))
    if other := _OTHER.search(body):
        raise ValueError(f"{name}.js holds an import or export that cannot be joined: {other[0]}")
    return f"const module_{name} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();"
