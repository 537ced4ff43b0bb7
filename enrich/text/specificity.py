"""How much a title says: whether it can stand for one work, or is what many pieces are called.

Length is counted in the units of a script: a Chinese character says as much as three Latin letters, and a word of
Chinese has two. Editorials, minutes, book reviews, prefaces and tables of contents have the same titles everywhere and
in every language, however long these are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Equal titles shorter than this are not proof by themselves. OpenAlex merges works by title from 19 letters
# on; of 262,008 arXiv titles at least that long, 61 belong to two papers.
MIN_LETTERS = 19
MIN_WORDS = 3

# Pieces that appear again and again under one title, often by one person.
RECURRING = frozenset(
    "chairman column columns editorial editorials editoriale foreword geleitwort masthead obituary preface prefacio "
    "prefazione prologo reminiscences treasurer vorwort предисловие".split()
)
RECURRING_LENGTH = 5

# Han, kana and Hangul have no blanks between words, or short words; Thai, Lao and Khmer none either.
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SYLLABLES = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_UNPARTED = re.compile("[\u0e00-\u0eff\u1780-\u17ff]")
LETTERS_OF_HAN = 3
LETTERS_OF_A_SYLLABLE = 2
LETTERS_OF_A_WORD = 5

# The whole title, or the whole title and "and" another of these; words as ``title_words`` gives them.
_WHOLE = (
    "introduction|general introduction|discussion|general discussion|conclusions?|concluding remarks|summary|overview",
    "background|results|methods|materials and methods|references|bibliography|glossary|abbreviations|appendix",
    "(?:table of )?contents|(?:front|back) ?matter|index|committees?|correspondence|commentary|news|announcements?",
    "calendar|abstracts?|acknowledge?ments?|notes|miscellany|questions and answers",
    "inhalt|inhaltsverzeichnis|einleitung|einfuhrung|literaturverzeichnis|nachrichten|mitteilungen|zum geleit",
    "sommaire|table des matieres|avant propos|liminaire|presentation|introduction generale",
    "introduccion|presentacion|indice|sumario|introducao|apresentacao|introduzione|presentazione|sommario",
    "введение|заключение|содержание|хроника",
    "前言|序|序言|序文|目录|目次|导言|引言|结语|后记|卷首语|卷头言|编者按|编后记|编集后记",
    "はじめに|おわりに|まえがき|あとがき|머리말|서문|목차|권두언|발간사|편집후기",
)
_ISSUE = (
    "(?:special|themed?|thematic|inaugural|first|current|mini) ?"
    "(?:issues?|sections?|tracks?|edition|volume|collection|symposium|series)"
)
_OFFICE = "(?:editors?|chairs?|chairmen|president|director|secretary|treasurer|organi[sz]ers)"
_MEETING = "(?:meetings?|conferences?|congress|assembly|symposium|workshop|convention|session|committee|council|board)"
# How the title begins, whatever follows.
_BEGINNINGS = (
    "(?:the )?(?:guest )?editors?(?: s)?(?: in chiefs?)? "
    "(?:introduction|notes?|letter|message|page|comments?|choice|foreword|remarks)",
    "(?:a )?(?:letters?|message|notes?|word|welcome|greetings|report) (?:from|by|to|of) (?:the|our) "
    f"(?:\\w+ ){{0,3}}{_OFFICE}",
    f"guest editorial|from the (?:\\w+ ){{0,2}}{_OFFICE}",
    "(?:\\w+ )?(?:introduction|preface|foreword|editorial|overview|prologue|epilogue|comments?)(?: \\w+)? "
    f"(?:to|for|of|on|in) (?:the|this|our) (?:\\w+ ){{0,3}}{_ISSUE}",
    f"editorial introduction|{_ISSUE}|(?:in )?this issue|this (?:month|week)",
    "(?:minutes|reports?|summary|notes|abstracts|programme?|agenda) (?:of|from|on) (?:the|our|an?) "
    f"(?:\\w+ ){{0,6}}{_MEETING}",
    "(?:\\w+ )?annual (?:report|meeting|general meeting|business meeting)",
    "meeting (?:report|abstracts|notes)|conference (?:report|announcement|calendar)",
    "panel discussion|presidential address",
    "(?:book|film) reviews?|books? (?:received|notices?)|reviews? of books|new books|recent (?:books|publications)",
    "letters? to the editors?|in memoriam|obituar(?:y|ies)|(?:author|subject|name|keyword|cumulative|title) index",
    "(?:list|index|notes? on|about) (?:of )?(?:the )?"
    "(?:contributors|reviewers|referees|authors|figures|tables|participants)",
    "acknowledge?ments? (?:of|to) (?:the )?(?:reviewers|referees)|call for (?:papers|proposals|nominations)",
    "(?:organi[sz]ing|programme?|technical|conference|steering|editorial) (?:committee|board)",
    "(?:welcome|opening|closing|introductory) (?:remarks|message|address|session|note|statement)",
    "notes and news|news and (?:notes|views|comments?)|about (?:this|the) (?:book|journal|cover|issue)",
    "buchbesprechung(?:en)?|rezension(?:en)?|nachruf|protokoll der|aus der redaktion",
    "comptes? rendus?|notes? de lecture|recension|proces verbal|necrologie|hommage a",
    "presentation du (?:numero|dossier)",
    "resenas?|resenhas?|recension[ei]|nota (?:editorial|do editor|del editor)|carta a[lo] editor|obituario|necrologia",
    "homenaje a",
    "(?:introduccion|presentacion|introducao|apresentacao) (?:al|del|ao|do) (?:numero|dossier|volumen?|dossie)",
    "от (?:редакции|редактора)|рецензия|некролог|памяти|书评|会议纪要|征稿启事|编者|追悼|서평",
)
_ANY_WHOLE = "|".join(_WHOLE)
_GENERIC = re.compile(
    rf"(?:{_ANY_WHOLE})(?: (?:and|und|et|y|e) (?:{_ANY_WHOLE}))?(?: \d+)?$|(?:{'|'.join(_BEGINNINGS)})(?: |$)"
)


def is_recurring(words: Sequence[str]) -> bool:
    """Whether these words make the title of a recurring piece: an editorial, a column, a preface."""
    return len(words) <= RECURRING_LENGTH and not RECURRING.isdisjoint(words)


def is_generic(words: Sequence[str]) -> bool:
    """Whether many pieces are called so: introductions to special issues, minutes of meetings, book reviews.

    >>> is_generic("minutes of the annual general meeting 2019".split())
    True
    >>> is_generic("introduction to algorithms".split())
    False
    """
    return _GENERIC.match(" ".join(words)) is not None


def says_enough(words: Sequence[str], times: int = 1) -> bool:
    """Whether a title of these words can stand for one work: it is no title of many pieces, and long enough.

    ``times`` as long as others have to be.
    """
    letters, count = _extent(words)
    return (
        letters >= times * MIN_LETTERS
        and count >= times * MIN_WORDS
        and not is_recurring(words)
        and not is_generic(words)
    )


def _extent(words: Sequence[str]) -> tuple[float, float]:
    """The length in Latin letters and in words, as far as scripts can be compared."""
    text = "".join(words)
    letters = len(text)
    if text.isascii():
        return letters, len(words)
    han, syllables, unparted = (len(kind.findall(text)) for kind in (_HAN, _SYLLABLES, _UNPARTED))
    letters += han * (LETTERS_OF_HAN - 1) + syllables * (LETTERS_OF_A_SYLLABLE - 1)
    unseen = (han * LETTERS_OF_HAN + syllables * LETTERS_OF_A_SYLLABLE + unparted) / LETTERS_OF_A_WORD
    return letters, max(len(words), unseen)
