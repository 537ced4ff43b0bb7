"""How fast is the page? Run by hand: ``python -m tests.benchmarks.report``.

5,000 works with 50,000 links, most of them citations, are saved to a warehouse and written as a page. Headless
Chromium opens it and is made to zoom by one turn of the wheel a frame; beside it the floor, in the same browser: the
citations as one path and the nodes as squares on a plain 2D canvas, without colours, sizes, labels or mouse.
Without a graphics card WebGL runs on the CPU, so real machines are faster.
"""

from __future__ import annotations

import json
import random
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import duckdb

from tests.readers.chromium import open_browser
from tests.warehouse.makers import store_graph, work
from warehouse.database import open_warehouse
from warehouse.report import write_report
from warehouse.report.data import read_page_data
from warehouse.report.page import build_page

if TYPE_CHECKING:
    from tests.readers.chromium import Browser

NODES, CITATIONS, AUTHORS = 5_000, 50_000, 26_000
FRAMES_SECONDS = 4
FIELDS = 12
# Abstracts of so many words, drawn from so many as language draws them, pack about as well as real ones do.
ABSTRACT_WORDS, VOCABULARY = 180, 8_000

ZOOM = """
new Promise((done) => {
  const canvas = document.getElementById("canvas");
  const mouse = canvas.querySelector(".sigma-mouse");
  const box = mouse.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const start = performance.now();
  let frames = 0;
  const step = (now) => {
    if (now - start > SECONDS * 1000) return done((1000 * frames) / (now - start));
    frames += 1;
    const deltaY = Math.floor((now - start) / 500) % 2 ? 100 : -100;
    mouse.dispatchEvent(new WheelEvent("wheel", { clientX: x, clientY: y, deltaY, bubbles: true, cancelable: true }));
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})
"""
UNTIL_DRAWN = """
new Promise((done) => {
  const look = () => (document.documentElement.dataset.drawn ? done() : setTimeout(look, 20));
  look();
})
"""
CHOOSE = """
new Promise((done) => {
  const start = performance.now();
  document.querySelector("#papers td button").click();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})
"""
FLOOR = """
new Promise((done) => {
  const { nodes, edges } = DATA;
  const box = document.getElementById("canvas").getBoundingClientRect();
  const canvas = document.body.appendChild(document.createElement("canvas"));
  [canvas.width, canvas.height] = [box.width, box.height];
  Object.assign(canvas.style, { position: "fixed", inset: "0", zIndex: 9 });
  const context = canvas.getContext("2d");
  const reach = Math.max(...nodes.x.map(Math.abs), ...nodes.y.map(Math.abs));
  const start = performance.now();
  let frames = 0;
  const step = (now) => {
    if (now - start > SECONDS * 1000) return done((1000 * frames) / (now - start));
    frames += 1;
    const scale = (box.height / 2 / reach) * (1 + (frames % 20) / 10);
    const at = (place, of) => place * scale + of / 2;
    context.clearRect(0, 0, box.width, box.height);
    context.globalAlpha = 0.2;
    context.beginPath();
    edges.cites.left.forEach((left, n) => {
      const right = edges.cites.right[n];
      context.moveTo(at(nodes.x[left], box.width), at(nodes.y[left], box.height));
      context.lineTo(at(nodes.x[right], box.width), at(nodes.y[right], box.height));
    });
    context.stroke();
    context.globalAlpha = 1;
    nodes.x.forEach((x, n) => context.fillRect(at(x, box.width), at(nodes.y[n], box.height), 4, 4));
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})
"""


def fill(con: duckdb.DuckDBPyConnection) -> None:
    """Works that cite older ones, four times in five of their own field, and the often cited more often."""
    draw = random.Random(7)
    words = ["".join(draw.choice("aeiourstlnmdpc") for _ in range(2 + draw.randrange(9))) for _ in range(VOCABULARY)]
    cited: list[list[int]] = [[] for _ in range(FIELDS)]
    edges = CITATIONS / NODES
    works = []
    for number in range(NODES):
        field = number % FIELDS
        wanted = round(edges + draw.uniform(-edges / 2, edges / 2)) if number > FIELDS * 3 else 0
        pools = [cited[field] if draw.random() < 0.8 else cited[draw.randrange(FIELDS)] for _ in range(wanted)]
        references = sorted({draw.choice(pool) for pool in pools if pool})
        for reference in references:
            cited[reference % FIELDS].append(reference)
        cited[field].append(number)
        works.append(
            work(
                f"W{number}",
                title=f"A study of subject {number}, its methods and a few questions that stay open",
                abstract=" ".join(words[int(VOCABULARY ** draw.random()) - 1] for _ in range(ABSTRACT_WORDS)),
                publication_year=1990 + number * 35 // NODES,
                authors=[f"A{draw.randrange(AUTHORS)}" for _ in range(4)],
                references=[f"W{reference}" for reference in references],
            )
        )
    store_graph(con, works)


def watch(browser: Browser, page: Path, data: dict[str, Any]) -> list[float]:
    """Seconds to the first drawn frame, to the picture with a paper chosen, and three times frames a second.

    The first time while the page finds out how fast the machine is, then when it knows, then those of the floor.
    """
    browser.open(page)
    browser.run(UNTIL_DRAWN)
    drawn = float(browser.run("document.documentElement.dataset.drawn")) / 1000
    browser.settle()
    if browser.errors:
        raise RuntimeError("\n".join(browser.errors))
    chosen = float(browser.run(CHOOSE)) / 1000
    browser.press("Escape")
    drawable = {"nodes": {axis: data["nodes"][axis] for axis in "xy"}, "edges": {"cites": data["edges"]["cites"]}}
    floor = FLOOR.replace("DATA", json.dumps(drawable))
    rates = [float(browser.run(script.replace("SECONDS", str(FRAMES_SECONDS)))) for script in (ZOOM, ZOOM, floor)]
    return [drawn, chosen, *rates]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, open_warehouse(Path(folder, "citegraph.duckdb")) as con:
        fill(con)
        path = Path(folder, "report.html")
        start = perf_counter()
        written = write_report(con, path)
        seconds = perf_counter() - start
        start = perf_counter()
        data = read_page_data(con)
        read_seconds = perf_counter() - start
        start = perf_counter()
        build_page(data)
        build_seconds = perf_counter() - start
        with open_browser() as browser:
            drawn, chosen, adapting, rate, floor = watch(browser, path, data)
    print(
        f"{written.node_count:,} nodes, {len(data['edges']['cites']['left']):,} citations, {written.edge_count:,} edges"
    )
    print(
        f"written in        {seconds:6.2f} s (reading and laying out {read_seconds:.2f}, building {build_seconds:.2f})"
    )
    print(f"size              {written.byte_count / 1e6:6.2f} MB")
    print(f"first frame after {drawn:6.2f} s")
    print(f"a paper chosen in {chosen:6.2f} s")
    print(f"zooming           {rate:6.1f} frames/s ({adapting:.1f} in the first {FRAMES_SECONDS} s)")
    print(f"floor, 2D canvas  {floor:6.1f} frames/s, a {rate / floor:.0f}th")


if __name__ == "__main__":
    main()
