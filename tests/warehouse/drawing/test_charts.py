"""Bar charts are well-formed SVG that shows every number."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from warehouse.drawing.charts import NAME_LENGTH, Bar, _ticks, write_bars, write_columns

SVG = "{http://www.w3.org/2000/svg}"


def rects(path: Path) -> list[tuple[str, float, float]]:
    """What each bar is called, its width and its height."""
    return [
        (rect.findtext(f"{SVG}title") or "", float(rect.get("width", 0)), float(rect.get("height", 0)))
        for rect in ET.parse(path).iter(f"{SVG}rect")
    ]


def texts(path: Path) -> list[str]:
    return [text.text or "" for text in ET.parse(path).iter(f"{SVG}text")]


def test_every_year_has_a_column_as_high_as_its_count(tmp_path: Path) -> None:
    write_columns(tmp_path / "x.svg", "Papers", {2020: 10, 2023: 5})
    found = rects(tmp_path / "x.svg")
    assert [name for name, *_ in found] == ["2020: 10", "2021: 0", "2022: 0", "2023: 5"]
    heights = [height for *_, height in found]
    assert heights[1] == heights[2] == 0
    assert heights[0] == pytest.approx(2 * heights[3], abs=0.2)


def test_a_century_of_columns_leaves_room_for_its_years(tmp_path: Path) -> None:
    write_columns(tmp_path / "x.svg", "Papers", dict.fromkeys(range(1920, 2027), 1))
    years = [int(text) for text in texts(tmp_path / "x.svg") if text.isdigit() and len(text) == 4]
    assert len(years) <= 20
    assert years[-1] == 2026


def test_bars_come_in_their_order_and_grow_with_their_count(tmp_path: Path) -> None:
    write_bars(tmp_path / "x.svg", "Venues", [Bar("B", 8, "#123456"), Bar("A", 2)])
    (first, wide, _), (second, narrow, _) = rects(tmp_path / "x.svg")
    assert (first, second) == ("B: 8", "A: 2")
    assert wide == pytest.approx(4 * narrow, rel=0.01)


def test_a_hostile_name_is_text_and_a_long_one_is_cut(tmp_path: Path) -> None:
    name = "<script>alert('x')</script> & \x07\n" + "long " * 40 + "2024"
    write_bars(tmp_path / "x.svg", name, [Bar(name, 1)])
    picture = ET.parse(tmp_path / "x.svg")
    assert picture.findall(f".//{SVG}script") == []
    (shown,) = [text for text in texts(tmp_path / "x.svg") if "…" in text]
    assert shown.startswith("<script>alert('x')</script> & ")
    assert shown.endswith("long 2024")
    assert len(shown) <= NAME_LENGTH


def test_no_counts_make_a_picture_that_says_so(tmp_path: Path) -> None:
    write_columns(tmp_path / "years.svg", "Papers", {})
    write_bars(tmp_path / "venues.svg", "Venues", [])
    assert texts(tmp_path / "years.svg") == ["Papers", "no data"]
    assert texts(tmp_path / "venues.svg") == ["Venues", "no data"]


@pytest.mark.parametrize(
    ("largest", "ticks"),
    [(0, [0]), (1, [0, 1]), (4, [0, 1, 2, 3, 4]), (7, [0, 2, 4, 6, 8]), (96, [0, 20, 40, 60, 80, 100])],
)
def test_ticks_are_round_and_reach_the_largest(largest: int, ticks: list[int]) -> None:
    assert _ticks(largest) == ticks
