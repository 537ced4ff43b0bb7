from __future__ import annotations

import hashlib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from enrich.errors import PageError
from enrich.pages import open_page
from enrich.records import Page, PageWarning
from tests.enrich.pages.makers import (
    ABSTRACT,
    NEWSLETTER,
    QUICK,
    TODAY,
    Read,
    card,
    listing,
    read_text,
)
from tests.memory import peak_bytes


def test_a_page_is_named_by_a_hash_of_its_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    content = b"Learning to Read Pages\n"
    first.write_bytes(content)
    second.write_bytes(content)
    page = Read(first).page
    assert page == Page(hashlib.blake2b(content).hexdigest()[:16], str(first), "titles", len(content))
    assert Read(second).page.page_id == page.page_id
    assert open_page(first, name="mine", today=TODAY, warn=print).page.name == "mine"


def test_reading_a_page_twice_gives_the_same_records(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(listing(card("One", "Some Lab", "·", "Jun 20, 2024"), card("Two", "  • 2 authors", "·", "May 4")))
    warnings: list[PageWarning] = []
    page = open_page(path, today=TODAY, warn=warnings.append)
    assert list(page) == list(page)
    assert warnings[0] == warnings[1]


def test_a_page_that_turns_out_empty_is_warned_of(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a.csv", "title,year\n")
    assert (read.records, [warning.message for warning in read.warnings]) == ([], ["no paper found on this page"])


def test_a_very_long_line_is_only_a_long_line(tmp_path: Path) -> None:
    long_abstract = "word " * 400_000
    feed = read_text(tmp_path, "a.txt", f"{NEWSLETTER}SubscribeOne\n{long_abstract}\nTwo\n{ABSTRACT}")
    assert (feed.titles, feed.records[0].abstract) == (["One", "Two"], long_abstract.strip())
    table = read_text(tmp_path, "a.csv", f'title,abstract\nOne,"{long_abstract}"\n')
    assert table.records[0].abstract == long_abstract.strip()


def test_memory_does_not_grow_with_a_feed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWSLETTER + "".join(f"A Title of Number {i}\n{ABSTRACT}\n" for i in range(2_000)))
    page = open_page(path, today=TODAY, warn=print)

    def read() -> None:
        assert sum(1 for _ in page) == 2_000

    assert peak_bytes(read) < path.stat().st_size / 10


MARKUP = r'title|@misc{a, title={|}|"|,|TY  - J|TI  - A|ER  - |  x|[|{|{"title": "A"}|<article>|<h3>A</h3>|\|$|%|~|1. '
SMALL_PRINT = "•|·|May 4|Feb 29|3 authors|A Long Enough Title|One ends.|Daily Papers|Subscribe|https://x.org|\t|\n"
SCRAPS = st.sampled_from([*MARKUP.split("|"), *SMALL_PRINT.split("|"), ABSTRACT, NEWSLETTER])


@QUICK
@given(
    st.lists(SCRAPS | st.text(max_size=5), max_size=30),
    st.sampled_from(["txt", "csv", "json", "jsonl", "bib", "ris", "html"]),
)
def test_nonsense_is_read_or_refused_but_never_crashes(tmp_path: Path, scraps: list[str], suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes("".join(scraps).encode("utf-8", "surrogatepass"))
    try:
        read = Read(path)
    except PageError as error:
        assert str(path) in str(error)  # noqa: PT017
    else:
        assert read.records or read.warnings
        assert all(record.title and record.title_key for record in read.records)
