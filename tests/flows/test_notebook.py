"""The example notebook is true: its cells run on the demo's warehouse, and give what it shows.

``python -m tests.flows.test_notebook`` writes the outputs anew.
"""

from __future__ import annotations

import ast
import base64
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from flows.cli import DEMO

NOTEBOOK = DEMO / "notebook.ipynb"
MAX_BYTES = 200_000

Cell = dict[str, Any]


def run(cells: list[Cell]) -> Iterator[tuple[Cell, list[Cell]]]:
    """Yield each code cell with its outputs, one after the other in one namespace, as Jupyter runs them."""
    names: dict[str, Any] = {}
    for number, cell in enumerate(cells, 1):
        *statements, last = ast.parse("".join(cell["source"])).body
        printed, value = StringIO(), None
        with redirect_stdout(printed):
            exec(compile(ast.Module(statements, []), str(NOTEBOOK), "exec"), names)
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), str(NOTEBOOK), "eval"), names)
            else:
                exec(compile(ast.Module([last], []), str(NOTEBOOK), "exec"), names)
        outputs: list[Cell] = []
        if printed.getvalue():
            outputs.append({"output_type": "stream", "name": "stdout", "text": lines(printed.getvalue())})
        if value is not None:
            outputs.append(
                {"output_type": "execute_result", "execution_count": number, "metadata": {}, "data": shown(value)}
            )
        yield cell, outputs


def shown(value: Any) -> dict[str, Any]:
    """What a notebook shows of a value: a picture, a table, or its text."""
    if hasattr(value, "to_html"):
        return {"text/html": lines(value.to_html(border=0)), "text/plain": lines(value.to_string())}
    if png := getattr(value, "data", None) if isinstance(getattr(value, "data", None), bytes) else None:
        return {"image/png": base64.b64encode(png).decode(), "text/plain": ["a picture"]}
    return {"text/plain": lines(repr(value))}


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def code_cells(notebook: Cell) -> list[Cell]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def plain(outputs: list[Cell]) -> list[list[str]]:
    """The outputs as words: spaces are pandas's own affair, pixels those of the machine's fonts."""
    return ["".join(output.get("text") or output["data"]["text/plain"]).split() for output in outputs]


def test_every_cell_of_the_notebook_gives_what_it_shows(demo: Path) -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    for cell, outputs in run(code_cells(notebook)):
        assert plain(outputs) == plain(cell["outputs"]), "".join(cell["source"])


def test_the_notebook_is_small_and_names_no_machine() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert len(text.encode()) < MAX_BYTES
    assert "/home" not in text
    notebook = json.loads(text)
    kinds = {kind for cell in code_cells(notebook) for output in cell["outputs"] for kind in output.get("data", ())}
    assert {"text/html", "image/png"} <= kinds


if __name__ == "__main__":
    # In a folder in which `citegraph demo` was run.
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    for number, (cell, outputs) in enumerate(run(code_cells(notebook)), 1):
        cell |= {"execution_count": number, "outputs": outputs}
    NOTEBOOK.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
