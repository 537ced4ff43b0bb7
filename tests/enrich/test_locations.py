"""Where a work can be found: in newer records and older ones, and what the place is called."""

from __future__ import annotations

import pytest

from tests.enrich.makers import candidate_of, work_of


def test_the_primary_location_comes_first_and_once() -> None:
    arxiv, journal = ({"id": name, "source": {"id": f"https://openalex.org/S{name}"}} for name in "12")
    found = work_of(primary_location=journal, locations=[arxiv, journal, None])
    assert [place.source.source_id for place in found.locations if place.source] == ["S2", "S1"]
    assert [place.position for place in found.locations] == [1, 2]


def test_old_records_keep_their_place_in_host_venue() -> None:
    old = {"id": "https://openalex.org/S3", "display_name": "Annals", "url": "https://example.org", "version": None}
    (place,) = work_of(host_venue=old).locations
    assert (place.source_name, place.landing_page_url) == ("Annals", "https://example.org")
    (unknown,) = work_of(host_venue={"id": None, "display_name": "Some Proceedings"}).locations
    assert (unknown.source, unknown.source_name) == (None, "Some Proceedings")


def test_a_place_without_source_has_its_printed_name() -> None:
    printed = {"source": None, "raw_source_name": "Proceedings of the North"}
    nameless = {"id": "2", "source": {"id": None, "display_name": "The South"}}
    found = work_of(locations=[printed, nameless])
    assert [place.source_name for place in found.locations] == ["Proceedings of the North", "The South"]


def test_a_candidate_is_named_after_where_it_was_published() -> None:
    repository = {"source": {"id": "S1", "display_name": "arXiv"}, "is_published": False}
    journal = {"source": {"id": "S2", "display_name": "Annals"}, "version": "publishedVersion"}
    assert candidate_of(primary_location=repository, locations=[repository, journal]).source_name == "Annals"
    assert candidate_of(primary_location=repository).source_name == "arXiv"
    assert candidate_of(locations=[journal]).is_published
    assert not candidate_of(locations=[repository]).is_published


@pytest.mark.parametrize("name", ["https://example.org/1.pdf", "www.example.org", "DataCite API", " ", None])
def test_what_names_nothing_is_no_venue(name: str | None) -> None:
    (place,) = work_of(locations=[{"source": {"id": "S1", "display_name": name}, "raw_source_name": name}]).locations
    assert place.source_name is None
