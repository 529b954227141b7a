"""A complaint without an account: filed, accepted, mediated, an agreement signed by both, rated by query code."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import EXPECTED, FLAGS, SIZES, Product
from .test_licence import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]
PHONE = "13812345678"
assert FLAGS


def shop_of_the_agent(page: Page, product: Product) -> str:
    """The number of a business that the demo's agent acts for."""
    sign_in(page, product, "agent")
    page.goto(f"{product.base}/mine/")
    href = page.locator("main a[href*='/subjects/']").first.get_attribute("href") or ""
    return re.search(r"/subjects/(\d+)/", href)[1]  # type: ignore[index]


def filed(page: Page, product: Product, subject: str) -> str:
    """The guided form as somebody without an account; gives the query code."""
    page.context.clear_cookies()
    page.goto(f"{product.base}/complain/complaint/?subject={subject}")
    page.select_option("[name=place_division]", "411602")
    page.fill("[name=goods]", "电热水壶")
    page.select_option("[name=problem]", "quality")
    page.fill("[name=what]", "用了一周就不通电，店里说过了三天不管，要求换一个新的")
    page.fill("[name=amount]", "129")
    page.fill("[name=name]", "样可")
    page.click("main form button.go")  # the phone is missing: nothing typed is lost
    expect(page.locator("#refusal")).to_be_visible()
    expect(page.locator("[name=goods]")).to_have_value("电热水壶")
    page.fill("[name=phone]", PHONE)
    page.click("main form button.go")
    code = page.locator("[data-code]").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", code)
    return code


def looked_up(page: Page, product: Product, code: str) -> None:
    """Query code and phone, in a browser that knows nothing."""
    page.context.clear_cookies()
    page.goto(f"{product.base}/complain/look/")
    page.fill("[name=code]", code.lower())
    page.fill("[name=phone]", "13800000000")
    page.click("main form button.go")
    expect(page.locator("[role=alert]")).to_be_visible()
    page.fill("[name=phone]", PHONE)
    page.click("main form button.go")
    page.wait_for_url(re.compile(r"/complain/mine/\d+/"))


def matter_of(page: Page) -> str:
    return re.search(r"/mine/(\d+)/", page.url)[1]  # type: ignore[index]


def act(page: Page, product: Product, pk: str, verb: str, **fields: str) -> None:
    """One act on the file as whoever is signed in."""
    page.goto(f"{product.base}/p/{pk}/act/{verb}/")
    for name, value in fields.items():
        one = page.locator(f"#act-form [name={name}]")
        if one.first.evaluate("e => e.tagName") == "SELECT":
            one.select_option(label=value)
        elif one.first.get_attribute("type") == "radio":
            page.locator("#act-form label", has_text=value).locator(f"[name={name}]").first.check()
        else:
            one.fill(value)
    page.click("#act-form button.go")
    page.wait_for_url(re.compile(rf"/p/{pk}/$"))


@pytest.mark.parametrize("size", ["phone"])
def test_from_the_form_to_the_rating(chromium: Browser, product: Product, size: str) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" and not EXPECTED.search(m.text) else None)
    subject = shop_of_the_agent(page, product)
    code = filed(page, product, subject)
    looked_up(page, product, code)
    pk = matter_of(page)
    sign_in(page, product, "county")
    act(page, product, pk, "accept", mediator="周明远")
    act(page, product, pk, "propose_agreement", terms="更换同型号新品一件", amount="0")
    looked_up(page, product, code)
    page.click("a[href$='/act/sign_as_consumer/']")
    page.click("main form button.go")
    page.wait_for_url(re.compile(r"/complain/mine/\d+/$"))
    sign_in(page, product, "agent")
    act(page, product, pk, "sign_as_business")
    looked_up(page, product, code)
    expect(page.locator(".head .tag").first).to_have_text("调解成功")
    page.locator("label", has_text="★★★★★").locator("[name=stars]").first.check()
    page.fill("[name=words]", "很快")
    page.locator("form[action$='/rating/'] button").click()
    expect(page.get_by_text("您的评价")).to_be_visible()
    context.close()
    assert faults == []
