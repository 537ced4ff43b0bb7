"""What asking needs: papers with titles as they come, a server that has their works, and a client for it.

``made_papers`` for titles made here, ``page_papers`` for those of the pages
beside the checkout; ``works_of`` makes a work of each paper; ``quick`` are
settings that wait for nothing, ``serve`` is a server, ``open_api`` a client with a
cache of its own; ``ask`` returns its verdicts, ``matched`` those to expect;
``estimate`` tells what it would send.
"""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING, Any

from enrich.client.limits import BATCH_BYTES
from enrich.client.session import make_session
from enrich.client.settings import SessionSettings
from enrich.pages import find_pages, open_page
from enrich.records import Paper, Status
from enrich.search.dry_run import CostEstimate, estimate_cost
from enrich.search.openalex import OpenAlexAPI
from tests.enrich.makers import openalex_author, openalex_work, paper
from tests.loopback import Fault, LoopbackServer
from tests.shared import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from enrich.records import PaperRecord

# As many papers as there are on the pages beside the checkout.
COUNT = 523

_WORDS = (
    "learning language models graphs attention robust sparse neural retrieval vision speech scaling tuning data "
    "prompts agents planning memory tokens layers weights gradients kernels noise labels transfer reasoning code "
    "proteins maps video depth search ranking dialogue translation parsing causal latent discrete modular federated "
    "private certified"
).split()
_HYPHENATED = ["pre-training", "fine-tuning", "few-shot", "self-supervised", "long-context", "cross-lingual"]


def made_titles(count: int, seed: int = 0) -> list[str]:
    """Return different titles: one in sixteen a question, one in twenty with a comma, two in five with a subtitle."""
    chance = random.Random(seed)
    titles: dict[str, None] = {}
    while len(titles) < count:
        words = [word.title() for word in chance.sample(_WORDS, chance.randint(5, 10))]
        words.insert(chance.randint(1, 4), chance.choice(_HYPHENATED).title())
        if chance.random() < 0.4:
            words[2] += ":"
        if chance.random() < 0.05:
            words[-2] += ","
        titles[" ".join(words) + ("?" if chance.random() < 1 / 16 else "")] = None
    return list(titles)


def made_papers(count: int, seed: int = 0) -> list[Paper]:
    """Return papers by three authors each, as ``works_of`` makes their works."""
    return [paper(title, author_count=3) for title in made_titles(count, seed)]


def page_papers() -> list[Paper]:
    """Return the papers of the pages beside the checkout, each merged over its mentions."""
    papers: dict[str, Paper] = {}
    for file in find_pages([PAGES]):
        for mention in open_page(file, today=date(2026, 11, 21), warn=lambda warning: None):
            papers[mention.paper_id] = _merged(papers.get(mention.paper_id), mention)
    return list(papers.values())


def _merged(known: Paper | None, mention: PaperRecord) -> Paper:
    return Paper(
        mention.paper_id,
        mention.title_key,
        known.title if known else mention.title,
        abstract=(known and known.abstract) or mention.abstract,
        author_count=(known and known.author_count) or mention.author_count,
        posted_date=(known and known.posted_date) or mention.posted_date,
    )


def works_of(papers: Sequence[Paper], first_number: int = 1000) -> list[dict[str, Any]]:
    """Return a work of each paper's title, year and number of authors."""
    return [work_of(paper, number) for number, paper in enumerate(papers, start=first_number)]


def work_of(paper: Paper, number: int, **fields: Any) -> dict[str, Any]:
    posted = paper.posted_date or date(2024, 6, 1)
    authors = [openalex_author(100 * number + place) for place in range(paper.author_count or 3)]
    return openalex_work(
        number,
        **{
            "display_name": paper.title,
            "type": "article",
            "publication_year": posted.year,
            "publication_date": str(posted),
            "authorships": authors,
            "cited_by_count": number % 50,
            "referenced_works": [f"https://openalex.org/W{number + 1}"],
            **fields,
        },
    )


def quick(server: LoopbackServer | str, folder: Path, **settings: Any) -> SessionSettings:
    """Return settings for the server that neither pace nor rest, nor wait for long; name any other."""
    base_url = server if isinstance(server, str) else server.url
    given = {"requests_per_second": 10_000, "backoff": 0.001, "read_timeout": 2.0, "exchange_timeout": 5.0, **settings}
    return SessionSettings(cache_path=folder / "cache.sqlite", base_url=base_url, **given)


def estimate(
    server: LoopbackServer,
    folder: Path,
    found_share: float,
    papers: Sequence[Paper],
    missing_work_ids: Sequence[str] = (),
    noise_share: float = 0.0,
) -> CostEstimate:
    """Return what ``open_api`` would send for the papers and works, if such a share of the papers were there.

    ``noise_share`` of their titles would be printed otherwise, none as ``works_of`` makes works.
    """
    session, _ = make_session(quick(server, folder))
    return estimate_cost(session, papers, missing_work_ids, found_share, noise_share=noise_share, base_url=server.url)


def open_api(server: LoopbackServer, folder: Path, *, batch_bytes: int = BATCH_BYTES, **settings: Any) -> OpenAlexAPI:
    session, usage = make_session(quick(server, folder, **settings))
    is_refresh = settings.get("is_refresh", False)
    return OpenAlexAPI(session, usage, base_url=server.url, batch_bytes=batch_bytes, is_refresh=is_refresh)


def serve(works: Any, faults: Iterable[Fault] = (), **settings: Any) -> LoopbackServer:
    """Return a server of these works that neither paces nor runs out of budget."""
    return LoopbackServer(works, is_paced=False, budget_credits=10**6, faults=faults, **settings)


def ask(api: OpenAlexAPI, papers: Iterable[Paper]) -> dict[str, tuple[Status, str | None]]:
    """Return the verdicts on the papers; one that could not be asked for, and is not settled yet, has none."""
    matches = [finding.match for finding in api.find(papers) if finding.error is None]
    return {match.paper_id: (match.status, match.work_id) for match in matches}


def matched(papers: Iterable[Paper], first_number: int = 1000) -> dict[str, tuple[Status, str | None]]:
    """Return the verdicts that ``ask`` returns when each paper finds its work of ``works_of``."""
    return {one.paper_id: (Status.MATCHED, f"W{number}") for number, one in enumerate(papers, start=first_number)}


def searches(server: LoopbackServer, field: str = "title.search") -> list[str]:
    """Return the filters on this field that the server was asked for."""
    return [request.query["filter"] for request in server.requests if request.query.get("filter", "").startswith(field)]
