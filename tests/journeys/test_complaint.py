"""A complaint without an account: filed, accepted, mediated, an agreement signed by both, rated by query code."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Product, phone
from .steps import act, fill, refused, send, sign_in, sign_out

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]
PHONE = "13812345678"


def shop_of_the_agent(page: Page, product: Product) -> str:
    """The number of a business that the demo's agent acts for."""
    sign_in(page, product, "agent")
    page.goto(f"{product.base}/mine/")
    href = page.locator("main a[href*='/subjects/']").first.get_attribute("href") or ""
    return re.search(r"/subjects/(\d+)/", href)[1]  # type: ignore[index]


def filed(page: Page, product: Product, subject: str) -> str:
    """The guided form as somebody without an account; gives the query code."""
    sign_out(page)
    page.goto(f"{product.base}/complain/complaint/?subject={subject}")
    send(  # the phone is missing: nothing typed is lost
        page, place_division="411602", goods="电热水壶", problem="quality", amount="129", name="样可",
        what="用了一周就不通电，店里说过了三天不管，要求换一个新的",
    )  # fmt: skip
    refused(page)
    expect(page.locator("[name=goods]")).to_have_value("电热水壶")
    send(page, phone=PHONE)
    code = page.locator("[data-code]").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", code)
    return code


def looked_up(page: Page, product: Product, code: str) -> None:
    """Query code and phone, in a browser that knows nothing."""
    sign_out(page)
    page.goto(f"{product.base}/complain/look/")
    send(page, code=code.lower(), phone="13800000000")
    expect(page.locator("[role=alert]")).to_be_visible()
    send(page, phone=PHONE)
    page.wait_for_url(re.compile(r"/complain/mine/\d+/"))


@phone
def test_from_the_form_to_the_rating(page: Page, product: Product) -> None:
    subject = shop_of_the_agent(page, product)
    code = filed(page, product, subject)
    looked_up(page, product, code)
    pk = int(re.search(r"/mine/(\d+)/", page.url)[1])  # type: ignore[index]
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
    fill(page, stars="★★★★★", words="很快")
    page.locator("form[action$='/rating/'] button").click()
    expect(page.get_by_text("您的评价")).to_be_visible()
