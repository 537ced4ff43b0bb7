"""Titles as text: what counts as the same title, and what never may."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.text.titles import (
    display_title,
    key_similarity,
    paper_id,
    sorted_words,
    split_subtitle,
    title_key,
    title_markers,
    title_negations,
    title_numbers,
    title_words,
    without_annotations,
)

SAME_TITLE = [
    ("Deep Nets", "DEEP NETS"),
    ("Pre-training", "Pretraining"),
    ("Pre-training", "pre training"),
    ("Pre\u2010training", "Pre-training"),
    ("Pre\u2011training", "Pre\u2013training"),
    ("Pre\u00adtraining", "Pretraining"),
    ("Vision\u2014Language", "Vision - Language"),
    ("Deep\u00a0Nets", "Deep Nets"),
    ("Deep\u200bNets", "DeepNets"),
    ("\ufeffDeep Nets", "Deep Nets"),
    ("Deep Nets.", "Deep Nets"),
    ("Deep Nets*", "Deep Nets"),
    ("Deep Nets\u2020 \u2021", "Deep Nets"),
    ("Deep Nets?", "Deep Nets"),
    ("Vision & Language", "Vision and Language"),
    ("Vision &amp; Language", "Vision and Language"),
    ("Vision &amp;amp; Language", "Vision and Language"),
    ("Q\\&A", "Q&A"),
    ("&lt;br&gt;Deep&amp;nbsp;Nets", "Deep Nets"),
    ("&lt;i&gt;Deep&lt;/i&gt; Nets", "Deep Nets"),
    ("<scp>Deep</scp> Nets", "Deep Nets"),
    ("<p><span class='x'>Deep</span> Nets</p>", "Deep Nets"),
    ("<mml:mi>Deep</mml:mi> Nets", "Deep Nets"),
    ("for<i>ab initio</i>total", "for ab initio total"),
    ("H<sub>2</sub>O", "H\u2082O"),
    ("H$_2$O", "H2O"),
    ("Deep {N}ets", "Deep Nets"),
    ("\\textbf{Deep} \\emph{Nets}", "Deep Nets"),
    ("{\\em Deep} {\\small Nets} \\& \\LaTeX{}", "Deep Nets & LaTeX"),
    ("$\\mathcal{O}(n)$", "O(n)"),
    ("na\u00efve", "naive"),
    ("nai\u0308ve", "na\u00efve"),
    ('na\\"{\\i}ve', "na\u00efve"),
    ('Schr{\\"o}dinger', "Schr\u00f6dinger"),
    ("Poincar\\'e", "Poincar\u00e9"),
    ("Gar\\c{c}on", "Gar\u00e7on"),
    ("Erd\u0151s\u2013R\u00e9nyi", "Erdos-Renyi"),
    ("Stra\u00dfe", "STRASSE"),
    ("\u0141ukasiewicz", "Lukasiewicz"),
    ("\u00c6ther", "AEther"),
    ("LLM\u2019s", "LLM's"),
    ("\u201cWhy\u201d", '"Why"'),
    ("\ufb01ne", "fine"),
    ("\uff21\uff22", "AB"),
    ("\u03b2-VAE", "Beta-VAE"),
    ("$\\beta$-VAE", "beta VAE"),
    ("\U0001d6fd-VAE", "\u0392-VAE"),
    ("$\\varepsilon$-greedy", "\u03b5-Greedy"),
    ("\u03f5-greedy", "epsilon-greedy"),
    ("\u00b5-law", "\u03bc-law"),
    ("$\\ell_2$-norm", "ell_2 norm"),
    ("\u2113\u2082-norm", "ell_2 norm"),
    ("MedS^3", "MedS\u00b3"),
    ("MedS$^{3}$", "MedS3"),
]

OTHER_TITLE = [
    ("GPT-3 Technical Report", "GPT-4 Technical Report"),
    ("Qwen2.5", "Qwen3"),
    ("Qwen 2.5", "Qwen 3"),
    ("PROP", "B-PROP"),
    ("ERNIE 3.0", "ERNIE 3.0 Titan"),
    ("Part 3.1", "Part 3.2"),
    ("Attention Is All You Need", "Attention Is Not All You Need"),
    ("\u03b1-VAE", "\u03b2-VAE"),
    ("L\u2081", "L\u2082"),
    ("x<y", "x<z"),
    ("\u6df1\u5ea6\u5b66\u4e60", "\u6df1\u5ea6\u5b66"),
]


@pytest.mark.parametrize(("left", "right"), SAME_TITLE)
def test_two_ways_to_write_one_title_have_one_key(left: str, right: str) -> None:
    assert title_key(left) == title_key(right)


@pytest.mark.parametrize(("left", "right"), OTHER_TITLE)
def test_two_titles_have_two_keys(left: str, right: str) -> None:
    assert title_key(left) != title_key(right)


def test_a_key_is_letters_and_digits() -> None:
    assert title_key("  GPT-4: <i>A</i> Report &amp; More. ") == "gpt4areportandmore"


def test_less_than_and_greater_than_are_no_tag() -> None:
    assert title_key("When x<y and z>w") == "whenxyandzw"


def test_scripts_without_case_keep_their_letters_and_vowel_signs() -> None:
    assert title_key("\u6df1\u5ea6 \u5b66\u4e60") == "\u6df1\u5ea6\u5b66\u4e60"
    assert title_key("\u0939\u093f\u0928\u094d\u0926\u0940") != title_key("\u0939\u0928\u0926")


@pytest.mark.parametrize("text", ["?", "* *", "\u2026", "\U0001f600", "&", "<>", "\\", "{}"])
def test_visible_text_without_letters_still_has_a_key(text: str) -> None:
    assert title_key(text)


def test_blank_text_has_no_key() -> None:
    assert title_key(" \t\n") == ""


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_at_all_is_taken(text: str) -> None:
    key = title_key(text)
    assert bool(key) or not text.strip()
    assert len(paper_id(key)) == 16
    assert title_markers(title_words(text)) <= set(title_words(text))
    assert all(title_numbers(text, title_words(text)))
    assert 0 <= key_similarity(key, key[1:]) <= 1
    assert sorted(sorted_words(title_words(text)).split()) == sorted(title_words(text))
    assert display_title(text) == " ".join(display_title(text).split())
    assert len("".join(split_subtitle(text))) <= len(display_title(text))


@given(st.text(st.characters(categories=["L", "N", "P", "Z", "S"])))
def test_the_key_of_a_key_is_itself(text: str) -> None:
    key = title_key(text)
    assert title_key(key) == key


@given(st.text(st.characters(codec="latin-1")))
def test_case_makes_no_difference(text: str) -> None:
    assert title_key(text.upper()) == title_key(text.lower())


@given(st.text(st.characters(categories=["L", "Nd", "Mn"])))
def test_composed_and_decomposed_letters_are_one(text: str) -> None:
    assert title_key(unicodedata.normalize("NFD", text)) == title_key(unicodedata.normalize("NFC", text))


@given(st.lists(st.text(st.characters(categories=["L", "Nd"]), min_size=1), min_size=2), st.data())
def test_hyphens_blanks_and_dashes_between_words_make_no_difference(words: list[str], data: st.DataObject) -> None:
    joints = [data.draw(st.sampled_from(["-", " ", " - ", "\u2010", "\u2013", "\u00a0", ": "])) for _ in words]
    assert title_key("".join(map("".join, zip(words, joints, strict=True)))) == title_key(" ".join(words))


@given(st.text(st.characters(categories=["L", "Nd"]), min_size=1))
def test_words_put_together_are_the_key(text: str) -> None:
    assert "".join(title_words(text)) == title_key(text)


ENDLESS = [
    "<", "<a ", "<a b", "&", "&amp;", "&#", "\\", "\\text", "\\\"{", "{", "$", "-", " - ", " .", ".", "*", ": ", "1.",
    "1,000", "a-", "pre-", "\u2020 ", "\u2014", "\u0301\u0323", "\u05b0\u05c1", "\u093c\u094d", "\ufdfa", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("unit", ENDLESS)
def test_reading_takes_time_in_line_with_length(unit: str) -> None:
    """Fifty thousand characters take a moment; what grows with the square takes minutes."""
    text = "a" + unit * (50_000 // len(unit)) + "a"
    start = time.process_time()
    title_numbers(text, title_words(text))
    for read in (title_key, title_words, split_subtitle, without_annotations):
        read(text)
    assert time.process_time() - start < 1.5


def test_blanks_without_end_take_time_in_line_with_length() -> None:
    start = time.process_time()
    assert title_key("a" + " " * 1_000_000 + "<b") == "ab"
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Deep Nets", ()),
        ("GPT-4", ("4",)),
        ("OLMo 2: the Second GPT-3.5", ("2", "2", "3.5")),
        ("ERNIE 3.0", ("3",)),
        ("Python 3.10", ("3.10",)),
        ("Findings of the Second BabyLM", ("2",)),
        ("World War II", ("2",)),
        ("Superglue in 1,000 Words", ("1000",)),
        ("Trees, 1,2, and 3", ("1", "2", "3")),
        ("S\u00b3", ("3",)),
    ],
)
def test_numbers_of_a_title(title: str, numbers: tuple[str, ...]) -> None:
    assert title_numbers(title, title_words(title)) == numbers


@pytest.mark.parametrize(
    ("title", "markers"),
    [
        ("Comment on 'Deep Nets'", {"comment"}),
        ("Deep Nets: Erratum", {"erratum"}),
        ("[RETRACTED] Deep Nets", {"retracted"}),
        ("Commenting Code", set()),
    ],
)
def test_marks_of_a_piece_about_another_paper(title: str, markers: set[str]) -> None:
    assert title_markers(title_words(title)) == markers


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("PROP: Pre-training with Words", ("PROP", "Pre-training with Words")),
        ("PROP -- Pre-training", ("PROP", "Pre-training")),
        ("PROP \u2014 Pre-training", ("PROP", "Pre-training")),
        ("Pre-training", ("Pre-training", "")),
        ("A 2:1 Rule", ("A 2:1 Rule", "")),
        ("A: B: C", ("A", "B: C")),
    ],
)
def test_title_and_subtitle(title: str, parts: tuple[str, str]) -> None:
    assert split_subtitle(title) == parts


def test_negations_of_a_title() -> None:
    assert title_negations(title_words("Attention Is Not All You Need")) == {"not"}
    assert title_negations(title_words("Knots and Nodes")) == set()


def test_word_order_makes_no_difference_to_sorted_words() -> None:
    left, right = title_words("Growth for 2x Faster Nets"), title_words("2x Faster Nets for Growth")
    assert sorted_words(left) == sorted_words(right)
    assert key_similarity("".join(left), "".join(right)) < 1


def test_a_paper_has_the_same_id_in_every_run() -> None:
    assert paper_id("deepnets") == "ede1f616d5837422"
