"""The graph as a real browser draws it: under the mouse, under keys, and saved."""

from __future__ import annotations

import re
from itertools import permutations
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from tests.warehouse.report.pages import (
    CITATIONS,
    MAX_LOOKS,
    NODES,
    SHARED,
    TITLES,
    changed,
    choose,
    middle_of_canvas,
    search,
    text,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.readers.chromium import Browser


def test_a_click_on_a_node_opens_it(opened: Browser) -> None:
    x, y = put_in_the_middle(opened, "survey")
    opened.press("Escape")
    opened.run("document.getElementById('canvas').focus()")
    opened.press("Escape")
    assert text(opened, "#details h3") == "Paper"
    opened.click(x, y)
    assert text(opened, "#details h3") == TITLES["W2"]


def test_a_click_beside_a_node_lets_it_go(opened: Browser) -> None:
    x, y = put_in_the_middle(opened, "survey")
    assert text(opened, "#details h3") == TITLES["W2"]
    opened.click(x + 60, y + 10)
    assert text(opened, "#details h3") == "Paper"


def test_a_node_stands_out_under_the_mouse_and_can_be_dragged(opened: Browser, tmp_path: Path) -> None:
    x, y = put_in_the_middle(opened, "survey")
    opened.run("[...document.querySelectorAll('#details button')].at(-1).click()")
    opened.settle()
    picture = opened.screenshot(tmp_path / "before.png")
    opened.mouse("mouseMoved", x, y)
    changed(opened, tmp_path / "hovered.png", picture)
    opened.mouse("mousePressed", x, y, button="left", clickCount=1)
    for step in range(1, 6):
        opened.mouse("mouseMoved", x + 12 * step, y + 4 * step, button="left", buttons=1)
    opened.mouse("mouseReleased", x + 60, y + 20, button="left", clickCount=1)
    opened.settle()
    assert text(opened, "#details h3") == "Paper"
    assert not is_over_a_node(opened, x, y)
    assert is_over_a_node(opened, x + 60, y + 20)


def put_in_the_middle(browser: Browser, words: str) -> tuple[float, float]:
    """Open the paper that is found first: its node is then where this returns."""
    search(browser, words)
    browser.press("Enter")
    return middle_of_canvas(browser)


def is_over_a_node(browser: Browser, x: float, y: float) -> bool:
    browser.mouse("mouseMoved", x, y)
    browser.settle()
    return bool(browser.run("document.getElementById('canvas').classList.contains('pointing')"))


def box_of_label(label: ElementTree.Element) -> tuple[float, float, float]:
    """Where the label begins, its base line, and how wide it is at least."""
    wide = 4.0 * len(label.text or "")
    x = float(label.get("x", 0))
    return (x - wide if label.get("text-anchor") == "end" else x), float(label.get("y", 0)), wide


def test_no_label_lies_on_another_or_reaches_over_the_edge(opened: Browser, tmp_path: Path) -> None:
    svg = ElementTree.parse(opened.download("document.getElementById('svg').click()", tmp_path)).getroot()
    labels = [*svg.iter("{http://www.w3.org/2000/svg}text")]
    assert 0 < len(labels) <= NODES
    boxes = [box_of_label(one) for one in labels]
    assert all(x >= 0 and x + wide <= float(svg.get("width", 0)) for x, _, wide in boxes)
    for (x, y, wide), (other_x, other_y, _) in permutations(boxes, 2):
        assert not (0 <= other_x - x < wide and abs(other_y - y) < 10)


def test_a_hidden_paper_leaves_the_picture(opened: Browser) -> None:
    x, y = put_in_the_middle(opened, "survey")
    opened.run("[...document.querySelectorAll('#details button')].at(-1).click()")
    choose(opened, "to", "2017")
    opened.click(x, y)
    assert text(opened, "#details h3") == "Paper"


def test_colours_and_sizes_change_the_picture(opened: Browser, tmp_path: Path) -> None:
    picture = opened.screenshot(tmp_path / "first.png")
    for field, value in (("colour", "year"), ("size", "none")):
        choose(opened, field, value)
        picture = changed(opened, tmp_path / f"{field}.png", picture)
    assert "2015" in text(opened, "#legend")


def test_the_view_is_saved_as_png_and_svg(opened: Browser, tmp_path: Path) -> None:
    png = opened.download("document.getElementById('png').click()", tmp_path)
    assert png.read_bytes().startswith(b"\x89PNG")
    svg = ElementTree.parse(opened.download("document.getElementById('svg').click()", tmp_path)).getroot()
    name = "{http://www.w3.org/2000/svg}"
    assert {title.text for title in svg.iter(f"{name}title")} == set(TITLES.values())
    assert len([*svg.iter(f"{name}line")]) == CITATIONS + SHARED


def test_keys_move_the_picture(opened: Browser, tmp_path: Path) -> None:
    opened.run("document.getElementById('canvas').focus()")
    opened.press("Escape")
    first = picture = opened.screenshot(tmp_path / "still.png")
    for key in ("+", "ArrowLeft"):
        opened.press(key)
        picture = changed(opened, tmp_path / f"{key}.png", picture)
    opened.press("0")
    back = (opened.screenshot(tmp_path / "back.png") for _ in range(MAX_LOOKS))
    assert any(picture == first for picture in back)


def test_the_page_is_dark_where_people_prefer_it(opened: Browser, tmp_path: Path) -> None:
    light = opened.screenshot(tmp_path / "light.png")
    opened.set_scheme(is_dark=True)
    opened.settle()
    colours = opened.run(
        "(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.documentElement))"
    )
    ink, paper = (sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)
    assert ink > 600
    assert paper < 100
    changed(opened, tmp_path / "dark.png", light)
