"""OpenAlex JSON as records: null, missing and ill-typed fields, every generation of the format, real records."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.records import YearlyCitations
from enrich.works import CANDIDATE_FIELDS, read_abstract, read_candidate, read_work
from tests.enrich.makers import candidate_of, inverted, openalex_author, openalex_work, sentence_text, work_of

REAL_WORKS = Path(__file__).parents[3] / "shared" / "data" / "openalex_works.jsonl.gz"
NULLABLE = [
    "doi", "title", "display_name", "publication_year", "publication_date", "language", "type", "primary_location",
    "locations", "host_venue", "authorships", "is_authors_truncated", "abstract_inverted_index", "cited_by_count",
    "counts_by_year", "referenced_works", "referenced_works_count", "is_retracted", "is_paratext", "topics",
    "updated_date",
]  # fmt: skip


# ------------------------------------------------------------ nothing is certain


def test_a_bare_id_is_a_work_of_which_nothing_is_known() -> None:
    found = read_work({"id": "https://openalex.org/W1"})
    assert found is not None
    unknown = (found.title, found.doi, found.arxiv_id, found.type, found.publication_date, found.abstract)
    assert (found.work_id, found.cited_by_count, found.has_references) == ("W1", 0, False)
    assert unknown == (None,) * 6


@pytest.mark.parametrize("identity", [None, "", 7, "https://openalex.org/A1", "W", "https://openalex.org/works"])
def test_an_object_without_a_work_id_is_no_work(identity: object) -> None:
    assert read_work({"id": identity, "display_name": "Deep Nets"}) is None
    assert read_candidate({"id": identity, "display_name": "Deep Nets"}, "test") is None


def test_null_everywhere_reads_like_an_absent_key() -> None:
    nulls = dict.fromkeys(NULLABLE)
    assert candidate_of(**nulls) == read_candidate({"id": "W1"}, "test")
    assert work_of(**nulls).locations == ()


@given(
    st.dictionaries(
        st.sampled_from(NULLABLE),
        st.recursive(
            st.none() | st.booleans() | st.integers(-9, 9999) | st.floats(allow_nan=False) | st.text(max_size=9),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["id", "author", "source", "display_name", "score", "year", "institutions"]), inner
                )
            ),
            max_leaves=6,
        ),
    )
)
def test_values_of_any_type_do_not_raise(fields: dict[str, Any]) -> None:
    assert work_of(**fields).work_id == candidate_of(**fields).work_id == "W1"


# -------------------------------------------------------------------- identifiers


def test_the_arxiv_id_comes_from_doi_landing_page_or_file() -> None:
    page = {"landing_page_url": "http://arxiv.org/abs/1706.03762"}
    file = {"pdf_url": "https://arxiv.org/pdf/1706.03762v5"}
    assert work_of(doi="https://doi.org/10.48550/arxiv.1706.03762").arxiv_id == "1706.03762"
    assert work_of(locations=[{"landing_page_url": "https://example.org/1"}, page]).arxiv_id == "1706.03762"
    assert work_of(primary_location=file).arxiv_id == "1706.03762"


# ------------------------------------------------------------------------ authors


def test_unknown_and_deleted_authors_keep_their_name_and_place_only() -> None:
    people = [openalex_author(None), openalex_author(9999999999), openalex_author(5317838346), openalex_author(7)]
    found = work_of(authorships=people)
    assert [entry.author_id for entry in found.authorships] == [None, None, None, "A7"]
    assert [entry.position for entry in found.authorships] == [1, 2, 3, 4]
    assert candidate_of(authorships=people).author_ids == ("A7",)
    assert candidate_of(authorships=people).author_count == 4


def test_the_name_falls_back_to_the_name_as_printed() -> None:
    found = work_of(authorships=[openalex_author(1, None, raw_author_name="A. Byron"), {"author": None}])
    assert [entry.author_name for entry in found.authorships] == ["A. Byron", None]


def test_a_cut_author_list_does_not_count_authors() -> None:
    people = [openalex_author(number) for number in range(100)]
    assert candidate_of(authorships=people, is_authors_truncated=True).author_count is None
    assert candidate_of(authorships=[]).author_count is None


def test_countries_are_those_of_the_institutions_or_of_the_affiliation() -> None:
    countries: list[tuple[str, str | None]] = [("I1", "NL"), ("I2", None), ("I3", "DE")]
    places = [{"id": institution_id, "country_code": code} for institution_id, code in countries]
    entries = [
        {"author": {"id": "A1"}, "institutions": places, "countries": ["FR"]},
        {"author": {"id": "A2"}, "institutions": places[1:2], "countries": ["FR", "BE", "FR", None]},
        {"author": {"id": "A3"}},
    ]
    assert [entry.countries for entry in work_of(authorships=entries).authorships] == [("DE", "NL"), ("BE", "FR"), ()]


def test_the_record_of_all_deleted_works_is_no_work_and_no_reference() -> None:
    deleted = {"id": "https://openalex.org/W4285719527", "display_name": "Deleted Work"}
    assert read_work(deleted) is None
    assert read_candidate(deleted, "exact_titles") is None
    cited = [deleted["id"], "https://openalex.org/W2"]
    assert work_of(referenced_works=cited).references == ("W2",)


def test_no_work_cites_itself() -> None:
    assert work_of(id="https://openalex.org/W7", referenced_works=["https://openalex.org/W7"]).has_references is False


def test_titles_and_venues_are_as_a_person_would_print_them_and_the_json_as_it_came() -> None:
    place = {"source": {"id": "S1", "display_name": "Air &amp; <i>Water</i>"}}
    found = work_of(display_name="Using<b>lme4</b>", locations=[place])
    assert (found.title, found.locations[0].source_name) == ("Using lme4", "Air & Water")
    assert found.locations[0].source is not None
    assert found.locations[0].source.display_name == "Air & Water"
    assert "Using<b>lme4</b>" in found.json
    assert "&amp; <i>Water</i>" in found.json


def test_older_abstracts_stand_one_level_deeper() -> None:
    assert read_abstract({"IndexLength": 3, "InvertedIndex": {"so": [0, 1], "again": [2]}}) == "so so again"


def test_institutions_without_id_are_dropped_and_none_stands_twice() -> None:
    places = [{"id": None}, {"id": "https://openalex.org/I5"}, None, {"id": "https://openalex.org/I5"}]
    (entry,) = work_of(authorships=[openalex_author(1, institutions=places)]).authorships
    assert [place.institution_id for place in entry.institutions] == ["I5"]


# ----------------------------------------------------------- text, dates and lists


def test_the_abstract_is_put_together_by_position() -> None:
    text = "to be or not to be"
    assert read_abstract(inverted(text)) == text
    assert read_abstract(orjson.dumps(inverted(text)).decode()) == text
    assert read_abstract({"IndexLength": len(text.split()), "InvertedIndex": inverted(text)}) == text
    assert work_of(abstract_inverted_index=inverted(sentence_text(1))).abstract == sentence_text(1)


@pytest.mark.parametrize("index", [None, {}, [], "", "no JSON", {"a": None}, {"a": ["1"]}, 3])
def test_what_is_no_abstract_is_none(index: object) -> None:
    assert read_abstract(index) is None


def test_an_empty_title_is_no_title() -> None:
    assert work_of(display_name="", title=None).title is None
    assert work_of(display_name=None, title="Deep Nets").title == "Deep Nets"


def test_dates_that_are_none_are_none() -> None:
    assert work_of(publication_date="2020-02-30").publication_date is None
    assert work_of(publication_date="2020-02-03T00:00:00").publication_date == date(2020, 2, 3)


def test_references_are_short_in_order_and_once_each() -> None:
    found = work_of(referenced_works=["https://openalex.org/W3", "W2", None, "https://openalex.org/W3", "none"])
    assert (found.references, found.has_references) == (("W3", "W2"), True)


def test_citations_by_year_come_in_order_and_the_first_cited_year_skips_zeros() -> None:
    given_counts = [(2021, 4), (2019, 0), (None, 3), (2020, 1)]
    counts = [{"year": year, "cited_by_count": count} for year, count in given_counts]
    assert work_of(counts_by_year=counts).yearly_citations == tuple(
        YearlyCitations(year, count) for year, count in [(2019, 0), (2020, 1), (2021, 4)]
    )
    assert candidate_of(counts_by_year=counts).first_cited_year == 2020


def test_a_reference_count_that_is_not_given_is_unknown_not_zero() -> None:
    assert candidate_of().reference_count is None
    assert candidate_of(referenced_works_count=0).reference_count == 0


def test_a_topic_names_its_branches() -> None:
    topic = {"id": "https://openalex.org/T9", "score": 1, "field": {"display_name": "Law"}, "domain": None}
    (found,) = work_of(topics=[topic, {"id": None}]).topics
    assert (found.topic_id, found.score, found.field, found.domain) == ("T9", 1.0, "Law", None)


def test_the_json_kept_is_the_whole_object_and_does_not_depend_on_key_order() -> None:
    entry = openalex_work(title="Deep Nets", mystery={"b": 1, "a": None})
    found = read_work(entry)
    assert found is not None
    assert orjson.loads(found.json) == entry
    assert read_work(dict(reversed(entry.items()))) == found


def test_the_fields_asked_for_are_all_that_a_candidate_needs() -> None:
    full = openalex_work(
        title="Deep Nets", doi="https://doi.org/10.1145/1", type="article", publication_year=2020,
        publication_date="2020-01-02", authorships=[openalex_author(1)], cited_by_count=3,
        locations=[{"landing_page_url": "http://arxiv.org/abs/1706.03762"}], referenced_works_count=2,
        referenced_works=["W2", "W3"], counts_by_year=[{"year": 2020, "cited_by_count": 1}],
        abstract_inverted_index=inverted("a b"), is_retracted=True,
    )  # fmt: skip
    selected = {name: value for name, value in full.items() if name in CANDIDATE_FIELDS}
    assert read_candidate(selected, "test") == read_candidate(full, "test")


# ------------------------------------------------------------------- real records


@pytest.fixture(scope="module")
def real_works() -> Iterator[list[dict[str, Any]]]:
    if not REAL_WORKS.exists():
        pytest.skip("the recorded OpenAlex works are not beside this checkout")
    with gzip.open(REAL_WORKS) as stream:
        yield [orjson.loads(line) for line in stream]


def test_every_recorded_work_is_read_alike_as_work_and_as_candidate(real_works: list[dict[str, Any]]) -> None:
    assert len(real_works) == 1727
    for entry in real_works:
        found, short = read_work(entry), read_candidate(entry, "test")
        assert found is not None
        assert short is not None
        assert (found.title, found.doi, found.arxiv_id) == (short.title, short.doi, short.arxiv_id)
        assert (found.abstract, found.cited_by_count) == (short.abstract, short.cited_by_count)
        assert read_work(orjson.loads(found.json)) == found


def test_recorded_works_are_as_full_as_they_are_known_to_be(real_works: list[dict[str, Any]]) -> None:
    works = [found for entry in real_works if (found := read_work(entry))]
    share = {
        "title": sum(found.title is not None for found in works) / len(works),
        "doi": sum(found.doi is not None for found in works) / len(works),
        "abstract": sum(found.abstract is not None for found in works) / len(works),
        "authors": sum(bool(found.authorships) for found in works) / len(works),
        "source": sum(any(place.source_name for place in found.locations) for found in works) / len(works),
    }
    assert sum(len(found.references) for found in works) == 72_032
    assert share["title"] > 0.98
    assert share["authors"] > 0.95
    assert 0.6 < share["doi"] < 1
    assert 0.5 < share["abstract"] < 1
    assert 0.7 < share["source"] <= 1
