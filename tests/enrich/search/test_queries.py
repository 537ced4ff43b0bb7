"""Titles as queries: no trap of OpenAlex's query language survives, and requests keep within their limits."""

from __future__ import annotations

import re
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.client.answer_cache import Question
from enrich.client.limits import MAX_VALUES, OVERHEAD_BYTES
from enrich.search.queries import (
    bare_words,
    exact_spellings,
    exact_title,
    halves,
    is_generic,
    main_title,
    pack,
    phrase,
    plain_words,
    quotations,
    search_words,
    spellings,
)
from enrich.text.titles import title_key
from tests.enrich.makers import paper, sentence_text

# What the server reads as an operator, inside or outside quotes.
OPERATOR = re.compile(r'["|\\?*~:;<>\[\]{}()^!]')
ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Is BERT Enough?", "is bert enough"),
        ("Q* and A*", "q and a"),
        ("Yahoo! Answers", "yahoo answers"),
        ("!Not This", "not this"),
        ("This|That", "this that"),
        ('The "Why" of It', "the why of it"),
        ("The \u201cWhy\u201d of It", "the why of it"),
        ("Don\u2019t Stop", "don't stop"),
        ("Red, Green, Blue", "red green blue"),
        ("Red, type:article", "red type article"),
        ("1,000 Words", "1,000 words"),
        ("Trees,2", "trees 2"),
        ("Language: A Story", "language a story"),
        ("[Re]producing", "re producing"),
        ("Learning \\x and \\u \\", "learning x and u"),
        ("Cats AND Dogs OR NOT", "cats and dogs or not"),
        ("A ~ B; C ^ D", "a b c d"),
        ("{B}ayesian {N}ets", "bayesian nets"),
        ("Deep<sub>2</sub> Nets &amp; Co", "deep 2 nets co"),
        ("The host_venue and host_venues", "the and"),
        ("A col_x Word", "a word"),
        ("Pre\u2010training", "pre-training"),
        ("Zero\u200bWidth\x00", "zerowidth"),
        ("Half a pair \ud83d", "half a pair"),
        ("\u6df1\u5ea6\u5b66\u4e60\uff1f", "\u6df1\u5ea6\u5b66\u4e60\uff1f"),
    ],
)
def test_operators_go_and_words_stay(title: str, words: str) -> None:
    assert search_words(title) == words


@pytest.mark.parametrize("title", ["", " ", "?", "***", "\u200b", '""', "|", "host_venue", "_", "- -", "\ud800"])
def test_a_title_without_a_word_is_never_asked(title: str) -> None:
    assert search_words(title) is None
    assert phrase(title) is None
    assert bare_words(title) is None
    assert spellings(title) == []
    assert main_title(title) is None


@pytest.mark.parametrize("title", ["None", "NULL", "undefined"])
def test_words_that_mean_no_value_are_asked_in_quotes_only(title: str) -> None:
    assert phrase(title) == f'"{title.lower()}"'
    assert bare_words(title) is None


@given(ANY_TEXT)
def test_any_text_gives_a_safe_phrase_or_none(text: str) -> None:
    value = phrase(text)
    if value is not None:
        inner = value[1:-1]
        assert (value[0], value[-1]) == ('"', '"')
        assert not OPERATOR.search(inner)
        assert re.search(r"[^\W_]", inner)
        assert inner == " ".join(inner.split())
        assert not re.search(r"(?<!\d),|,(?!\d)", inner)
        assert not re.search(r"\b(?:AND|OR|NOT|TO)\b", inner)
        quote_plus(value)


@given(ANY_TEXT)
def test_any_text_gives_bare_words_without_operators_or_none(text: str) -> None:
    value = bare_words(text)
    if value is not None:
        assert not OPERATOR.search(value)
        assert "," not in value
        assert not {"and", "or", "not"}.intersection(value.split())
        assert not any(word.startswith(("-", "!")) for word in value.split())
        assert value not in ("", "none", "null", "undefined")


