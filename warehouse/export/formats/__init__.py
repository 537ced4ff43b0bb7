"""The file formats: each file in this folder registers one, or several of a kind, and ``FORMATS`` has all by name."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from warehouse.export.registry import registered

if TYPE_CHECKING:
    from pathlib import Path

for _file in iter_modules(__path__):
    import_module(f"{__name__}.{_file.name}")

FORMATS = registered()


def formats_of(out: Path) -> list[str]:
    """The formats whose files end as this one's name does: none, one or several."""
    return [name for name, known in FORMATS.items() if known.suffix == out.suffix.lower()]
