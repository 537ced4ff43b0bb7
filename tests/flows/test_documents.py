"""The README and the guides are true: every command and query in them is run, and prints what it says.

``python -m tests.flows.test_documents`` writes the outputs anew.
"""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.cli import DEMO
from tests.flows.conftest import Citegraph
from tests.loopback import LoopbackServer

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
GUIDES = [ROOT / room / "README.md" for room in ("flows", "enrich", "warehouse")]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
INSTALL = "pip install uv && uv run "
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(console|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

Run = Callable[[list[str]], str]


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield (command, expected output) for each line of a console block that begins with ``$``."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


@pytest.fixture
def folder(clean_environment: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder as the README's reader has it: pages of their own, a snapshot, and OpenAlex within reach."""
    shutil.copytree(DEMO / "pages", clean_environment / "pages")
    shutil.copy(DEMO / "works.jsonl", clean_environment / "works.jsonl")
    with LoopbackServer(DEMO / "works.jsonl", is_paced=False) as openalex:
        monkeypatch.setenv("CITEGRAPH_OPENALEX_URL", openalex.url)
        monkeypatch.setenv("CITEGRAPH_REQUESTS_PER_SECOND", "1000")
        yield clean_environment


def test_every_block_of_the_readme_gives_what_it_says(folder: Path, citegraph: Citegraph) -> None:
    assert check_blocks(README, citegraph) >= 8


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.parent.name)
def test_every_block_of_a_guide_gives_what_it_says(guide: Path, folder: Path, demo: Path, citegraph: Citegraph) -> None:
    assert check_blocks(guide, citegraph) >= 4


@pytest.mark.parametrize("document", [README, ROOT / "CONTRIBUTING.md", *GUIDES], ids=str)
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    assert [link for link in LINK.findall(document.read_text()) if not (document.parent / link).exists()] == []


def check_blocks(document: Path, citegraph: Citegraph) -> int:
    """Run every block of the document; return how many commands and lines of Python there were."""
    blocks = BLOCK.findall(document.read_text())
    return sum(check_session(block) if kind == "pycon" else check_commands(block, citegraph) for kind, block in blocks)


def check_commands(block: str, citegraph: Citegraph) -> int:
    """Run the block's commands, compare what they print with what is shown, and return how many there were."""
    shown = [(shlex.split(command.removeprefix(INSTALL)), expected) for command, expected in commands(block)]
    for words, expected in shown:
        if words == ["pytest"]:
            continue
        assert words[0] == "citegraph", words
        done = citegraph(*words[1:])
        assert done.code == 0, done.err
        if expected.strip():
            assert lines(done.out) == lines(expected), words
    return len(shown)


def check_session(block: str) -> int:
    """Run a Python session and compare its results; return how many lines were run."""
    session = doctest.DocTestParser().get_doctest(block, {}, "README", str(README), 0)
    assert doctest.DocTestRunner().run(session).failed == 0
    return len(session.examples)


def test_the_picture_of_the_readme_is_the_one_the_demo_draws(finished_demo: Path) -> None:
    assert "(flows/demo/citegraph.svg)" in README.read_text()
    assert (finished_demo / "citegraph.svg").read_bytes() == (DEMO / "citegraph.svg").read_bytes()


def test_the_settings_of_the_guide_are_those_there_are() -> None:
    from flows.settings import Settings

    named = set(re.findall(r"`(CITEGRAPH_\w+|OPENALEX_API_KEY)`", GUIDES[0].read_text()))
    fields = {
        name.upper() if name == "openalex_api_key" else f"CITEGRAPH_{name.upper()}" for name in Settings.model_fields
    }
    assert named == fields


def rewritten(text: str, run: Run) -> str:
    """Return the document with the output of every command that shows any, or is the first of its block, made anew."""

    def block(found: re.Match[str]) -> str:
        shown = list(commands(found.group(1)))
        if len(shown) > 1 or "pytest" in shown[0][0] or "--works" in shown[0][0]:
            return found.group(0)
        ((command, _),) = shown
        printed = run(shlex.split(command.removeprefix(INSTALL)))
        output = "\n".join(line.rstrip() for line in printed.splitlines())
        return f"```console\n$ {command}\n{output}\n```"

    return CONSOLE.sub(block, text)


if __name__ == "__main__":
    import os
    import subprocess
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)

        def run(words: list[str]) -> str:
            return subprocess.run(
                [sys.executable, "-m", "flows", *words[1:]], capture_output=True, text=True, check=True
            ).stdout

        for document in (README, *GUIDES):
            document.write_text(rewritten(document.read_text(), run))
