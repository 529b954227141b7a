"""A name is checked while it is typed; what was tried stays in view, and a free variant is one click away."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import Product, phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300), phone]


def test_a_founder_types_tries_and_takes_a_free_variant(page: Page, product: Product) -> None:
    page.goto(f"{product.base}/names/")
    page.fill("#n-industry", "餐饮")
    page.locator("#n-trade").press_sequentially("中国", delay=60)
    verdict = page.locator("#verdict")
    expect(verdict).to_contain_text("不能申报")
    expect(verdict).to_contain_text("第十二条")
    page.fill("#n-trade", "样福")
    expect(page.locator(".bigname .on")).to_have_text("样福")
    expect(page.locator(".tried")).to_contain_text("中国")
    page.fill("#n-trade", "云杉里")
    expect(verdict).to_contain_text("可以申报")
    expect(page.locator(".tried li")).to_have_count(2)
    page.get_by_role("link", name="保留这个名称").click()
    page.wait_for_url("**name_reservation**")
