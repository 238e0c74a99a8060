"""What tests in a real browser share: the browser, a running site, a page that is watched.

Chromium comes from the system (`chromium` on the path, or the program that CHROMIUM names).
`tests/data/axe.min.js` is axe-core 4, by Deque Systems, under the Mozilla Public License 2.0.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

AXE = Path(__file__).parent.parent / "data" / "axe.min.js"
CHROMIUM = (
    os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed (CHROMIUM may name it)"
)


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve a site, and yield its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def launched() -> Iterator[Browser]:
    """Launch the browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Watched:
    """A page whose complaints and requests are kept."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.page: Page = context.new_page()
        self.page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type in {"error", "warning"}
                else None
            ),
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((address, "data:"))
                else self.elsewhere.append(request.url)
            ),
        )

    def open(self, path: str, language: str) -> Page:
        """Open a page of the site in a language."""
        mark = "&" if "?" in path else "?"
        self.page.goto(f"{self.address}{path}{mark}lang={language}")
        return self.page


def barriers(page: Page) -> list[tuple[str, str]]:
    """Return the barriers that axe finds on a page, with the first element of each.

    The page's window must let scripts of others in (``bypass_csp``).
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(violation["id"], violation["nodes"][0]["html"]) for violation in found]
