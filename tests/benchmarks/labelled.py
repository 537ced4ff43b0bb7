"""The labelled data as questions: a paper, the candidates for it, and which of them are the paper.

``SHARED`` is the folder with ``data`` and ``pages`` beside the checkout; what needs it is skipped, or says so,
where it is missing. Development data only: figures that rules were fitted on are no proof for other data.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import orjson
from rapidfuzz import fuzz, process

from enrich.pages import open_page
from enrich.records import Candidate, Paper
from enrich.text.names import author_list
from enrich.text.titles import paper_id, title_key
from enrich.works import read_candidate

SHARED = Path(__file__).parents[3] / "shared"
TODAY = date(2026, 11, 21)
INDEX_FLOOR = 60
INDEX_DEPTH = 25
# A name on more papers than this is several people's.
MAX_PAPERS_OF_A_NAME = 200


@dataclass(frozen=True)
class Question:
    """A paper and its candidates; ``right`` are the ids of the works that are the paper, here or anywhere."""

    paper: Paper
    candidates: list[Candidate]
    right: frozenset[str] = field(default_factory=frozenset)


def all_sets(shared: Path = SHARED) -> dict[str, list[Question]]:
    """Return every labelled set under its name."""
    folder = shared / "data" / "matching"
    pages = list(five_pages(shared))
    return {
        "five pages": pages,
        "five pages, better described": list(better_described(pages, folder)),
        "five pages, the right works left out": list(left_out(pages)),
        "hard pairs, titles alone": list(hard_pairs(folder)),
        "abstract pairs": list(abstract_pairs(folder)),
        "renamed, with author counts": list(renamed(folder, with_authors=False)),
        "renamed, with authors": list(renamed(folder, with_authors=True)),
        "renamed, beside another's record": list(renamed(folder, with_authors=True, turn=1)),
        "other papers of the authors": list(other_papers(folder)),
        "OpenAlex's first answers": list(first_answers(folder)),
        "DBLP-ACM": list(dblp_acm(folder)),
    }


# ------------------------------------------------------------------- five pages


class TitleIndex:
    """The stand-in for a search engine: equal keys, then the most alike titles."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.candidates = list(candidates)
        self.keys = [title_key(candidate.title or "") for candidate in self.candidates]

    def find(self, key: str) -> list[Candidate]:
        near = process.extract(key, self.keys, scorer=fuzz.ratio, score_cutoff=INDEX_FLOOR, limit=INDEX_DEPTH)
        return [self.candidates[place] for _, _, place in near]


def five_pages(shared: Path) -> Iterator[Question]:
    """Yield the papers of the pages, each with what a title index offers of the works in ``works_dev``."""
    works = (read_candidate(work, "index") for work in read_lines(shared / "data" / "works_dev.jsonl.gz"))
    index = TitleIndex(filter(None, works))
    lines = read_lines(shared / "data" / "truth_dev.jsonl")
    truth = {title_key(line["title"]): frozenset(line["work_ids"]) for line in lines}
    papers = {paper.title_key: paper for paper in read_papers(shared / "pages")}
    for key, right in truth.items():
        yield Question(papers[key], index.find(key), right)


def left_out(pages: list[Question]) -> Iterator[Question]:
    """Yield the papers of the pages that are there, with all their candidates but the right ones."""
    for page in filter(lambda page: page.right, pages):
        yield Question(page.paper, [found for found in page.candidates if found.work_id not in page.right])


def better_described(pages: list[Question], folder: Path) -> Iterator[Question]:
    """Yield those papers of the pages whose identifiers or authors are known from elsewhere, with these."""
    by_identifier: dict[str, Candidate] = {}
    for candidate in (found for page in pages for found in page.candidates):
        by_identifier.update(dict.fromkeys(filter(None, (candidate.arxiv_id, candidate.doi)), candidate))
    known = {title_key(line["title"]): line for line in read_lines(folder / "seed_truth.jsonl.gz")}
    for page in pages:
        line = known.get(page.paper.title_key)
        if line and (line["arxiv_id"] or line["doi"] or line["authors"]):
            facts = {"arxiv_id": line["arxiv_id"], "doi": line["doi"], "authors": tuple(line["authors"])}
            named = filter(None, map(by_identifier.get, filter(None, (line["arxiv_id"], line["doi"]))))
            yield Question(replace(page.paper, **facts), [*page.candidates, *named], page.right)


def read_papers(folder: Path) -> list[Paper]:
    """Return the papers of all pages in the folder, each once, with what any page states first."""
    first: dict[str, Paper] = {}
    for path in sorted(folder.glob("*.txt")):
        for record in open_page(path, today=TODAY, warn=lambda warning: None):
            stated = {name: getattr(record, name) for name in Paper.__slots__ if hasattr(record, name)}
            known = first.get(record.paper_id)
            merged = {name: (getattr(known, name) or value) if known else value for name, value in stated.items()}
            first[record.paper_id] = Paper(**merged)
    return list(first.values())


# ------------------------------------------------------------------ sets of pairs


def hard_pairs(folder: Path) -> Iterator[Question]:
    for line in read_lines(folder / "hard_pairs.jsonl.gz"):
        if line["label"] != "unsure":
            yield _pair(make_paper(line["title_a"]), make_candidate(line["title_b"]), line["label"] == "same")


