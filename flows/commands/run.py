"""Everyday: pages in, files out (``run``), the same on bundled pages (``demo``), and what it will cost (``plan``)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from enrich.records import API
from flows.choices import MAX_PER_WORK
from flows.commands.flow_runs import starting_prefect
from flows.commands.options import DB, Budget, Db, ExpandBy, MaxPerWork, Out, Pages, Refresh, Works
from flows.commands.screen import FAILED, IN_PART, pairs_table, print_run, print_tables
from flows.commands.watch import call, make_warehouse, must_be_askable
from flows.prefect_environment import are_steps_flows
from flows.progress import say, warn

DEMO = Path(__file__).parents[1] / "demo"


def demo(out: Out = Path("citegraph-demo")) -> None:
    """Run the whole pipeline on bundled pages and works: no network, no key."""
    db = out / "citegraph.duckdb"
    run([str(DEMO / "pages")], db=db, out=out, works=str(DEMO / "works.jsonl"))
    say(f'Next: open {out / "report.html"} in a browser, or citegraph sql "from resolved_papers limit 5" --db {db}')


def run(
    pages: Pages,
    db: Db = DB,
    out: Out = Path(),
    works: Works = API,
    budget: Budget = None,
    refresh: Refresh = False,
    expand: ExpandBy = None,
    max_per_work: MaxPerWork = MAX_PER_WORK,
) -> None:
    """Turn pages into a warehouse and graph files; run again, it asks only for what is new."""
    from enrich.pages import PageFile, find_pages
    from flows.steps.news import is_anything_new

    # What cannot be is told at once, not after Prefect's start; standard input is read but once.
    files = find_pages(pages)
    must_be_askable(works)
    if refresh or expand or are_steps_flows() or is_anything_new(files, db, works):
        with starting_prefect() as prefect:
            from flows.pipeline import pipeline_flow

            make_warehouse(db)
        given: list[str | PageFile] = [*files]
        done = prefect.watch(pipeline_flow, given, str(db), str(out), works, budget, refresh, expand, max_per_work)
    else:
        from flows.steps.pipeline import run_again

        done = call(run_again, files, str(db), str(out), works, budget)
    print_run(done, db)
    if not done.is_complete:
        raise typer.Exit(IN_PART if done.ingested.page_count else FAILED)


def plan(
    pages: Pages,
    db: Db = DB,
    found_share: Annotated[
        float | None, typer.Option(min=0, max=1, help="Share of the papers that OpenAlex has, if you know better.")
    ] = None,
) -> None:
    """Tell what a run would ask of OpenAlex and cost; nothing is stored and nothing sent."""
    from flows.plan import forecast

    plan = forecast(pages, db, warn, found_share)
    costs = {"": plan.expected, ", if all are there": plan.all_there, ", if none is": plan.none_there}
    counts = {
        "papers on the pages": f"{plan.paper_count:,}",
        "papers to ask for": f"{plan.due_count:,}",
        f"taken to be there, {plan.share_origin}": f"{plan.found_share:.0%}",
    }
    for case, cost in costs.items():
        counts |= {f"requests{case}": f"{cost.request_count:,}", f"cost{case}": f"${cost.usd:.4f}"}
    ends = (plan.least, plan.most)
    counts["requests, by how OpenAlex prints titles"] = " to ".join(f"{cost.request_count:,}" for cost in ends)
    counts["cost, by how OpenAlex prints titles"] = " to ".join(f"${cost.usd:.4f}" for cost in ends)
    print_tables([pairs_table("Plan", counts)])
