"""The bundled demo data is consistent in itself, dense enough to show, and holds nobody else's abstracts."""

from __future__ import annotations

import gzip
import itertools
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest

from enrich.text.titles import title_key

DEMO = Path(__file__).parents[2] / "flows" / "demo"
REAL_WORKS = Path(__file__).parents[3] / "shared" / "data" / "openalex_works.jsonl.gz"

AMBIGUOUS = "Quantum Computation and Quantum Information"
UNMATCHED = "Finetuned Language Models Are Zero-Shot Learners"

Json = dict[str, Any]


@dataclass(frozen=True)
class Card:
    """One paper as a page shows it."""

    title: str
    abstract: str
    author_count: int | None = None


@cache
def feed() -> list[Card]:
    *_, first, rest = (DEMO / "pages" / "feed.txt").read_text("utf-8").split("\n", 3)
    lines = [first.removeprefix("Subscribe"), *rest.splitlines()]
    return [Card(title, abstract) for title, abstract in zip(lines[::2], lines[1::2], strict=True)]


@cache
def listing() -> list[Card]:
    text = (DEMO / "pages" / "listing.txt").read_text("utf-8").split("Nov 20\n\n", 1)[1]
    cards: list[Card] = []
    for block in text.rstrip("\n").replace("\n\n  •", "\n  •").split("\n\n"):
        if not cards or cards[-1].abstract:
            cards.append(Card(block, ""))
        else:
            abstract, _, author_lines = block.partition("\n")
            count = re.match(r"  • (\d+) authors\n·\n[A-Z][a-z]{2} \d{1,2}, \d{4}(?: \d+)?$", author_lines)
            assert bool(count) == bool(author_lines)
            cards[-1] = Card(cards[-1].title, abstract, int(count[1]) if count else None)
    return cards


@cache
def works() -> dict[str, Json]:
    lines = (DEMO / "works.jsonl").read_bytes().splitlines()
    found = [orjson.loads(line) for line in lines]
    by_id = {work["id"]: work for work in found}
    assert len(by_id) == len(lines)
    return by_id


@cache
def works_by_title() -> dict[str, list[Json]]:
    titled = defaultdict(list)
    for work in works().values():
        titled[title_key(work["display_name"])].append(work)
    return dict(titled)


def papers() -> dict[str, Card]:
    """Return the papers of both pages by title key; the listing's card wins, since it says more."""
    return {title_key(card.title): card for card in [*feed(), *listing()]}


def matched_papers() -> dict[str, str]:
    """Return the title key of each work that stands for a paper with an unequivocal title."""
    keys = papers().keys() - {title_key(AMBIGUOUS), title_key(UNMATCHED)}
    return {work["id"]: key for key in keys for work in works_by_title()[key]}


def author_ids(work: Json) -> set[str]:
    return {entry["author"]["id"] for entry in work["authorships"]} - {None}


def abstract_of(work: Json) -> str | None:
    index = work["abstract_inverted_index"]
    if index is None:
        return None
    placed = sorted((position, word) for word, positions in index.items() for position in positions)
    assert [position for position, _ in placed] == list(range(len(placed)))
    return " ".join(word for _, word in placed)


# -------------------------------------------------------------------- the pages


def test_pages_hold_the_papers_the_readme_counts() -> None:
    shared = {title_key(card.title) for card in feed()} & {title_key(card.title) for card in listing()}
    assert (len(feed()), len(listing()), len(papers()), len(shared)) == (25, 24, 46, 3)


def test_a_page_names_no_paper_twice() -> None:
    for page in (feed(), listing()):
        assert max(Counter(title_key(card.title) for card in page).values()) == 1


def test_abstracts_are_long_enough_to_be_evidence_and_the_same_on_both_pages() -> None:
    said = {title_key(card.title): card.abstract for card in feed()}
    for card in [*feed(), *listing()]:
        assert len(card.abstract.split()) >= 40, card.title
        assert said.get(title_key(card.title), card.abstract) == card.abstract, card.title


def test_author_counts_on_cards_are_those_of_the_works() -> None:
    counted = [card for card in listing() if card.author_count is not None and card.title != UNMATCHED]
    assert len(counted) >= 20
    for card in counted:
        assert {len(work["authorships"]) for work in works_by_title()[title_key(card.title)]} == {card.author_count}


def test_every_paper_but_one_has_a_work_of_its_title() -> None:
    assert papers().keys() - works_by_title().keys() == {title_key(UNMATCHED)}


def test_only_the_ambiguous_title_stands_for_works_without_a_common_author() -> None:
    apart = {
        key
        for key in papers().keys() & works_by_title().keys()
        if any(
            author_ids(left).isdisjoint(author_ids(right))
            for left, right in itertools.combinations(works_by_title()[key], 2)
        )
    }
    assert apart == {title_key(AMBIGUOUS)}


