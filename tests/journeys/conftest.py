"""One running product with a small demo jurisdiction, and a browser."""

import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from hengjian.project.postgres import Server
from tests.installation import Installation

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A refused form answers 4xx; htmx reports the request that leaving a page cuts off.
EXPECTED = re.compile(r"status of 4|^htmx:(sendAbort|afterRequest),")
# Two cores may be busy with the other half of the suite; what does not come in this time does not come.
expect.set_options(timeout=20_000)
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


class Product:
    """The running product as its users meet it."""

    def __init__(self, base: str, password: str, installation: Installation) -> None:
        self.base, self.password, self.installation = base, password, installation

    def waiting(self) -> str:
        """What the worker has not done, and what the product last said: why something did not appear."""
        with psycopg.connect(Server(self.installation.home).owner_url) as owner:
            jobs = owner.execute(
                "SELECT task_name, status, attempts, count(*), max(scheduled_at)::text, max(args::text) FROM procrastinate_jobs "
                "WHERE status <> 'succeeded' GROUP BY 1, 2, 3 ORDER BY 4 DESC LIMIT 15"
            ).fetchall()
        return "\n".join([*map(str, jobs), *(line.rstrip() for line in self.installation.log[-40:])])


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    made = Installation("demo", HENGJIAN_EXPORT_ROWS="100", HENGJIAN_SIGN_INS="1000/m/ip", HENGJIAN_WEB_WORKERS="1")
    try:
        made.up("--demo")
        first = (made.home / "demo-signins.txt").read_text(encoding="utf-8").splitlines()[0]
        yield Product(f"http://127.0.0.1:{made.port}", first.split()[-1], made)
    finally:
        made.close()


@pytest.fixture(scope="module")  # its event loop must not outlive the file: Django refuses queries beside one
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=list(SIZES))
def page(request: Any, chromium: Browser) -> Iterator[Page]:
    """A page in the Chinese interface, on a desktop and on a phone. Any fault in the console fails the test."""
    width, height = SIZES[request.param]
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN", accept_downloads=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" and not EXPECTED.search(m.text) else None)
    yield page
    context.close()
    assert faults == []
