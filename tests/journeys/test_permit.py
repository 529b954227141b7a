"""A food permit on a commitment: the check fails, nothing is corrected, the permit goes, and everybody can see it."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Product, phone
from .steps import act, reached, refused, run_out, send, sign_in, sign_out, sql, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240), phone]
BUSINESSES = iter(range(12))


def business(product: Product) -> int:
    """A business of the agent that holds no food permit and has not broken a commitment; a new one each time."""
    rows = sql(
        product,
        "SELECT s.id FROM kernel_subject s WHERE s.division_code = '411602' AND s.status = 'registered' "
        "AND NOT EXISTS (SELECT 1 FROM licensing_permit p WHERE p.subject_id = s.id) "
        "AND NOT EXISTS (SELECT 1 FROM kernel_proceeding q WHERE q.subject_id = s.id AND q.closed_at IS NULL) "
        "ORDER BY s.id DESC OFFSET %s LIMIT 1",
        next(BUSINESSES),
    )
    pk = int(str(rows[0][0]))
    agent = "SELECT %s, id, 'operator' FROM kernel_user WHERE username = 'agent' ON CONFLICT DO NOTHING"
    sql(product, f"INSERT INTO kernel_subjectmember (subject_id, user_id, role) {agent}", pk)
    return pk


def commit(page: Page, product: Product, subject: int) -> str:
    """From the guide to the permit; gives the address of the proceeding."""
    page.goto(f"{product.base}/permits/items/LI-003/?division=411602")
    expect(page.locator("main")).to_contain_text("清单之外不得要求")
    page.click("main .acts a.go")
    given = {"content": "热食类食品制售", "premises": "河南省周口市川汇区七一路8号", "category": "2"}
    send(page, subject=str(subject), **given, materials=["application", "layout", "systems"])
    refused(page)  # the promise was not made; nothing typed is lost
    expect(page.locator("[name=content]")).to_have_value("热食类食品制售")
    send(page, promise="true")
    page.wait_for_url(re.compile(r"/p/\d+/"))
    return page.url.split("?")[0]


def check_of(product: Product, subject: int) -> int:
    """The check that the grant has opened; the worker needs a moment."""
    find = "SELECT id FROM kernel_proceeding WHERE procedure = 'licensing.post_check' AND subject_id = %s"
    for _attempt in range(60):
        rows = sql(product, find, subject)
        if rows:
            return int(str(rows[0][0]))
        sql(product, "SELECT pg_sleep(0.5)")
    raise AssertionError("no check was opened")


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
    act(page, product, check, "order_correction", companion="李青", finding="未设置冷藏设施，与承诺不符")
    expect(page.locator("main")).to_contain_text("责令整改")
    run_out(product, check)
    reached(page, product, check, "breach")

    sign_in(page, product, "countyhead")
    act(page, product, check, "withdraw_permit", reason="逾期未整改，不符合承诺的许可条件")

    sign_out(page)
    page.goto(f"{product.base}/permits/of/{subject}/")
    expect(page.locator("main .note.red")).to_contain_text("违反告知承诺")
    expect(page.locator("main")).to_contain_text("已撤销")
    page.goto(f"{product.base}/subjects/{subject}/")
    expect(page.locator("main")).to_contain_text("违反告知承诺（食品经营许可）")
