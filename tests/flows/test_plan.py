"""``citegraph plan``: the cost before it is paid, and what the share of papers that OpenAlex has rests on."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows.cli import DEMO
from flows.plan import TELLING_COUNT, USUAL_SHARE, choose_share
from tests.enrich.asking import page_papers, works_of
from tests.flows.conftest import Citegraph, Done, point_at
from tests.loopback import LoopbackServer
from tests.shared import PAGES, WORKS_DEV, needs_shared
from warehouse.matches import MatchRate

DB = "x.duckdb"


def table(done: Done) -> dict[str, str]:
    assert done.code == 0, done.err
    return {line.rsplit(maxsplit=1)[0].strip(): line.split()[-1] for line in done.out.splitlines() if line.strip()}


def resolve(citegraph: Citegraph, *pages: Path) -> None:
    assert citegraph("ingest", *pages, "--db", DB).code == 0
    assert citegraph("resolve", "--db", DB).code == 0


def check_cost(rows: dict[str, str], server: LoopbackServer) -> None:
    spent = server.credits_used * 0.0001
    assert int(rows["requests"]) == pytest.approx(len(server.requests), rel=0.2)
    # The few searches that a page takes, ten credits each, are all or nothing.
    assert float(rows["cost"].removeprefix("$")) == pytest.approx(spent, rel=0.2, abs=0.004)
    lowest, highest = (float(rows[f"cost, if {case}"].removeprefix("$")) for case in ("all are there", "none is"))
    assert lowest * 0.8 <= spent <= highest * 1.2
    (least, most) = next(
        (name.split("$")[1].split()[0], end) for name, end in rows.items() if "prints" in name and "cost" in name
    )
    assert float(least) <= float(rows["cost"].removeprefix("$")) <= float(most.removeprefix("$"))


def test_a_plan_sends_nothing_and_estimates_the_cost(citegraph: Citegraph, openalex: LoopbackServer) -> None:
    rows = table(citegraph("plan", DEMO / "pages", "--db", DB, "--found-share", "0.98"))
    assert openalex.requests == []
    assert not Path(DB).exists()
    assert rows["taken to be there, as given"] == "98%"
    resolve(citegraph, DEMO / "pages")
    check_cost(rows, openalex)
    again = table(citegraph("plan", DEMO / "pages", "--db", DB))
    assert (again["papers to ask for"], again["requests"], again["cost"]) == ("0", "0", "$0.0000")


def test_papers_of_earlier_pages_that_wait_are_in_the_estimate(citegraph: Citegraph, openalex: LoopbackServer) -> None:
    feed, listing = DEMO / "pages" / "feed.txt", DEMO / "pages" / "listing.txt"
    citegraph("ingest", feed, "--db", DB)
    with duckdb.connect(DB, read_only=True) as con:
        ((waiting,),) = con.execute("select count(*) from papers").fetchall()
    rows = table(citegraph("plan", listing, "--db", DB))
    assert int(rows["papers to ask for"]) > int(rows["papers on the pages"])
    assert int(rows["papers to ask for"]) >= waiting


def test_a_share_that_is_none_is_wrong_usage(citegraph: Citegraph) -> None:
    assert citegraph("plan", DEMO / "pages", "--found-share", "1.5").code == 2


def test_the_share_is_what_is_given_or_the_match_rate_or_what_is_usual() -> None:
    match_rate = MatchRate(TELLING_COUNT, 0.7)
    assert choose_share(0.2, match_rate) == (0.2, "as given")
    assert choose_share(None, match_rate) == (0.7, f"as of the {TELLING_COUNT} papers asked for so far")
    share, origin = choose_share(None, MatchRate(TELLING_COUNT - 1, 0.7))
    assert (share, "asked" in origin) == (USUAL_SHARE, False)


@needs_shared
def test_all_titles_of_the_five_pages_cost_what_was_estimated(
    citegraph: Citegraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LoopbackServer(works_of(page_papers()), is_paced=False) as server:
        point_at(server, monkeypatch)
        rows = table(citegraph("plan", PAGES, "--db", DB, "--found-share", "1"))
        assert rows["papers to ask for"] == "523"
        resolve(citegraph, PAGES)
        check_cost(rows, server)
        assert len(server.requests) <= 40
        assert server.credits_used <= 60


@needs_shared
def test_what_a_first_page_had_tells_the_cost_of_the_others(
    citegraph: Citegraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = sorted(PAGES.glob("*"))
    with LoopbackServer(WORKS_DEV, is_paced=False, budget_credits=10_000) as server:
        point_at(server, monkeypatch)
        resolve(citegraph, first)
        server.reset()
        rows = table(citegraph("plan", *others, "--db", DB))
        (origin,) = (name for name in rows if name.startswith("taken to be there"))
        assert origin.endswith("papers asked for so far")
        assert server.requests == []
        resolve(citegraph, *others)
        check_cost(rows, server)
