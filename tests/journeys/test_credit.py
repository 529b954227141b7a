"""A firm misses its report and is listed by the clock, reports, applies once, and is removed; all in the browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Product, phone
from .steps import act, refused, send, sent, sign_in, sign_out, sql, until, wake

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240), phone]
NAME = "周口市样穗商贸有限公司"


YEAR = 1985  # a year in which no other firm of the demo was there: the clock lists nobody but the firm of this journey


def the_round(product: Product) -> None:
    """Open the round of that year, and wake the task of the calendar."""
    again = "ON CONFLICT (year) DO UPDATE SET closed_at = NULL"
    sql(product, f"INSERT INTO credit_reportround (year, opened_at, listed) VALUES (%s, now(), 0) {again}", YEAR)
    wake(product, "credit.round")


def old_firm(product: Product) -> int:
    """A firm of the agent's that was there in that year, with no open matter; a new one each time."""
    [(pk,)] = sql(
        product,
        "SELECT s.id FROM kernel_subject s JOIN registry_marketentity e ON e.subject_id = s.id "
        "WHERE s.division_code = '411602' AND s.status = 'registered' AND s.kind = 'individual_business' "
        "AND NOT EXISTS (SELECT 1 FROM kernel_proceeding p WHERE p.subject_id = s.id) ORDER BY s.id LIMIT 1",
    )
    changed = "UPDATE kernel_subject SET name = %s, kind = 'company', opened_on = '1985-03-01' WHERE id = %s"
    sql(product, changed, NAME, pk)
    agent = "SELECT %s, id, 'operator' FROM kernel_user WHERE username = 'agent'"
    sql(product, f"INSERT INTO kernel_subjectmember (subject_id, user_id, role) {agent}", pk)
    return int(str(pk))


def decided(page: Page, product: Product, repair: int) -> None:
    """One officer takes it up and checks, another decides."""
    sign_in(page, product, "county")
    act(page, product, repair, "take_up_repair")
    act(page, product, repair, "check_repair", checked="年度报告已经公示，情况属实")
    sign_in(page, product, "county2")
    page.goto(f"{product.base}/p/{repair}/act/decide_repair/")
    page.locator("[name=granted]").first.check()
    sent(page, reason="符合信用修复条件")


def test_listed_by_the_clock_and_repaired_in_one_application(page: Page, product: Product) -> None:
    firm = old_firm(product)
    the_round(product)
    until(page, product, f"{product.base}/credit/subjects/{firm}/", "未按规定期限公示年度报告")
    expect(page.locator("main")).to_contain_text("不适用简易注销")

    sign_in(page, product, "agent")
    page.goto(f"{product.base}/credit/mine/")
    here = page.locator("section", has=page.locator(f"a[href='/credit/subjects/{firm}/']"))
    expect(here).to_contain_text("年度报告未报")
    for year in re.findall(r"补报(\d{4})年度报告", here.inner_text()):
        page.goto(f"{product.base}/start/credit.annual_report/file_company/?subject={firm}&year={year}")
        sent(page, phone="0394-8201234", premises="河南省周口市川汇区七一路8号", business="open", staff="8")

    page.goto(f"{product.base}/credit/mine/")
    here = page.locator("section", has=page.locator(f"a[href='/credit/subjects/{firm}/']"))
    here.get_by_role("link", name="申请信用修复").click()
    send(page, explanation="已补报年度报告并公示")
    refused(page)  # the promise is missing; nothing typed is lost
    expect(page.locator("[name=explanation]")).to_have_value("已补报年度报告并公示")
    decided(page, product, sent(page, promise="true"))
    sign_out(page)
    page.goto(f"{product.base}/credit/subjects/{firm}/")
    expect(page.locator("main")).to_contain_text("该主体名下没有失信信息")
    page.goto(f"{product.base}/credit/lists/?q=样穗商贸")
    expect(page.locator("main")).to_contain_text("名单中没有符合条件的主体")
