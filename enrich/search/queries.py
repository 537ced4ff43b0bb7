"""What to ask OpenAlex for a title or an abstract, within the limits of its query language.

A title is not a query. OpenAlex reads ``?`` and ``*`` as wildcards, commas as
the end of a filter, ``|`` as "or", ``!`` as "not", and a member without any
word as "every work there is". ``search_words`` takes away whatever is read as
an operator and keeps the words; what holds no word is never asked.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from enrich.text.titles import display_title, split_subtitle

if TYPE_CHECKING:
    from collections.abc import Iterable

# Fewer words than this find too much, alone or among others.
SPECIFIC_WORDS = 4
# So many words in a row, or so many anywhere, are one paper's own; more of them only take up room in a request.
WORDS_IN_A_ROW = 7
WORDS_ANYWHERE = 6
# So many words of an abstract in a row are its own, when most of them are long.
QUOTED_WORDS, LONG_WORD = 6, 6

_PLAIN_WORD = re.compile(r"[A-Za-z][a-z'-]*[.,;:)]?")
_OPERATORS = re.compile(r"""["|\\?*~:;<>\[\](){}^$/&+=!`#%@]""")
_COMMA_BETWEEN_WORDS = re.compile(r"(?<!\d),|,(?!\d)")
# Half a surrogate pair cannot be sent at all.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\udfff]")
_REFUSED_WORD = re.compile(r"\b\w*(?:host_venue|col_)\w*")
# Bare, these mean "no value" to a filter.
_NO_VALUE = frozenset({"", "none", "null", "undefined"})
# A list is refused as a whole when one of its values holds the name of a filter and a colon, even at the end of a word
# ("Prototype: ..."): the names of one word, and whatever has a point or a low line in it, as the other names have.
_FILTER_NAME = re.compile(
    r"(?:doi|pmid|pmcid|mag|orcid|openalex|type|language|versions?|journal|repository|fulltext|cites|corpus|collection|"
    r"datasets|fwci|awards|funders|sources|[a-z][._][a-z._]*[a-z]):",
    re.IGNORECASE,
)
# It is read otherwise when one of them holds an operator.
_REFUSED_IN_LISTS = re.compile(rf'^!|["|]|{_REFUSED_WORD.pattern}')
_HAS_WORD = re.compile(r"[^\W_]")
_HYPHENATED = re.compile(r"(\w)-(?=\w)")
_ACCENT = re.compile("[\u0300-\u036f]")
_LITTLE_WORDS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this "
    "to was will with".split()
)

# Words that are written with a hyphen, with a blank, or in one, as authors please.
_PREFIXES = (
    "pre|post|multi|fine|self|semi|cross|inter|intra|non|co|re|un|under|over|meta|auto|micro|few|zero|long|large"
)
_JOINED = re.compile(
    rf"\b(?!(?:re|pre|over|inter)view|overhead)({_PREFIXES})"
    r"(train\w*|tun\w*|modal\w*|lingual\w*|task\w*|agent\w*|attention|supervis\w*|shot|domain\w*|"
    r"encod\w*|decod\w*|regressi\w*|parametr\w*|process\w*|weight\w*|view\w*|scale\w*|learning|grained|step\w*|hop|"
    r"turn|label\w*|layer\w*|head\w*|resolution|adversarial|rank\w*|eval\w*|operat\w*|adapt\w*)\b"
)


def search_words(title: str) -> str | None:
    """Return the title's words as OpenAlex's search takes them, or None when no word is left.

    Lower case, so that AND, OR and NOT are words; commas stay only between
    digits (1,000 is one token there). Safe to send quoted, alone or in a list.
    """
    text = unicodedata.normalize("NFC", _CONTROL.sub("", display_title(title)))
    text = _COMMA_BETWEEN_WORDS.sub(" ", _OPERATORS.sub(" ", text))
    text = _REFUSED_WORD.sub(" ", text.lower())
    text = " ".join(text.split())
    return text if _HAS_WORD.search(text) else None


def _words(title: str) -> list[str]:
    return (search_words(title) or "").split()


def phrase(title: str) -> str | None:
    """Return the value that finds titles holding these words in a row, or None when there is no word to find."""
    words = search_words(title)
    return f'"{words}"' if words else None


def opening(title: str) -> str | None:
    """Return the value that finds titles holding this one's first words in a row, or None when there is no word."""
    words = _words(title)[:WORDS_IN_A_ROW]
    while len(words) > 1 and words[-1] in _LITTLE_WORDS:
        words.pop()
    return f'"{" ".join(words)}"' if words else None


def bare_words(title: str) -> str | None:
    """Return the value that finds titles holding all of these words anywhere, or None when there is none.

    Single letters and digits inside HTML or formulas break a phrase, not this.
    """
    # A leading hyphen would be read as "without this word"; a lone & stands as "amp" in some records.
    words = (search_words(title) or "").replace(",", " ").replace("-", " ").split()
    value = " ".join(word for word in words if word not in ("and", "or", "not"))
    return None if value in _NO_VALUE else value


