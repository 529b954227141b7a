"""A food permit on a commitment: the check fails, nothing is corrected, the permit goes, and everybody can see it."""

import re

import psycopg
import pytest
from playwright.sync_api import Page, expect

from hengjian.project.postgres import Server

from .conftest import Product, phone
from .test_licence import sign_in, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240), phone]
BUSINESSES = iter(range(12))


def sql(product: Product, statement: str, values: list[object]) -> list[tuple[object, ...]]:
    with psycopg.connect(Server(product.installation.home).owner_url) as owner:
        done = owner.execute(statement, values)
        return done.fetchall() if done.description else []


def business(product: Product) -> int:
    """A business of the agent that holds no food permit and has not broken a commitment; a new one each time."""
    rows = sql(
        product,
        "SELECT s.id FROM kernel_subject s WHERE s.division_code = '411602' AND s.status = 'registered' "
        "AND NOT EXISTS (SELECT 1 FROM licensing_permit p WHERE p.subject_id = s.id) "
        "AND NOT EXISTS (SELECT 1 FROM kernel_proceeding q WHERE q.subject_id = s.id AND q.closed_at IS NULL) "
        "ORDER BY s.id DESC OFFSET %s LIMIT 1",
        [next(BUSINESSES)],
    )
    pk = int(str(rows[0][0]))
    agent = "SELECT %s, id, 'operator' FROM kernel_user WHERE username = 'agent' ON CONFLICT DO NOTHING"
    sql(product, f"INSERT INTO kernel_subjectmember (subject_id, user_id, role) {agent}", [pk])
    return pk


def commit(page: Page, product: Product, subject: int) -> str:
    """From the guide to the permit; gives the address of the proceeding."""
    page.goto(f"{product.base}/permits/items/LI-003/?division=411602")
    expect(page.locator("main")).to_contain_text("清单之外不得要求")
    page.click("main .acts a.go")
    page.check(f'[name=subject][value="{subject}"]') if page.locator("[name=subject][type=radio]").count() else (
        page.select_option("[name=subject]", str(subject))
    )
    page.fill("[name=content]", "热食类食品制售")
    page.fill("[name=premises]", "河南省周口市川汇区七一路8号")
    page.fill("[name=category]", "2")
    for key in ("application", "layout", "systems"):
        page.check(f'[name=materials][value="{key}"]')
    page.click("main form button.go")
    expect(page.locator(".note.red").first).to_be_visible()  # the promise was not made; nothing typed is lost
    expect(page.locator("[name=content]")).to_have_value("热食类食品制售")
    page.check("[name=promise]")
    page.click("main form button.go")
    page.wait_for_url(re.compile(r"/p/\d+/"))
    return page.url.split("?")[0]


def check_of(product: Product, subject: int) -> int:
    """The check that the grant has opened; the worker needs a moment."""
    find = "SELECT id FROM kernel_proceeding WHERE procedure = 'licensing.post_check' AND subject_id = %s"
    for _attempt in range(60):
        rows = sql(product, find, [subject])
        if rows:
            return int(str(rows[0][0]))
        sql(product, "SELECT pg_sleep(0.5)", [])
    raise AssertionError("no check was opened")


def run_out(product: Product, proceeding: int) -> None:
    """Let the time to correct be over, and wake the task that the clock runs every minute."""
    sql(product, "UPDATE kernel_clock SET due = now() WHERE proceeding_id = %s AND ended_at IS NULL", [proceeding])
    job = "VALUES ('default', 'kernel.lapse', '{\"timestamp\": 0}')"
    sql(product, f"INSERT INTO procrastinate_jobs (queue_name, task_name, args) {job}", [])


def reached(page: Page, product: Product, pk: int, state: str) -> None:
    """The phone or the worker has brought the matter so far."""
    for _attempt in range(120):
        if sql(product, "SELECT state FROM kernel_proceeding WHERE id = %s", [pk]) == [(state,)]:
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{pk} is not {state}\n{product.waiting()}")


def test_a_broken_commitment_costs_the_permit_and_stands_in_the_file(page: Page, product: Product) -> None:
    subject = business(product)
    sign_in(page, product, "agent")
    address = commit(page, product, subject)
    until(page, product, f"{product.base}/permits/of/{subject}/", "JY2411602")
    until(page, product, f"{address}papers/", "行政许可证")

    check = check_of(product, subject)
    sign_in(page, product, "county")
    page.goto(f"{product.base}/permits/checks/")
    expect(page.locator("main")).to_contain_text("待办核查")
    page.goto(f"{product.base}/p/{check}/act/order_correction/")
    page.select_option("[name=companion]", label="李青")
    page.fill("[name=finding]", "未设置冷藏设施，与承诺不符")
    page.click("form button.go")
    page.wait_for_url(re.compile(rf"/p/{check}/$"))
    expect(page.locator("main")).to_contain_text("责令整改")
    run_out(product, check)
    reached(page, product, check, "breach")

    sign_in(page, product, "countyhead")
    page.goto(f"{product.base}/p/{check}/act/withdraw_permit/")
    page.fill("[name=reason]", "逾期未整改，不符合承诺的许可条件")
    page.click("form button.stop")
    page.click("dialog button[value=yes]")
    page.wait_for_url(re.compile(rf"/p/{check}/$"))

    page.context.clear_cookies()
    page.goto(f"{product.base}/permits/of/{subject}/")
    expect(page.locator("main .note.red")).to_contain_text("违反告知承诺")
    expect(page.locator("main")).to_contain_text("已撤销")
    page.goto(f"{product.base}/subjects/{subject}/")
    expect(page.locator("main")).to_contain_text("违反告知承诺（食品经营许可）")
