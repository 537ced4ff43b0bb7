"""The page, in a real browser: what it shows, what it asks for, and who can use it."""

from __future__ import annotations

import json
import re
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.errors import WarehouseError
from tests.readers.chromium import Browser, open_browser
from tests.warehouse.makers import location, match, mention, page, work
from warehouse.database import open_warehouse
from warehouse.export.files import write_export
from warehouse.matches import save_matches
from warehouse.pages import save_page
from warehouse.report import write_report
from warehouse.report.data import read_page_data
from warehouse.report.page import embedded_json
from warehouse.works import save_works

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

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


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's page, with communities."""
    folder = tmp_path_factory.mktemp("report")
    with open_warehouse(folder / "citegraph.duckdb") as con:
        store_example(con)
        store_communities(con)
        return write_report(con, folder / "report.html").path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def opened(browser: Browser, report: Path) -> Iterator[Browser]:
    """The page, opened; whatever a test does with it, no error may come of it."""
    browser.open(report)
    browser.settle()
    yield browser
    assert browser.errors == []


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


# ------------------------------------------------------------------------ loading


def test_the_page_is_drawn_without_an_error_and_asks_for_no_other_file(opened: Browser, report: Path) -> None:
    assert opened.run("Number(document.documentElement.dataset.drawn) > 0")
    assert opened.requests == [report.as_uri()]
    assert text(opened, "#shown").startswith(f"{NODES} of {NODES} papers, {CITATIONS + SHARED} of {CITATIONS + SHARED}")


def test_a_request_is_refused_even_if_a_script_makes_one(browser: Browser, report: Path) -> None:
    browser.open(report)
    refused = browser.run("fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')")
    assert refused == "refused"
    assert any("Content Security Policy" in error for error in browser.errors)


def test_hostile_titles_are_shown_as_they_are(opened: Browser) -> None:
    listed = texts(opened, "#papers td:first-child")
    assert set(listed) == set(TITLES.values())
    assert opened.run("window.hurt") is None
    assert opened.run("document.querySelectorAll('script').length") == 2
    assert opened.run("document.querySelectorAll('main :is(img, b, i, u, script, style)').length") == 0
    assert UNMATCHED in texts(opened, "#matches td")


def test_a_doi_cannot_lead_elsewhere(opened: Browser) -> None:
    search(opened, "survey")
    opened.press("Enter")
    address = opened.run("[...document.querySelectorAll('#details a')].map((link) => link.href)")
    assert address == ["https://doi.org/10.1/W2%3F%3Cx%3E%23y", "https://openalex.org/W2"]


def test_an_empty_warehouse_makes_a_page_too(con: duckdb.DuckDBPyConnection, browser: Browser, tmp_path: Path) -> None:
    browser.open(write_report(con, tmp_path / "report.html").path)
    browser.settle()
    assert text(browser, "#shown").startswith("0 of 0 papers")
    assert browser.errors == []