def phrase_variants(title: str) -> list[str]:
    """Return phrases for other ways to write the title, without the title's own: hyphens joined or parted.

    >>> phrase_variants("Pre-training for All")
    ['"pretraining for all"']
    """
    words = search_words(title)
    if words is None:
        return []
    joined = _HYPHENATED.sub(r"\1", words)
    only_prefixes = re.sub(rf"\b({_PREFIXES})-(?=\w)", r"\1", words)
    parted = _JOINED.sub(r"\1-\2", words)
    return [f'"{text}"' for text in dict.fromkeys([only_prefixes, parted, joined]) if text != words]


def exact_title(title: str) -> str | None:
    """Return the value that finds works of exactly this title in any case, or None for one that cannot be in a list.

    Commas, ``?`` and ``*`` are plain characters there; ``|`` and ``"`` cannot be written at all.
    """
    text = " ".join(_CONTROL.sub(" ", title).split()).lower()
    is_title = _HAS_WORD.search(text) and text not in _NO_VALUE
    return text if is_title and not _REFUSED_IN_LISTS.search(text) and is_listable(text) else None


def is_listable(value: str) -> bool:
    """Tell whether a list that holds the value is no query "between filters" to OpenAlex, which refuses such."""
    return not _FILTER_NAME.search(value)


def title_variants(title: str) -> list[str]:
    """Return exact values for other ways to write the title.

    Markup or accents gone, apostrophes curled, hyphens joined or parted, the subtitle dropped.
    """
    text = display_title(title).lower()
    main, subtitle = split_subtitle(text)
    texts = [
        text,
        _ACCENT.sub("", unicodedata.normalize("NFD", text)),
        text.replace("'", "\u2019"),
        re.sub(rf"\b({_PREFIXES})-(?=\w)", r"\1", text),
        _JOINED.sub(r"\1-\2", text),
        main if subtitle and not is_generic(main) else text,
    ]
    own = exact_title(title)
    return [value for value in dict.fromkeys(map(exact_title, texts)) if value and value != own]


def typographic_variants(title: str) -> list[str]:
    """Return exact values for the same words as OpenAlex holds them elsewhere, the likeliest first.

    With a gap or dashes at the subtitle, with an entity, with hyphens of another kind, with a full stop, with the
    first word in bold face, with double blanks around the first words.
    """
    text = exact_title(title)
    if text is None:
        return []
    first, _, rest = text.partition(" ")
    texts = [
        text.replace(": ", " : ", 1),
        text.replace(": ", " -- ", 1),
        text.replace(" & ", " &amp; ").replace(" and ", " &amp; "),
        text.replace("-", "\u2010"),
        f"{text}.",
        f"<b>{first}</b> {rest}" if rest else f"<b>{text}</b>",
        f"<i>{text}</i>",
        "  " + text.replace(" ", "  ", 2),
    ]
    return [value for value in dict.fromkeys(texts) if value != text]


def plain_words(title: str) -> str | None:
    """Return the value that finds titles holding the words which everybody writes alike; None for no words at all.

    Words with a hyphen, an apostrophe or an accent are left to chance in OpenAlex's index, little words are not in
    it. Of many words the longest are taken, which say most. A title with too few is asked for by all its words
    (``bare_words``).
    """
    plain = list(filter(_is_plain, _words(title)))
    if len(plain) < SPECIFIC_WORDS:
        return bare_words(title)
    telling = sorted(range(len(plain)), key=lambda place: -len(plain[place]))[:WORDS_ANYWHERE]
    return " ".join(plain[place] for place in sorted(telling))


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalnum() and word not in _LITTLE_WORDS and not _JOINED.fullmatch(word)


def quotations(abstract: str | None) -> list[str]:
    """Return values that find works whose abstract has kept some of this one's words: a run from either half of it.

    Runs of plain words only, those with the most long ones. Of 209 papers that were renamed, and their abstracts
    rewritten, 60 in a hundred are found so.
    """
    words = (abstract or "").split()
    runs = [words[start : start + QUOTED_WORDS] for start in range(len(words) - QUOTED_WORDS + 1)]
    middle = (len(words) + 1) // 2
    best = (_most_telling(half) for half in (runs[:middle], runs[middle:]))
    return [value for run in best if (value := phrase(" ".join(run)))]


def _most_telling(runs: Iterable[list[str]]) -> list[str]:
    """Return the first of the runs of plain words that have the most long ones; nothing where no run is plain."""
    plain = (run for run in runs if all(map(_PLAIN_WORD.fullmatch, run)))
    return max(plain, key=lambda run: sum(len(word) >= LONG_WORD for word in run), default=[])


def loose_titles(title: str) -> list[str]:
    """Return values that find the title even when half of it reads otherwise: its words anywhere, and either half.

    They find much, so they are for a request of their own.
    """
    words = _words(title)
    middle = (len(words) + 1) // 2
    halves = [half for half in (words[:middle], words[middle:]) if len(half) >= SPECIFIC_WORDS]
    values = [bare_words(title), *(opening(" ".join(half)) for half in halves)]
    return list(dict.fromkeys(filter(None, values)))


def is_generic(title: str) -> bool:
    """Tell whether so short a title may be that of many works, whose hits would dominate those of other titles."""
    return len(_words(title)) < SPECIFIC_WORDS


def main_title(title: str) -> str | None:
    """Return the phrase of the title without its subtitle, where what is left still says something."""
    main, subtitle = split_subtitle(title)
    return phrase(main) if subtitle and not is_generic(main) else None
