"""Bad days on order: which request is answered with which fault.

    LoopbackServer(works, faults=[
        Fault(FaultKind.BAD_GATEWAY, on=[1, 2]),                 # the first two requests
        Fault(FaultKind.RESET, share=0.1, seed=7),               # one in ten, the same ones each time
        Fault(FaultKind.ERROR_500, share=1.0, holding="cursed title"),  # whoever asks for that
    ])

Some faults stand in for the answer and cost nothing; some spoil a good
answer's content, some its delivery, and the answer is paid for.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from threading import Lock
from typing import Any

import orjson

from tests.loopback.answers import HTML, Answer, as_json, html_page, unknown_key
from tests.loopback.prices import Till


class FaultKind(StrEnum):
    """What can go wrong."""

    # answers in place of the right one
    PER_SECOND_429 = "per-second-429"
    DAILY_429 = "daily-429"
    UNKNOWN_KEY_401 = "unknown-key-401"
    ERROR_500 = "error-500"
    BAD_GATEWAY = "bad-gateway-502"
    UNAVAILABLE = "unavailable-503"
    GATEWAY_TIMEOUT = "gateway-timeout-504"
    REDIRECT_LOOP = "redirect-loop"
    NO_WORK_LIST = "no-work-list"
    # good answers, spoilt
    WRONG_TYPE = "wrong-type"
    TRUNCATED_JSON = "truncated-json"
    TIMED_OUT = "timed-out"
    PARTIAL = "partial"
    SHUFFLED = "shuffled"
    DUPLICATED = "duplicated"
    REPEATED_PAGE = "repeated-page"
    SKIPPED_WORKS = "skipped-works"
    # good answers, badly delivered
    RESET = "reset"
    SLOW_BODY = "slow-body"
    STALLED_BODY = "stalled-body"
    DRIPPING_BODY = "dripping-body"


DELIVERIES = frozenset({FaultKind.RESET, FaultKind.SLOW_BODY, FaultKind.STALLED_BODY, FaultKind.DRIPPING_BODY})


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule: ``kind`` strikes the requests numbered in ``on`` (from 1), and a random ``share`` of the others.

    Only requests whose decoded target holds ``holding`` are counted and struck.
    ``seconds``: Retry-After of a 503 and of a refusal by the second, length of a slow body, wait before a stalled
    body is given up, wait between two bytes of a dripping one.
    """

    kind: FaultKind
    on: Collection[int] = ()
    share: float = 0.0
    seed: int = 0
    holding: str = ""
    seconds: float = 1.0

    def strikes(self, number: int) -> bool:
        """Whether the request with this number is struck: the same answer for the same seed, whatever the order."""
        return number in self.on or random.Random(f"{self.seed}:{number}").random() < self.share


class FaultPlan:
    """The rules of one server and how often each was looked at; the first rule that strikes wins."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._faults = tuple(faults)
        self._lock = Lock()
        self.reset()

    def reset(self) -> None:
        """Count from 1 again."""
        self._counts = [0] * len(self._faults)

    def pick(self, target: str) -> Fault | None:
        """The fault for the next request, if any; ``target`` is its decoded path and query."""
        struck = []
        with self._lock:
            for place, fault in enumerate(self._faults):
                if fault.holding in target:
                    self._counts[place] += 1
                    struck += [fault] if fault.strikes(self._counts[place]) else []
        return struck[0] if struck else None


def replacement(fault: Fault, key: str, cost: int, target: str, till: Till) -> Answer | None:
    """The answer that stands in for the right one; None when the right one is still needed."""
    match fault.kind:
        case FaultKind.PER_SECOND_429:
            refusal = till.pace_refusal(till.account(key), cost, 0.018).answer
            return replace(refusal, headers={**refusal.headers, "Retry-After": f"{fault.seconds:g}"})
        case FaultKind.DAILY_429:
            return till.daily_refusal(till.account(key), cost).answer
        case FaultKind.UNKNOWN_KEY_401:
            return unknown_key().answer
        case FaultKind.ERROR_500:
            return html_page(500, "Internal Server Error")
        case FaultKind.BAD_GATEWAY:
            return html_page(502, "Bad Gateway")
        case FaultKind.UNAVAILABLE:
            body = {"error": "Search temporarily unavailable", "message": "Anonymous search is paused."}
            return as_json(body, 503, {"Retry-After": f"{fault.seconds:g}"})
        case FaultKind.GATEWAY_TIMEOUT:
            body = {"error": "Gateway timeout", "message": "The query took too long.", "reason": "query_timeout"}
            return as_json(body, 504)
        case FaultKind.REDIRECT_LOOP:
            return Answer(302, b"", HTML, {"Location": target})
        case FaultKind.NO_WORK_LIST:
            return as_json({"status": "welcome", "version": "0.0.1"})
        case _:
            return None


def spoil(fault: Fault, answer: Answer) -> Answer:
    """A good answer after the fault; untouched by faults of delivery."""
    match fault.kind:
        case FaultKind.WRONG_TYPE:
            return replace(answer, content_type=HTML)
        case FaultKind.TRUNCATED_JSON:
            return replace(answer, body=answer.body[: len(answer.body) // 2])
        case FaultKind.TIMED_OUT:
            return _edit(answer, lambda works: works[::2], {"timed_out": True})
        case FaultKind.PARTIAL:
            return _edit(answer, lambda works: works[::2], {})
        case FaultKind.SHUFFLED:
            return _edit(answer, lambda works: random.Random(fault.seed).sample(works, len(works)), {})
        case FaultKind.DUPLICATED:
            return _edit(answer, lambda works: [work for work in works for _ in range(2)], {})
        case FaultKind.REPEATED_PAGE:
            return _turn_pages(answer, lambda works: works, {"next_cursor": "*"})
        case FaultKind.SKIPPED_WORKS:
            return _turn_pages(answer, lambda works: works[::2], {})
        case _:
            return answer


def _turn_pages(answer: Answer, change: Callable[[list[Any]], list[Any]], meta: dict[str, Any]) -> Answer:
    """A page behind which others follow, with changed results, though ``meta.count`` still tells of all of them."""
    content = orjson.loads(answer.body) if answer.status == 200 else {}
    if not content.get("meta", {}).get("next_cursor"):
        return answer
    content["meta"] |= meta
    return replace(answer, body=orjson.dumps(content | {"results": change(content["results"])}))


def _edit(answer: Answer, change: Callable[[list[Any]], list[Any]], meta: dict[str, Any]) -> Answer:
    """An answer with changed results; whatever is no list of works stays as it is.

    ``meta.count`` counts what is left over when results go missing, as in a search the index cut short.
    """
    content = orjson.loads(answer.body) if answer.status == 200 else {}
    if "results" not in content:
        return answer
    works = change(content["results"])
    lost = max(0, len(content["results"]) - len(works))
    content["meta"] |= {"count": content["meta"]["count"] - lost} | meta
    return replace(answer, body=orjson.dumps(content | {"results": works}))
