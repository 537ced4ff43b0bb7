"""A dozen works to ask the loopback server about; titles, names and numbers are made up."""

from __future__ import annotations

from typing import Any


def work(number: int, title: str | None, *, year: int = 2020, cited: int = 0, **more: Any) -> dict[str, Any]:
    """A work object with what the server looks at; ``more`` adds or replaces root fields."""
    address = f"https://openalex.org/W{number}"
    return {
        "id": address,
        "doi": f"https://doi.org/10.5555/{number}",
        "title": title,
        "display_name": title,
        "publication_year": year,
        "publication_date": f"{year}-06-01",
        "ids": {"openalex": address, "pmid": f"https://pubmed.ncbi.nlm.nih.gov/{number}"},
        "language": "en",
        "type": "article",
        "authorships": [{"author": {"id": f"https://openalex.org/A{number}", "display_name": f"Ada {number}"}}],
        "cited_by_count": cited,
        "is_retracted": False,
        "locations": [{"landing_page_url": f"https://arxiv.org/abs/{number}"}],
        "referenced_works": [],
    } | more


def ids(*numbers: int) -> list[str]:
    """The addresses of these works."""
    return [f"https://openalex.org/W{number}" for number in numbers]


MANY_AUTHORS = [{"author": {"id": f"https://openalex.org/A7{n:03}", "display_name": f"Author {n}"}} for n in range(130)]

WORKS = [
    work(11, "Graphs of Citations", year=2015, cited=100),
    work(12, "Graphs of Citations: A Survey, with Tables", year=2021, cited=4, referenced_works=ids(11)),
    work(13, "Is Depth Enough?", cited=9, referenced_works=ids(11, 12, 999)),
    work(14, "[Re]producing Search <i>Engines</i>", is_retracted=True),
    work(15, "Training 1,000 Layers", type="preprint", doi="https://doi.org/10.5555/a,b"),
    work(16, "Pre-training Parsers' Best Friend: Don't Panic"),
    work(17, "Étude on Résumés", language="fr"),
    work(18, "机器学习 in Practice"),
    work(
        19, "Supply and Demand", abstract_inverted_index={"Prices": [0, 3], "weigh": [1], "wishes;": [2], "meet": [4]}
    ),
    work(20, "Hidden Graphs of Citations", is_xpac=True),
    work(21, "Large Collaboration Report", authorships=MANY_AUTHORS),
    work(22, None, doi=None, publication_date=None, publication_year=None),
]
VISIBLE = len(WORKS) - 1  # without the xpac work