def test_nothing_tells_the_ambiguous_works_apart() -> None:
    first, second = works_by_title()[title_key(AMBIGUOUS)]
    assert papers()[title_key(AMBIGUOUS)].author_count is None
    assert first["abstract_inverted_index"] is None
    assert second["abstract_inverted_index"] is None


def test_at_least_two_papers_have_a_preprint_beside_the_published_work() -> None:
    kinds = defaultdict(set)
    for work_id, key in matched_papers().items():
        kinds[key].add(works()[work_id]["type"] == "preprint")
    assert sum(found == {True, False} for found in kinds.values()) >= 2


# ----------------------------------------------------------------- the snapshot


def test_the_demo_stays_small() -> None:
    assert sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) < 1_000_000
    assert (DEMO / "works.jsonl").stat().st_size < 600_000


def test_identifiers_are_well_formed() -> None:
    for work_id, work in works().items():
        assert re.fullmatch(r"https://openalex\.org/W\d+", work_id)
        assert work["ids"]["openalex"] == work_id
        assert work["doi"] is None or re.fullmatch(r"https://doi\.org/10\.\d{4,9}/[^\sA-Z]+", work["doi"])
        assert work["ids"].get("doi") == work["doi"]
        for author in author_ids(work):
            assert re.fullmatch(r"https://openalex\.org/A\d+", author)
        for location in work["locations"]:
            source = location["source"]
            assert source is None or re.fullmatch(r"https://openalex\.org/S\d+", source["id"])


def test_works_have_titles_authors_and_their_primary_location_first() -> None:
    for work in works().values():
        assert work["title"] == work["display_name"]
        assert title_key(work["display_name"])
        positions = [entry["author_position"] for entry in work["authorships"]]
        assert positions == (["first"] + ["middle"] * (len(positions) - 2) + ["last"])[: len(positions)]
        assert work["locations"][:1] == [work["primary_location"]] * (work["primary_location"] is not None)
        assert len(work["locations"]) <= 3
        assert len(work["topics"]) <= 3


def test_references_are_work_ids_counted_and_given_once() -> None:
    for work_id, work in works().items():
        references = work["referenced_works"]
        assert all(re.fullmatch(r"https://openalex\.org/W\d+", reference) for reference in references)
        assert work["referenced_works_count"] == len(references) == len(set(references))
        assert work_id not in references


def test_works_outside_the_snapshot_are_few_and_cited_together() -> None:
    citations = Counter(reference for work in works().values() for reference in work["referenced_works"])
    outside = {reference: count for reference, count in citations.items() if reference not in works()}
    assert len(outside) == 15
    assert min(outside.values()) >= 2


def test_papers_cite_each_other_often_enough_to_draw() -> None:
    paper_of = matched_papers()
    edges = {
        (paper_of[citing], paper_of[cited])
        for citing in paper_of
        for cited in works()[citing]["referenced_works"]
        if cited in paper_of and paper_of[citing] != paper_of[cited]
    }
    assert len(edges) >= 100


def test_papers_share_authors_often_enough_to_draw() -> None:
    paper_of = matched_papers()
    edges = {
        frozenset((paper_of[left], paper_of[right]))
        for left, right in itertools.combinations(paper_of, 2)
        if paper_of[left] != paper_of[right] and not author_ids(works()[left]).isdisjoint(author_ids(works()[right]))
    }
    assert len(edges) >= 20


def test_abstracts_of_works_are_those_of_the_pages_or_missing() -> None:
    told = 0
    for work in works().values():
        abstract = abstract_of(work)
        if abstract is not None:
            assert abstract == papers()[title_key(work["display_name"])].abstract
            told += 1
    assert told >= 40


# --------------------------------------------------------------- whose words


def runs_of_six(text: str, title: str) -> set[tuple[str, ...]]:
    """Return the text's runs of six words, once the words of the title are taken out."""
    left_out = set(re.findall(r"\w+", title.lower()))
    words = [word for word in re.findall(r"\w+", text.lower()) if word not in left_out]
    return {tuple(words[start : start + 6]) for start in range(len(words) - 5)}


@pytest.mark.skipif(not REAL_WORKS.exists(), reason="the real OpenAlex records are not beside this checkout")
def test_no_abstract_repeats_the_real_one() -> None:
    compared = 0
    with gzip.open(REAL_WORKS) as lines:
        for line in lines:
            real = orjson.loads(line)
            card = papers().get(title_key(real.get("display_name") or ""))
            if card is None or real["id"] not in works() or not real.get("abstract_inverted_index"):
                continue
            index: dict[str, list[int]] = real["abstract_inverted_index"]
            text = " ".join(word for _, word in sorted((at, word) for word, found in index.items() for at in found))
            common = runs_of_six(card.abstract, card.title) & runs_of_six(text, card.title)
            assert len(common) <= 1, (card.title, common)
            compared += 1
    assert compared >= 40
