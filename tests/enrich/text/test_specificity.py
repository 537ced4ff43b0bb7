"""How much a title says, in which script and language ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.text.specificity import is_generic, says_enough
from enrich.text.titles import title_key, title_words

GENERIC = [
    "Guest Editor’s Introduction",
    "Guest Editors' Introduction: Mining Graphs",
    "Introduction to the Special Issue",
    "Introduction to the Special Section on Graph Mining",
    "Preface to the special issue of the journal",
    "Minutes of the Annual Meeting",
    "Minutes of the 45th Annual General Business Meeting 2019",
    "Report of the President of the Council",
    "Book review: A Very Long and Telling Title of Somebody's Book",
    "Message from the General Chairs of the Conference",
    "Letters to the Editor and other correspondence",
    "Table of Contents",
    "Introduction",
    "Discussion and Conclusions",
    "List of Reviewers for the Year",
    "Acknowledgment to the Reviewers of the Journal",
    "Vorwort zur zweiten Auflage",
    "Buchbesprechungen: Neue Werke zur Geschichte",
    "Compte rendu de lecture : Une histoire des nombres",
    "Avant-propos",
    "Reseña del libro de las cosas que no fueron",
    "Introducción al número especial de la revista",
    "От редакции",
    "编者按",
    "編集後記",
    "はじめに",
    "머리말",
]
TELLING = [
    "Introduction to Algorithms and Their Analysis",
    "A special issue of trust in machines",
    "The editor as a reader of graphs",
    "Reviewing books with large language models",
    "Discussion forums as a source of knowledge",
    "Proceedings of the 24th International Conference on Machine Learning",
    "Deep Residual Learning for Image Recognition",
    "基于深度学习的图像识别方法研究",
    "深層学習による画像認識の研究",
    "딥러닝을 이용한 영상 인식 연구",
    "การเรียนรู้เชิงลึกสำหรับภาพถ่าย",
    "Глубокое обучение для распознавания",
    "التعلم العميق للتعرف على الصور",
]


@pytest.mark.parametrize("title", GENERIC)
def test_what_many_pieces_are_called_says_too_little(title: str) -> None:
    assert not says_enough(title_words(title))


@pytest.mark.parametrize("title", TELLING)
def test_a_title_of_its_own_says_enough_in_any_script(title: str) -> None:
    words = title_words(title)
    assert not is_generic(words)
    assert says_enough(words)


@pytest.mark.parametrize("title", ["Attention", "Graph mining", "图像", "딥러닝", "ภาพ"])
def test_a_short_title_says_too_little_in_any_script(title: str) -> None:
    assert not says_enough(title_words(title))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("機器學習的理論", "机器学习的理论"),
        ("الْعِلْم", "العلم"),
        ("العــلم", "العلم"),
        ("שָׁלוֹם", "שלום"),
        ("ＧＰＴ－３", "GPT-3"),
    ],
)
def test_two_spellings_of_one_script_have_one_key(left: str, right: str) -> None:
    assert title_key(left) == title_key(right)


@given(st.lists(st.text(), max_size=12))
def test_any_words_can_be_asked(words: list[str]) -> None:
    assert says_enough(words) in (True, False)
