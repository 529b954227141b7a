"""A stranger founds a business; another stranger verifies its licence; the licence ends with the business."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.installation import wait_until

from .conftest import Product, desktop
from .steps import one, refused, run_out, sign_in, sign_out, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]
TRADES = iter(f"样{a}{b}" for a in "衡鉴" for b in "穗禾麦")


def file_establishment(page: Page, product: Product) -> str:
    """From the name check to the filing; gives the address of the proceeding."""
    page.goto(f"{product.base}/names/")
    page.select_option("#n-division", "411602")
    page.fill("#n-trade", next(TRADES))
    page.fill("#n-industry", "餐饮")
    page.click(
        f".res-r a[href*=establishment][href*='{quote('餐饮')}']"
    )  # the answer to the whole name, not to its beginning
    page.fill("[name=operator]", "何小满")
    page.fill("[name=id_number]", "110101199003070717")
    page.fill("[name=phone]", "13800000017")
    page.check("[name=composition][value=person]")
    page.fill("[name=premises]", "河南省周口市川汇区七一路8号")
    page.fill(".picker input[type=search]", "日用百货")
    page.click(".picker .found button >> nth=0")
    page.check("[name=promise]")
    page.click("main form button.go")
    expect(refused(page)).to_contain_text("身份证")
    expect(page.locator("[name=premises]")).to_have_value("河南省周口市川汇区七一路8号")
    page.fill("[name=id_number]", "110101199003070716")
    page.click("main form button.go")
    page.wait_for_url(re.compile(r"/p/\d+/"))
    return page.url.split("?")[0]


def test_from_a_name_to_a_licence_that_anybody_can_verify(page: Page, product: Product) -> None:
    sign_in(page, product, "agent")
    address = file_establishment(page, product)
    until(page, product, f"{address}papers/", "PDF")
    with page.expect_download() as download:
        page.evaluate("document.querySelector('a[href$=\"file.pdf\"]').setAttribute('download', 'licence.pdf')")
        page.click('a[href$="file.pdf"]')
    licence = download.value.path().read_bytes()
    code = re.search(r"\b[2-9A-Z]{16}\b", page.inner_text("main"))
    assert code is not None

    sign_out(page)
    page.goto(f"{product.base}/verify/")
    page.fill("main form [name=code]", code.group())
    page.press("main form [name=code]", "Enter")
    expect(page.locator("main")).to_contain_text("真实有效")
    upload(page, product, licence)
    expect(page.locator("main")).to_contain_text("真实有效")
    middle = len(licence) // 2
    upload(page, product, licence[:middle] + bytes([licence[middle] ^ 1]) + licence[middle + 1 :])
    expect(page.locator("main .ver.bad").first).to_be_visible()


def upload(page: Page, product: Product, content: bytes) -> None:
    page.goto(f"{product.base}/verify/")
    page.set_input_files("main [type=file]", {"name": "licence.pdf", "mimeType": "application/pdf", "buffer": content})
    page.click("main form:has([type=file]) button")
    page.wait_for_load_state()


def pass_the_publicity(product: Product, proceeding: int) -> None:
    """Let the days be over once they run."""
    state = "SELECT state FROM kernel_proceeding WHERE id = %s"
    assert wait_until(lambda: one(product, state, proceeding) == "publicity", 60)
    run_out(product, proceeding)


@desktop
def test_the_licence_ends_with_the_business(page: Page, product: Product) -> None:
    sign_in(page, product, "agent")
    address = file_establishment(page, product)
    until(page, product, f"{address}papers/", "PDF")
    code = re.search(r"\b[2-9A-Z]{16}\b", page.inner_text("main"))
    assert code is not None
    name = page.inner_text("h1").strip()
    page.goto(f"{product.base}/start/registry.deregistration/apply_to_leave/")
    chosen = page.locator("[name=subject]")
    if chosen.first.evaluate("e => e.tagName") == "SELECT":
        label = page.locator("[name=subject] option", has_text=name).first.inner_text()
        chosen.select_option(label=label)
    else:
        page.get_by_label(name).check()
    page.fill("[name=reason]", "不再经营")
    page.check("[name=promise]")
    page.click("main form button.go")
    page.wait_for_url(re.compile(r"/p/\d+/"))
    leaving = page.url.split("?")[0]
    pass_the_publicity(product, int(leaving.rstrip("/").rpartition("/")[2]))
    sign_out(page)
    until(page, product, f"{product.base}/verify/{code.group()}/", "起失效")
    expect(page.locator("main")).to_contain_text("准予注销登记")
