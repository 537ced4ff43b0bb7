"""Run the loopback server by hand: ``python -m tests.loopback WORKS.jsonl.gz --port 8765``."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from pathlib import Path
from threading import Event

from tests.loopback.server import LoopbackServer


def parse_arguments(arguments: list[str]) -> argparse.Namespace:
    """The command line; exits with a message when it makes no sense."""
    parser = argparse.ArgumentParser(prog="python -m tests.loopback", description=__doc__)
    parser.add_argument("works", type=Path, help="OpenAlex works as JSON Lines, plain or .gz")
    parser.add_argument("--port", type=int, default=8765, help="0 picks a free one (default: 8765)")
    parser.add_argument("--budget-usd", type=float, help="each account's day (default: 0.1 without a key, 1 with one)")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="wait before each answer (default: 0)")
    parser.add_argument("--key", action="append", dest="keys", help="an API key to know; repeat it (default: any key)")
    parser.add_argument("--no-pace", action="store_true", help="lift the limit of requests per second")
    options = parser.parse_args(arguments)
    if not options.works.is_file():
        parser.error(f"{options.works} is not a file. Give a file of OpenAlex works, one JSON object a line.")
    return options


def main(arguments: list[str] | None = None) -> None:
    """Serve until interrupted; the URL goes to stdout, words to stderr."""
    options = parse_arguments(sys.argv[1:] if arguments is None else arguments)
    started = time.perf_counter()
    server = LoopbackServer(
        options.works,
        port=options.port,
        keys=options.keys,
        budget_credits=None if options.budget_usd is None else round(options.budget_usd * 10_000),
        is_paced=not options.no_pace,
        latency=options.latency_ms / 1000,
    )
    with server:
        print(f"{len(server.corpus):,} works in {time.perf_counter() - started:.1f} s", file=sys.stderr)
        print(server.url, flush=True)
        try:
            Event().wait()
        except KeyboardInterrupt:
            print(f"{len(server.requests)} requests, {server.credits_used} credits", file=sys.stderr)


if __name__ == "__main__":
    # What a shell puts in the background ignores interrupts, and so would this.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main()
