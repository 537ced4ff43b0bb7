"""What a verdict says, from short closed lists: a status, the reason for it, and what speaks against a candidate.

Each reason and each conflict carries the sentence that explains it to a person.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Status(StrEnum):
    """What is known of a paper: found, found too often, or not found."""

    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"
    UNMATCHED = "unmatched"


class Reason(StrEnum):
    """Why a paper has its status, where no conflict is the reason: the rules that match, in their order, come first."""

    status: Status
    sentence: str

    SAME_IDENTIFIER = (
        "same_identifier",
        Status.MATCHED,
        "its DOI, arXiv id or OpenAlex id, and a title that does not deny it",
    )
    SAME_TITLE_AND_ABSTRACT = (
        "same_title_and_abstract",
        Status.MATCHED,
        "equal titles, and the page's abstract stands in the record",
    )
    SAME_TITLE = "same_title", Status.MATCHED, "equal titles that say enough, and nothing against them"
    SAME_ABSTRACT = "same_abstract", Status.MATCHED, "another title over the same abstract"
    SAME_AUTHORS = (
        "same_authors",
        Status.MATCHED,
        "another title by the same people, over an abstract about the same or in the same year",
    )
    NEAR_TITLE = (
        "near_title",
        Status.MATCHED,
        "a misspelt word in the title, or a slip borne out by abstract, authors or date",
    )
    SEVERAL_WORKS = (
        "several_works",
        Status.AMBIGUOUS,
        "several works fit equally well, and are not known to be versions of one paper",
    )
    IDENTIFIER_OF_ANOTHER_TITLE = (
        "identifier_of_another_title",
        Status.AMBIGUOUS,
        "the identifier is the paper's, the title is another one's",
    )
    TITLE_SAYS_TOO_LITTLE = (
        "title_says_too_little",
        Status.AMBIGUOUS,
        "the titles agree, but say too little to be proof, and nothing else is known",
    )
    NEAR_TITLE_ALONE = "near_title_alone", Status.AMBIGUOUS, "the titles differ by a slip, and nothing else is known"
    ABSTRACT_UNDER_ANOTHER_TITLE = (
        "abstract_under_another_title",
        Status.AMBIGUOUS,
        "the abstract agrees in part, the title does not",
    )
    NO_SUCH_WORK = "no_such_work", Status.UNMATCHED, "no work that was found is like it"
    CANNOT_BE_ASKED = (
        "cannot_be_asked",
        Status.UNMATCHED,
        "nothing was asked: it has no identifier, and no word in its title or abstract to look for",
    )

    def __new__(cls, name: str, status: Status, sentence: str) -> Self:
        member = str.__new__(cls, name)
        member._value_, member.status, member.sentence = name, status, sentence
        return member


class Conflict(StrEnum):
    """What speaks against a candidate, the gravest first; of an ambiguous paper it can be the reason as well."""

    sentence: str

    OTHER_IDENTIFIER = "other_identifier", "the title is the paper's, the DOI or arXiv id is not"
    OTHER_RECORD = (
        "other_record",
        "the record holds parts of two papers: what agrees stands under the title and DOI of another one",
    )
    OTHER_NUMBERS = (
        "other_numbers",
        "titles or abstracts agree, but the titles name other numbers, as editions and parts do",
    )
    OTHER_MARKERS = "other_markers", "one of the two titles is that of a comment, a correction or a review"
    OTHER_ABSTRACT = "other_abstract", "the title is the paper's, the abstract is about something else"
    OTHER_AUTHORS = "other_authors", "the title is the paper's, none of the authors is"
    OTHER_AUTHOR_COUNT = "other_author_count", "the title is the paper's, the number of authors is far from it"
    OTHER_TIME = "other_time", "the title is the paper's, the date is years before or long after it"
    OTHER_VENUE = (
        "other_venue",
        "it appeared in another year, and at another venue than the page names: another version perhaps",
    )

    def __new__(cls, name: str, sentence: str) -> Self:
        member = str.__new__(cls, name)
        member._value_, member.sentence = name, sentence
        return member


SENTENCES: dict[str, str] = {reason: reason.sentence for reason in (*Reason, *Conflict)}
