"""A small warehouse whose texts are hostile, and what a person does with its page in a browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.warehouse.makers import location, match, mention, note_analysis, page, work
from warehouse.matches import save_matches
from warehouse.pages import save_page
from warehouse.works import save_works

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from tests.readers.chromium import Browser

HOSTILE = {
    "W3": "</script><script>window.hurt = 1</script>",
    "W4": "<img src=x onerror='window.hurt = 1'> & \"quotes\" <!-- <b>bold</b>",
    "W5": "{{script}} $& \u2028\u2029 </title></style> javascript:window.hurt=1",
}
TITLES = {"W1": "Éclairs of Deep Learning", "W2": "A Survey of Graphs", **HOSTILE, "W6": "Nobody's Neighbour"}
YEARS = {"W1": 2015, "W2": 2018, "W3": 2020, "W4": 2021, "W5": 2022, "W6": 2023}
REFERENCES = {"W2": ["W1"], "W3": ["W1", "W2", "W90"], "W4": ["W1", "W90"], "W5": ["W2", "W1"]}
AUTHORS = {"W1": ["A1"], "W2": ["A1", "A2"], "W3": ["A2"], "W6": ["A9"]}
NODES, CITATIONS, SHARED = 6, 6, 2
MAX_LOOKS = 30
UNMATCHED = "<i>No such work</i>"


def store_example(con: duckdb.DuckDBPyConnection) -> None:
    """Six nodes, six citations, two pairs that share an author, a missing classic, and a paper without a work."""
    works = [
        work(
            work_id,
            title=f"OpenAlex's {title}",
            publication_year=YEARS[work_id],
            doi=f"10.1/{work_id}?<x>#y",
            authors=AUTHORS.get(work_id, []),
            references=REFERENCES.get(work_id, []),
            locations=(location("Journal of <b>Tests</b>"),) if work_id < "W4" else (),
            abstract=f"What {title} is about.",
        )
        for work_id, title in TITLES.items()
    ]
    save_works(con, works)
    titles = [*TITLES.values(), UNMATCHED]
    mentions = [mention(f"p{number}", number, title=title) for number, title in enumerate(titles, 1)]
    save_page(con, page(), mentions)
    save_matches(con, [match(f"p{number}", work_id) for number, work_id in enumerate(TITLES, 1)], "api")
    save_matches(con, [match(f"p{len(titles)}")], "api")


def store_communities(con: duckdb.DuckDBPyConnection) -> None:
    for number, label, node_count in ((1, "<u>first</u>", 3), (2, "second", 2)):
        con.execute(
            "insert into communities by name select 'cites' as graph, $1 as community, $2 as label, [$2] as words, "
            "['T'] as topics, $3 as node_count, '{}' as parameters, 0 as seed",
            [number, label, node_count],
        )
    for work_id in ("W1", "W2", "W3", "W4", "W5"):
        measures = {"community": 1 if work_id < "W4" else 2, "pagerank": int(work_id[1:]) / 15}
        for metric, value in measures.items():
            con.execute(
                "insert into node_metrics by name "
                "select 'cites' as graph, $1 as work_id, $2 as metric, $3 as value, '{}' as parameters, 0 as seed",
                [work_id, metric, value],
            )
    note_analysis(con, "cites")


def text(browser: Browser, selector: str) -> str:
    found: str = browser.run(f"document.querySelector({json.dumps(selector)}).textContent")
    return found


def texts(browser: Browser, selector: str) -> list[str]:
    found: list[str] = browser.run(
        f"[...document.querySelectorAll({json.dumps(selector)})].map((element) => element.textContent)"
    )
    return found


def choose(browser: Browser, name: str, value: object) -> None:
    """Set a field as a person does: the page hears of it."""
    browser.run(
        f"(() => {{ const field = document.getElementById({json.dumps(name)}); field.value = {json.dumps(value)}; "
        "field.dispatchEvent(new Event('input', { bubbles: true })); })()"
    )
    browser.settle()


def search(browser: Browser, words: str) -> None:
    browser.run("document.getElementById('words').select(); document.getElementById('words').focus()")
    browser.type(words)


def middle_of_canvas(browser: Browser) -> tuple[float, float]:
    browser.run("document.getElementById('canvas').scrollIntoView({ block: 'center', behavior: 'instant' })")
    x, y = browser.run(
        "(() => { const box = document.getElementById('canvas').getBoundingClientRect(); "
        "return [box.left + box.width / 2, box.top + box.height / 2]; })()"
    )
    return x, y


def changed(browser: Browser, path: Path, before: bytes) -> bytes:
    """The picture, once it is another one: a busy machine draws late."""
    for _ in range(MAX_LOOKS):
        after = browser.screenshot(path)
        if after != before:
            return after
    pytest.fail("the picture did not change")
