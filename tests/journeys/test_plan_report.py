"""A planner drafts the final evaluation of the city's plan, words a text, a second person signs, everybody reads the PDF."""

import pytest
from playwright.sync_api import Page, expect

from hengjian.kernel.paper import check_pdf

from .conftest import Product, desktop
from .steps import act, sign_in, sign_out, start

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]
WORDS = "主要问题是部分外部统计数据取得偏晚，个别县区进度不均衡。"


def worded(page: Page, product: Product, pk: int) -> None:
    """One text in other words; the figures stay."""
    page.goto(f"{product.base}/plan-reports/{pk}/")
    section = page.locator("#s-problems")
    section.locator("summary").click()
    section.locator("textarea").fill(WORDS)
    section.locator("button.go").click()
    expect(page.locator("#s-problems .said")).to_have_text(WORDS)


@desktop
def test_a_final_evaluation_from_the_draft_to_the_public(page: Page, product: Product) -> None:
    sign_in(page, product, "city")
    pk = start(page, product, "planning.plan_report/draft_report", plan="zhoukou", kind="总结评估", year="2025")
    worded(page, product, pk)
    act(page, product, pk, "submit_report")
    sign_in(page, product, "cityhead")
    act(page, product, pk, "sign_report")
    sign_out(page)
    page.goto(f"{product.base}/plan-reports/?plan=zhoukou")
    newest = page.locator("tbody tr", has_text="总结评估报告").first
    for _n in range(20):  # the worker renders and signs
        if newest.locator("a", has_text="PDF").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    href = newest.locator("a", has_text="PDF").get_attribute("href") or ""
    assert check_pdf(page.context.request.get(f"{product.base}{href}").body()).intact
