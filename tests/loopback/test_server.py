"""HTTP itself: connections, packing, the log, starting by hand."""

from __future__ import annotations

import gzip
import http.client
import json
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.loopback import LoopbackServer
from tests.loopback.example_works import WORKS, work

ROOT = Path(__file__).parents[2]


def test_a_connection_is_kept_alive(openalex: LoopbackServer) -> None:
    address = urlsplit(openalex.url)
    connection = http.client.HTTPConnection(address.netloc, timeout=5)
    sockets = set()
    for path in ("/works", "/works/W404404", "/works?limit=1", "/works"):
        connection.request("GET", path)
        sockets.add(connection.sock)
        connection.getresponse().read()
    connection.close()
    assert len(sockets) == 1


def test_bodies_are_packed_when_the_client_asks(openalex: LoopbackServer) -> None:
    plain = requests.get(openalex.url + "/works", headers={"Accept-Encoding": "identity"}, timeout=5)
    packed = requests.get(openalex.url + "/works", timeout=5)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < len(plain.content)
    assert packed.json()["results"] == plain.json()["results"]


def test_the_server_listens_on_the_loopback_only(openalex: LoopbackServer) -> None:
    assert openalex.url.startswith("http://127.0.0.1:")


def test_an_unknown_path_is_an_html_404(openalex: LoopbackServer) -> None:
    assert requests.get(openalex.url + "/authors", timeout=5).status_code == 404


def test_the_log_tells_each_request_and_reset_forgets_them() -> None:
    with LoopbackServer(WORKS, budget_credits=1) as openalex:
        requests.get(openalex.url + "/works?filter=type:article&select=id", timeout=5)
        request = openalex.requests[0]
        assert (request.number, request.method, request.path, request.status, request.credits) == (
            1,
            "GET",
            "/works",
            200,
            1,
        )
        assert request.query == {"filter": "type:article", "select": "id"}
        assert requests.get(openalex.url + "/works", timeout=5).status_code == 429
        assert openalex.credits_used == 1
        openalex.reset()
        assert (openalex.requests, openalex.credits_used) == ([], 0)
        assert requests.get(openalex.url + "/works", timeout=5).status_code == 200


def test_many_clients_are_answered_at_once_and_every_credit_is_counted() -> None:
    with LoopbackServer(WORKS, is_paced=False, latency=0.1) as openalex:
        started = time.monotonic()
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: requests.get(openalex.url + "/works", timeout=5), range(16)))
        assert 0.2 <= time.monotonic() - started < 1.2
        assert {answer.status_code for answer in answers} == {200}
        assert openalex.credits_used == 16
        assert sorted(request.number for request in openalex.requests) == list(range(1, 17))


def test_closing_leaves_no_thread_behind_even_with_open_connections() -> None:
    before = set(threading.enumerate())
    with requests.Session() as session:
        with LoopbackServer(WORKS) as openalex:
            session.get(openalex.url + "/works", timeout=5)
            assert set(threading.enumerate()) - before
        assert set(threading.enumerate()) - before == set()
        with openalex:
            assert session.get(openalex.url + "/works", timeout=5).status_code == 200


def test_works_come_from_json_lines_packed_or_not(tmp_path: Path) -> None:
    lines = b"".join(json.dumps(each | {"_src": "private"}).encode() + b"\n" for each in WORKS)
    (tmp_path / "works.jsonl").write_bytes(lines)
    (tmp_path / "works.jsonl.gz").write_bytes(gzip.compress(lines))
    for name in ("works.jsonl", "works.jsonl.gz"):
        with LoopbackServer(tmp_path / name) as openalex:
            assert requests.get(openalex.url + "/works/W11", timeout=5).json() == WORKS[0]


def test_a_line_that_is_no_work_is_named(tmp_path: Path) -> None:
    (tmp_path / "works.jsonl").write_text(json.dumps(work(11, "x")) + '\n{"title": "no id"}\n')
    with pytest.raises(ValueError, match=r"works\.jsonl, line 2: not an OpenAlex work"):
        LoopbackServer(tmp_path / "works.jsonl")


def test_it_starts_by_hand_and_prints_its_url(tmp_path: Path) -> None:
    path = tmp_path / "works.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in WORKS))
    command = [sys.executable, "-m", "tests.loopback", str(path), "--port", "0", "--budget-usd", "0.0001"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        statuses = [requests.get(url + "/works", timeout=5).status_code for _ in range(2)]
        process.send_signal(signal.SIGINT)
        _, words = process.communicate(timeout=10)
    assert statuses == [200, 429]
    assert words.endswith("2 requests, 1 credits\n")


def test_a_missing_file_is_explained() -> None:
    command = [sys.executable, "-m", "tests.loopback", "nowhere.jsonl"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 2
    assert "nowhere.jsonl is not a file." in done.stderr