def test_much_data_is_packed_and_the_page_is_the_same(
    browser: Browser, report: Path, con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_example(con)
    store_communities(con)
    monkeypatch.setattr("warehouse.report.page.MAX_PLAIN", 100)
    packed = write_report(con, tmp_path / "packed.html").path
    assert "A Survey of Graphs" not in packed.read_text(encoding="utf-8")
    shown = []
    for path in (report, packed):
        browser.open(path)
        browser.settle()
        shown.append((text(browser, "#shown"), texts(browser, "main td"), texts(browser, "#legend li")))
        assert browser.errors == []
    assert shown[0] == shown[1]
    assert packed.read_bytes() == write_report(con, tmp_path / "again.html").path.read_bytes()


def test_without_webgl_the_lists_are_still_there(browser: Browser, report: Path) -> None:
    browser.open(report, first="HTMLCanvasElement.prototype.getContext = () => null")
    browser.settle()
    assert "cannot draw the graph" in text(browser, "#canvas")
    browser.run("document.querySelector('#papers td button').click()")
    assert text(browser, "#details h3") == TITLES["W1"]
    choose(browser, "relation", "cites")
    assert f"{CITATIONS} of {CITATIONS} links" in text(browser, "#shown")
    assert browser.errors == []


# ------------------------------------------------------------------------- using


@pytest.mark.parametrize("words", ["eclairs", "ÉCLAIRS deep", "learning A1"])
def test_search_finds_titles_and_authors_without_accents_or_case(opened: Browser, words: str) -> None:
    search(opened, words)
    assert text(opened, "#found") == "1 found"
    assert texts(opened, "#hits button") == [TITLES["W1"]]


def test_enter_opens_the_first_paper_found(opened: Browser) -> None:
    search(opened, "survey")
    opened.press("Enter")
    details = text(opened, "#details")
    assert text(opened, "#details h3") == TITLES["W2"]
    for fact in ("Journal of <b>Tests</b> · 2018 · article", "Cited by 2 of these papers", "What A Survey of Graphs"):
        assert fact in details
    assert opened.run("document.activeElement.id") == "details"


def test_a_click_on_a_node_opens_it_and_a_click_beside_it_lets_it_go(opened: Browser) -> None:
    search(opened, "survey")
    opened.press("Enter")  # this puts the node in the middle
    x, y = middle_of_canvas(opened)
    opened.press("Escape")
    opened.run("document.getElementById('canvas').focus()")
    opened.press("Escape")
    assert text(opened, "#details h3") == "Paper"
    opened.click(x, y)
    assert text(opened, "#details h3") == TITLES["W2"]
    opened.run("new Promise((done) => setTimeout(done, 400))")  # or the two make a double click
    opened.click(x + 60, y + 10)
    assert text(opened, "#details h3") == "Paper"


def test_a_node_stands_out_under_the_mouse_and_can_be_dragged(opened: Browser, tmp_path: Path) -> None:
    search(opened, "survey")
    opened.press("Enter")
    x, y = middle_of_canvas(opened)
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
    opened.run("new Promise((done) => setTimeout(done, 400))")  # or the two make a double click
    opened.click(x + 60, y + 20)
    assert text(opened, "#details h3") == TITLES["W2"]


def test_neighbours_lead_from_paper_to_paper(opened: Browser) -> None:
    search(opened, "survey")
    opened.press("Enter")
    summaries = texts(opened, "#details summary")
    assert sorted(summaries) == ["It cites (1)", "It is cited by (2)", "It shares an author with (2)"]
    opened.run(
        "[...document.querySelectorAll('#details li button')].find((b) => b.textContent.includes('clairs')).click()"
    )
    assert text(opened, "#details h3") == TITLES["W1"]


def test_the_address_leads_back_to_the_paper(opened: Browser, report: Path) -> None:
    opened.open(report, fragment="#W2")
    opened.settle()
    assert text(opened, "#details h3") == TITLES["W2"]


def test_the_address_leads_to_a_part_of_the_page(opened: Browser, report: Path) -> None:
    opened.open(report, fragment="#cited")
    opened.settle()
    top = opened.run("document.getElementById('cited').getBoundingClientRect().top")
    assert -2 <= float(str(top)) <= 40


@pytest.mark.parametrize(
    ("field", "value", "shown", "links"),
    [
        pytest.param("from", "2020", ["W3", "W4", "W5", "W6"], 0, id="years"),
        pytest.param("least", "2", ["W1", "W2"], 2, id="citations"),
        pytest.param("group", "0 1", ["W4", "W5"], 0, id="community"),
    ],
)
def test_a_filter_hides_papers_and_their_links(
    opened: Browser, field: str, value: str, shown: list[str], links: int
) -> None:
    choose(opened, field, value)
    assert text(opened, "#shown").startswith(f"{len(shown)} of {NODES} papers, {links} of {CITATIONS + SHARED} links")
    assert sorted(texts(opened, "#papers td:first-child")) == sorted(TITLES[work_id] for work_id in shown)
    opened.run("document.querySelector('#filters button').click()")
    opened.settle()
    assert text(opened, "#shown").startswith(f"{NODES} of {NODES} papers")


def test_a_group_in_the_legend_is_shown_alone_and_then_all_again(opened: Browser) -> None:
    pick = "document.querySelectorAll('#legend .pick')[1]"
    opened.run(f"{pick}.click()")
    assert text(opened, "#shown").startswith(f"2 of {NODES} papers")
    assert opened.run(f"{pick}.ariaPressed") == "true"
    assert opened.run(f"document.activeElement === {pick}")
    opened.run(f"{pick}.click()")
    assert text(opened, "#shown").startswith(f"{NODES} of {NODES} papers")


def test_before_anything_is_chosen_the_most_cited_papers_are_offered(opened: Browser) -> None:
    offered = texts(opened, "#details li button")
    assert offered == [TITLES["W1"], TITLES["W2"]]
    opened.run("document.querySelector('#details li button').click()")
    assert text(opened, "#details h3") == TITLES["W1"]


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
    search(opened, "survey")
    opened.press("Enter")
    x, y = middle_of_canvas(opened)
    opened.run("[...document.querySelectorAll('#details button')].at(-1).click()")
    choose(opened, "to", "2017")
    opened.click(x, y)
    assert text(opened, "#details h3") == "Paper"


def test_papers_without_links_can_be_left_out(opened: Browser) -> None:
    opened.run("document.getElementById('linked').click()")
    assert TITLES["W6"] not in texts(opened, "#papers td:first-child")


@pytest.mark.parametrize(
    ("relation", "links"), [("cites", CITATIONS), ("shares_author", SHARED), ("both", CITATIONS + SHARED)]
)
def test_the_relation_decides_which_links_are_shown(opened: Browser, relation: str, links: int) -> None:
    choose(opened, "relation", relation)
    assert f"{links} of {links} links" in text(opened, "#shown")


def test_colours_and_sizes_change_the_picture(opened: Browser, tmp_path: Path) -> None:
    picture = opened.screenshot(tmp_path / "first.png")
    for field, value in (("colour", "year"), ("size", "none")):
        choose(opened, field, value)
        picture = changed(opened, tmp_path / f"{field}.png", picture)
    assert "2015" in text(opened, "#legend")


def test_a_column_sorts_the_table(opened: Browser) -> None:
    opened.run("document.querySelectorAll('#papers th button')[2].click()")
    assert texts(opened, "#papers td:nth-child(3)") == ["2023", "2022", "2021", "2020", "2018", "2015"]
    assert opened.run("document.querySelectorAll('#papers th')[2].ariaSort") == "descending"


def test_the_view_is_saved_as_png_and_svg(opened: Browser, tmp_path: Path) -> None:
    png = opened.download("document.getElementById('png').click()", tmp_path)
    assert png.read_bytes().startswith(b"\x89PNG")
    svg = ElementTree.parse(opened.download("document.getElementById('svg').click()", tmp_path)).getroot()
    name = "{http://www.w3.org/2000/svg}"
    assert {title.text for title in svg.iter(f"{name}title")} == set(TITLES.values())
    assert len([*svg.iter(f"{name}line")]) == CITATIONS + SHARED


# -------------------------------------------------------------------- accessible


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
    wanted = ["skip", "words", "relation", "colour", "size", "group", "from", "to", "least", "linked", "canvas"]
    assert [name for name in reached if name in wanted] == wanted
    assert reached[-5:] == ["closer", "further", "whole", "png", "svg"]


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


@pytest.mark.parametrize("width", [360, 800, 1920])
def test_no_width_makes_the_page_scroll_sideways(opened: Browser, report: Path, width: int) -> None:
    opened.open(report, width=width, height=740)
    search(opened, "script")
    opened.press("Enter")
    assert opened.run("document.documentElement.scrollWidth") <= width
    assert opened.run("document.getElementById('canvas').getBoundingClientRect().height") >= 200


# ---------------------------------------------------------------------- the file


def test_the_same_warehouse_gives_the_same_bytes(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_example(con)
    first = write_report(con, tmp_path / "one.html")
    second = write_report(con, tmp_path / "two.html")
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.byte_count == first.path.stat().st_size
    assert sorted(path.name for path in tmp_path.glob("*html*")) == ["one.html", "two.html"]


def test_the_data_is_what_the_views_say(con: duckdb.DuckDBPyConnection) -> None:
    store_example(con)
    store_communities(con)
    data = read_page_data(con)
    assert data["nodes"]["work_id"] == ["W1", "W2", "W3", "W4", "W5", "W6"]
    pairs = {(data["nodes"]["work_id"][a], data["nodes"]["work_id"][b]) for a, b in ends(data, "cites")}
    assert pairs == set(con.execute("select citing_work_id, cited_work_id from citation_edges").fetchall())
    assert [(row["work_id"], row["citing_node_count"]) for row in data["missing_classics"]] == [("W90", 2)]
    assert data["groups"][0]["labels"] == ["1 <u>first</u>", "2 second"]
    assert data["groups"][0]["of"] == [0, 0, 0, 1, 1, None]
    assert {measure["name"] for measure in data["measures"]} >= {"local_citation_count", "pagerank"}
    assert data["nodes"]["reference_status"].count("no data") == 2


def test_the_papers_stand_where_they_stand_in_gexf(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store_example(con)
    store_communities(con)
    nodes = read_page_data(con)["nodes"]
    write_export(con, tmp_path / "x.gexf", "gexf", ["cites", "shares_author"])
    places = {
        found.get("id"): (float(place.get("x", 0)), float(place.get("y", 0)))
        for found in ElementTree.parse(tmp_path / "x.gexf").iter("{http://gexf.net/1.3}node")
        for place in found.iter("{http://gexf.net/1.3/viz}position")
    }
    assert places == dict(zip(nodes["work_id"], zip(nodes["x"], nodes["y"], strict=True), strict=True))


def test_what_a_browser_cannot_draw_is_left_out_and_counted(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.report.data.MAX_NODES", 3)
    monkeypatch.setattr("warehouse.report.data.MAX_EDGES", 2)
    store_example(con)
    data = read_page_data(con)
    assert data["nodes"]["work_id"] == ["W1", "W2", "W3"]
    assert len(ends(data, "cites")) == 2
    assert (data["totals"]["nodes"], data["totals"]["cites"]) == (NODES, CITATIONS)


def ends(data: dict[str, Any], relation: str) -> list[tuple[int, int]]:
    edges = data["edges"][relation]
    return list(zip(edges["left"], edges["right"], strict=True))


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_no_text_breaks_out_of_the_data(value: Any) -> None:
    embedded = embedded_json(value)
    assert not re.search("[<>&\u2028\u2029]", embedded)
    assert json.loads(embedded) == value


def test_a_missing_library_is_named(con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("warehouse.report.library.PACKAGE", "no-such-package")
    with pytest.raises(WarehouseError, match="no-such-package, which is not installed"):
        write_report(con, tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()
