"""A page as Chromium shows it: a real, headless browser, driven over the DevTools protocol through a pair of pipes.

The browser is the machine's own, or Debian's package, which a test machine that may install it gets at the first call.
It runs with a profile of its own, reports every request that a page makes, and keeps its errors.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OPTIONS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    # WebGL without a graphics card
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    # containers have neither user namespaces nor a large /dev/shm
    "--no-sandbox",
    "--disable-dev-shm-usage",
)
SECONDS = 60
INSTALL_SECONDS = 100
KEY_CODES = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowLeft": 37, "ArrowDown": 40}


@cache
def find_browser() -> str | None:
    """The path of a Chromium or Chrome; Debian's is installed if there is none and this process may."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found or os.name != "posix" or os.geteuid() or not shutil.which("apt-get"):
        return found
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with suppress(subprocess.TimeoutExpired):
        for words in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            command = ["apt-get", *words]
            subprocess.run(command, env=environment, capture_output=True, timeout=INSTALL_SECONDS, check=False)
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start a browser for the block; skips the test where there is none."""
    path = find_browser()
    if path is None:
        pytest.skip("there is no Chromium here, and it cannot be installed")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process, our_end, their_end = _start([path, *OPTIONS, f"--user-data-dir={profile}", "about:blank"])
        browser = Browser(our_end, their_end)
        try:
            yield browser
            browser.send("Browser.close")
            process.wait(SECONDS)
        finally:
            process.kill()
            process.wait()
            os.close(our_end)
            os.close(their_end)


def _start(command: list[str]) -> tuple[subprocess.Popen[bytes], int, int]:
    """Start a browser; returns it, the end of a pipe to write to it, and the end of another to read from it."""
    to_browser, our_end = os.pipe()
    their_end, from_browser = os.pipe()
    # The browser speaks on file descriptors 3 and 4; its ends must not be in the way of that.
    inner = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (to_browser, from_browser)]

    def set_descriptors() -> None:
        for number, end in enumerate(inner, 3):
            os.dup2(end, number)

    process = subprocess.Popen(
        command,
        preexec_fn=set_descriptors,
        pass_fds=(3, 4),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for end in (to_browser, from_browser, *inner):
        os.close(end)
    return process, our_end, their_end


class Browser:
    """A running browser with one page at a time, and what that page did: ``errors`` and ``requests``."""

    def __init__(self, our_end: int, their_end: int) -> None:
        self._our_end, self._their_end = our_end, their_end
        self._unread = b""
        self._number = 0
        self._target: str | None = None
        self._session: str | None = None
        self._events: list[str] = []
        self.errors: list[str] = []
        self.requests: list[str] = []

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call one method of the protocol and return its result. Raises RuntimeError with the browser's words."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._our_end, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read(SECONDS)
            if answer is None:
                raise TimeoutError(f"the browser did not answer {method} within {SECONDS} seconds")
            if answer.get("id") == self._number:
                break
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def open(
        self,
        path: Path,
        *,
        width: int = 1280,
        height: int = 900,
        is_dark: bool = False,
        fragment: str = "",
        first: str | None = None,
    ) -> None:
        """Open a file in a new page of that size and scheme, and wait until it is loaded.

        ``first`` is JavaScript to run before the page's own.
        """
        self._session = None
        self.errors, self.requests, self._events = [], [], []
        if self._target:
            self.send("Target.closeTarget", targetId=self._target)
        self._target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=self._target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        is_phone = width < 600
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=is_phone
        )
        self.set_scheme(is_dark)
        if first:
            self.send("Page.addScriptToEvaluateOnNewDocument", source=first)
        self.send("Page.navigate", url=path.resolve().as_uri() + fragment)
        self._wait_for("Page.loadEventFired")

    def set_scheme(self, is_dark: bool) -> None:
        """Prefer dark or light from now on, and less motion always, so that nothing has to be waited for."""
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.send("Emulation.setEmulatedMedia", features=features)

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression; a promise's once it is kept. Raises RuntimeError if it throws."""
        done = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in done:
            raise RuntimeError(json.dumps(done["exceptionDetails"])[:2000])
        return done["result"].get("value")

    def settle(self) -> None:
        """Wait until what was asked for is drawn."""
        self.run("new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done))))")

    def click(self, x: float, y: float) -> None:
        """Move the mouse there and press its button."""
        self.mouse("mouseMoved", x, y)
        for kind in ("mousePressed", "mouseReleased"):
            self.mouse(kind, x, y, button="left", clickCount=1)
        self.settle()

    def mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def type(self, text: str) -> None:
        """Write text where the focus is."""
        self.send("Input.insertText", text=text)
        self.settle()

    def press(self, key: str) -> None:
        """Press one key: a name of KEY_CODES, or a character."""
        code = {"windowsVirtualKeyCode": KEY_CODES[key]} if key in KEY_CODES else {}
        text = {"text": "\r"} if key == "Enter" else {"text": key} if len(key) == 1 else {}
        self.send("Input.dispatchKeyEvent", type="keyDown", key=key, **code, **text)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key, **code)
        self.settle()

    def screenshot(self, path: Path, *, is_whole_page: bool = False) -> bytes:
        """Save what is seen as PNG, and return it."""
        picture = base64.b64decode(self.send("Page.captureScreenshot", captureBeyondViewport=is_whole_page)["data"])
        path.write_bytes(picture)
        return picture

    def names(self) -> dict[str, list[str]]:
        """What a screen reader is told: the names of all elements by their role; "" where one has none."""
        found: dict[str, list[str]] = {}
        for node in self.send("Accessibility.getFullAXTree")["nodes"]:
            if not node["ignored"]:
                found.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
        return found

    def download(self, script: str, folder: Path) -> Path:
        """Run JavaScript that saves a file, and return the file once it is whole."""
        before = set(folder.iterdir())
        self.send("Page.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
        self._events.clear()
        self.run(script)
        self._wait_for("Page.downloadProgress completed")
        (file,) = set(folder.iterdir()) - before
        return file

    def _wait_for(self, event: str) -> None:
        deadline = monotonic() + SECONDS
        while event not in self._events:
            if self._read(deadline - monotonic()) is None:
                raise TimeoutError(f"the page did not come to {event} within {SECONDS} seconds")

    def _read(self, seconds: float) -> dict[str, Any] | None:
        """The next message, kept if it is an event that matters; None if none comes in time."""
        while b"\0" not in self._unread:
            if not select.select([self._their_end], [], [], max(seconds, 0))[0]:
                return None
            part = os.read(self._their_end, 1 << 20)
            if not part:
                raise RuntimeError("the browser has ended")
            self._unread += part
        text, self._unread = self._unread.split(b"\0", 1)
        message: dict[str, Any] = json.loads(text)
        if "method" in message:
            self._note(message["method"], message["params"])
        return message

    def _note(self, event: str, facts: dict[str, Any]) -> None:
        self._events.append(f"{event} {facts['state']}" if event == "Page.downloadProgress" else event)
        if event == "Runtime.exceptionThrown":
            details = facts["exceptionDetails"]
            self.errors.append(details.get("exception", {}).get("description") or details["text"])
        elif event == "Runtime.consoleAPICalled" and facts["type"] in ("error", "warning", "assert"):
            self.errors.append(" ".join(str(value.get("value")) for value in facts["args"]))
        elif event == "Log.entryAdded" and facts["entry"]["level"] == "error":
            self.errors.append(facts["entry"]["text"])
        elif event == "Network.requestWillBeSent":
            self.requests.append(facts["request"]["url"])