@given(ANY_TEXT)
def test_other_spellings_are_safe_and_other(text: str) -> None:
    values = spellings(text)
    assert phrase(text) not in values
    assert len(values) == len(set(values))
    assert not any(OPERATOR.search(value[1:-1]) for value in values)


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("Pre-training for All", ['"pretraining for all"']),
        ("Pretraining for All", ['"pre-training for all"']),
        ("Multimodal Few-Shot", ['"multimodal fewshot"', '"multi-modal few-shot"']),
        ("A Review and Overview of Overhead", []),
        ("Deep Nets", []),
    ],
)
def test_spellings_join_and_part_compounds(title: str, values: list[str]) -> None:
    assert spellings(title) == values


def test_spellings_never_change_the_title_key() -> None:
    title = "Pre-Training Multimodal, Zero-Shot and Self-Supervised Retraining"
    values = spellings(title)
    assert values
    assert {title_key(value) for value in values} == {title_key(title)}


def test_the_main_title_is_asked_only_if_it_says_something() -> None:
    assert main_title("Growing Large Networks Slowly: A Story") == '"growing large networks slowly"'
    assert main_title("BERT: Pre-training of Things") is None
    assert main_title("Growing Large Networks Slowly") is None


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("Is BERT Enough?", "is bert enough?"),
        ("Red, Green,  Blue*", "red, green, blue*"),
        ("A: B", "a: b"),
        ("None", None),
        ("!Not", None),
        ("This|That", None),
        ('The "Why"', None),
        ("Prototype: A Story", None),
        ("A host_venue", None),
        ("???", None),
        ("", None),
    ],
)
def test_an_exact_title_keeps_what_a_list_of_titles_can_hold(title: str, value: str | None) -> None:
    assert exact_title(title) == value


@given(ANY_TEXT)
def test_any_text_gives_exact_titles_that_a_list_can_hold(text: str) -> None:
    values = [value for value in [exact_title(text), *exact_spellings(text)] if value is not None]
    assert len(values) == len(set(values))
    for value in values:
        assert not re.search(r'["|]|^!|^\s|\s$|^$|^(?:none|null|undefined)$', value)
        quote_plus(value)


def test_exact_spellings_drop_markup_accents_and_subtitle() -> None:
    values = exact_spellings("Na\u00efve <i>Multimodal</i> Bayes' Nets Revisited: A Story")
    assert "na\u00efve multimodal bayes' nets revisited: a story" in values
    assert "naive multimodal bayes' nets revisited: a story" in values
    assert "na\u00efve multimodal bayes\u2019 nets revisited: a story" in values
    assert "na\u00efve multi-modal bayes' nets revisited: a story" in values
    assert "na\u00efve multimodal bayes' nets revisited" in values


def test_plain_words_leave_out_what_an_index_may_hold_otherwise() -> None:
    title = "Pre-training of Na\u00efve Multimodal Nets for Parsing Very Long Sentences"
    assert plain_words(title) == "nets parsing very long sentences"
    assert plain_words("Pre-training of Nets") == bare_words("Pre-training of Nets")
    assert plain_words("?") is None


@given(ANY_TEXT)
def test_any_text_gives_plain_words_without_operators_or_none(text: str) -> None:
    value = plain_words(text)
    assert value is None or (value and not OPERATOR.search(value) and "," not in value)


def test_titles_of_few_words_are_generic() -> None:
    assert is_generic("Language Models")
    assert is_generic("?")
    assert not is_generic("Growing Networks Slowly and Steadily")


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


def test_an_abstract_is_quoted_once_from_either_half_without_its_formulas() -> None:
    left, right = sentence_text(1, words=20), sentence_text(2, words=20)
    first, second = quotations(f"{left} $x_1 < 2$ {right}")
    assert first.strip('"') in left
    assert second.strip('"') in right
    assert [len(value.split()) for value in (first, second)] == [6, 6]
    assert quotations(None) == quotations("Too short.") == []
