"""Titles as queries: no trap of OpenAlex's query language survives, and requests keep within their limits."""

from __future__ import annotations

import re
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.search.queries import (
    bare_words,
    exact_title,
    is_generic,
    main_title,
    phrase,
    phrase_variants,
    plain_words,
    quotations,
    search_words,
    title_variants,
)
from enrich.text.titles import title_key
from tests.enrich.makers import sentence_text

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
    assert phrase_variants(title) == []
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
def test_phrase_variants_are_safe_and_other(text: str) -> None:
    values = phrase_variants(text)
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
def test_phrase_variants_join_and_part_compounds(title: str, values: list[str]) -> None:
    assert phrase_variants(title) == values


def test_phrase_variants_never_change_the_title_key() -> None:
    title = "Pre-Training Multimodal, Zero-Shot and Self-Supervised Retraining"
    values = phrase_variants(title)
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
        ("The Collection: A Story", None),
        ("Two Large Datasets: A Story", None),
        ("On PMCID: A Story", None),
        ("apc_paid.value: A Story", None),
        ("authorships.author.id: A Story", None),
        ("indexed_in: A Story", None),
        ("Node 2.0: A Story", "node 2.0: a story"),
        ("A Data-Set : A Story", "a data-set : a story"),
        ("A host_venue", None),
        ("???", None),
        ("", None),
    ],
)
def test_an_exact_title_keeps_what_a_list_of_titles_can_hold(title: str, value: str | None) -> None:
    assert exact_title(title) == value


@given(ANY_TEXT)
def test_any_text_gives_exact_titles_that_a_list_can_hold(text: str) -> None:
    values = [value for value in [exact_title(text), *title_variants(text)] if value is not None]
    assert len(values) == len(set(values))
    for value in values:
        assert not re.search(r'["|]|^!|^\s|\s$|^$|^(?:none|null|undefined)$', value)
        quote_plus(value)


def test_title_variants_drop_markup_accents_and_subtitle() -> None:
    values = title_variants("Na\u00efve <i>Multimodal</i> Bayes' Nets Revisited: A Story")
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


def test_an_abstract_is_quoted_once_from_either_half_without_its_formulas() -> None:
    left, right = sentence_text(1, words=20), sentence_text(2, words=20)
    first, second = quotations(f"{left} $x_1 < 2$ {right}")
    assert first.strip('"') in left
    assert second.strip('"') in right
    assert [len(value.split()) for value in (first, second)] == [6, 6]
    assert quotations(None) == quotations("Too short.") == []
