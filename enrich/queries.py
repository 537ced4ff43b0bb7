"""Many titles, few requests: what to ask OpenAlex, within the limits of its query language.

A title is not a query. OpenAlex reads ``?`` and ``*`` as wildcards, commas as
the end of a filter, ``|`` as "or", ``!`` as "not", and a member without any
word as "every work there is". ``search_words`` takes away whatever is read as
an operator and keeps the words; what holds no word is never asked.

``pack`` then puts as many values into one request as its bytes allow. Results
of one request come mixed, so whoever asks must tell them apart by title.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from enrich.titles import display_title, split_subtitle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from enrich.records import Paper

# OpenAlex refuses more values than this in one list.
MOST_VALUES = 100
# The request line may have 8,190 bytes; older documents say 4,094, and a mirror may still mean it.
BATCH_BYTES = 4_000
# Room for path, field name, select and paging in the same line.
OVERHEAD_BYTES = 420

_OPERATORS = re.compile(r"""["|\\?*~:;<>\[\](){}^$/&+=!`#%@]""")
_CURLY = re.compile("[\u201c-\u201f\u00ab\u00bb]")
_APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bc\u00b4]")
_COMMA_BETWEEN_WORDS = re.compile(r"(?<!\d),|,(?!\d)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_REFUSED_WORD = re.compile(r"\b(?:host_venue|alternate_host_venues|col_\w+)\b")
_HAS_WORD = re.compile(r"[^\W_]")
_HYPHENATED = re.compile(r"(\w)-(?=\w)")

# Words that are written with a hyphen, with a blank, or in one, as authors please.
_PREFIXES = (
    "pre|post|multi|fine|self|semi|cross|inter|intra|non|co|re|un|under|over|meta|auto|micro|few|zero|long|large"
)
_JOINED = re.compile(
    rf"\b({_PREFIXES})(train\w*|tun\w*|modal\w*|lingual\w*|task\w*|agent\w*|attention|supervis\w*|shot|domain\w*|"
    r"encod\w*|decod\w*|regressi\w*|parametr\w*|process\w*|weight\w*|view\w*|scale\w*|learning|grained|step\w*|hop|"
    r"turn|label\w*|layer\w*|head\w*|resolution|adversarial|rank\w*|eval\w*|operat\w*|adapt\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Question:
    """One value of a request and the paper it is asked for."""

    paper: Paper
    value: str


def search_words(title: str) -> str | None:
    """Return the title's words as OpenAlex's search takes them, or None when no word is left.

    Lower case, so that AND, OR and NOT are words; commas stay only between
    digits (1,000 is one token there). Safe to send quoted, alone or in a list.
    """
    text = unicodedata.normalize("NFC", _CONTROL.sub("", display_title(title)))
    text = _OPERATORS.sub(" ", _CURLY.sub(" ", _APOSTROPHES.sub("'", text)))
    text = _REFUSED_WORD.sub(" ", _COMMA_BETWEEN_WORDS.sub(" ", text).lower())
    text = " ".join(text.split())
    return text if _HAS_WORD.search(text) else None


def phrase(title: str) -> str | None:
    """Return the value that finds titles holding these words in a row, or None when there is no word to find."""
    words = search_words(title)
    return f'"{words}"' if words else None


def bare_words(title: str) -> str | None:
    """Return the value that finds titles holding all of these words anywhere, or None when there is none.

    Single letters and digits inside HTML or formulas break a phrase, not this.
    """
    words = search_words(title)
    if words is None:
        return None
    # A leading hyphen would be read as "without this word"; a lone & stands as "amp" in some records.
    kept = [word for word in words.replace(",", " ").replace("-", " ").split() if word not in ("and", "or", "not")]
    return " ".join(kept) or None


def spellings(title: str) -> list[str]:
    """Return phrases for other ways to write the title, without the title's own: hyphens joined or parted.

    >>> spellings("Pre-training for All")
    ['"pretraining for all"']
    """
    words = search_words(title)
    if words is None:
        return []
    joined = _HYPHENATED.sub(r"\1", words)
    only_prefixes = re.sub(rf"\b({_PREFIXES})-(?=\w)", r"\1", words)
    parted = _JOINED.sub(r"\1-\2", words)
    return [f'"{text}"' for text in dict.fromkeys([only_prefixes, parted, joined]) if text != words]


def main_title(title: str) -> str | None:
    """Return the phrase of the title without its subtitle, where what is left still says something."""
    main, subtitle = split_subtitle(title)
    words = search_words(main) if subtitle else None
    return f'"{words}"' if words and len(words.split()) >= 4 else None


def pack(
    questions: Iterable[Question], *, most_bytes: int = BATCH_BYTES, most_values: int = MOST_VALUES
) -> Iterator[list[Question]]:
    """Yield batches of questions whose values fit into one request; a value too long for any is a batch of its own.

    Bytes are counted as OpenAlex's edge counts them: form-encoded, three for
    each quote and separator, six to twelve for a letter beyond ASCII.
    """
    batch: list[Question] = []
    size = 0
    for question in questions:
        length = len(quote_plus(question.value)) + len(quote_plus("|"))
        if batch and (size + length > most_bytes - OVERHEAD_BYTES or len(batch) >= most_values):
            yield batch
            batch, size = [], 0
        batch.append(question)
        size += length
    if batch:
        yield batch


def halves(batch: Sequence[Question]) -> list[list[Question]]:
    """Return the batch in two, to find the question that spoils it."""
    middle = (len(batch) + 1) // 2
    return [part for part in (list(batch[:middle]), list(batch[middle:])) if part]
