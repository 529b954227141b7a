"""A form whose answer never comes back: nothing typed is lost, and it can be sent again."""

import pytest
from playwright.sync_api import Page, Route, expect

from .conftest import Product, desktop
from .steps import refused, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(120)]
AWHILE = 21_000  # milliseconds


@desktop
def test_a_form_whose_answer_never_came_can_be_sent_again(page: Page, product: Product) -> None:
    sign_in(page, product, "agent")
    page.clock.install()
    sendings: list[str] = []

    def lost(route: Route) -> None:
        sendings.append(route.request.method)
        if len(sendings) == 1:
            route.fulfill(status=204)
        else:
            route.continue_()

    page.goto(f"{product.base}/start/registry.establishment/file/")
    page.route("**/start/**", lost)
    page.fill("[name=premises]", "河南省周口市川汇区七一路8号")
    button = page.locator("main form button.go")
    words = button.inner_text()
    button.click()
    expect(button).to_have_text("正在提交")
    button.click()  # in haste
    page.clock.fast_forward(AWHILE)
    expect(button).to_have_text(words)
    assert sendings == ["POST"]
    expect(page.locator("[name=premises]")).to_have_value("河南省周口市川汇区七一路8号")
    button.click()
    refused(page)  # there is more to fill in
    expect(page.locator("[name=premises]")).to_have_value("河南省周口市川汇区七一路8号")
    assert sendings == ["POST", "POST"]
