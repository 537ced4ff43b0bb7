"""Values of JSON: what is of another type, or empty, counts as not given."""

from __future__ import annotations

from datetime import date

import pytest

from enrich.json_values import as_date, as_integer, as_list, as_plain_text, as_text, display_name, objects_in, parsed


@pytest.mark.parametrize(("value", "expected"), [(" a b ", "a b"), ("", None), (" ", None), (7, None), (None, None)])
def test_a_text_has_no_blanks_around_it(value: object, expected: str | None) -> None:
    assert as_text(value) == expected
    assert display_name({"display_name": value}) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Models Using<b>lme4</b>", "Models Using lme4"),
        ("for<i>ab initio</i>total-energy", "for ab initio total-energy"),
        ("<scp>TEST</scp>: A program", "TEST: A program"),
        ("CO<sub>2</sub> and H&lt;SUB&gt;2&lt;/SUB&gt;O", "CO2 and H2O"),
        ("Health, Safety &amp;amp; Air", "Health, Safety & Air"),
        ("2 < 3 and x<y and z>w", "2 < 3 and x<y and z>w"),
        ("Natural\n          Language", "Natural Language"),
        ("<i></i>", None),
        (7, None),
    ],
)
def test_a_plain_text_has_neither_entities_nor_tags(value: object, expected: str | None) -> None:
    assert as_plain_text(value) == expected


@pytest.mark.parametrize(("value", "expected"), [(7, 7), (True, None), (7.0, None), ("7", None), (None, None)])
def test_an_integer_is_neither_a_truth_value_nor_a_text(value: object, expected: int | None) -> None:
    assert as_integer(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2020-02-03", date(2020, 2, 3)),
        ("2020-02-03T00:00:00", date(2020, 2, 3)),
        ("2020-02-30", None),
        ("2020", None),
        (20200203, None),
    ],
)
def test_a_date_is_a_day_that_there_is(value: object, expected: date | None) -> None:
    assert as_date(value) == expected


def test_what_is_no_list_is_empty_and_what_is_no_object_is_passed_over() -> None:
    assert (as_list([1]), as_list("a"), as_list(None)) == ([1], [], [])
    assert list(objects_in([{"a": 1}, None, "b", {}])) == [{"a": 1}, {}]
    assert display_name("a") is None


def test_a_text_that_is_no_json_is_none() -> None:
    assert (parsed("[1]"), parsed("[1")) == ([1], None)
