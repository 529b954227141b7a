"""From a lead to the public record: a case with a hearing, its decision, service, payment and publication."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from hengjian.kernel.clock import SHANGHAI

from .conftest import EXPECTED, SIZES, Product
from .test_licence import sign_in
from .test_permit import sql

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]


def a_shop(product: Product) -> tuple[int, str]:
    """A registered shop of the district without any other matter."""
    find = (
        "SELECT s.id, s.name FROM kernel_subject s WHERE s.division_code = '411602' AND s.status = 'registered' "
        "AND NOT EXISTS (SELECT 1 FROM kernel_proceeding p WHERE p.subject_id = s.id) ORDER BY s.id DESC LIMIT 1"
    )
    [(pk, name)] = sql(product, find, [])
    return int(str(pk)), str(name)


def fill(page: Page, name: str, value: str) -> None:
    """A field as it is: typed, chosen or ticked."""
    box = page.locator(f"main [name='{name}']").first
    kind = box.evaluate("e => e.tagName + ':' + e.type")
    if kind.startswith("SELECT"):
        box.select_option(value)
    elif kind in ("INPUT:checkbox", "INPUT:radio"):
        for one in value.split(","):
            page.locator(f"main [name='{name}'][value='{one}']").check()
    else:
        box.fill(value)


def send(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        fill(page, name, value)
    page.click("main form footer button[type=submit], main form button.go")
    if page.locator("template[data-confirm]").count():
        page.locator("button[value=yes]").click()  # what cannot be taken back is asked for once more


def act(page: Page, file: str, verb: str, **fields: str) -> None:
    """Open the sheet of an act, fill it in, do it."""
    page.goto(f"{file}act/{verb}/")
    send(page, **fields)
    page.wait_for_url(re.compile(r"/p/\d+/$"))


def signature(page: Page) -> None:
    """Drawn on the pad with the mouse."""
    page.locator("canvas.sign").scroll_into_view_if_needed()
    box = page.locator("canvas.sign").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 90, steps=6)
    page.mouse.up()
    expect(page.locator("[data-sign]")).to_have_value(re.compile("signature"))


def officer(page: Page, name: str) -> str:
    """The number of an officer in the list that a field offers."""
    return page.locator("main option", has_text=name).first.get_attribute("value") or ""


@pytest.fixture
def page(chromium: Browser) -> Page:
    width, height = SIZES["desktop"]
    made = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN").new_page()
    faults: list[str] = []
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("console", lambda m: faults.append(m.text) if m.type == "error" and not EXPECTED.search(m.text) else None)
    made.faults = faults  # type: ignore[attr-defined]
    return made


def investigated(page: Page, product: Product, shop: int) -> str:
    """A lead becomes a case, which is filed and investigated; gives its address."""
    sign_in(page, product, "county")
    page.goto(f"{product.base}/start/enforcement.lead/enter/?subject={shop}")
    send(page, source="office", what="巡查发现使用超过保质期的食品原料")
    page.wait_for_url(re.compile(r"/p/\d+/"))
    act(page, page.url.split("?")[0], "file_case", cause="breach", decision="证据初步充分，应予立案")
    page.get_by_role("link", name="申请立案").click()
    second = officer(page, "李青")
    day = (datetime.now(SHANGHAI) - timedelta(days=20)).strftime("%Y-%m-%d")
    given = {
        "cause_name": "使用超过保质期的食品原料",
        "violated": "《食品安全法》第三十四条",
        "punished_by": "《食品安全法》第一百二十四条",
    }
    send(
        page,
        companion=second,
        happened_on=day,
        evidence="yes",
        punishable="yes",
        competent="yes",
        field="food",
        **given,
    )
    page.wait_for_url(re.compile(r"/p/\d+/"))
    case = page.url.split("?")[0]
    sign_in(page, product, "countyhead")
    act(page, case, "approve_filing", opinion="同意立案")

    sign_in(page, product, "county")
    page.goto(f"{case}act/record_scene/")
    signature(page)
    now = datetime.now(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
    send(
        page, began=now, ended=now, place="七一路8号", shown="yes", told="yes", text="货架上有三瓶超过保质期的调味料。",
        proves="party,conduct,amount",
    )  # fmt: skip
    page.wait_for_url(re.compile(r"/p/\d+/$"))
    act(
        page, case, "conclude", found="当事人使用超过保质期的调味料加工食品，货值1200元。", nature="构成使用超过保质期的食品原料。",
        discretion="及时改正，从轻处罚。", kinds="fine", fine="150000", band="light",
    )  # fmt: skip
    return case


def heard(page: Page, product: Product, case: str) -> None:
    """Reviewed, told, and heard, because the party asks for it."""
    sign_in(page, product, "countyhead")
    act(page, case, "review_case", opinion="同意", qualification="A20184116020001")
    act(page, case, "give_notice")
    sign_in(page, product, "county")
    act(page, case, "serve_notice", way="direct", receiver="何小满")
    act(page, case, "request_hearing", grounds="对货值有异议")
    expect(page.locator("main")).to_contain_text("听证")
    sign_in(page, product, "countyhead")
    page.goto(f"{case}act/set_hearing/")
    soon, fit = (datetime.now(SHANGHAI) + timedelta(days=n) for n in (3, 30))
    host = officer(page, "陈立新")
    send(page, at=soon.strftime("%Y-%m-%dT%H:%M"), place="听证室", host=host)
    expect(page.locator(".note.red").first).to_contain_text("7个工作日")
    send(page, at=fit.strftime("%Y-%m-%dT%H:%M"))
    page.wait_for_url(re.compile(r"/p/\d+/$"))
    pk = re.search(r"/p/(\d+)/", case)
    assert pk is not None
    # The day of the hearing comes.
    sql(
        product,
        "UPDATE enforcement_case SET hearing_at = now() - interval '1 hour' WHERE proceeding_ptr_id = %s",
        [int(pk[1])],
    )
    act(
        page, case, "hold_hearing", present="当事人及代理人", argued="双方就货值质证、辩论。", signed="yes",
        summary="听证如期举行。", advice="维持拟处罚意见。",
    )  # fmt: skip


def test_a_lead_becomes_a_decision_on_the_public_record(page: Page, product: Product) -> None:
    shop, name = a_shop(product)
    case = investigated(page, product, shop)
    heard(page, product, case)
    act(page, case, "review_after_hearing", opinion="程序合法", qualification="A20184116020001")
    page.goto(f"{case}act/discuss/")
    for one in ("陈立新", "李青"):
        page.locator("label", has_text=one).locator("[name=participants]").first.check()
    send(page, opinion="一致同意", conclusion="同意拟处罚意见")
    page.wait_for_url(re.compile(r"/p/\d+/$"))

    # The printer refuses a decision that does not answer the party, names element and article, and loses nothing.
    page.goto(f"{case}act/decide/")
    send(page, discretion="及时改正，依法从轻处罚。")
    refused = page.locator(".note.red").first
    expect(refused).to_contain_text("采纳情况")
    expect(refused).to_contain_text("第四十五条")
    expect(page.locator("[name=discretion]")).to_have_value("及时改正，依法从轻处罚。")
    send(page, reply="听证意见不予采纳：货值有票据证明。")
    page.wait_for_url(re.compile(r"/p/\d+/$"))

    sign_in(page, product, "county")
    act(page, case, "serve_decision", way="direct", receiver="何小满")
    act(page, case, "publish_decision")
    act(page, case, "pay", amount="150000", receipt="电子回单1")
    expect(page.locator("main")).to_contain_text("已履行")
    page.goto(f"{product.base}/cases/{case.rstrip('/').rsplit('/', 1)[1]}/")
    expect(page.locator("main")).to_contain_text("要素齐全")

    page.context.clear_cookies()
    page.goto(f"{product.base}/credit/subjects/{shop}/")
    expect(page.locator("main")).to_contain_text(name)
    expect(page.locator("main")).to_contain_text("行政处罚（川市监处罚")
    page.get_by_role("link", name=re.compile("行政处罚（川市监处罚")).first.click()
    expect(page.locator("main")).to_contain_text("使用超过保质期的食品原料")
    assert page.faults == []  # type: ignore[attr-defined]
