"""How often deciding is right, beside naive rules, and how fast it is.

    python -m tests.benchmarks.matching [SHARED]

``SHARED`` is the folder with ``data`` and ``pages`` (default: ``../shared``
beside the checkout). Development data only: figures that rules were fitted on
are no proof for other data. Wilson intervals are at 95 %.

Sets of pairs (hard, abstract, renamed, first answers, DBLP-ACM) ask for one
pair at a time whether it is one paper; "doubtful" counts pairs called
ambiguous, which are neither right nor wrong links.
"""

from __future__ import annotations

import gzip
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt
from pathlib import Path
from typing import Any

import orjson
from rapidfuzz import fuzz, process

from enrich.matching import decide
from enrich.pages import open_page
from enrich.records import Candidate, Paper, Status
from enrich.titles import paper_id, title_key
from enrich.works import read_candidate

TODAY = date(2026, 11, 21)
INDEX_FLOOR = 60
INDEX_DEPTH = 25
CROWD = 10

# --------------------------------------------------------------------- counting


@dataclass
class Score:
    """Right and wrong links, and the links that should have been made."""

    right: int = 0
    wrong: int = 0
    expected: int = 0
    doubtful: int = 0

    def row(self, name: str) -> str:
        made = self.right + self.wrong
        precision, recall = share(self.right, made), share(self.right, self.expected)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return (
            f"  {name:<28} P {with_interval(self.right, made)}  R {with_interval(self.right, self.expected)}  "
            f"F1 {f1:6.2%}  wrong {self.wrong:4}  doubtful {self.doubtful:4}"
        )


def share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def wilson(part: int, whole: int, z: float = 1.96) -> tuple[float, float]:
    """Return Wilson's interval for a share (Wilson 1927)."""
    if whole == 0:
        return 0.0, 1.0
    p, z2 = part / whole, z * z
    middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    reach = z / (1 + z2 / whole) * sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def with_interval(part: int, whole: int) -> str:
    low, high = wilson(part, whole)
    return f"{share(part, whole):7.2%} [{low:.1%}, {high:.1%}]"


# ------------------------------------------------------------------- five pages

Answer = tuple[str | None, bool]
"""The work linked to (None: none), and whether the paper was called doubtful."""


