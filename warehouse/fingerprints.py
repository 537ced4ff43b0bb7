"""Files know what they were made of: nothing is made anew that is there, untouched, and would come out the same.

Beside the files stands a note with a fingerprint for each: of the warehouse's rows, of what was asked for and of this
program, and the checksum of the file itself.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from warehouse.files import WrittenFile, replacing
from warehouse.sql_files import read_sql, run_sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

NOTE = ".citegraph.json"
PROGRAM = Path(__file__).parent


def fingerprint(con: duckdb.DuckDBPyConnection, asked: object = None) -> str:
    """Return another text whenever a row of the warehouse, what is ``asked`` for, or this program changes. Read-only.

    DuckDB may hash otherwise in a later version; files are then made anew once.
    """
    rows = [
        f"{table} {con.execute(read_sql('fingerprints/rows', table=table, columns=columns)).fetchall()}"
        for table, columns in run_sql(con, "fingerprints/tables")
    ]
    return _digest([program_fingerprint(), repr(asked), *rows])


@cache
def program_fingerprint(folder: Path = PROGRAM) -> str:
    """Return a digest of this package's files: Python, SQL and scripts."""
    files = sorted(path for path in folder.rglob("*.*") if path.is_file() and path.parent.name != "__pycache__")
    return _digest(f"{path.relative_to(folder)} {_file_digest(path)}" for path in files)


def read_noted(paths: Sequence[Path], made_of: str) -> list[WrittenFile] | None:
    """Return the files if each was made of what has this fingerprint and is as it was left; else None."""
    notes = {folder: _read_note(folder) for folder in {path.parent for path in paths}}
    found = [notes[path.parent].get(path.name, {}) for path in paths]
    if not all(_is_untouched(path, entry, made_of) for path, entry in zip(paths, found, strict=True)):
        return None
    return [WrittenFile.at(path, entry["nodes"], entry["edges"]) for path, entry in zip(paths, found, strict=True)]


def note(files: Iterable[WrittenFile], made_of: str) -> None:
    """Note beside the files what they were made of; what is noted of other files stays."""
    for file in files:
        folder = file.path.parent
        entry = {"nodes": file.node_count, "edges": file.edge_count, "of": made_of, "sha256": _file_digest(file.path)}
        with replacing(folder / NOTE) as unfinished:
            unfinished.write_bytes(orjson.dumps(_read_note(folder) | {file.path.name: entry}))


def _is_untouched(path: Path, entry: dict[str, Any], made_of: str) -> bool:
    return entry.get("of") == made_of and path.is_file() and entry.get("sha256") == _file_digest(path)


def _read_note(folder: Path) -> dict[str, dict[str, Any]]:
    """What is noted of the files in a folder; nothing where there is no note, or one that nobody of ours wrote."""
    try:
        read = orjson.loads((folder / NOTE).read_bytes())
        return {name: entry for name, entry in read.items() if {"nodes", "edges", "of", "sha256"} <= set(entry)}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
