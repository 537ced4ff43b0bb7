"""Many questions, few requests: batches keep within their limits."""

from __future__ import annotations

from urllib.parse import quote_plus

from hypothesis import given
from hypothesis import strategies as st

from enrich.client.answer_cache import Question
from enrich.client.limits import MAX_VALUES, OVERHEAD_BYTES
from enrich.search.packing import fill, halves, line_bytes, pack
from tests.enrich.makers import paper


def questions(*values: str) -> list[Question]:
    return [Question(paper(value), value) for value in values]


def sent_bytes(batch: list[Question]) -> int:
    return len(quote_plus("|".join(question.value for question in batch)))


@given(st.lists(st.text(min_size=1, max_size=40)), st.integers(500, 1200), st.integers(1, 7))
def test_batches_keep_order_lose_nothing_and_fit(values: list[str], max_bytes: int, max_values: int) -> None:
    batches = list(pack(questions(*values), max_bytes=max_bytes, max_values=max_values))
    assert [question.value for batch in batches for question in batch] == values
    assert all(0 < len(batch) <= max_values for batch in batches)
    assert all(len(batch) == 1 or sent_bytes(batch) <= max_bytes - OVERHEAD_BYTES for batch in batches)


@given(st.lists(st.text(min_size=1, max_size=40), max_size=30), st.integers(500, 1200), st.integers(10, 20))
def test_a_batch_takes_in_what_its_line_has_room_for(values: list[str], max_bytes: int, max_values: int) -> None:
    batch = questions("one", "two")
    filled = fill(batch, questions(*values), max_bytes=max_bytes, max_values=max_values)
    assert filled[:2] == batch
    assert len(filled) <= max_values
    assert line_bytes(filled) <= max_bytes
    left_out = len(values) + 2 - len(filled)
    assert left_out == 0 or len(filled) == max_values or line_bytes(filled) > max_bytes - 40 * 12 - 3


def test_letters_beyond_ascii_count_as_they_are_sent() -> None:
    batch_sizes = {
        letter: max(map(len, pack(questions(*[letter * 20] * 100), max_bytes=2000))) for letter in "a\u00e9\u6df1"
    }
    assert batch_sizes["a"] > 4 * batch_sizes["\u00e9"] > 4 * batch_sizes["\u6df1"]


def test_no_batch_holds_more_values_than_openalex_takes() -> None:
    assert [len(batch) for batch in pack(questions(*["a"] * 250))] == [MAX_VALUES, MAX_VALUES, 50]


def test_a_value_too_long_for_any_request_stands_alone() -> None:
    batches = list(pack(questions("a", "b" * 9000, "c")))
    assert [[question.value[0] for question in batch] for batch in batches] == [["a"], ["b"], ["c"]]


@given(st.integers(0, 40))
def test_halving_again_and_again_ends_with_each_question_alone(count: int) -> None:
    singles, waiting = [], [questions(*map(str, range(count)))]
    while waiting:
        batch = waiting.pop()
        if len(batch) > 1:
            waiting += reversed(halves(batch))
        else:
            singles += batch
    assert [question.value for question in singles] == [str(number) for number in range(count)]
