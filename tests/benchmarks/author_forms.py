"""Author lists as bibliographies print them: the same papers under each convention, beside no authors at all.

The papers are real OpenAlex records, title and authors alone, looked for among all works of the development snapshot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from enrich.records import Candidate
from enrich.text.titles import title_key
from enrich.works import read_candidate
from tests.benchmarks.labelled import Question, TitleIndex, make_paper, read_lines

Names = tuple[str, ...]


def _parted(name: str) -> tuple[list[str], str]:
    """Given names and family name: what a comma says, or the last word with the lower-case words before it."""
    family, comma, rest = name.partition(",")
    if comma:
        return rest.split(), family
    words = name.split()
    start = next((place for place, word in enumerate(words[1:-1], 1) if word.islower()), len(words) - 1)
    return words[:start], " ".join(words[start:])


def _initials(given: list[str], joint: str = "") -> str:
    return joint.join(
        piece[0].upper() for word in given for piece in word.replace(".", " ").split("-") if piece.strip()
    )


def _each(write: Callable[[list[str], str], str]) -> Callable[[Names], Names]:
    return lambda names: tuple(write(*_parted(name)).strip() for name in names)


FORMS: dict[str, Callable[[Names], Names]] = {
    "no authors": lambda names: (),
    "Alex Krizhevsky": lambda names: names,
    "Krizhevsky A": _each(lambda given, family: f"{family} {_initials(given)}"),
    "Krizhevsky, A.": _each(lambda given, family: f"{family}, {_initials(given, '. ')}."),
    "Krizhevsky, Alex": _each(lambda given, family: f"{family}, {' '.join(given)}" if given else family),
    "KRIZHEVSKY A": _each(lambda given, family: f"{family} {_initials(given)}".upper()),
    "A Krizhevsky": _each(lambda given, family: f"{_initials(given)} {family}"),
    "A. Krizhevsky": _each(lambda given, family: f"{_initials(given, '. ')}. {family}" if given else family),
    "Krizhevsky Alex": _each(lambda given, family: f"{family} {' '.join(given)}"),
    "Krizhevsky": _each(lambda given, family: family),
    "first author only": lambda names: names[:1],
    "first author, initials": lambda names: FORMS["Krizhevsky A"](names[:1]),
    "first author et al.": lambda names: (f"{_parted(names[0])[1]} et al.",) if names else (),
    "three, and others": lambda names: (*FORMS["Krizhevsky, A."](names[:3]), "others") if len(names) > 3 else names,
    "three, an ellipsis": lambda names: (*FORMS["A Krizhevsky"](names[:3]), "…") if len(names) > 3 else names,
    "without accents": lambda names: tuple(name.encode("ascii", "ignore").decode() for name in names),
}


@dataclass(frozen=True)
class RealRecord:
    """A real OpenAlex record whose title no other work of the snapshot has, and the index to look for it in."""

    title: str
    authors: Names
    year: int | None
    right: frozenset[str]
    index: TitleIndex

    def candidates_for(self, title: str) -> list[Candidate]:
        """What a title index offers for the title."""
        return self.index.find(title_key(title))


def real_records(shared: Path) -> Iterator[RealRecord]:
    """Yield the real records that have authors and a title of their own, beside all works of the snapshot."""
    real = {str(work["id"]).rpartition("/")[2] for work in read_lines(shared / "data" / "openalex_works.jsonl.gz")}
    everything = (read_candidate(work, "index") for work in read_lines(shared / "data" / "works_dev.jsonl.gz"))
    index = TitleIndex(filter(None, everything))
    times = Counter(index.keys)
    for one, key in zip(index.candidates, index.keys, strict=True):
        if one.work_id in real and one.author_names and one.title and times[key] == 1:
            yield RealRecord(one.title, one.author_names, one.publication_year, frozenset({one.work_id}), index)


def author_forms(shared: Path) -> Iterator[tuple[str, list[Question]]]:
    """Yield each form with its questions: title and authors alone, as that form prints them."""
    known = [(record, record.candidates_for(record.title)) for record in real_records(shared)]
    for form, write in FORMS.items():
        yield (
            form,
            [
                Question(make_paper(record.title, authors=write(record.authors)), found, record.right)
                for record, found in known
            ],
        )
