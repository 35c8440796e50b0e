"""The system's Chromium, asked over a pipe in the protocol of its developer tools: pages as a person meets them, without scripts."""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

COMMAND = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--remote-debugging-pipe")


class Browser:
    """One page of one browser."""

    def __init__(self, asked: int, answered: int) -> None:
        self._asked = os.fdopen(asked, "wb", buffering=0)
        self._answered = os.fdopen(answered, "rb", buffering=0)
        self._number = 0
        self._waiting = b""
        self._events: list[dict[str, Any]] = []
        self._session: str | None = None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")
        self.ask("Network.enable")

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """Ask for one thing and wait for the answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        self._asked.write(json.dumps(message).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                assert "error" not in told, told
                result: dict[str, Any] = told["result"]
                return result
            self._events.append(told)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._waiting:
            read = self._answered.read(1 << 16)
            assert read, "the browser has gone"
            self._waiting += read
        message, _, self._waiting = self._waiting.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        return told

    def scripts(self, *, allowed: bool) -> None:
        """Let pages run scripts, or not."""
        self.ask("Emulation.setScriptExecutionDisabled", value=not allowed)

    def size(self, width: int, height: int, *, dark: bool = False) -> None:
        """Give the window a size, and the reader a taste."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def open(self, file: Path, anchor: str = "") -> None:
        """Open a file and wait until it stands there."""
        self._events.clear()
        # A query makes another document even of the page that stands there already.
        self.ask("Page.navigate", url=f"{file.absolute().as_uri()}?{self._number}" + (f"#{quote(anchor)}" if anchor else ""))
        while not any(each.get("method") == "Page.loadEventFired" for each in self._events):
            self._events.append(self._next())

    def asked_for(self) -> list[str]:
        """Give the addresses that the page asked for."""
        return [each["params"]["request"]["url"] for each in self._events if each.get("method") == "Network.requestWillBeSent"]

    def value(self, expression: str) -> Any:
        """Work out an expression of the developer tools, which may where the page may not."""
        told = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def picture(self, file: Path) -> None:
        """Keep what is to be seen as a PNG."""
        file.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot")["data"]))

    def close(self) -> None:
        """Let go of the browser."""
        self._asked.close()
        self._answered.close()

    def printed(self) -> bytes:
        """Print the page to PDF."""
        return base64.b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Start a browser that keeps what it must in *profile*, and end it."""
    command = next(path for name in COMMAND if (path := shutil.which(name)) is not None)
    asked, ours = os.pipe()
    theirs, answered = os.pipe()

    # The browser reads what it is asked on 3 and answers on 4.
    redirected = f'exec "$0" "$@" 3<&{asked} 4>&{answered}'
    process = subprocess.Popen(
        ["bash", "-c", redirected, command, *FLAGS, f"--user-data-dir={profile}"],
        pass_fds=(asked, answered),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(asked)
    os.close(answered)
    found = Browser(ours, theirs)
    try:
        yield found
    finally:
        found.close()
        process.terminate()
        process.wait(timeout=30)
