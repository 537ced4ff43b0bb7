"""One picture in one SVG file that any browser opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.escaping import escape_xml
from warehouse.files import replacing_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write_svg(path: Path, size: tuple[int, int], title: str, style: str, elements: Iterable[str]) -> None:
    """Write a picture of ``size``, width and height in pixels, to ``path``; an element a line, the first behind."""
    width, height = size
    with replacing_file(path) as file:
        file.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">\n')
        file.write(f"<title>{escape_xml(title)}</title>\n<style>{style}</style>\n")
        file.writelines(f"{element}\n" for element in elements)
        file.write("</svg>\n")
