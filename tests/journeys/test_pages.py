"""Every page a person can open: no fault, no sideways scrolling on a phone, accessible, in both languages and themes."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Product, hard_faults, leave_what_is_new, too_wide
from .steps import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

PAGES = {
    "": ["/", "/find/?q=样", "/notices/", "/announcements/", "/verify/", "/verify/AAAABBBBCCCCDDDD/",
         "/about/", "/names/?trade=样衡&industry=餐饮&form=店",
         "/accounts/login/", "/nothing-here/", "/services/", "/figures/survival/",
         "/figures/ratings/", "/figures/openings/", "/small-firms/", "/negative-lists/"],
    "agent": ["/mine/", "/mine/inbox/", "/nothing-here/",
              "/start/registry.establishment/file/", "/start/registry.deregistration/apply_to_leave/",
              "/start/registry.dormancy/file_dormancy/", "/start/registry.liquidation/dissolve/", "/keys/",
              "/opening/1/", "/opening/5/", "/wallet/", "/start/registry.opening/open_business/", "/start/registry.rating/rate/"],
    "county": ["/desk/", "/nothing-here/", "/desk/?tab=authority", "/desk/inbox/", "/desk/profile/", "/desk/all/", "/search/?q=样",
               "/list/registry.establishment/", "/list/registry.deregistration/", "/cleanup/", "/list/registry.cancellation/",
               "/exchange/", "/list/registry.opening/",
               "/p/FIRST/", "/p/FIRST/act/supplement/",
               "/p/FIRST/papers/", "/p/FIRST/evidence/", "/p/FIRST/parties/", "/p/FIRST/countersigns/", "/p/FIRST/personal/"],
    "admin": ["/reference/authorities/", "/reference/officers/", "/reference/calendar/", "/reference/law/", "/reference/procedures/",
              "/reference/procedures/registry.establishment/"],
}  # fmt: skip
LOADING = ".htmx-request, [hx-trigger=load] > p.mute:only-child"
LOOKS = [("zh-CN", "light", 1280), ("en-GB", "dark", 390)]


@pytest.fixture(params=LOOKS, ids=lambda look: "-".join(map(str, look)))
def look(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    locale, theme, width = request.param
    context = chromium.new_context(viewport={"width": width, "height": 844}, locale=locale, color_scheme=theme)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("who", list(PAGES))
def test_every_page_is_whole_and_accessible(look: Page, product: Product, who: str) -> None:
    faults: list[str] = []
    look.on("pageerror", lambda error: faults.append(f"{look.url}: {error}"))
    look.on("console", lambda m: faults.append(f"{look.url}: {m.text}") if "Content Security" in m.text else None)
    if who:
        sign_in(look, product, who)
    first, frame = "", set[str]()
    for address in PAGES[who]:
        if "FIRST" in address and not first:
            look.goto(f"{product.base}/list/registry.establishment/?state=review")
            found = re.search(r'href="/p/(\d+)/', look.content())
            assert found is not None
            first = found.group(1)
        answer = look.goto(product.base + address.replace("FIRST", first))
        assert answer is not None
        if answer.status != (404 if address == "/nothing-here/" else 200):
            faults.append(f"{address}: {answer.status}")
        faults += [f"{address}: {fault}" for fault in examined(look, frame)]
    assert faults == []


def examined(page: Page, frame: set[str]) -> list[str]:
    """Sideways scrolling, and what axe calls serious or critical."""
    expect(page.locator(LOADING)).to_have_count(0)  # what is loaded into the page is part of it
    found = ["scrolls sideways"] if too_wide(page) else []
    leave_what_is_new(page, frame)
    return found + [f"{rule} {places}" for rule, places in hard_faults(page)]