def abstract_pairs(folder: Path) -> Iterator[Question]:
    for line in read_lines(folder / "abstract_pairs.jsonl.gz"):
        left, right = line["a"], line["b"]
        yield _pair(
            make_paper(left["title"], abstract=left["abstract"], author_count=len(left["authors"]) or None),
            make_candidate(right["title"], right["authors"], right["abstract"], publication_year=right["year"]),
            line["label"] == "same",
        )


def renamed(folder: Path, *, with_authors: bool, turn: int = 0) -> Iterator[Question]:
    """Yield renamed papers; with ``turn``, each paper beside the record of the one so many lines further on."""
    lines = list(read_lines(folder / "renamed_with_abstracts.jsonl.gz"))
    for place, line in enumerate(lines):
        other = lines[(place + turn) % len(lines)]
        if turn and other["arxiv"] == line["arxiv"]:
            continue
        authors = line["authors_a"]
        facts = {"authors": tuple(authors)} if with_authors else {"author_count": len(authors) or None}
        yield _pair(
            make_paper(line["title_a"], abstract=line["abstract_a"], **facts),
            make_candidate(other["title_b"], other["authors_b"], other["abstract_b"]),
            turn == 0,
        )


def other_papers(folder: Path) -> Iterator[Question]:
    """Yield pairs of papers with abstracts that share two names or more, and are not known to be one paper."""
    one_paper = {frozenset(map(title_key, titles)) for titles in _known_titles(folder)}
    papers = {title_key(text["title"]): text for text in _texts(folder)}
    works_of: dict[str, list[str]] = {}
    for key, text in papers.items():
        for name in author_list(tuple(text["authors"])).names:
            works_of.setdefault(name.key, []).append(key)
    pairs = (pair for keys in works_of.values() if len(keys) < MAX_PAPERS_OF_A_NAME for pair in combinations(keys, 2))
    for (left, right), shared_count in Counter(pairs).items():
        if shared_count > 1 and frozenset((left, right)) not in one_paper:
            ours, theirs = papers[left], papers[right]
            paper = make_paper(ours["title"], abstract=ours["abstract"], authors=tuple(ours["authors"]))
            yield _pair(paper, make_candidate(theirs["title"], theirs["authors"], theirs["abstract"]), False)


def first_answers(folder: Path) -> Iterator[Question]:
    for line in read_lines(folder / "openalex_top1.jsonl.gz"):
        if line["label"] in ("same", "different"):
            candidate = make_candidate(line["openalex_title"], publication_year=line["openalex_year"])
            yield _pair(make_paper(line["query"], year=int(line["year"])), candidate, line["label"] == "same")


def dblp_acm(folder: Path) -> Iterator[Question]:
    """Yield the classical pairs: DBLP's entry is the paper, ACM's the candidate."""
    for part in ("train", "valid"):
        with gzip.open(folder / "dblp_acm" / f"{part}.txt.gz", "rt", encoding="utf-8") as stream:
            for line in stream:
                left, right, label = line.rstrip("\n").split("\t")
                ours, theirs = _read_fields(left), _read_fields(right)
                facts = {"authors": _names(ours), "year": int(ours["year"]), "venue": ours["venue"]}
                year, venue = int(theirs["year"]), theirs["venue"]
                candidate = make_candidate(theirs["title"], _names(theirs), publication_year=year, source_name=venue)
                yield _pair(make_paper(ours["title"], **facts), candidate, label == "1")


def _read_fields(text: str) -> dict[str, str]:
    return {name: value.strip() for name, value in re.findall(r"COL (\w+) VAL (.*?)(?= COL |$)", text)}


def _names(fields: dict[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, fields["authors"].split(" , ")))


def _texts(folder: Path) -> Iterator[dict[str, Any]]:
    for line in read_lines(folder / "abstract_pairs.jsonl.gz"):
        yield from (line["a"], line["b"])
    for line in read_lines(folder / "renamed_with_abstracts.jsonl.gz"):
        yield from ({name: line[f"{name}_{side}"] for name in ("title", "abstract", "authors")} for side in "ab")


def _known_titles(folder: Path) -> Iterator[tuple[str, str]]:
    for line in read_lines(folder / "renamed_with_abstracts.jsonl.gz"):
        yield line["title_a"], line["title_b"]


# ------------------------------------------------------------------------ makers


def make_paper(title: str, **facts: Any) -> Paper:
    key = title_key(title)
    return Paper(paper_id(key), key, title, **facts)


def make_candidate(
    title: str, names: Iterable[str] = (), abstract: str | None = None, work_id: str = "W1", **facts: Any
) -> Candidate:
    authors = tuple(names)
    return Candidate(
        work_id, title, "set", author_names=authors, author_count=len(authors) or None, abstract=abstract, **facts
    )


def with_others(questions: list[Question], size: int) -> Iterator[Question]:
    """Yield papers with their own candidate and those of the next ones, each under an id of its own."""
    candidates = [
        replace(question.candidates[0], work_id=f"W{number}") for number, question in enumerate(questions, start=1)
    ]
    for start in range(0, len(questions) - size, size):
        yield Question(questions[start].paper, candidates[start : start + size])


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
        for line in stream:
            yield orjson.loads(line)


def _pair(paper: Paper, candidate: Candidate, is_same: bool) -> Question:
    return Question(paper, [candidate], frozenset({candidate.work_id} if is_same else ()))
