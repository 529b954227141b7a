"""A check in a cellar: recorded on phones without network, handed over later, published, corrected, looked at again."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import EXPECTED, Product, watched
from .steps import act, fill, one, run_out, sent, sign_in, sql, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(400)]
ITEMS = ("registration_items-01",)
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63f80f0001010100b138f6140000000049454e44ae426082"
)
# Without network the browser reports each attempt to fetch; that is what the page is for.
CUT = re.compile(rf"{EXPECTED.pattern}|ERR_INTERNET_DISCONNECTED|Failed to load resource|ERR_FAILED|net::")
Phone = Callable[[str], Page]


@pytest.fixture
def phone(chromium: Browser, product: Product) -> Iterator[Phone]:
    """Phones of officers and of a business, each a device of its own. A fault in a script fails the test."""
    with ExitStack() as phones:

        def made(who: str) -> Page:
            page = phones.enter_context(watched(chromium, "phone", CUT))
            sign_in(page, product, who)
            return page

        yield made


@contextmanager
def without_network(page: Page) -> Iterator[None]:
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)


def ordered(page: Page, product: Product) -> tuple[int, int]:
    """A check of a shop of the agent, ordered on a named ground; gives check and subject."""
    find = (
        "SELECT s.id FROM kernel_subject s JOIN kernel_subjectmember m ON m.subject_id = s.id "
        "JOIN kernel_user u ON u.id = m.user_id AND u.username = 'agent' WHERE s.division_code = '411602' "
        "AND s.status = 'registered' ORDER BY s.id LIMIT 1"
    )
    subject = one(product, find)
    page.goto(f"{product.base}/start/inspection.site_check/order_check/?subject={subject}")
    if page.locator("[name=subject]").count():
        page.fill("[name=subject]", str(subject))
    fill(page, origin="special_field", source="2026年重点领域监管计划", items=ITEMS, officers=["周明远", "李青"])
    return sent(page), subject


def opened(page: Page, product: Product, check: int) -> None:
    """The field page with its worker in charge, so that it opens again without network."""
    page.goto(f"{product.base}/field/")
    expect(page.locator("#field[data-ready=yes]")).to_be_attached(timeout=60_000)
    page.click(f'[data-check="{check}"]')


def draw(page: Page, nth: int) -> None:
    box = page.locator("canvas.sign").nth(nth)
    box.scroll_into_view_if_needed()
    at = box.bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + 30, at["y"] + 40)
    page.mouse.down()
    page.mouse.move(at["x"] + 120, at["y"] + 90, steps=4)
    page.mouse.move(at["x"] + 200 - 40 * nth, at["y"] + 30, steps=4)
    page.mouse.up()


def answers(page: Page, fault: str, *, first: int = 0, last: int = 7) -> None:
    """Answer the questions of a range in turn: one with a fault, the others conform."""
    rows = page.locator("#q-open")
    for n in range(first, last):
        if n != first or not rows.count():
            page.click("#next")
        bad = n == 1 and bool(fault)
        page.click(f"#q-open [data-verdict={'fault' if bad else 'conform'}]")
        if bad:
            page.fill("#q-open textarea", fault)
            page.set_input_files(
                "#q-open input[type=file]", {"name": "a.png", "mimeType": "image/png", "buffer": PICTURE}
            )
            expect(page.locator("#q-open figure")).to_have_count(1)


def handed_over(page: Page) -> None:
    expect(page.locator("#bar[data-waiting='0']")).to_be_attached(timeout=60_000)


def test_what_is_recorded_without_network_is_neither_lost_nor_taken_twice(phone: Phone, product: Product) -> None:
    one = phone("county")
    check, subject = ordered(one, product)
    opened(one, product, check)
    one.check("#shown")
    one.click("#begin")
    expect(one.locator("#q-open")).to_be_visible()
    handed_over(one)

    two = phone("county2")
    opened(two, product, check)
    expect(two.locator("#q-open")).to_be_visible()

    with without_network(one):
        answers(one, "网站首页没有公示执照")
        expect(one.locator("#bar")).to_contain_text("没有网络")
        one.reload()  # the phone is switched off and on in the cellar
        expect(one.locator(".prog")).to_contain_text("已查7项")
        expect(one.locator("[data-question$=q02] .why")).to_contain_text("网站首页没有公示执照")
        # Meanwhile the colleague, upstairs and with network, answers the first question otherwise.
        two.click("#q-open [data-verdict=fault]")
        two.fill("#q-open textarea", "执照放在抽屉里")
        two.locator("#q-open h3").click()
        handed_over(two)
    one.evaluate("window.dispatchEvent(new Event('online'))")
    handed_over(one)
    expect(one.locator("#bar")).to_contain_text("1项未被接收")
    one.locator("[data-question$=q01] button").click()
    expect(one.locator("#q-open .both")).to_contain_text("执照放在抽屉里")
    one.click("#take-theirs")
    expect(one.locator("#bar")).not_to_contain_text("未被接收")

    one.click("#to-sign")
    draw(one, 0)
    one.fill("#party", "何小满")
    draw(one, 1)
    with without_network(one):
        one.click("#finish")
        expect(one.locator("main")).to_contain_text("存在本机")
        one.reload()
        one.wait_for_timeout(500)
    one.evaluate("window.dispatchEvent(new Event('online'))")
    handed_over(one)

    once(product, check)
    result(one, product, check, subject)
    corrected(phone, product, check)


def once(product: Product, check: int) -> None:
    """Everything is there, and nothing is there twice."""
    said = sql(
        product, "SELECT answers, taken, photos, codes FROM inspection_sitecheck WHERE proceeding_ptr_id = %s", check
    )
    given, taken, photos, _codes = said[0]
    assert len(given) == 7  # type: ignore[arg-type]
    assert len(taken) == len(set(taken))  # type: ignore[arg-type]
    assert len(photos) == 1  # type: ignore[arg-type]
    kept = sql(product, "SELECT count(*), count(DISTINCT file_id) FROM kernel_evidence WHERE proceeding_id = %s", check)
    assert kept[0] == (3, 3)  # one picture, two signatures
    begun = "SELECT count(*) FROM kernel_act WHERE proceeding_id = %s AND name = ANY (%s)"
    names = ["inspection.site_check.begin", "inspection.site_check.finish"]
    assert one(product, begun, check, names) == 2


def result(page: Page, product: Product, check: int, subject: int) -> None:
    """An order to correct, the result with its codes, and its publication by the clock."""
    number = one(product, "SELECT number FROM kernel_proceeding WHERE id = %s", check)
    page.goto(f"{product.base}/start/inspection.correction_order/order/?check_number={number}")
    sent(page, check_number=number, kind="limited", term="checks.correction_7")
    act(page, product, check, "conclude", codes="5", finding="执照未置于醒目位置，网站未公示，已责令改正")
    run_out(product, check)
    until(page, product, f"{product.base}/checks/results/", "发现问题已责令改正")
    page.goto(f"{product.base}/subjects/{subject}/")
    expect(page.locator("main")).to_contain_text("检查结果")


def corrected(phone: Phone, product: Product, check: int) -> None:
    """The business reports from its phone, two officers confirm."""
    find = "SELECT proceeding_ptr_id FROM inspection_correctionorder WHERE check_id = %s"
    order = one(product, find, check)
    owner = phone("agent")
    owner.goto(f"{product.base}/checks/mine/")
    expect(owner.locator("main")).to_contain_text("责令限期改正")
    act(owner, product, order, "report_correction", report="执照已悬挂于门厅，网站首页已公示")
    officer = phone("county")
    act(officer, product, order, "confirm_correction", companion="李青", finding="照片显示已悬挂，网页已公示")
    expect(officer.locator("main")).to_contain_text("已改正")