class TitleIndex:
    """The stand-in for a search engine: equal keys, then the most alike titles."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.candidates = list(candidates)
        self.keys = [title_key(candidate.title or "") for candidate in self.candidates]

    def find(self, key: str) -> list[Candidate]:
        near = process.extract(key, self.keys, scorer=fuzz.ratio, score_cutoff=INDEX_FLOOR, limit=INDEX_DEPTH)
        return [self.candidates[place] for _, _, place in near]


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


def by_decide(paper: Paper, found: list[Candidate]) -> Answer:
    match = decide(paper, found)
    return match.work_id, match.status is Status.AMBIGUOUS


def by_first_result(paper: Paper, found: list[Candidate]) -> Answer:
    return (found[0].work_id if found else None), False


def by_ratio(least: float) -> Callable[[Paper, list[Candidate]], Answer]:
    def rule(paper: Paper, found: list[Candidate]) -> Answer:
        best = max(found, key=lambda candidate: likeness(paper, candidate), default=None)
        return (best.work_id if best and likeness(paper, best) >= least else None), False

    return rule


def likeness(paper: Paper, candidate: Candidate) -> float:
    return fuzz.ratio(paper.title_key, title_key(candidate.title or "")) / 100


RULES: dict[str, Callable[[Paper, list[Candidate]], Answer]] = {
    "decide": by_decide,
    "first result": by_first_result,
    "title ratio >= .85": by_ratio(0.85),
    "title ratio >= .90": by_ratio(0.90),
    "equal title key": by_ratio(1.0),
}


def judge_pages(shared: Path) -> None:
    candidates = (read_candidate(work, "index") for work in read_lines(shared / "data" / "works_dev.jsonl.gz"))
    index = TitleIndex(filter(None, candidates))
    truth = {
        title_key(line["title"]): set(line["work_ids"]) for line in read_lines(shared / "data" / "truth_dev.jsonl")
    }
    papers = [paper for paper in read_papers(shared / "pages") if paper.title_key in truth]
    found = {paper.paper_id: index.find(paper.title_key) for paper in papers}
    there = sum(bool(truth[paper.title_key]) for paper in papers)
    print(f"\nfive pages: {len(papers)} titles, {there} of them among {len(index.keys):,} works")
    for name, rule in RULES.items():
        score = Score(expected=there)
        for paper in papers:
            work_id, is_doubtful = rule(paper, found[paper.paper_id])
            score.doubtful += is_doubtful
            if work_id is not None:
                is_right = work_id in truth[paper.title_key]
                score.right += is_right
                score.wrong += not is_right
        print(score.row(name))
    print_speed("pages", [(paper, found[paper.paper_id]) for paper in papers])


# ------------------------------------------------------------------ sets of pairs


@dataclass(frozen=True)
class Pair:
    paper: Paper
    candidate: Candidate
    is_same: bool


def make_paper(title: str, **facts: Any) -> Paper:
    key = title_key(title)
    return Paper(paper_id(key), key, title, **facts)


def hard_pairs(folder: Path) -> Iterator[Pair]:
    for line in read_lines(folder / "hard_pairs.jsonl.gz"):
        if line["label"] != "unsure":
            yield Pair(make_paper(line["title_a"]), Candidate("W1", line["title_b"], "set"), line["label"] == "same")


def abstract_pairs(folder: Path) -> Iterator[Pair]:
    for line in read_lines(folder / "abstract_pairs.jsonl.gz"):
        left, right = line["a"], line["b"]
        yield Pair(
            make_paper(left["title"], abstract=left["abstract"], author_count=len(left["authors"]) or None),
            pair_candidate(right["title"], right["authors"], right["abstract"], right["year"]),
            line["label"] == "same",
        )


def renamed(folder: Path, *, with_authors: bool, turn: int = 0) -> Iterator[Pair]:
    """Yield renamed papers; with ``turn``, each paper beside the record of the one so many lines further on."""
    lines = list(read_lines(folder / "renamed_with_abstracts.jsonl.gz"))
    for place, line in enumerate(lines):
        other = lines[(place + turn) % len(lines)]
        if turn and other["arxiv"] == line["arxiv"]:
            continue
        authors = line["authors_a"]
        facts = {"authors": tuple(authors)} if with_authors else {"author_count": len(authors) or None}
        yield Pair(
            make_paper(line["title_a"], abstract=line["abstract_a"], **facts),
            pair_candidate(other["title_b"], other["authors_b"], other["abstract_b"]),
            turn == 0,
        )


def first_answers(folder: Path) -> Iterator[Pair]:
    for line in read_lines(folder / "openalex_top1.jsonl.gz"):
        if line["label"] in ("same", "different"):
            candidate = Candidate("W1", line["openalex_title"], "set", publication_year=line["openalex_year"])
            yield Pair(make_paper(line["query"], year=int(line["year"])), candidate, line["label"] == "same")


def dblp_acm(folder: Path) -> Iterator[Pair]:
    for part in ("train", "valid"):
        with gzip.open(folder / "dblp_acm" / f"{part}.txt.gz", "rt", encoding="utf-8") as stream:
            for line in stream:
                left, right, label = line.rstrip("\n").split("\t")
                ours, theirs = read_fields(left), read_fields(right)
                authors = tuple(filter(None, ours["authors"].split(" , ")))
                paper = make_paper(ours["title"], authors=authors, year=int(ours["year"]))
                names = list(filter(None, theirs["authors"].split(" , ")))
                yield Pair(paper, pair_candidate(theirs["title"], names, None, int(theirs["year"])), label == "1")


def read_fields(text: str) -> dict[str, str]:
    return {name: value.strip() for name, value in re.findall(r"COL (\w+) VAL (.*?)(?= COL |$)", text)}


def pair_candidate(title: str, names: list[str], abstract: str | None, year: int | None = None) -> Candidate:
    return Candidate(
        "W1",
        title,
        "set",
        publication_year=year,
        author_names=tuple(names),
        author_count=len(names) or None,
        abstract=abstract,
    )


PAIR_RULES: dict[str, Callable[[Paper, list[Candidate]], Answer]] = {
    name: rule for name, rule in RULES.items() if name != "first result"
}


def judge_pairs(name: str, pairs: list[Pair]) -> None:
    same = sum(pair.is_same for pair in pairs)
    print(f"\n{name}: {same} pairs of one paper, {len(pairs) - same} of two")
    for rule_name, rule in PAIR_RULES.items():
        score = Score(expected=same)
        for pair in pairs:
            work_id, is_doubtful = rule(pair.paper, [pair.candidate])
            score.doubtful += is_doubtful
            score.right += work_id is not None and pair.is_same
            score.wrong += work_id is not None and not pair.is_same
        print(score.row(rule_name))
    reasons = Counter((decide(pair.paper, [pair.candidate]).reason, pair.is_same) for pair in pairs)
    print(
        "  " + ", ".join(f"{reason} {'same' if same else 'two'} {n}" for (reason, same), n in sorted(reasons.items()))
    )


# ------------------------------------------------------------------------- speed


def print_speed(name: str, questions: list[tuple[Paper, list[Candidate]]], rounds: int = 3) -> None:
    """Print pairs a second on one core beside a floor: one similarity of two titles."""
    count = sum(len(found) for _, found in questions)
    seconds = min(timed(lambda: [decide(paper, found) for paper, found in questions]) for _ in range(rounds))
    floor = min(
        timed(lambda: [likeness(paper, other) for paper, found in questions for other in found]) for _ in range(rounds)
    )
    print(f"  speed ({name}): {count / seconds:,.0f} pairs/s, {seconds / floor:.1f} times one title ratio a pair")


def crowds(pairs: list[Pair]) -> Iterator[tuple[Paper, list[Candidate]]]:
    """Yield each paper with the records of its own pair and of the next ones, each under an id of its own."""
    candidates = [replace(pair.candidate, work_id=f"W{number}") for number, pair in enumerate(pairs, start=1)]
    for start in range(0, len(pairs) - CROWD, CROWD):
        yield pairs[start].paper, candidates[start : start + CROWD]


def timed(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


# -------------------------------------------------------------------------- main


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
        for line in stream:
            yield orjson.loads(line)


def main() -> None:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "shared"
    folder = shared / "data" / "matching"
    sets = {
        "hard pairs, titles alone": list(hard_pairs(folder)),
        "abstract pairs": list(abstract_pairs(folder)),
        "renamed, abstracts and author counts": list(renamed(folder, with_authors=False)),
        "renamed, abstracts and authors": list(renamed(folder, with_authors=True)),
        "renamed, beside another's record": list(renamed(folder, with_authors=True, turn=1)),
        "OpenAlex's first answers": list(first_answers(folder)),
        "DBLP-ACM": list(dblp_acm(folder)),
    }
    for name, pairs in sets.items():
        judge_pairs(name, pairs)
    print_speed(f"{CROWD} candidates a paper, all with abstracts", list(crowds(sets["abstract pairs"])))
    judge_pages(shared)


if __name__ == "__main__":
    main()
