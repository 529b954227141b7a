"""A business is opened in one go after two partners refused; a bank looks at the licence until it is revoked."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import SIZES, Product, phone
from .steps import refused, sign_in, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240), phone]
AT_WORK = ("待推送", "部门办理中")
TRADES = iter(f"样办{a}" for a in "穗禾麦稻")


def answer(page: Page, **fields: str) -> None:
    """Fill one step of the interview and go on."""
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    page.click("button[value=on]")


def interview(page: Page, product: Product) -> str:
    """The six questions, the identity number wrong at first; gives the address of the opening."""
    page.goto(f"{product.base}/opening/1/")
    page.check("[name=composition][value=person]")
    answer(page, operator="何小满", id_number="110101199003070716", phone="1380000")
    refused(page)
    expect(page.locator("[name=operator]")).to_have_value("何小满")
    answer(page, phone="13800000017")
    page.locator("[name=division]").wait_for()
    page.select_option("[name=division]", "411602")
    answer(page, name=f"周口市川汇区{next(TRADES)}百货店")
    answer(page, premises="河南省周口市川汇区七一路8号")
    page.fill(".picker input[type=search]", "日用百货")
    page.click(".picker .found button >> nth=0")
    answer(page)
    answer(page, seal_maker="未备案刻章社", staff="2", branch="已撤销网点")
    expect(page.locator("dl.kv")).to_contain_text("1101**********0716")
    page.check("[name=promise]")
    page.click("button[value=on]")
    page.wait_for_url(re.compile(r"/p/\d+/"))
    return page.url.split("?")[0]


def quiet(page: Page, product: Product, address: str) -> None:
    """Wait until no department is at work: what it answers would move the matter on under a form that is open."""
    for _attempt in range(240):
        page.goto(address)
        if not any(told.startswith(AT_WORK) for told in page.locator("main dd").all_inner_texts()):
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"A department is still at work.\n{product.waiting()}")


def correct(page: Page, product: Product, address: str, part: str, value: str) -> None:
    quiet(page, product, address)
    page.goto(f"{address}act/correct/")
    page.check(f"[name=part][value={part}]")
    page.fill("[name=answer]", value)
    page.click("#act-form button.go")
    page.wait_for_url(re.compile(r"/p/\d+/$"))


def test_a_business_is_opened_in_one_go_and_a_bank_looks_at_its_licence(
    page: Page, product: Product, chromium: Browser
) -> None:
    sign_in(page, product, "agent")
    address = interview(page, product)
    until(page, product, address, "该印章制作单位未在公安机关备案")
    until(page, product, address, "该网点已撤销")
    correct(page, product, address, "seal", "周口市样印刻章社")
    correct(page, product, address, "bank", "样银行七一路支行")
    until(page, product, address, "已开办")
    name = page.inner_text("h1").strip()

    page.goto(f"{product.base}/wallet/")
    expect(page.locator("main")).to_contain_text(name)
    page.goto(f"{product.base}/start/registry.licence_use/release/")
    chosen = page.locator("[name=subject]")
    if chosen.first.evaluate("e => e.tagName") == "SELECT":
        chosen.select_option(label=page.locator("[name=subject] option", has_text=name).first.inner_text())
    else:
        page.get_by_label(name).check()
    page.fill("[name=recipient]", "样银行七一路支行")
    page.fill("[name=purpose]", "开立基本账户")
    page.check("[name=released][value=licence]")
    page.fill("[name=days]", "7")
    page.click("main form button.go")
    page.wait_for_url(re.compile(r"/p/\d+/"))
    release = page.url.split("?")[0]
    page.goto(f"{product.base}/wallet/")
    link = page.locator(f'.released:has(a[href="{release.removeprefix(product.base)}"]) a.copyable')
    there = link.first.get_attribute("href")
    assert there is not None

    width, height = SIZES["phone"]
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    bank = context.new_page()
    look(bank, there)
    expect(bank.locator("main")).to_contain_text("河南省周口市川汇区七一路8号")
    until(page, product, f"{product.base}/wallet/", "样银行 柜员甲")
    page.goto(f"{release}act/revoke/")
    page.click("#act-form button.go")
    page.wait_for_url(re.compile(r"/p/\d+/$"))
    bank.goto(there)
    expect(bank.locator("main")).to_contain_text("已撤回")
    expect(bank.locator("main")).not_to_contain_text("河南省周口市川汇区七一路8号")
    context.close()


def look(bank: Page, there: str) -> None:
    """Say who looks, then look."""
    bank.goto(there)
    expect(bank.locator("main")).not_to_contain_text("河南省周口市川汇区七一路8号")
    bank.fill("[name=viewer]", "样银行 柜员甲")
    bank.click("main form button.go")
