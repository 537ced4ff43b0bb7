"""Who can use the page: names for screen readers, the keyboard alone, narrow and wide screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.warehouse.report.pages import search

if TYPE_CHECKING:
    from pathlib import Path

    from tests.readers.chromium import Browser


def test_everything_to_act_on_has_a_name(opened: Browser) -> None:
    names = opened.names()
    for role in ("button", "searchbox", "combobox", "spinbutton", "checkbox", "link", "region", "application"):
        assert names[role], role
        assert "" not in names[role], role
    assert {"banner", "main", "navigation", "search", "contentinfo"} <= set(names)


def test_the_keyboard_reaches_everything_in_order(opened: Browser) -> None:
    reached = []
    for _ in range(40):
        opened.press("Tab")
        reached.append(opened.run("document.activeElement.id || document.activeElement.className"))
        if reached[-1] == "svg":
            break
    wanted = ["skip", "words", "relation", "colour", "size", "group", "from", "to", "min-citations", "linked", "canvas"]
    assert [name for name in reached if name in wanted] == wanted
    assert reached[-5:] == ["closer", "further", "whole", "png", "svg"]


@pytest.mark.parametrize("width", [360, 800, 1920])
def test_no_width_makes_the_page_scroll_sideways(opened: Browser, report: Path, width: int) -> None:
    opened.open(report, width=width, height=740)
    search(opened, "script")
    opened.press("Enter")
    assert opened.run("document.documentElement.scrollWidth") <= width
    assert opened.run("document.getElementById('canvas').getBoundingClientRect().height") >= 200
