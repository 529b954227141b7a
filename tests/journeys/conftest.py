"""One running product with a small demo jurisdiction, and a browser."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from hengjian.project.postgres import Server
from tests.installation import CHROMIUM, Installation

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
RULES = {"runOnly": ["wcag2a", "wcag2aa"], "resultTypes": ["violations"]}
# What stands around `main`, as kinds of elements; it is hidden if all of them are known.
HIDE_KNOWN_FRAME = """known => {
  const around = document.querySelector('main')
    ? [...document.body.querySelectorAll('*')].filter(e => !e.closest('main') && !e.querySelector('main')) : [];
  const kinds = [...new Set(around.map(e => `${e.tagName} ${e.getAttribute('class')} ${e.ariaCurrent}`))];
  if (kinds.every(kind => known.includes(kind))) for (const e of around) if (e.style) e.style.display = 'none';
  return kinds;
}"""
# Of rows that are alike in elements, classes, attributes and in having a text, two stay: enough to see an id twice.
DROP_REPEATED_ROWS = """() => {
  const shape = e => [e.tagName, e.getAttribute('class'), e.textContent.trim() !== '',
    ...[...e.attributes].map(a => a.name + (a.value ? '' : '=')), '(', ...[...e.children].map(shape), ')'].join();
  const rows = 'tr, li, article, nav a, option';
  for (const parent of new Set([...document.querySelectorAll(rows)].map(e => e.parentElement))) {
    const seen = {};
    for (const e of [...parent.children]) if (e.matches(rows)) {
      const kind = shape(e);
      seen[kind] = (seen[kind] || 0) + 1;
      if (seen[kind] > 2) e.remove();
    }
  }
}"""
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}

# A journey runs at the width at which its people do the work; what everybody needs, at both.
desktop = pytest.mark.parametrize("page", ["desktop"], indirect=True)
phone = pytest.mark.parametrize("page", ["phone"], indirect=True)


class Product:
    """The running product as its users meet it."""

    def __init__(self, base: str, password: str, installation: Installation) -> None:
        self.base, self.password, self.installation = base, password, installation
        self.sessions: dict[str, Any] = {}  # cookies of those who have signed in

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
    made = Installation("demo", HENGJIAN_EXPORT_ROWS="100", HENGJIAN_SIGN_INS="1000/m/ip")
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
    """A page on a desktop and on a phone."""
    with watched(chromium, request.param) as page:
        yield page


@contextmanager
def watched(chromium: Browser, size: str, expected: re.Pattern[str] = EXPECTED) -> Iterator[Page]:
    """A page in the Chinese interface, in a browser of its own. Any fault in the console fails the test."""
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN", accept_downloads=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" and not expected.search(m.text) else None)
    yield page
    context.close()
    assert faults == []


def hard_faults(page: Page, looks: int = 3) -> list[tuple[str, list[Any]]]:
    """What axe calls serious or critical on the page, each with the first places.

    What is still moving, such as a sheet that fades in on a slow machine, is looked at again.
    """
    found = Axe().run(page, options=RULES).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    if serious and looks > 1:
        page.wait_for_timeout(700)
        return hard_faults(page, looks - 1)
    return [(one["id"], [node["target"] for node in one["nodes"][:3]]) for one in serious]


def leave_what_is_new(page: Page, known: set[str]) -> None:
    """Before a last look at a page: what repeats itself on it, or stood around others, costs axe half of its time."""
    known.update(page.evaluate(HIDE_KNOWN_FRAME, list(known)))
    page.evaluate(DROP_REPEATED_ROWS)


def too_wide(page: Page) -> bool:
    """Does the page scroll sideways?"""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))
