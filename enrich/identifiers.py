"""Identifiers of works, people and places: the one place that reads and writes them.

Readers take whatever a page or a server holds and return the one form used everywhere, or None:

| | from | comes |
|---|---|---|
| ``read_openalex_id`` | ``https://openalex.org/W12``, ``https://openalex.org/works/w12``, `` W12 `` | ``W12`` |
| ``read_work_id`` | the same, if it is a work's | ``W12`` |
| ``read_doi`` | ``https://doi.org/10.1145/ABC.1``, ``doi:10.1145/abc.1.`` | ``10.1145/abc.1`` |
| ``read_arxiv_id`` | ``arXiv:2401.00001v2``, ``2401.00001``, any address with it | ``2401.00001`` |
| | ``math.GT/0309136v1``, ``math/0309136`` | ``math/0309136`` |
| ``read_arxiv_address`` | ``https://arxiv.org/pdf/2401.00001v2.pdf``, ``10.48550/arXiv.2401.00001`` | ``2401.00001`` |

``read_identifiers`` takes a whole text that is nothing but one of these, and ``find_identifiers`` any addresses.
The other way go: ``arxiv_doi``, ``arxiv_address``, ``doi_address``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

_OPENALEX_ID = re.compile(r"(?:^|/)([A-Z][0-9]+)$")
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
# Four digits behind the point until 2014, five since; the old ids had an archive and perhaps a subject class.
_ARXIV_ID = re.compile(
    r"(?<!\d)(?<!\d\.)((?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5})(?!\d)"
    r"|(?<![\w-])([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(\d{7})(?!\d)",
    re.IGNORECASE,
)
_ARXIV_DOI = "10.48550/arxiv."
_OF_ARXIV = re.compile(rf"(?<![a-z])arxiv(?:\.org/(?:abs|pdf|html)/|:\s*)|{re.escape(_ARXIV_DOI)}", re.IGNORECASE)
_OF_DOI = re.compile(r"(?<![a-z])doi\.org/|\bdoi:", re.IGNORECASE)
_NOTHING_BUT = re.compile(
    r"(?:(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|doi\s*:?\s*)?(?P<doi>10\.[0-9]{4,9}/\S+)"
    r"|(?:(?:https?://)?(?:(?:www|export)\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv\s*:?\s*)?"
    r"(?P<arxiv_id>\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?(?:\s*\[[\w.-]+\]|[?#]\S*)?"
    r"|(?:(?:https?://)?(?:api\.)?openalex\.org/(?:works/)?|openalex\s*:\s*)?(?P<openalex_id>W[0-9]+)",
    re.IGNORECASE,
)


class Identifiers(NamedTuple):
    """What names one paper; None where nothing is stated."""

    doi: str | None = None
    arxiv_id: str | None = None
    openalex_id: str | None = None

    @property
    def key(self) -> str:
        """Return ``arxiv:2401.00001``, ``doi:10.1145/abc`` or ``openalex:W12``; empty where there is none of them.

        An arXiv id goes first, as arXiv's own DOIs say the same. No title's key has a colon behind a letter.
        """
        stated = {"arxiv": self.arxiv_id, "doi": self.doi, "openalex": self.openalex_id}
        return next((f"{scheme}:{value}" for scheme, value in stated.items() if value), "")


def read_openalex_id(value: object) -> str | None:
    """Return the short id (``W12``, ``A7``, ``S3``, …) that OpenAlex's address or the id itself names; else None."""
    found = _OPENALEX_ID.search(value.strip().upper()) if isinstance(value, str) else None
    return found.group(1) if found else None


def read_work_id(value: object) -> str | None:
    """Return the short id of a work; None for anything else, ids of people and places included."""
    found = read_openalex_id(value)
    return found if found and found.startswith("W") else None


def is_work_id(text: str) -> bool:
    """Whether the text is the id of a work in its one form: ``W12``, but not ``w12``."""
    return read_work_id(text) == text


def read_doi(value: object) -> str | None:
    """Return the first DOI in a text, bare and in lower case, without the punctuation behind it; else None."""
    found = _DOI.search(value.strip().lower()) if isinstance(value, str) else None
    return found.group(0).rstrip(".,;") if found else None


def read_arxiv_id(value: object) -> str | None:
    """Return the first arXiv id in a text or number, without version and subject class; else None.

    For places where an arXiv id is meant: elsewhere, other numbers look just like one.
    """
    found = _ARXIV_ID.search(str(value)) if isinstance(value, str | int | float) else None
    if found is None:
        return None
    return found.group(1) or f"{found.group(2)}/{found.group(3)}".lower()


def read_arxiv_address(value: object) -> str | None:
    """Return the arXiv id in an address at arxiv.org, behind "arXiv:" or in a DOI of arXiv's; None for other text."""
    found = _OF_ARXIV.search(value) if isinstance(value, str) else None
    return read_arxiv_id(found.string[found.end() :]) if found else None


def arxiv_doi(arxiv_id: str) -> str:
    """Return the DOI that arXiv gives its paper."""
    return f"{_ARXIV_DOI}{arxiv_id}"


def arxiv_address(arxiv_id: str, scheme: str = "https") -> str:
    """Return the address of the paper's page at arXiv."""
    return f"{scheme}://arxiv.org/abs/{arxiv_id}"


def read_identifiers(text: str) -> Identifiers | None:
    """Return what a text says that is one identifier, bare, with its prefix or as an address; None for any other.

    >>> read_identifiers("arXiv:2401.00001v2 [cs.CL]")
    Identifiers(doi=None, arxiv_id='2401.00001', openalex_id=None)
    """
    found = _NOTHING_BUT.fullmatch(text.strip(" \t\"'<>,;"))
    if found is None:
        return None
    doi = _doi_at(found[0]) if found["doi"] else None
    read = Identifiers(
        doi, read_arxiv_id(found["arxiv_id"]) or read_arxiv_address(doi), read_work_id(found["openalex_id"])
    )
    return read if any(read) else None


def find_identifiers(addresses: Iterable[object]) -> Identifiers:
    """Return the first identifier of each kind among addresses at doi.org, arxiv.org or OpenAlex, and ids there."""
    texts = [text for text in addresses if isinstance(text, str)]
    readers = (_read_doi_address, read_arxiv_address, read_work_id)
    return Identifiers(*(next(filter(None, map(read, texts)), None) for read in readers))


def _read_doi_address(text: str) -> str | None:
    return _doi_at(text) if _OF_DOI.search(text) else None


def _doi_at(text: str) -> str | None:
    """Return the DOI in a text; in an address some of its characters are quoted."""
    return read_doi(unquote(text) if "doi.org/" in text.lower() else text)


def doi_address(doi: str) -> str:
    """Return the address that leads to the publisher, with the characters quoted that would end it."""
    return f"https://doi.org/{quote(doi, safe='/:;()')}"
