"""Which flow runs a step: it takes what the step takes, and returns what the step returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from flows.analyse import analyse_flow
from flows.export import export_flow
from flows.ingest import ingest_flow
from flows.report import report_flow
from flows.steps.analyse import measure_graphs
from flows.steps.export import write_files
from flows.steps.ingest import store_pages
from flows.steps.report import write_page

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

FLOWS: dict[Callable[..., Any], Callable[..., Any]] = {
    store_pages: ingest_flow,
    measure_graphs: analyse_flow,
    write_files: export_flow,
    write_page: report_flow,
}


def flow_of(step: Callable[P, R]) -> Callable[P, R]:
    """Return the flow that runs this step."""
    return FLOWS[step]
