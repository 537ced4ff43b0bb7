"""What Prefect's UI shows of a run beside its tasks: name, a line for each stage, artifacts, and whether all was done.

Where no server is standing nobody looks, and nothing is written.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar, cast

from prefect import get_run_logger
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.exceptions import MissingContextError
from prefect.runtime import flow_run
from prefect.states import Completed

from enrich.pages import PageFile
from flows.prefect_environment import is_api_configured
from flows.progress import watched_by
from warehouse.database import open_warehouse
from warehouse.queries import run_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from uuid import UUID

    from flows.steps.pipeline import Run

R = TypeVar("R")

# So many pages are named, and so many rows shown.
NAMED, SHOWN = 2, 100
# Between two tellings of how much is done.
SECONDS = 5.0
TABLES = {
    "doubtful_matches": "Candidates of papers that nobody has decided: citegraph accept or reject settles them.",
    "unresolved_papers": "Papers without a work, and why.",
}


def tell(message: str) -> None:
    """Log one line at INFO in the run that is under way, if one is."""
    with suppress(MissingContextError):
        get_run_logger().info(message)


def warn_of(sentences: Iterable[str]) -> None:
    """Log a warning for each of the first sentences in the run that is under way, if one is."""
    with suppress(MissingContextError):
        for sentence in islice(sentences, SHOWN):
            get_run_logger().warning(sentence)


@contextmanager
def showing_progress() -> Iterator[None]:
    """In the block, stages that take long have a progress artifact where a server is standing."""
    if not is_api_configured():
        yield
        return
    with watched_by(progress_artifact):
        yield


def progress_artifact(label: str, total: int, every: float = SECONDS) -> Callable[[int, str], None]:
    """Return what is told how much is done: an artifact that is made, and later changed, every so many seconds."""
    artifact: UUID | None = None
    told = monotonic()

    def update(done: int, detail: str) -> None:
        nonlocal artifact, told
        if monotonic() - told < every and not (artifact and done >= total):
            return
        told, share = monotonic(), 100 * done / total
        if artifact is None:
            key = label.lower().replace(" ", "-")
            artifact = cast("UUID", create_progress_artifact(share, key=key, description=label))
        else:
            update_progress_artifact(artifact, share)

    return update


def whole_or_partial(result: R, reason: str | None) -> R:
    """Return what a flow is to return: the result, in a state named Partial if there is a reason why it is not all."""
    return cast(R, Completed(name="Partial", message=reason, data=result)) if reason else result


def names_of(pages: Sequence[str | PageFile]) -> str:
    """Return how the first pages are called, and how many more there are."""
    names = [Path(page.name if isinstance(page, PageFile) else page).name for page in pages]
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    return ", ".join(names[:NAMED] + more)


def pipeline_name() -> str:
    """Return the name of a run of the pipeline: its pages and the day."""
    return f"{names_of(flow_run.parameters['pages'])} on {datetime.now(UTC):%Y-%m-%d}"


def show(run: Run, db: str) -> None:
    """Make the run's artifacts: the summary with the files written, the doubtful matches, and the papers not found."""
    if not is_api_configured():
        return
    create_markdown_artifact(summary_text(run, db), key="summary", description="What the warehouse holds, and files.")
    with open_warehouse(db, read_only=True) as con:
        for view, description in TABLES.items():
            columns, _, rows = run_query(con, f"from {view} limit {SHOWN}")
            table = [dict(zip(columns, map(_plain, row), strict=True)) for row in rows]
            create_table_artifact(table, key=view.replace("_", "-"), description=description)


def summary_text(run: Run, db: str) -> str:
    """Return the run as Markdown."""
    counts = [[name.replace("_", " "), count] for name, count in asdict(run.summary).items()]
    files = [
        [f"[{file.path.name}]({file.path.resolve().as_uri()})", file.node_count, file.edge_count] for file in run.files
    ]
    return "\n\n".join(
        [
            f"Warehouse: `{Path(db).resolve()}`. {run.resolved.sentence}.",
            _markdown(["", "count"], counts),
            _markdown(["file", "nodes", "edges"], files),
        ]
    )


def _markdown(header: list[str], rows: Iterable[list[Any]]) -> str:
    lines = [header, ["---", *["--:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int | float | str) else str(value)
