"""A company leaves the register over a creditor's claim; a false change of its register is cancelled."""

import re

import psycopg
import pytest
from playwright.sync_api import Page, expect

from hengjian.project.postgres import Server

from .conftest import Product, desktop
from .test_licence import sign_in, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240), desktop]


def one(product: Product, query: str, *given: object) -> int:
    """A number that the owner reads from the product's database."""
    with psycopg.connect(Server(product.installation.home).owner_url) as owner:
        found = owner.execute(query, given).fetchone()  # type: ignore[arg-type]
    assert found is not None
    return int(found[0])


def matter(product: Product, procedure: str, state: str, nth: int = 0) -> int:
    """A matter of the demo jurisdiction that stands at a stage."""
    query = "SELECT id FROM kernel_proceeding WHERE procedure = %s AND state = %s AND closed_at IS NULL ORDER BY id DESC OFFSET %s"
    return one(product, query, f"registry.{procedure}", state, nth)


def act(page: Page, product: Product, pk: int, verb: str, **typed: str) -> None:
    """Open an act's sheet, fill it in and send it; `x=True` checks a box."""
    page.goto(f"{product.base}/p/{pk}/act/{verb}/")
    for name, text in typed.items():
        field = page.locator(f"[name='{name}']").first
        if field.get_attribute("type") == "checkbox":
            field.check()
        else:
            field.fill(text)
    page.click("#act-form footer button[type=submit]")
    yes = page.locator("button[value=yes]")
    if yes.count() and yes.first.is_visible():
        yes.first.click()
    page.wait_for_load_state("networkidle")


def test_a_creditor_claims_and_the_company_leaves_only_when_that_is_settled(page: Page, product: Product) -> None:
    sign_in(page, product, "citizen")
    page.goto(f"{product.base}/announcements/?kind=creditor_call")
    page.locator("a[href*='registry.claim/file']").first.click()
    page.fill("[name=creditor]", "吴可")
    page.fill("[name=amount]", "12000.00")
    page.fill("[name=ground]", "供货合同尾款，附对账单和送货单")
    page.click("main form button.go")
    page.wait_for_url(re.compile(r"/p/\d+/"))
    claim = int(page.url.split("?")[0].rstrip("/").rpartition("/")[2])
    until(page, product, f"{product.base}/p/{claim}/parties/", "相对方")
    subject = one(product, "SELECT subject_id FROM kernel_proceeding WHERE id = %s", claim)
    leaving = one(
        product,
        "SELECT id FROM kernel_proceeding WHERE subject_id = %s AND procedure = 'registry.liquidation'",
        subject,
    )
    with psycopg.connect(Server(product.installation.home).owner_url) as owner:
        owner.execute("UPDATE kernel_clock SET due = now() WHERE proceeding_id = %s AND ended_at IS NULL", [leaving])
        owner.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', 'kernel.lapse', '{\"timestamp\": 0}')"
        )
    sign_in(page, product, "agent")
    until(page, product, f"{product.base}/p/{leaving}/", "提交清算报告")
    today = page.evaluate("new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10)")
    report = {"liquidated_on": today, "report": "资产已清理完毕，债务全部清偿。", "confirmed": "yes"}
    act(page, product, leaving, "confirm_report", **report)
    expect(page.locator(".note.red")).to_contain_text("吴可 12,000.00")
    expect(page.locator("[name=report]")).to_have_value("资产已清理完毕，债务全部清偿。")
    others = psycopg.connect(Server(product.installation.home).owner_url)
    with others as owner:  # what the demo jurisdiction had claimed against this company before
        open_claims = [
            row[0]
            for row in owner.execute(
                "SELECT id FROM kernel_proceeding WHERE subject_id = %s AND procedure = 'registry.claim' AND closed_at IS NULL",
                [subject],
            ).fetchall()
        ]
    for pk in open_claims:
        sign_in(page, product, "citizen")
        act(page, product, pk, "withdraw")
    sign_in(page, product, "agent")
    act(page, product, leaving, "confirm_report", **report)
    act(page, product, leaving, "apply_ordinary", tax_clearance="豫税清〔2026〕0099号")
    sign_in(page, product, "county")
    act(page, product, leaving, "approve")
    page.context.clear_cookies()
    until(page, product, f"{product.base}/subjects/{subject}/", "普通注销")


def test_a_false_change_is_cancelled_and_its_author_named(page: Page, product: Product) -> None:
    pk = matter(product, "cancellation", "investigation")
    subject = one(product, "SELECT subject_id FROM kernel_proceeding WHERE id = %s", pk)
    sign_in(page, product, "countyhead")
    page.goto(f"{product.base}/p/{pk}/")
    if "公示期" in page.inner_text("main") or "公示至" in page.inner_text("main"):
        pk = matter(product, "cancellation", "investigation", 1)
        subject = one(product, "SELECT subject_id FROM kernel_proceeding WHERE id = %s", pk)
    found = {"finding": "经笔迹鉴定，变更登记申请书上的签名非本人所签。"}
    author = {"responsible-0-name": "冒某", "responsible-0-id_number": "110101198505050008"}
    act(page, product, pk, "cancel", **found, **author)
    until(page, product, f"{product.base}/p/{pk}/", "已撤销登记")
    until(page, product, f"{product.base}/p/{pk}/papers/", "撤销登记决定书")
    with psycopg.connect(Server(product.installation.home).owner_url) as owner:
        versions = owner.execute(
            "SELECT items->>'representative', cause FROM registry_entityversion WHERE subject_id = %s ORDER BY recorded_at, id",
            [subject],
        ).fetchall()
    (honest, _founded), (false, _changed), (corrected, cause) = versions
    assert (corrected, cause) == (honest, "cancellation")
    assert false != honest
    page.context.clear_cookies()
    until(page, product, f"{product.base}/subjects/{subject}/", "撤销登记")
