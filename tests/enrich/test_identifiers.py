"""Identifiers in all the forms that pages and OpenAlex print them in, and what only looks like one."""

from __future__ import annotations

import pytest

from enrich.identifiers import (
    Identifiers,
    arxiv_address,
    arxiv_doi,
    doi_address,
    find_identifiers,
    is_work_id,
    read_arxiv_address,
    read_arxiv_id,
    read_doi,
    read_identifiers,
    read_openalex_id,
    read_work_id,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://openalex.org/W12", "W12"),
        ("https://openalex.org/works/w12", "W12"),
        (" W12 ", "W12"),
        ("https://openalex.org/A5023888391", "A5023888391"),
        ("W12x", None),
        ("W\u0661", None),
        ("12", None),
        (None, None),
        (12, None),
    ],
)
def test_openalex_ids_are_short(value: object, expected: str | None) -> None:
    assert read_openalex_id(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("https://openalex.org/W12", "W12"), ("w12", "W12"), ("A12", None), (None, None)]
)
def test_ids_of_people_and_places_are_no_works(value: object, expected: str | None) -> None:
    assert read_work_id(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("W12", True), ("w12", False), ("https://openalex.org/W12", False), ("A12", False)]
)
def test_a_work_id_has_one_form(text: str, expected: bool) -> None:
    assert is_work_id(text) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://doi.org/10.1145/ABC.1", "10.1145/abc.1"),
        ("http://dx.doi.org/10.1145/abc.1", "10.1145/abc.1"),
        ("doi:10.1145/abc.1.", "10.1145/abc.1"),
        ("10.1002/(sici)1097(199)1:2<3::aid-x>3.0.co;2-y", "10.1002/(sici)1097(199)1:2<3::aid-x>3.0.co;2-y"),
        ("10.1/abc", None),
        ("", None),
        (None, None),
    ],
)
def test_dois_are_bare_and_lower_case(value: object, expected: str | None) -> None:
    assert read_doi(value) == expected


ARXIV_ADDRESSES = [
    ("https://doi.org/10.48550/arXiv.2005.14165", "2005.14165"),
    ("10.48550/arxiv.cs/0112017", "cs/0112017"),
    ("http://arxiv.org/abs/2005.14165v4", "2005.14165"),
    ("https://arxiv.org/pdf/2005.14165v4.pdf", "2005.14165"),
    ("https://arxiv.org/html/2401.00001v1", "2401.00001"),
    ("https://arxiv.org/pdf/cond-mat/0201015v2.pdf", "cond-mat/0201015"),
    ("https://arxiv.org/abs/math.GT/0309136", "math/0309136"),
    ("https://arxiv.org/abs/2005.14165?context=cs", "2005.14165"),
]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *ARXIV_ADDRESSES,
        ("arXiv preprint arXiv:1706.03762, 2017", "1706.03762"),
        ("https://arxiv.org/list/cs.LG/recent", None),
        ("bioarxiv:2005.14165", None),
        ("https://www.biorxiv.org/content/274100", None),
        ("https://edarxiv.org/abs/2005.14165", None),
        ("10.1109/2001.12345", None),
        ("2005.14165", None),
        (None, None),
    ],
)
def test_an_arxiv_id_is_read_where_arxiv_is_named(value: object, expected: str | None) -> None:
    assert read_arxiv_address(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *ARXIV_ADDRESSES[2:],
        ("2401.00001", "2401.00001"),
        (2401.00001, "2401.00001"),
        ("arXiv:2401.00001v2", "2401.00001"),
        ("/papers/2401.00001", "2401.00001"),
        ("arXiv:0704.0001", "0704.0001"),
        ("cs/0112017", "cs/0112017"),
        ("math.GT/0309136v2", "math/0309136"),
        ("1501.0001", None),
        ("0704.00012", None),
        ("2413.00001", None),
        ("10.12401.00001", None),
        ("no id", None),
        (None, None),
    ],
)
def test_an_arxiv_id_carries_neither_version_nor_subject_class(value: object, expected: str | None) -> None:
    assert read_arxiv_id(value) == expected


@pytest.mark.parametrize("arxiv_id", ["2401.00001", "cs/0112017"])
def test_what_is_written_for_arxiv_reads_back(arxiv_id: str) -> None:
    assert arxiv_address(arxiv_id, "http") == f"http://arxiv.org/abs/{arxiv_id}"
    for written in (arxiv_doi(arxiv_id), arxiv_address(arxiv_id)):
        assert read_arxiv_address(written) == arxiv_id
    assert read_doi(arxiv_doi(arxiv_id)) == arxiv_doi(arxiv_id)


def test_the_address_of_a_doi_quotes_what_would_end_it() -> None:
    assert doi_address("10.1002/a(b)<c>#d?e") == "https://doi.org/10.1002/a(b)%3Cc%3E%23d%3Fe"


DOI, ARXIV, OPENALEX = Identifiers("10.1145/abc(1)"), Identifiers(None, "2401.00001"), Identifiers(None, None, "W12")
OLD = Identifiers(None, "math/0309136")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.1145/ABC(1)", DOI),
        ("doi:10.1145/abc(1)", DOI),
        ("DOI 10.1145/abc(1).", DOI),
        ("<https://doi.org/10.1145/abc%281%29>", DOI),
        ("http://dx.doi.org/10.1145/abc(1)", DOI),
        ("https://doi.org/10.48550/arXiv.2401.00001", Identifiers("10.48550/arxiv.2401.00001", "2401.00001")),
        ("2401.00001", ARXIV),
        ("2401.00001v3,", ARXIV),
        ("arXiv:2401.00001 [cs.CL]", ARXIV),
        ("https://arxiv.org/abs/2401.00001v2", ARXIV),
        ("arxiv.org/pdf/2401.00001v2.pdf?download=1", ARXIV),
        ("math.GT/0309136v1", OLD),
        ("arXiv: math/0309136", OLD),
        ("W12", OPENALEX),
        ("https://openalex.org/w12", OPENALEX),
        ("https://api.openalex.org/works/W12", OPENALEX),
        ("openalex:W12", OPENALEX),
        ("A12", None),
        ("2413.00001", None),
        ("31415926", None),
        ("10.1145/abc and 10.1145/def", None),
        ("GPT-4 Technical Report", None),
        ("see https://arxiv.org/abs/2401.00001", None),
        ("https://www.example.org/W12", None),
        ("", None),
    ],
)
def test_a_text_that_is_one_identifier_is_read_as_such(text: str, expected: Identifiers | None) -> None:
    assert read_identifiers(text) == expected


def test_among_addresses_the_first_identifier_of_each_kind_counts() -> None:
    addresses = ["key-1", None, "https://doi.org/10.1145/a%28b%29", "https://doi.org/10.1145/other", "2401.00001"]
    assert find_identifiers(addresses) == Identifiers("10.1145/a(b)", None, None)
    assert find_identifiers(["arxiv.org/abs/2401.00001v1", "https://openalex.org/W12"]) == ARXIV._replace(
        openalex_id="W12"
    )
    assert find_identifiers(["https://publisher.example/10.1145/abc"]) == Identifiers()


@pytest.mark.parametrize(
    ("stated", "key"),
    [
        (Identifiers("10.48550/arxiv.2401.00001", "2401.00001", "W12"), "arxiv:2401.00001"),
        (Identifiers("10.1145/abc", None, "W12"), "doi:10.1145/abc"),
        (OPENALEX, "openalex:W12"),
        (Identifiers(), ""),
    ],
)
def test_one_of_its_identifiers_stands_for_a_paper(stated: Identifiers, key: str) -> None:
    assert stated.key == key
