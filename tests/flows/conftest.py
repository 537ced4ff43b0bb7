"""Fixtures of the flows' tests.

``prefect`` gives one Prefect server to all workers (starting one takes ten
seconds); ``citegraph`` runs a command in this process, as a user would, in an
empty folder and with an environment of its own, and with that server if the
command needs one; ``openalex`` is what it asks there; ``demo`` puts there what one run of the demo has left, and
``inside_demo`` goes there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_SH, flock
from io import StringIO
from pathlib import Path

import pytest

import flows  # noqa: F401  Prefect's environment is prepared before Prefect is imported below
from flows.cli import DEMO
from flows.prefect_server import PrefectServer
from tests.loopback import LoopbackServer


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


Citegraph = Callable[..., Done]

# These are runs of flows; the other commands do without Prefect.
FLOW_RUNS = {"demo", "run", "resolve", "expand", "refresh"}

PAGE = (
    "Get trending papers in your email inbox!\n"
    "SubscribeA Study of Small Things: How Little Is Enough?\n"
    "We ask how small a test page can be and still hold a whole paper, and find that two lines will do nicely.\n"
)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all workers of this run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Keep other workers out of the block that is locked by this file."""
    with lock.open("a") as file:
        flock(file, LOCK_EX)
        yield


@pytest.fixture(scope="session")
def prefect(shared: Path) -> Iterator[str]:
    """The address of the tests' own Prefect server.

    The first worker to need it starts it, and stops it when no other uses it.
    """
    from prefect.settings import PREFECT_API_URL, temporary_settings

    address, lock = shared / "prefect.url", shared / "prefect.lock"
    with ExitStack() as stack:
        users = stack.enter_context((shared / "prefect.users").open("a"))
        with alone(lock):
            is_first = not address.exists()
            if is_first:
                address.write_text(start_server(stack, shared / "prefect"))
            else:
                flock(users, LOCK_SH)
        stack.enter_context(temporary_settings({PREFECT_API_URL: address.read_text()}))
        yield address.read_text()
        if is_first:
            with alone(lock):
                address.unlink()
            flock(users, LOCK_EX)


def start_server(stack: ExitStack, home: Path) -> str:
    """Start a server that keeps its files in ``home`` and ends with the stack; return its address."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("PREFECT_HOME", str(home))
        server = PrefectServer()
    stack.callback(server.stop)
    return server.wait()


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty working folder, a home of its own, and no setting, key or server of whoever runs the tests."""
    return enter_clean_environment(monkeypatch, tmp_path)


def enter_clean_environment(monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    for name in list(os.environ):
        if name.startswith(("CITEGRAPH_", "OPENALEX_")) or name in ("PREFECT_API_URL", "PREFECT_PROFILE"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CITEGRAPH_HOME", str(root / "home"))
    folder = root / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def page(clean_environment: Path) -> Path:
    """A page of one paper, in the working folder."""
    path = clean_environment / "page.txt"
    path.write_text(PAGE)
    return path


@pytest.fixture
def openalex(clean_environment: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackServer]:
    """OpenAlex with the demo's works, and citegraph pointed at it."""
    with LoopbackServer(DEMO / "works.jsonl", is_paced=False) as server:
        point_at(server, monkeypatch)
        yield server


def point_at(server: LoopbackServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let citegraph ask this server, as fast as it can."""
    monkeypatch.setenv("CITEGRAPH_OPENALEX_URL", server.url)
    monkeypatch.setenv("CITEGRAPH_REQUESTS_PER_SECOND", "1000")


@pytest.fixture
def citegraph(
    request: pytest.FixtureRequest,
    clean_environment: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Citegraph:
    """``citegraph("parse", "page.txt")``: run one command and return what it left."""

    def run(*words: object) -> Done:
        with monkeypatch.context() as context:
            if words and words[0] in FLOW_RUNS:
                context.setenv("PREFECT_API_URL", request.getfixturevalue("prefect"))
            capfd.readouterr()
            code = run_command_line(context, *words)
        out, err = capfd.readouterr()
        return Done(code, out, err)

    return run


def run_command_line(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    """Run a command in this process; return its exit code."""
    from flows.cli import main

    monkeypatch.setattr("sys.argv", ["citegraph", *map(str, words)])
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


@pytest.fixture(scope="session")
def finished_demo(prefect: str, shared: Path) -> Path:
    """The folder that one run of the demo has left; not to be changed. Beside it, ``printed.txt``."""
    place = shared / "demo"
    printed = place / "work" / "printed.txt"
    with alone(shared / "demo.lock"), pytest.MonkeyPatch.context() as monkeypatch:
        if not printed.exists():
            place.mkdir()
            enter_clean_environment(monkeypatch, place)
            monkeypatch.setenv("PREFECT_API_URL", prefect)
            with redirect_stdout(StringIO()) as out:
                assert run_command_line(monkeypatch, "demo") == 0
            printed.write_text(out.getvalue())
    return printed.with_name("citegraph-demo")


@pytest.fixture
def demo(finished_demo: Path, clean_environment: Path) -> Path:
    """The demo's folder, ``citegraph-demo``, as if it had just run in the working folder."""
    return shutil.copytree(finished_demo, clean_environment / finished_demo.name)


@pytest.fixture
def inside_demo(demo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, as the working folder."""
    monkeypatch.chdir(demo)
    return demo
