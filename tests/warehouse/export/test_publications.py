"""What a publication is, and which parts its authors' names have."""

from __future__ import annotations

import pytest

from tests.warehouse.export.test_bibliographies import publication
from warehouse.export.publications import split_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Lovelace", ("Lovelace", "Ada")),
        ("Lovelace, Ada", ("Lovelace", "Ada")),
        ("Jan van der Berg", ("van der Berg", "Jan")),
        ("J. R. R. Tolkien", ("Tolkien", "J. R. R.")),
        ("Plato", ("Plato", None)),
        ("Plato,", ("Plato", None)),
        ("de Sade", ("Sade", "de")),
        ("  Ada\n Lovelace ", ("Lovelace", "Ada")),
        ("Martin Luther King Jr.", ("King", "Martin Luther", "Jr.")),
        ("King, Martin Luther, Jr.", ("King", "Martin Luther", "Jr.")),
        ("Sammy Davis, Jr", ("Davis", "Sammy", "Jr")),
        ("Robert Tarjan III", ("Tarjan", "Robert", "III")),
        ("Intergovernmental Panel on Climate Change", ("Intergovernmental Panel on Climate Change",)),
        ("R Core Team", ("R Core Team",)),
        ("World Health Organization", ("World Health Organization",)),
        ("Ann Grouper", ("Grouper", "Ann")),
    ],
)
def test_names_are_split(name: str, parts: tuple[str | None, ...]) -> None:
    assert split_name(name) == (*parts, None, None)[:3]


@pytest.mark.parametrize(
    ("type_", "record_type", "expected"),
    [
        ("preprint", "proceedings-article", "inproceedings"),
        ("article", "proceedings-article", "inproceedings"),
        ("article", "book-chapter", "incollection"),
        ("review", "journal-article", "article"),
        ("book", "monograph", "book"),
        ("preprint", "posted-content", "misc"),
    ],
)
def test_registries_say_what_kind_it_is(type_: str, record_type: str, expected: str) -> None:
    assert publication(type=type_, record_type=record_type, source_type=None).kind.bibtex == expected
