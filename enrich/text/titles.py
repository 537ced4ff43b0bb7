"""Titles as text: one key for equality, measures for similarity, variants for asking again.

Titles of one paper differ between a page and OpenAlex in case, accents, HTML,
LaTeX, dashes, and in where a hyphen or blank stands (pre-training, pretraining,
pre training). ``title_key`` makes all of these equal; it keeps every digit,
because GPT-3 is not GPT-4. All functions are pure, take any Unicode text and
run in time linear in its length (similarities look at the first 500
characters, as far as OpenAlex itself compares titles).
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Callable

COMPARED_LENGTH = 500

# A tag has a name, or a name and attributes: "x<y and z>w" is no tag.
_TAG = re.compile(r"</?[a-zA-Z][\w:.-]*(?:\s[^<>=]*=[^<>]*)?\s*/?>")
# \'e, \"{o}, \c{c}, {\"\i}: the letter stays, its accent goes.
_TEX_ACCENT = re.compile(r"""\\(?:["'`^~=.]|[bcdHkrtuv](?=\{))\{?\\?(?=[^\W\d_])""", re.IGNORECASE)
# What only says how letters look goes with its name; a symbol's name stands for it: \alpha, \ell, \circlearrowright.
_TEX_COMMAND = re.compile(r"\\(?:var(?=[a-z]{2}))?([a-z]+)\*?", re.IGNORECASE)
_TEX_STYLE = re.compile(
    r"em(?:ph)?|it|bf|rm|sc|sf|tt|sl|bm|cal|frak|text[a-z]*|math[a-z]*|operatorname|[hm]?box|boldsymbol|ensuremath|normalfont|"
    r"footnotesize|scriptsize|normalsize|tiny|small|large|huge|[a-z]{2}(?:shape|series|family)|(?:under|over)line|"
    r"displaystyle|protect|uppercase|lowercase",
    re.IGNORECASE,
)
_TEX_SIGN = re.compile(r"\\([&%$#_])")
_BRACES = str.maketrans("", "", "{}")
_NEEDS_READING = re.compile(r"[<&\\{]")
# Unicode's own limit for marks on one letter; normalising longer runs takes time with their square.
_ENDLESS_MARKS = re.compile(r"([^\w\s]{30})[^\w\s]+")
_NOT_ASCII_KEY = str.maketrans("", "", "".join(chr(c) for c in range(128) if not chr(c).isalnum()))
_ASCII_PUNCTUATION = {code: " " for code in range(128) if not chr(code).isalnum()}
# Accents, and the vowel signs that Arabic and Hebrew leave out as often as not, with Arabic's lengthening stroke.
_DIACRITICS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_HAN = re.compile("[\u3400-\u9fff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_SINGLE_QUOTES = re.compile("[\u2018\u2019\u201a\u201b\u02bc\u0060\u00b4]")
_DOUBLE_QUOTES = re.compile("[\u201c-\u201f\u00ab\u00bb]")
_TRAILING_MARKS = " .*\u2020\u2021\u00a7\u00b6"
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_ZERO_VERSION = re.compile(r"\.0$")
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_SUBTITLE = re.compile(r"\s*:\s+|\s+-{1,3}\s+|\s*\u2014\s*")

# Letters that Unicode does not decompose, and Greek as people write it out.
_ARABIC_FORMS = str.maketrans(
    "\u0623\u0625\u0622\u0671\u0649\u0629\u06a9\u06cc", "\u0627\u0627\u0627\u0627\u064a\u0647\u0643\u064a"
)
_TRANSLITERATION = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ℓ": "ell", "µ": "mu",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ϑ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi",
    "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega",
})  # fmt: skip

# Words that make a title a piece *about* another paper, or a later state of it.
MARKERS = frozenset(
    "addendum appendix comment comments commentary correction corrections corrigendum discussion erratum errata "
    "rejoinder reply response retracted retraction review supplement supplementary withdrawn".split()
)
NEGATIONS = frozenset("cannot never no not without".split())
# What kind of piece it is, which one source prints with the title and another does not.
ANNOTATIONS = frozenset(
    "abstract application article demo demonstration description doctoral experience extended full highlight in "
    "industrial industry invited keynote oral panel paper position poster preprint preliminary presentation progress "
    "report research session short spotlight student summary system talk technical track tutorial version vision "
    "work".split()
)
_ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5",
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8",
}  # fmt: skip


def display_title(raw: str) -> str:
    """Return the title as a person would print it: entities, tags, style commands and odd blanks gone."""
    text = raw
    if _NEEDS_READING.search(text):
        # OpenAlex holds doubly escaped entities (&amp;nbsp;), and tags that glue two words together.
        text = html.unescape(html.unescape(text))
        text = _TEX_SIGN.sub(r"\1", _TEX_ACCENT.sub("", _TAG.sub(" ", text)))
        text = _TEX_COMMAND.sub(_tex_word, text).translate(_BRACES)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _ENDLESS_MARKS.sub(r"\1", _INVISIBLE.sub("", text)))
        text = _DOUBLE_QUOTES.sub('"', _SINGLE_QUOTES.sub("'", _DASHES.sub("-", text)))
    return " ".join(text.split()).rstrip(_TRAILING_MARKS)


