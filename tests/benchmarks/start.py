"""What starting costs: commands beside the same steps called by a program that knows no Prefect.

    python -m tests.benchmarks.start [rounds]

Prints seconds of the clock and of the processors, servers included, the least of some rounds, and both as multiples
of the same steps' own: the demo with a server of its own and with a standing one, its second run with nothing new,
commands of one step, ``--help``, and a query beside DuckDB's own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.cli import DEMO
from flows.prefect_server import PrefectServer

STEPS = f"""
from flows.steps.analyse import measure_graphs
from flows.steps.files import write_files_and_page
from flows.steps.ingest import store_pages
from flows.steps.resolve import resolve_papers
from warehouse.database import open_warehouse
from warehouse.summary import read_summary

store_pages([{str(DEMO / "pages")!r}], "out/citegraph.duckdb")
resolve_papers("out/citegraph.duckdb", {str(DEMO / "works.jsonl")!r}, None, False)
measure_graphs("out/citegraph.duckdb", 0)
write_files_and_page("out/citegraph.duckdb", "out")
with open_warehouse("out/citegraph.duckdb", read_only=True) as con:
    read_summary(con)
"""
# Commands of one step: the words, and the same step; new is what it writes.
LOCAL = {
    "ingest": f"from flows.steps.ingest import store_pages; store_pages([{str(DEMO / 'pages')!r}], DB)",
    "analyse": "from flows.steps.analyse import measure_graphs; measure_graphs(DB, 0)",
    "export": "from flows.steps.export import write_files; write_files(DB, 'new')",
    "report": "from flows.steps.report import write_page; write_page(DB, 'new', None)",
}
WORDS = {"ingest": [str(DEMO / "pages")], "export": ["--out", "new"], "report": ["--out", "new"]}
# As a user types it: under ``python -m`` every step is a flow run.
COMMAND = str(Path(sys.executable).with_name("citegraph"))
QUERY = "select count(*) from resolved_papers"
ASKING = f"import duckdb; print(duckdb.connect('out/citegraph.duckdb', read_only=True).execute({QUERY!r}).fetchall())"


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of the clock and of the processors."""

    clock: float
    processors: float

    def __str__(self) -> str:
        return f"{self.clock:6.2f} {self.processors:6.2f}"


def take(folder: Path, *words: str, **variables: str) -> Taken:
    """Run Python in a folder; what its ended children took counts as well."""
    environment = os.environ | {"CITEGRAPH_HOME": str(folder.parent / "home")} | variables
    before, began = os.times(), time.perf_counter()
    subprocess.run([sys.executable, *words], cwd=folder, env=environment, check=True, capture_output=True)
    after, clock = os.times(), time.perf_counter() - began
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Taken(clock, spent)


def least(tries: list[Taken]) -> Taken:
    return Taken(min(taken.clock for taken in tries), min(taken.processors for taken in tries))


def show(name: str, command: list[Taken], peer: list[Taken]) -> None:
    mine, other = least(command), least(peer)
    ratios = f"{mine.clock / other.clock:5.2f}x {mine.processors / other.processors:5.2f}x"
    print(f"{name:28} {mine}  beside {other}  {ratios}", flush=True)


@contextmanager
def standing_server(root: Path) -> Iterator[str]:
    """A server that others use; it starts and ends outside of what is measured."""
    os.environ["PREFECT_HOME"] = str(root / "standing")
    server = PrefectServer()
    yield server.wait()
    server.stop()
    del os.environ["PREFECT_HOME"]


def demos(root: Path, rounds: int) -> None:
    """Print how the demo compares, first and again, with a server of its own and with a standing one."""
    tries: dict[str, list[Taken]] = {}
    with standing_server(root) as url:
        for number in range(rounds + 1):
            for name, variables in {"own": {}, "plain": {}, "standing": {"PREFECT_API_URL": url}}.items():
                folder = root / f"{name}{number}"
                folder.mkdir()
                words = ["-c", STEPS] if name == "plain" else [COMMAND, "demo", "--out", "out"]
                for turn in ("first", "second"):
                    # The first round warms caches and makes Prefect's database.
                    tries.setdefault(f"{name} {turn}", []).append(take(folder, *words, **variables))
    kept = {name: taken[1:] for name, taken in tries.items()}
    show("demo", kept["own first"], kept["plain first"])
    show("demo, standing server", kept["standing first"], kept["plain first"])
    show("demo again, nothing new", kept["own second"], kept["plain second"])


def local_commands(folder: Path, rounds: int) -> None:
    """Print how commands of one step compare with the step."""
    for command, step in LOCAL.items():
        mine: list[Taken] = []
        other: list[Taken] = []
        for _ in range(rounds):
            (folder / "new").mkdir(exist_ok=True)
            for tries, words in (
                (mine, [COMMAND, command, "--db", "out/citegraph.duckdb", *WORDS.get(command, [])]),
                (other, ["-c", f"DB = 'out/citegraph.duckdb'; {step}"]),
            ):
                (folder / "new" / ".citegraph.json").unlink(missing_ok=True)
                tries.append(take(folder, *words))
        show(command, mine, other)


def main(rounds: int) -> None:
    """Print all comparisons."""
    print(f"{'':28} {'clock':>6} {'cpu':>6}  beside {'clock':>6} {'cpu':>6}   clock   cpu")
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        demos(root, rounds)
        folder = root / "plain0"
        local_commands(folder, rounds)
        sql = [COMMAND, "sql", QUERY, "--db", "out/citegraph.duckdb"]
        show("sql", *([take(folder, *words) for _ in range(rounds)] for words in (sql, ["-c", ASKING])))
        print(f"{'--help':28} {least([take(folder, COMMAND, '--help') for _ in range(rounds)])}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
