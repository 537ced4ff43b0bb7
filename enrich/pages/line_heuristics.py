"""What a line looks like: a title, a sentence, or a paragraph."""

from __future__ import annotations

import re

# Daily Papers titles run to 180 characters, its abstracts begin at 520; arXiv's longest titles stay below 300.
LONGEST_TITLE = 300

_SENTENCE_END = re.compile(r"(?:\.|…|。)[\"'”’)\]]*$")
_SENTENCE_BREAK = re.compile(r"[a-z]{3,}[\"'”’)\]]*\. +[A-Z]")
_DANGLING = re.compile(
    r"(?:[,;:=({\[-]|\b(?:a|an|and|are|as|at|be|but|by|for|from|has|have|in|is|it|its|of|on|or|our|that|the|their"
    r"|these|this|to|was|we|were|which|will|with))$"
)
_TAB, _UNCLOSED_QUOTE = re.compile("\t"), re.compile(r'^"(?:[^"]*"[^"]*")*[^"]*$')
_UNLIKE_TITLES = (_SENTENCE_BREAK, _DANGLING, _TAB, _UNCLOSED_QUOTE)
_OPENING = re.compile(r"[\w\"'“‘«(\[$¿¡\\]")
# Scripts that leave no blank between words: Thai and Lao, kana, Chinese characters.
_WITHOUT_BLANKS = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def reads_as_sentence(line: str) -> bool:
    """Tell whether a stripped line ends like a sentence or carries an address, as titles do not."""
    return "://" in line or _SENTENCE_END.search(line) is not None


def reads_as_title(line: str) -> bool:
    """Tell whether a stripped line can stand alone as the title of a paper.

    At most 300 characters, three fifths of them letters or blanks, no tab; it
    opens with a letter, digit, bracket, or a quote that is closed, does not end
    like a sentence or in the middle of one (a comma, "of", "and" …) and does not
    hold the end of one sentence and the start of the next. Letter case is not
    looked at, because hand-typed lists have none.
    """
    return (
        len(line) <= LONGEST_TITLE
        and _OPENING.match(line) is not None
        and 5 * sum(c.isalpha() or c == " " for c in line) >= 3 * len(line)
        and not reads_as_sentence(line)
        and not any(pattern.search(line) for pattern in _UNLIKE_TITLES)
    )


def has_words(line: str, count: int) -> bool:
    """Tell whether a line has at least so many words, as far as its script parts words at all."""
    return len(line.split()) >= count or _WITHOUT_BLANKS.search(line) is not None
