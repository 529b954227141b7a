"""A planner enters a period from a spreadsheet, hands it down to every county; a county confirms and reports; the light shows."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Product, desktop
from .steps import sign_in, sign_out, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240), desktop]
SHEET = """序号\t类别\t指标\t单位\t{before}年\t{last}年目标\t属性
1\t市场秩序\t消费投诉按期办结率\t%\t92\t96以上\t约束性
2\t\t举报按期核查率\t%\t90\t{wrong}\t约束性
3\t市场活力\t社会公用计量标准\t个\t94\t190\t预期性"""
FIRST, LAST = 2018, 2022


def entered(page: Page, product: Product, first: int, last: int) -> None:
    """The city enters the table, one cell of which is wrong at first; the province adopts the plan."""
    sign_in(page, product, "city")
    page.goto(f"{product.base}/plans/new/")
    page.fill("[name=plan_title]", f"周口市{first}—{last}年市场监管规划（样）")
    page.fill("[name=since]", str(first))
    page.fill("[name=until]", str(last))
    page.fill("[name=table]", SHEET.format(before=first - 1, last=last, wrong="尽快提高"))
    page.click("[name=look]")
    expect(page.locator("main")).to_contain_text("有1个单元格不能用")
    page.fill("[name=table]", SHEET.format(before=first - 1, last=last, wrong="93"))
    page.click("[name=look]")
    expect(page.locator("main")).to_contain_text("识别结果")
    page.click("[name=draft]")
    page.wait_for_url(re.compile(r"/p/\d+/"))
    matter = page.url.split("?")[0]
    sign_in(page, product, "province")
    page.goto(f"{matter}act/adopt_plan/")
    page.click("form button.go")
    page.wait_for_url(re.compile(r"/p/\d+/$"))


def handed_down(page: Page, product: Product, key: str) -> None:
    """By weight to every county; what is handed down adds up to the city's number."""
    sign_in(page, product, "city")
    page.goto(f"{product.base}/plan/{key}/hand-down/")
    page.select_option("[name=way]", "weight")
    page.fill("[name=w-411602]", "2")
    page.click("[name=reckon]")
    shares = page.locator("input[name^=v-T3-]")
    assert shares.count() >= 10
    assert sum(int(shares.nth(n).input_value()) for n in range(shares.count())) == 190
    page.click("[name=send]")
    page.wait_for_url(re.compile(r"/p/\d+/"))


def test_from_a_spreadsheet_to_the_light_of_a_county(page: Page, product: Product) -> None:
    key = f"4116-{FIRST}-{LAST}"
    entered(page, product, FIRST, LAST)
    handed_down(page, product, key)

    sign_in(page, product, "county")
    until(page, product, f"{product.base}/list/planning.target_assignment/?q={FIRST}—{LAST}", "川汇区")
    page.locator("tr[data-href] a").first.click()
    page.wait_for_url(re.compile(r"/p/\d+/"))
    page.goto(f"{page.url.split('?')[0]}act/confirm_targets/")
    page.click("form button.go")
    page.wait_for_url(re.compile(r"/p/\d+/$"))

    page.goto(f"{product.base}/plan/{key}-411602/")
    page.get_by_role("link", name="填报年度数值").click()
    page.fill("[name=year]", str(LAST))
    page.fill("[name=lines-0-ref]", "T1")
    page.fill("[name=lines-0-value]", "96.4")
    page.set_input_files("[name=evidence]", {"name": "公报.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"})
    page.click("main form button.go")
    page.wait_for_url(re.compile(r"/p/\d+/"))

    sign_out(page)
    page.goto(f"{product.base}/plan/{key}-411602/")
    row = page.locator("tr", has=page.get_by_role("link", name="消费投诉按期办结率"))
    expect(row).to_contain_text("96.4")
    expect(row).to_contain_text("已达")
