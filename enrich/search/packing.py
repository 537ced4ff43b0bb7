"""As many questions in one request as its bytes allow, and fewer where that was too many."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote_plus

from enrich.batches import in_batches, in_weighed_batches
from enrich.client.limits import BATCH_BYTES, MAX_VALUES, OVERHEAD_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from enrich.client.answer_cache import Question

Value = TypeVar("Value")


def pack(
    questions: Iterable[Question], *, max_bytes: int = BATCH_BYTES, max_values: int = MAX_VALUES
) -> Iterator[list[Question]]:
    """Return batches of questions whose values fit into one request; a value too long for any is a batch of its own."""
    weighed = ((question, request_bytes(question)) for question in questions)
    return in_weighed_batches(weighed, max_bytes - OVERHEAD_BYTES, max_values)


def fill(batch: list[Question], others: Iterable[Question], *, max_bytes: int, max_values: int) -> list[Question]:
    """Return the batch with those of the other questions that its request line has room for, the first ones first."""
    filled, total = list(batch), line_bytes(batch)
    for question in others:
        if len(filled) < max_values and total + request_bytes(question) <= max_bytes:
            filled.append(question)
            total += request_bytes(question)
    return filled


def request_bytes(question: Question) -> int:
    """Return what the question takes in a request line, as OpenAlex's edge counts.

    Form-encoded: three bytes for each quote and separator, six to twelve for a letter beyond ASCII.
    """
    return len(quote_plus(question.value)) + len(quote_plus("|"))


def line_bytes(batch: Iterable[Question]) -> int:
    """Return what a request line takes at most that asks for the batch."""
    return OVERHEAD_BYTES + sum(map(request_bytes, batch))


def halves(batch: Sequence[Value]) -> list[list[Value]]:
    """Return the batch in two, to find the one that spoils it."""
    return list(in_batches(batch, (len(batch) + 1) // 2))