def _tex_word(command: re.Match[str]) -> str:
    return " " if _TEX_STYLE.fullmatch(command[1]) else command[1]


def title_key(raw: str) -> str:
    """Return the letters and digits that make the typographic variants of one title equal.

    | raw | key |
    |---|---|
    | ``Pre-Training of <i>Deep</i> Nets.`` | ``pretrainingofdeepnets`` |
    | ``Vision & Language`` | ``visionandlanguage`` |
    | ``$\\ell_2$-norm``, ``ell_2 norm``, ``ℓ₂-norm`` | ``ell2norm`` |
    | ``β-VAE``, ``Beta-VAE`` | ``betavae`` |

    A text without any letter or digit keys as itself, in lower case, blanks collapsed, so
    that the key of visible text is never empty.
    """
    key = raw.lower().translate(_NOT_ASCII_KEY) if _is_plain(raw) else "".join(filter(_is_of_a_word, _folded(raw)))
    return key or " ".join(raw.casefold().split())


def _is_plain(raw: str) -> bool:
    return raw.isascii() and not _NEEDS_READING.search(raw)


def _folded(raw: str) -> str:
    """Return the displayed title in lower case, without accents, with Greek in Latin letters and & as a word."""
    text = display_title(raw).replace("&", " and ").lower()
    if text.isascii():
        return text
    text = text.translate(_TRANSLITERATION)
    # Compatibility forms can decompose to capitals or Greek (℃, 𝛼): fold twice.
    text = unicodedata.normalize("NFKD", text).casefold().translate(_TRANSLITERATION)
    return _in_one_script(unicodedata.normalize("NFC", _DIACRITICS.sub("", text)))


def _in_one_script(text: str) -> str:
    """The text with traditional Chinese characters as simplified ones, and the forms of Arabic letters as one."""
    return _simplified()(text.translate(_ARABIC_FORMS)) if _HAN.search(text) else text.translate(_ARABIC_FORMS)


@cache
def _simplified() -> Callable[[str], str]:
    # OpenCC reads its dictionaries when it is made, which titles without a Chinese character need not pay for.
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def _is_of_a_word(c: str) -> bool:
    # Vowel signs of Indic scripts are marks, not letters, and part of the word all the same.
    return c.isalnum() or unicodedata.category(c)[0] == "M"


def paper_id(key: str) -> str:
    """Return the 16 hex digits that name the paper with this title key, the same in every run."""
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def title_words(raw: str) -> list[str]:
    """Return the title's words in order: runs of letters and digits, lower case, accents folded."""
    text = raw.lower() if _is_plain(raw) else _folded(raw)
    if not text.isascii():
        text = "".join(c if _is_of_a_word(c) else " " for c in text)
    return text.translate(_ASCII_PUNCTUATION).split()


def title_numbers(raw: str, words: list[str]) -> tuple[str, ...]:
    """Return the numbers that a title of these words names, sorted: digits, roman numerals from II on, ordinals.

    >>> title_numbers("OLMo 2: the Second GPT-3.5", ["olmo", "2", "the", "second", "gpt", "3", "5"])
    ('2', '2', '3.5')
    """
    found = [_ORDINALS[word] for word in words if word in _ORDINALS]
    if _DIGIT.search(" ".join(words)):
        digits = _THOUSANDS.sub("", unicodedata.normalize("NFKC", display_title(raw)))
        found += [_ZERO_VERSION.sub("", number) for number in _NUMBER.findall(digits)]
    return tuple(sorted(found))


def title_markers(words: list[str]) -> frozenset[str]:
    """Return the words of a title that make it a comment on, or a correction of, another paper."""
    return MARKERS.intersection(words)


def without_annotations(raw: str) -> str:
    """Return the title without annotations on what kind of piece it is, in brackets or before a colon.

    >>> without_annotations("Tutorial: Growing Networks (Extended Abstract)")
    'Growing Networks'
    """
    text = _BRACKETED.sub(lambda found: " " if _is_annotation(found[1]) else found[0], raw).strip()
    before, _, after = text.partition(":")
    return after.strip() if after.strip() and _is_annotation(before) else text


def _is_annotation(text: str) -> bool:
    words = title_words(text)
    return bool(words) and ANNOTATIONS.issuperset(words)


def title_negations(words: list[str]) -> frozenset[str]:
    """Return the words of a title that turn what it says around."""
    return NEGATIONS.intersection(words)


def split_subtitle(raw: str) -> tuple[str, str]:
    """Return (main title, subtitle); the subtitle is empty where nothing parts them.

    >>> split_subtitle("PROP: Pre-training with Words")
    ('PROP', 'Pre-training with Words')
    """
    main, *subtitle = _SUBTITLE.split(display_title(raw), maxsplit=1)
    return main, "".join(subtitle)


def key_similarity(left: str, right: str) -> float:
    """Return how alike two title keys are, 0 to 1: edits that turn one into the other (indel ratio)."""
    return fuzz.ratio(left[:COMPARED_LENGTH], right[:COMPARED_LENGTH]) / 100


def sorted_words(words: list[str]) -> str:
    """Return the words in one order, whichever they came in: two titles' ``key_similarity`` without regard to it."""
    return " ".join(sorted(words))
