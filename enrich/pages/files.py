"""From the words of a command line to files: paths, folders, globs and standard input."""

from __future__ import annotations

import atexit
import glob
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from enrich.errors import PageError
from enrich.pages.layouts import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file to read, and the name to call it by: its path as given, or ``standard input``."""

    path: Path
    name: str


def find_pages(arguments: Sequence[str | Path | PageFile], *, stdin: BinaryIO | None = None) -> list[PageFile]:
    """Return the files that the arguments mean, in their order, each file once.

    A folder stands for all files under it with a suffix of ``SUFFIXES``,
    sorted by path; hidden files and folders are left out, links to folders not
    followed. A glob may use ``**``; a path that exists is taken as it is, even
    with brackets in it. ``-`` is standard input (``stdin``, or the process's
    own), which is spooled to a temporary file, like a named pipe; the file
    lives as long as the process. Raises PageError for a path that does not
    exist and for a folder or glob that yields nothing.

    What has been found already is taken as it is: standard input can be read only once.
    """
    found: dict[Path, PageFile] = {}
    for argument in arguments:
        for page in [argument] if isinstance(argument, PageFile) else _expand(str(argument), stdin):
            found.setdefault(page.path.resolve(), page)
    return list(found.values())


def _expand(argument: str, stdin: BinaryIO | None) -> Iterator[PageFile]:
    if argument == STANDARD_INPUT:
        yield _spool(stdin or sys.stdin.buffer, "standard input")
    elif Path(argument).exists():
        yield from _expand_path(Path(argument))
    elif glob.has_magic(argument):
        matches = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 - Path.glob refuses absolute patterns
        if not matches:
            raise PageError(f"{argument}: no file matches; check the pattern and the folder it starts from")
        for match in matches:
            yield from _expand_path(Path(match))
    else:
        raise PageError(f"{argument}: no such file or folder")


def _expand_path(path: Path) -> Iterator[PageFile]:
    if path.is_dir():
        yield from _expand_folder(path)
    elif path.is_fifo():
        with path.open("rb") as pipe:
            yield _spool(pipe, str(path))
    elif path.is_file():
        yield PageFile(path, str(path))
    else:
        raise PageError(f"{path}: neither a file nor a folder")


def _expand_folder(folder: Path) -> Iterator[PageFile]:
    paths = sorted(path for path in _walk(folder) if path.suffix.lower() in SUFFIXES)
    if not paths:
        raise PageError(f"{folder}: no file in this folder ends in {', '.join(sorted(SUFFIXES))}")
    for path in paths:
        yield PageFile(path, str(path))


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> NoReturn:
        raise PageError(f"{error.filename}: cannot be listed ({error.strerror})") from error

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (path for name in names if not name.startswith(".") and (path := Path(parent, name)).is_file())


def _spool(stream: BinaryIO, name: str) -> PageFile:
    """Copy the stream to a file that is removed when the process ends."""
    with tempfile.NamedTemporaryFile(prefix="citegraph-", delete=False) as copy:
        path = Path(copy.name)
        atexit.register(path.unlink, missing_ok=True)
        shutil.copyfileobj(stream, copy)
    return PageFile(path, name)
