"""What people do at any page: sign in, fill in a form, do an act, wait for the worker; and what the owner reads beside them."""

import re
from collections.abc import Sequence
from typing import Any

import psycopg
from playwright.sync_api import Locator, Page, expect

from hengjian.project.postgres import Server

from .conftest import Product

MATTER = re.compile(r"/p/(\d+)/(\?.*)?$")
BOXES = ("INPUT:radio", "INPUT:checkbox")


def sign_in(page: Page, product: Product, who: str) -> None:
    """The page belongs to that person from here on: by password the first time, by the same session afterwards."""
    sign_out(page)
    if who in product.sessions:
        page.context.add_cookies(product.sessions[who])
        return
    page.goto(f"{product.base}/accounts/login/")
    page.fill("[name=login]", who)
    page.fill("[name=password]", product.password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile(r"/(desk|mine)/"))
    product.sessions[who] = page.context.cookies()


def sign_out(page: Page) -> None:
    """Nobody is signed in; what the page still loads would bring its cookies back, so it is left first."""
    page.goto("about:blank")
    page.context.clear_cookies()


def fill(page: Page, **answers: str | Sequence[str]) -> None:
    """Fill in a form by the names of its fields, whatever control each is. Several values tick several boxes."""
    for name, given in answers.items():
        control = page.locator(f"main [name='{name}']").first
        kind = control.evaluate("e => e.tagName + ':' + e.type")
        if kind in BOXES:
            for value in [given] if isinstance(given, str) else given:
                _box(page, name, value).check()
        elif kind.startswith("SELECT"):
            control.select_option(given)
        else:
            control.fill(str(given))


def refused(page: Page) -> Locator:
    """What the page says when a form was refused. It has the focus: before, the page would move away from under the next click."""
    said = page.locator("#refusal")
    expect(said).to_be_focused()
    return said


def _box(page: Page, name: str, value: str) -> Locator:
    """The box of that value, or whose label has these words, or the only one; a long list is folded by category."""
    every = f"main [name='{name}']"
    found = page.locator(f"{every}[value='{value}']")
    if not found.count():
        found = page.locator("main label", has_text=value).locator(f"[name='{name}']")
    box = found.first if found.count() else page.locator(every).first
    folded = box.locator("xpath=ancestor::details[not(@open)]/summary")
    if folded.count():
        folded.first.click()
    return box


def send(page: Page, **answers: str | Sequence[str]) -> None:
    """Fill in the form and send it. What cannot be taken back is asked for once more."""
    fill(page, **answers)
    asked = page.locator("template[data-confirm]").count()
    page.click("#act-form footer button[type=submit], main form footer button[type=submit], main form button.go")
    if asked:
        page.click("dialog button[value=yes]")


def sent(page: Page, **answers: str | Sequence[str]) -> int:
    """Send a form that is taken; gives the matter it opened or belongs to."""
    send(page, **answers)
    page.wait_for_url(MATTER)
    return number_of(page)


def number_of(page: Page) -> int:
    """The number of the matter that is shown."""
    page.wait_for_url(re.compile(r"/p/\d+/"))
    found = re.search(r"/p/(\d+)/", page.url)
    assert found is not None
    return int(found[1])


def start(page: Page, product: Product, opener: str, **answers: str | Sequence[str]) -> int:
    """Open a matter at the form of its opener; gives its number."""
    page.goto(f"{product.base}/start/{opener}/")
    return sent(page, **answers)


def act(page: Page, product: Product, pk: int, verb: str, **answers: str | Sequence[str]) -> None:
    """Open the sheet of an act on a matter, fill it in, do it."""
    page.goto(f"{product.base}/p/{pk}/act/{verb}/")
    sent(page, **answers)


def until(page: Page, product: Product, address: str, text: str, patience: int = 120) -> None:
    """Look again until the worker has done its part; patience in seconds."""
    for _attempt in range(2 * patience):
        page.goto(address)
        if text in page.inner_text("main"):
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{text} did not appear at {address}\n{product.waiting()}")


def reached(page: Page, product: Product, pk: int, state: str) -> None:
    """The phone or the worker has brought the matter so far."""
    for _attempt in range(120):
        if sql(product, "SELECT state FROM kernel_proceeding WHERE id = %s", pk) == [(state,)]:
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{pk} is not {state}\n{product.waiting()}")


def sql(product: Product, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """What the owner of the database reads or changes."""
    with psycopg.connect(Server(product.installation.home).owner_url) as owner:
        done = owner.execute(statement, values)  # type: ignore[arg-type]
        return done.fetchall() if done.description else []


def one(product: Product, statement: str, *values: object) -> Any:
    """The one value that the owner reads."""
    found = sql(product, statement, *values)[0][0]
    assert found is not None
    return found


def run_out(product: Product, proceeding: int) -> None:
    """Let the running time limit be over, and wake the task that the clock runs every minute."""
    sql(product, "UPDATE kernel_clock SET due = now() WHERE proceeding_id = %s AND ended_at IS NULL", proceeding)
    wake(product, "kernel.lapse")


def wake(product: Product, task: str) -> None:
    """Have the worker do now what the clock has it do at times."""
    job = "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', %s, '{\"timestamp\": 0}')"
    sql(product, job, task)
