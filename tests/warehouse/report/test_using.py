"""What a person searches, opens and chooses on the page, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.warehouse.report.pages import CITATIONS, NODES, SHARED, TITLES, choose, search, text, texts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.readers.chromium import Browser


def test_what_is_typed_is_found_without_accents_or_case(opened: Browser) -> None:
    search(opened, "ECLAIRS a1")
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


def test_a_filter_hides_papers_and_their_links_until_all_are_shown_again(opened: Browser) -> None:
    for field, value, shown, links in (
        ("from", "2020", ["W3", "W4", "W5", "W6"], 0),
        ("min-citations", "2", ["W1", "W2"], 2),
        ("group", "0 1", ["W4", "W5"], 0),
    ):
        choose(opened, field, value)
        expected = f"{len(shown)} of {NODES} papers, {links} of {CITATIONS + SHARED} links"
        assert text(opened, "#shown").startswith(expected), field
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


def test_papers_without_links_can_be_left_out(opened: Browser) -> None:
    opened.run("document.getElementById('linked').click()")
    assert TITLES["W6"] not in texts(opened, "#papers td:first-child")


def test_the_relation_decides_which_links_are_shown(opened: Browser) -> None:
    relations = {"cites": CITATIONS, "shares_author": SHARED, "cites shares_author": CITATIONS + SHARED}
    for relation, links in relations.items():
        choose(opened, "relation", relation)
        assert f"{links} of {links} links" in text(opened, "#shown")


def test_a_column_sorts_the_table(opened: Browser) -> None:
    opened.run("document.querySelectorAll('#papers th button')[2].click()")
    assert texts(opened, "#papers td:nth-child(3)") == ["2023", "2022", "2021", "2020", "2018", "2015"]
    assert opened.run("document.querySelectorAll('#papers th')[2].ariaSort") == "descending"
