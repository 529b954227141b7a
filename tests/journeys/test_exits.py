"""A company leaves the register over a creditor's claim; a false change of its register is cancelled."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import Product, desktop
from .steps import act, number_of, one, refused, run_out, send, sign_in, sign_out, sql, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240), desktop]


def matter(product: Product, procedure: str, state: str, nth: int = 0) -> int:
    """A matter of the demo jurisdiction that stands at a stage."""
    query = "SELECT id FROM kernel_proceeding WHERE procedure = %s AND state = %s AND closed_at IS NULL ORDER BY id DESC OFFSET %s"
    return int(one(product, query, f"registry.{procedure}", state, nth))


def test_a_creditor_claims_and_the_company_leaves_only_when_that_is_settled(page: Page, product: Product) -> None:
    sign_in(page, product, "citizen")
    page.goto(f"{product.base}/announcements/?kind=creditor_call")
    page.locator("a[href*='registry.claim/file']").first.click()
    send(page, creditor="吴可", amount="12000.00", ground="供货合同尾款，附对账单和送货单")
    claim = number_of(page)
    until(page, product, f"{product.base}/p/{claim}/parties/", "相对方")
    subject = one(product, "SELECT subject_id FROM kernel_proceeding WHERE id = %s", claim)
    leaving = one(
        product,
        "SELECT id FROM kernel_proceeding WHERE subject_id = %s AND procedure = 'registry.liquidation'",
        subject,
    )
    run_out(product, leaving)
    sign_in(page, product, "agent")
    until(page, product, f"{product.base}/p/{leaving}/", "提交清算报告")
    today = page.evaluate("new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10)")
    report = {"liquidated_on": today, "report": "资产已清理完毕，债务全部清偿。", "confirmed": "yes"}
    page.goto(f"{product.base}/p/{leaving}/act/confirm_report/")
    send(page, **report)
    expect(refused(page)).to_contain_text("吴可 12,000.00")
    expect(page.locator("[name=report]")).to_have_value("资产已清理完毕，债务全部清偿。")
    # What the demo jurisdiction had claimed against this company before.
    claims = (
        "SELECT id FROM kernel_proceeding WHERE subject_id = %s AND procedure = 'registry.claim' AND closed_at IS NULL"
    )
    for (pk,) in sql(product, claims, subject):
        sign_in(page, product, "citizen")
        act(page, product, pk, "withdraw")
    sign_in(page, product, "agent")
    act(page, product, leaving, "confirm_report", **report)
    act(page, product, leaving, "apply_ordinary", tax_clearance="豫税清〔2026〕0099号")
    sign_in(page, product, "county")
    act(page, product, leaving, "approve")
    sign_out(page)
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
    versions = sql(
        product,
        "SELECT items->>'representative', cause FROM registry_entityversion WHERE subject_id = %s ORDER BY recorded_at, id",
        subject,
    )
    (honest, _founded), (false, _changed), (corrected, cause) = versions
    assert (corrected, cause) == (honest, "cancellation")
    assert false != honest
    sign_out(page)
    until(page, product, f"{product.base}/subjects/{subject}/", "撤销登记")
