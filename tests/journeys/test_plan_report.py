"""A planner drafts the final evaluation of the city's plan, words a text, a second person signs, everybody reads the PDF."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from hengjian.kernel.paper import check_pdf

from .conftest import EXPECTED, SIZES, Product
from .test_complaint import act
from .test_licence import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]
WORDS = "主要问题是部分外部统计数据取得偏晚，个别县区进度不均衡。"


def drafted(page: Page, product: Product) -> str:
    """The machine drafts the report; gives its number."""
    page.goto(f"{product.base}/start/planning.plan_report/draft_report/")
    page.select_option("[name=plan]", "zhoukou")
    page.locator("label", has_text="总结评估").locator("[name=kind]").first.check()
    page.fill("[name=year]", "2025")
    page.click("main form button.go")
    page.wait_for_url(re.compile(r"/p/\d+/$"))
    return re.search(r"/p/(\d+)/", page.url)[1]  # type: ignore[index]


def worded(page: Page, product: Product, pk: str) -> None:
    """One text in other words; the figures stay."""
    page.goto(f"{product.base}/plan-reports/{pk}/")
    section = page.locator("#s-problems")
    section.locator("summary").click()
    section.locator("textarea").fill(WORDS)
    section.locator("button.go").click()
    expect(page.locator("#s-problems .said")).to_have_text(WORDS)


def signed(page: Page, product: Product, pk: str) -> None:
    """What cannot be taken back is asked once more."""
    page.goto(f"{product.base}/p/{pk}/act/sign_report/")
    page.click("form button.stop")
    page.click("dialog button[value=yes]")
    page.wait_for_url(re.compile(rf"/p/{pk}/$"))


@pytest.mark.parametrize("size", ["desktop"])
def test_a_final_evaluation_from_the_draft_to_the_public(chromium: Browser, product: Product, size: str) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" and not EXPECTED.search(m.text) else None)
    sign_in(page, product, "city")
    pk = drafted(page, product)
    worded(page, product, pk)
    act(page, product, pk, "submit_report")
    sign_in(page, product, "cityhead")
    signed(page, product, pk)
    context.clear_cookies()
    page.goto(f"{product.base}/plan-reports/?plan=zhoukou")
    newest = page.locator("tbody tr", has_text="总结评估报告").first
    for _n in range(20):  # the worker renders and signs
        if newest.locator("a", has_text="PDF").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    href = newest.locator("a", has_text="PDF").get_attribute("href") or ""
    assert check_pdf(context.request.get(f"{product.base}{href}").body()).intact
    context.close()
    assert faults == []
